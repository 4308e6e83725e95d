"""Responses from elsewhere (an earlier year, another form) as a table: looked at first, then taken whole or not at all.

The table of one campaign has the statements of its questionnaire as columns, so it cannot be one of the kinds of
``units.imports``. Between looking and taking nothing is kept here: what was read travels signed through the browser.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.enums import Kanal, StatusKampanye
from surveys.errors import SurveiError
from surveys.isian import KOMENTAR_TERPANJANG
from surveys.kuesioner import Kuesioner
from surveys.models import Kampanye, Respons
from surveys.selectors.kampanye import kuesioner_dari
from units.models import User
from units.services.tahap import catat
from zi_portal.common.tabel import (
    Galat,
    TabelDitolak,
    baca_tabel,
    nilai_cacah,
    nilai_tanggal,
    nilai_teks,
    periksa_tabel,
)

logger = logging.getLogger(__name__)

BARIS_TERBANYAK = 5000
# The form that carries the rows must stay below what a request may hold.
TITIPAN_TERBESAR = 3 * 1024 * 1024
UMUR_TITIPAN = 60 * 60
GARAM = "survei-impor"
MENERIMA = frozenset({StatusKampanye.BUKA, StatusKampanye.JEDA})

# Number in the file, day, service, marks, profile, steered, comment.
Baris = tuple[int, str, int | None, str, dict[str, str], bool | None, str]


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What a table would bring: ``titipan`` takes it, ``dipakai`` and ``diabaikan`` name its columns."""

    jumlah: int
    sudah: int
    dipakai: list[str]
    diabaikan: list[str]
    titipan: str


class ImporSurveiDitolak(SurveiError):
    """The table cannot be taken; ``galat`` says where and what to do."""

    def __init__(self, galat: Sequence[Galat]) -> None:
        self.galat = tuple(galat)
        super().__init__(galat[0].pesan)


def kepala_contoh(kampanye: Kampanye) -> list[str]:
    """The columns a table may have; those the download of responses has, too, with the comment."""
    k = kuesioner_dari(kampanye.kuesioner)
    return [
        _("Tanggal"),
        _("Layanan"),
        *(f"{u.kode} {u.nama}" for u in k.unsur),
        *([_("Diarahkan menjawab baik")] if k.integritas else []),
        *(str(p.label) for p in k.profil),
        *([_("Komentar")] if k.komentar else []),
    ]


def periksa_impor(*, kampanye: Kampanye, berkas: BinaryIO, nama: str) -> Pratinjau:
    """Read a table and say what it would bring. Stores nothing. Raises ImporSurveiDitolak with every row's errors."""
    try:
        periksa_tabel(berkas, nama)
        tabel = baca_tabel(berkas, nama)
    except TabelDitolak as error:
        raise ImporSurveiDitolak(error.galat) from error
    if len(tabel.baris) > BARIS_TERBANYAK:
        pesan = _("Paling banyak %(n)d baris sekali impor. Bagi tabelnya.") % {"n": BARIS_TERBANYAK}
        raise ImporSurveiDitolak([Galat(pesan)])
    pembaca = _Pembaca(kampanye, tabel.kepala)
    baris = [pembaca.baca(nomor, sel) for nomor, sel in tabel.baris]
    if pembaca.galat:
        raise ImporSurveiDitolak(pembaca.galat)
    berkas.seek(0)
    sidik = hashlib.sha256(berkas.read()).hexdigest()
    titipan = signing.dumps([kampanye.pk, sidik, nama[:100], baris], salt=GARAM, compress=True)
    if len(titipan) > TITIPAN_TERBESAR:
        raise ImporSurveiDitolak(
            [Galat(_("Isi tabel terlalu besar untuk sekali impor. Bagi menjadi beberapa berkas."))]
        )
    sudah = Respons.objects.filter(kiriman__in=[_kiriman(kampanye, sidik, b[0]) for b in baris[:1]]).exists()
    return Pratinjau(
        len(baris),
        len(baris) if sudah else 0,
        [tabel.kepala[i] for i in sorted(pembaca.letak.values())],
        [k for i, k in enumerate(tabel.kepala) if k and i not in pembaca.letak.values()],
        titipan,
    )


def terapkan_impor_survei(*, kampanye: Kampanye, titipan: str, actor: User) -> int:
    """Take what a preview of this campaign read, all of it or nothing. A repeat takes nothing twice. Returns how many
    came. Raises SurveiError."""
    try:
        pk, sidik, nama, baris = signing.loads(titipan, salt=GARAM, max_age=UMUR_TITIPAN)
    except signing.BadSignature as error:
        raise SurveiError(_("Pratinjau ini sudah kedaluwarsa. Unggah lagi berkasnya.")) from error
    if pk != kampanye.pk:
        raise SurveiError(_("Pratinjau ini milik survei lain. Unggah lagi berkasnya di sini."))
    with transaction.atomic():
        # Closing takes this row FOR UPDATE: it waits until these are in, and the seal sees them.
        kini = Kampanye.objects.select_for_update(no_key=True).get(pk=kampanye.pk)
        if kini.status not in MENERIMA:
            raise SurveiError(_("Survei ini tidak sedang berjalan, jadi tidak menerima impor."))
        kiriman = [_kiriman(kampanye, sidik, b[0]) for b in baris]
        ada = set(Respons.objects.filter(kiriman__in=kiriman).values_list("kiriman", flat=True))
        tz = kampanye.unit.instansi.tz
        baru = [
            Respons(
                kampanye=kampanye,
                layanan_id=layanan,
                kanal=Kanal.IMPOR,
                nilai=nilai,
                profil=profil,
                diarahkan=diarahkan,
                komentar=komentar,
                kiriman=satu,
                petugas=actor,
                # The hour is not known: noon lies within the day in every zone.
                pada=dt.datetime.combine(dt.date.fromisoformat(hari), dt.time(12), tzinfo=tz),
            )
            for satu, (_nomor, hari, layanan, nilai, profil, diarahkan, komentar) in zip(kiriman, baris, strict=True)
            if satu not in ada
        ]
        Respons.objects.bulk_create(baru, batch_size=500)
        if baru:
            catat(objek=kampanye, aksi="impor", actor=actor, rincian={"jumlah": len(baru), "berkas": nama})
    logger.info("kampanye %s: %s responses imported", kampanye.pk, len(baru))
    return len(baru)


def _kiriman(kampanye: Kampanye, sidik: str, nomor: int) -> uuid.UUID:
    """The same row of the same file in the same campaign is the same response."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"survei-impor/{kampanye.pk}/{sidik}/{nomor}")


def _rata(teks: str) -> str:
    return " ".join(teks.split()).casefold()


class _Pembaca:
    """Reads the rows of a table by the questionnaire; gathers what is wrong, in words."""

    def __init__(self, kampanye: Kampanye, kepala: Sequence[str]) -> None:
        self.k: Kuesioner = kuesioner_dari(kampanye.kuesioner)
        self.layanan = {_rata(a.nama): a.pk for a in kampanye.layanan.all()}
        self.mulai = kampanye.mulai.astimezone(kampanye.unit.instansi.tz).date()
        self.akhir = timezone.now().astimezone(kampanye.unit.instansi.tz).date()
        self.kepala, self.galat = kepala, []
        self.letak = self._letak(kepala)
        kurang = [n for n in ("tanggal", *(f"u-{u.kode}" for u in self.k.unsur)) if n not in self.letak]
        if kurang:
            nama = ", ".join(n.removeprefix("u-").replace("tanggal", _("Tanggal")) for n in kurang)
            pesan = _("Kolom yang kurang: %(nama)s. Unduh contohnya, salin data ke sana, lalu unggah lagi.")
            raise ImporSurveiDitolak([Galat(pesan % {"nama": nama}, 1)])

    def _letak(self, kepala: Sequence[str]) -> dict[str, int]:
        """Which column holds what, by the names of ``kepala_contoh``, by code or by name alone."""
        nama: dict[str, str] = {_rata(_("Tanggal")): "tanggal", _rata(_("Layanan")): "layanan"}
        for u in self.k.unsur:
            nama |= {_rata(t): f"u-{u.kode}" for t in (u.kode, str(u.nama), f"{u.kode} {u.nama}")}
        if self.k.integritas:
            nama |= {_rata(_("Diarahkan menjawab baik")): "diarahkan", "diarahkan": "diarahkan"}
        for p in self.k.profil:
            nama |= {_rata(t): f"p-{p.kode}" for t in (p.kode, str(p.label))}
        if self.k.komentar:
            nama[_rata(_("Komentar"))] = "komentar"
        hasil: dict[str, int] = {}
        for i, judul in enumerate(kepala):
            if kunci := nama.get(_rata(judul)):
                hasil.setdefault(kunci, i)
        return hasil

    def baca(self, nomor: int, sel: Sequence[Any]) -> Baris:
        def ambil(kunci: str, ubah: Callable[[Any], Any]) -> Any:
            i = self.letak.get(kunci)
            if i is None:
                return None
            try:
                return ubah(sel[i])
            except ValueError as error:
                self.galat.append(Galat(str(error), nomor, self.kepala[i]))
                return None

        hari = ambil("tanggal", self._hari)
        nilai = {u.kode: ambil(f"u-{u.kode}", self._nilai) for u in self.k.unsur}
        if not any(nilai.values()):
            self.galat.append(Galat(_("Baris ini tidak berisi satu nilai pun."), nomor))
        profil = {
            p.kode: jawab
            for p in self.k.profil
            if (jawab := ambil(f"p-{p.kode}", lambda n, p=p: _pilih(n, {s.kode: str(s.label) for s in p.pilihan})))
        }
        return (
            nomor,
            hari.isoformat() if hari else "",
            ambil("layanan", self._layanan),
            self.k.kodekan(nilai),
            profil,
            {"ya": True, "tidak": False}.get(ambil("diarahkan", lambda n: _pilih(n, {"ya": "Ya", "tidak": "Tidak"}))),
            ambil("komentar", self._komentar) or "",
        )

    def _hari(self, isi: Any) -> dt.date:
        hari = nilai_tanggal(isi)
        if hari is None:
            raise ValueError(_("Tanggal wajib diisi, seperti 31/03/2026."))
        if not self.mulai <= hari <= self.akhir:
            raise ValueError(_("Tanggal harus antara survei dibuka dan hari ini."))
        return hari

    def _nilai(self, isi: Any) -> int | None:
        n = nilai_cacah(isi, self.k.skala)
        if n == 0:
            raise ValueError(_("Isi 1 sampai %(n)d, atau kosongkan.") % {"n": self.k.skala})
        return n

    def _layanan(self, isi: Any) -> int | None:
        teks = nilai_teks(isi)
        if not teks:
            return None
        if _rata(teks) not in self.layanan:
            raise ValueError(_("“%(nama)s” bukan layanan survei ini.") % {"nama": teks[:60]})
        return self.layanan[_rata(teks)]

    def _komentar(self, isi: Any) -> str:
        teks = nilai_teks(isi)
        if len(teks) > KOMENTAR_TERPANJANG:
            raise ValueError(_("Komentar paling panjang %(n)d huruf.") % {"n": KOMENTAR_TERPANJANG})
        return teks


def _pilih(isi: Any, pilihan: Mapping[str, str]) -> str:
    """The code of a choice, named by code or label; "" for nothing. Raises ValueError."""
    teks = nilai_teks(isi)
    if not teks:
        return ""
    for kode, label in pilihan.items():
        if _rata(teks) in {_rata(kode), _rata(label)}:
            return kode
    raise ValueError(
        _("“%(isi)s” tidak dikenal. Pilihannya: %(pilihan)s.")
        % {"isi": teks[:60], "pilihan": ", ".join(pilihan.values())}
    )
