"""Answers for the demo: varied by the quality of a unit, and written with the history real work leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from django.db.models import F
from django.utils import timezone

from evaluation import scoring
from evaluation.demo.catatan import BELUM, CATATAN, KURANG, TPI_NAIK, TPI_SETUJU, TPI_TURUN
from evaluation.demo.data import acak
from evaluation.enums import Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from evaluation.services.skor import hitung_ulang
from units.models import User
from zi_portal.common import sql

Isi = dict[str, dict[str, str | int]]
PERCOBAAN = 200


@dataclass(frozen=True, slots=True)
class Mutu:
    """How well a unit does: chance of the best option (0 to 1), and its survey indices (0 to 4)."""

    baik: float
    ipak: str
    ipkp: str
    kinerja: int = 1


def susun_jawaban(
    instrumen: scoring.Instrumen,
    mutu: Mutu,
    *kunci: object,
    cukup: Callable[[scoring.Skor], bool] = lambda skor: True,
    telah_wbk: bool = False,
) -> Isi:
    """A full sheet, question code → isi; tries further draws until ``cukup`` likes the score."""
    for percobaan in range(PERCOBAAN):
        r = acak(*kunci, percobaan)
        isi = {p.kode: _jawab(p, mutu, r) for p in instrumen.semua_pertanyaan}
        if cukup(scoring.hitung(instrumen, gabung_isi(isi.values()), telah_wbk=telah_wbk)):
            return isi
    raise ValueError(f"tidak ada jawaban demo yang cocok untuk {kunci}")


def _jawab(p: scoring.Pertanyaan, mutu: Mutu, r: Random) -> dict[str, str | int]:
    if p.kode == "B.I.b":
        return {p.kode: p.opsi[mutu.kinerja].kunci}
    if p.opsi:
        return {p.kode: p.opsi[_pilih(len(p.opsi), mutu, r)].kunci}
    if p.jenis == "nilai_0_4":
        return {p.kode: mutu.ipak if p.kode.startswith("B.I.") else mutu.ipkp}
    return _hitungan(p, mutu, r)


def _pilih(banyak: int, mutu: Mutu, r: Random) -> int:
    undi = r.random()
    if banyak == 2:
        # "Tidak" is worth nothing, so it is rarer than a second-best letter.
        return int(undi > 1 - (1 - mutu.baik) / 3)
    if undi < mutu.baik:
        return 0
    return min(1 if r.random() < 0.75 else 2, banyak - 1)


def _hitungan(p: scoring.Pertanyaan, mutu: Mutu, r: Random) -> dict[str, str | int]:
    """Counts that fit together: never more done than there was to do, where that is what the question means."""
    kode = [m.kode for m in p.masukan]
    luput = 0 if r.random() < mutu.baik else 1
    match p.kode:
        case "A.II.1.i.a":
            agen = r.randint(3, 6)
            angka = [agen, agen - luput]
        case "A.II.1.i.b":
            perubahan = r.randint(3, 6)
            angka = [perubahan, perubahan - luput]
        case "A.II.3.iii.a":
            lalu = r.randint(4, 8)
            kini = 0 if mutu.baik > 0.8 else r.randint(1, 3)
            angka = [lalu, kini, kini]
        case "A.II.4.i.a":
            sasaran = r.randint(6, 10)
            angka = [sasaran, sasaran - luput]
        case "A.II.5.ii.a":
            harus = r.randint(40, 160)
            proses = luput * r.randint(2, 8)
            angka = [harus, proses, harus - proses]
        case "A.II.5.iii.a":
            wajib = [1, r.randint(1, 4), r.randint(0, 2)]
            angka = [*wajib, sum(wajib)]
        case "A.II.5.iii.b":
            wajib = [r.randint(3, 6), r.randint(6, 14), r.randint(20, 70)]
            angka = [*wajib, sum(wajib) - luput]
        case "A.II.6.i.b":
            layanan = r.randint(12, 30)
            angka = [layanan, layanan - luput * r.randint(1, 4)]
        case _:
            angka = [10] * len(kode)
    return dict(zip(kode, angka, strict=True))


def catatan_unit(instrumen: scoring.Instrumen, isi: Isi, *kunci: object, unit: str, tahun: int) -> dict[str, str]:
    """The unit's note beside each answer; it owns up where the answer is not the best."""
    catatan = {}
    for kode, satu in isi.items():
        p = instrumen.pertanyaan(kode)
        dasar = CATATAN.get(kode, "Dokumen terlampir.").format(unit=unit, tahun=tahun)
        if p.opsi and satu.get(kode) == p.opsi[-1].kunci:
            dasar = acak(*kunci, kode).choice(BELUM)
        elif p.opsi and satu.get(kode) != p.opsi[0].kunci:
            dasar += f" {acak(*kunci, kode).choice(KURANG)}"
        catatan[kode] = dasar
    return catatan


def nilai_tpi(instrumen: scoring.Instrumen, isi: Isi, *kunci: object, beda: int) -> tuple[Isi, dict[str, str]]:
    """TPI's own answers with ``beda`` of them unlike the unit's, each of those with a note; returns isi and notes."""
    r = acak("tpi", *kunci)
    baru, catatan = dict(isi), {}
    pilihan = [p for p in instrumen.semua_pertanyaan if len(p.opsi) > 2 and p.kode != "B.I.b"]
    for urut, p in enumerate(r.sample(pilihan, beda)):
        letak = [o.kunci for o in p.opsi].index(isi[p.kode][p.kode])
        naik = letak > 0 and urut % 4 == 3
        turun = letak + 1 < len(p.opsi)
        if not naik and not turun:
            continue
        baru[p.kode] = {p.kode: p.opsi[letak - 1 if naik else letak + 1].kunci}
        catatan[p.kode] = r.choice(TPI_NAIK if naik else TPI_TURUN)
    for kode in r.sample(sorted(isi), len(isi) // 8):
        catatan.setdefault(kode, r.choice(TPI_SETUJU))
    return baru, catatan


def hari_kerja(mulai: dt.datetime, selesai: dt.datetime, banyak: int) -> list[dt.datetime]:
    """``banyak`` rising moments in office hours of the working days between two moments, both ends kept."""
    mulai, selesai = timezone.localtime(mulai), timezone.localtime(selesai)
    hari = [mulai.date() + dt.timedelta(days=n) for n in range((selesai.date() - mulai.date()).days + 1)]
    hari = [h for h in hari if h.weekday() < 5] or [mulai.date()]
    waktu = []
    for nomor in range(banyak):
        letak = nomor * len(hari) / banyak
        jam = dt.time(8) if letak == 0 else dt.time(8 + int((letak % 1) * 8), int((letak * 60) % 60), nomor % 60)
        saat = dt.datetime.combine(hari[int(letak)], jam, tzinfo=mulai.tzinfo)
        waktu.append(min(max(saat, mulai), selesai) + dt.timedelta(milliseconds=nomor))
    return sorted(waktu)


def tulis_lapis(
    *,
    lke: LembarKerjaEvaluasi,
    lapis: str,
    isi: Isi,
    catatan: Mapping[str, str],
    orang: Sequence[User],
    mulai: dt.datetime,
    selesai: dt.datetime,
    kunci: Sequence[object] = (),
) -> None:
    """Write answers of an open layer with their history, spread over the days between, and its score.

    About one answer in ten of the unit was changed once: an earlier version with a lower option stands behind it.
    """
    r = acak("tulis", *kunci, lapis)
    instrumen = instrumen_lke(lke)
    kode = [p.kode for p in instrumen.semua_pertanyaan if p.kode in isi]
    waktu = dict(zip(kode, hari_kerja(mulai, selesai, len(kode)), strict=True))
    baris = {j.kode: j for j in Jawaban.objects.filter(lke=lke, lapis=lapis, kode__in=kode)}
    riwayat = []
    for k in kode:
        jawaban, oleh = baris[k], r.choice(orang)
        p = instrumen.pertanyaan(k)
        if lapis == Lapis.UNIT and len(p.opsi) > 2 and r.random() < 0.1:
            rendah = min([o.kunci for o in p.opsi].index(isi[k][k]) + 1, len(p.opsi) - 1)
            jawaban.versi += 1
            riwayat.append(
                RiwayatJawaban(
                    jawaban=jawaban,
                    versi=jawaban.versi,
                    isi={k: p.opsi[rendah].kunci},
                    catatan="",
                    oleh=r.choice(orang),
                    pada=mulai + (waktu[k] - mulai) / 2,
                )
            )
        jawaban.isi, jawaban.catatan, jawaban.versi = isi[k], catatan.get(k, ""), jawaban.versi + 1
        jawaban.diubah_oleh, jawaban.diubah_pada = oleh, waktu[k]
        riwayat.append(
            RiwayatJawaban(
                jawaban=jawaban,
                versi=jawaban.versi,
                isi=jawaban.isi,
                catatan=jawaban.catatan,
                oleh=oleh,
                pada=waktu[k],
            )
        )
    sql.ubah_semua(baris.values(), "isi", "catatan", "versi", "diubah_oleh_id", "diubah_pada")
    RiwayatJawaban.objects.bulk_create(sorted(riwayat, key=lambda baris: baris.pada))
    kolom = f"versi_{Lapis(lapis).value}"
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(**{kolom: F(kolom) + len(riwayat)})
    lke.refresh_from_db(fields=[kolom])
    hitung_ulang(lke=lke, lapis=lapis)
