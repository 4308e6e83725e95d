"""Signs that a response may be bent, told from what is stored (process.md §5.8). Looks; changes nothing.

A sign never refuses and never excludes: it is shown with its reason, and a person outside the unit decides.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.enums import BATAS_TANDA, BOBOT_TANDA, Golongan, Kanal, Tanda
from surveys.kuesioner import KOSONG
from surveys.models import Respons

# Who comes through staff or a counter's device shares network and device with everybody else there.
KANAL_SENDIRI = frozenset({Kanal.TAUTAN})
KANAL_PETUGAS = frozenset({Kanal.KERTAS, Kanal.IMPOR})

SERAGAM_PALING_SEDIKIT = 5
JENDELA_LONJAKAN = dt.timedelta(minutes=10)
BATAS_LONJAKAN = 30
JENDELA_KEMBAR = dt.timedelta(hours=24)
BATAS_KEMBAR = 10
# A family may share a phone.
BATAS_PERANGKAT = 2

Temuan = dict[int, dict[Tanda, str]]


@dataclass(frozen=True, slots=True)
class Tetangga:
    """A response counted before that lies near one being looked at."""

    pk: int
    jaringan: str
    pada: dt.datetime
    nilai: str
    profil: str
    kanal: str


def kunci_profil(profil: Mapping[str, str]) -> str:
    return json.dumps(profil, sort_keys=True, separators=(",", ":"))


def temukan(
    baris: Sequence[Respons],
    *,
    waktu_minimum: int,
    tetangga: Iterable[Tetangga],
    perangkat: Mapping[str, int],
    telepon: Mapping[int, int],
) -> Temuan:
    """Signs by id of response, also for neighbours whom only the new ones show up.

    ``perangkat``: how many responses each device sent before; ``telepon``: by response, how often its phone was given
    in the campaign.
    """
    hasil: Temuan = defaultdict(dict)
    dari_perangkat = dict(perangkat)
    for satu in baris:
        _sendiri(satu, waktu_minimum, hasil[satu.pk])
        if satu.perangkat and satu.kanal in KANAL_SENDIRI:
            ke = dari_perangkat[satu.perangkat] = dari_perangkat.get(satu.perangkat, 0) + 1
            if ke > BATAS_PERANGKAT:
                hasil[satu.pk][Tanda.PERANGKAT] = _("Isian ke-%(n)d dari perangkat ini.") % {"n": ke}
        if telepon.get(satu.pk, 0) > 1:
            hasil[satu.pk][Tanda.TELEPON] = _("Nomor ini dipakai %(n)d kali.") % {"n": telepon[satu.pk]}
    dekat = [*tetangga, *(sebagai_tetangga(satu) for satu in baris)]
    _lonjakan(dekat, hasil)
    _kembar(dekat, hasil)
    return {pk: tanda for pk, tanda in hasil.items() if tanda}


def sebagai_tetangga(satu: Respons) -> Tetangga:
    return Tetangga(satu.pk, satu.jaringan, satu.pada, satu.nilai, kunci_profil(satu.profil), satu.kanal)


def _sendiri(satu: Respons, waktu_minimum: int, tanda: dict[Tanda, str]) -> None:
    """What one response shows by itself."""
    if satu.kanal not in KANAL_PETUGAS and satu.durasi is not None and satu.durasi < waktu_minimum:
        tanda[Tanda.CEPAT] = _("Selesai dalam %(n)d detik; paling cepat %(batas)d.") % {
            "n": satu.durasi,
            "batas": waktu_minimum,
        }
    if len(satu.nilai) >= SERAGAM_PALING_SEDIKIT and len(set(satu.nilai)) == 1 and satu.nilai[0] != KOSONG:
        tanda[Tanda.SERAGAM] = _("Semua dijawab %(n)s.") % {"n": satu.nilai[0]}
    if satu.kantor and satu.kanal == Kanal.TAUTAN:
        tanda[Tanda.KANTOR] = ""
    if satu.diarahkan:
        tanda[Tanda.DIARAHKAN] = ""


def _lonjakan(dekat: Sequence[Tetangga], hasil: Temuan) -> None:
    """Everybody in a window of ten minutes in which one network sent more than thirty."""
    for jaringan, semua in _per(dekat, lambda t: t.jaringan if t.kanal in KANAL_SENDIRI else "").items():
        if not jaringan or len(semua) <= BATAS_LONJAKAN:
            continue
        urut = sorted(semua, key=lambda t: (t.pada, t.pk))
        awal = 0
        for akhir, satu in enumerate(urut):
            while satu.pada - urut[awal].pada > JENDELA_LONJAKAN:
                awal += 1
            if (n := akhir - awal + 1) > BATAS_LONJAKAN:
                kata = _("Lebih dari %(n)d isian dari satu jaringan dalam 10 menit.") % {"n": BATAS_LONJAKAN}
                for t in urut[awal : akhir + 1] if n == BATAS_LONJAKAN + 1 else (satu,):
                    hasil[t.pk][Tanda.LONJAKAN] = kata


def _kembar(dekat: Sequence[Tetangga], hasil: Temuan) -> None:
    """Ten or more of one network within a day, alike in every answer and in the profile."""
    kunci = _per(dekat, lambda t: (t.jaringan, t.nilai, t.profil) if t.kanal not in KANAL_PETUGAS else ("", "", ""))
    for (jaringan, _nilai, _profil), semua in kunci.items():
        if jaringan and len(semua) >= BATAS_KEMBAR:
            kata = _("Sama persis dengan sedikitnya %(n)d isian lain dari satu jaringan dalam sehari.") % {
                "n": BATAS_KEMBAR - 1
            }
            for t in semua:
                hasil[t.pk][Tanda.KEMBAR] = kata


def _per(dekat: Sequence[Tetangga], kunci) -> dict:
    hasil = defaultdict(list)
    for satu in dekat:
        hasil[kunci(satu)].append(satu)
    return hasil


def golongan_dari(tanda: Iterable[str]) -> Golongan:
    """Set apart or not: signs weigh, and two weak ones count as one strong one."""
    return Golongan.BERTANDA if sum(BOBOT_TANDA[Tanda(t)] for t in tanda) >= BATAS_TANDA else Golongan.BERSIH
