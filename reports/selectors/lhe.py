"""What a report tells, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation import scoring
from evaluation.enums import STATUS_RILIS_TPI, Aksi, JenisPredikat, Lapis, Status
from evaluation.models import (
    Jawaban,
    LembarKerjaEvaluasi,
    PenugasanTPI,
    PredikatUnit,
    Riwayat,
    TandaPerbaikan,
    TautanBukti,
)
from evaluation.selectors.skor import instrumen_lke
from reports.enums import STATUS_BERLAPORAN, STATUS_LHE_FINAL, STATUS_LHE_TPN_FINAL
from reports.errors import BelumAdaLaporan
from reports.lhe import (
    LHE,
    BagianSoal,
    BarisArea,
    BarisGerbang,
    BarisNilai,
    BarisSoal,
    Identitas,
    Keputusan,
    Langkah,
    Penilai,
    PerLapis,
    Syarat,
    Temuan,
)
from reports.selectors.kop import nama_kop
from units.enums import PERAN_TPI, Peran
from units.models import Keanggotaan, User
from zi_portal.common.templatetags.zi import angka, kurang, persen

# A note longer than this is cut in print; the portal keeps it whole.
CATATAN_TERPANJANG = 2000
PERAN_TIM = {
    Peran.TPI_DALNIS: gettext_lazy("Pengendali Teknis"),
    Peran.TPI_KETUA: gettext_lazy("Ketua Tim"),
    Peran.TPI_ANGGOTA: gettext_lazy("Anggota"),
}
AKSI_TPI = (Aksi.MULAI_NILAI, Aksi.KEMBALIKAN, Aksi.NYATAKAN_LAYAK, Aksi.NYATAKAN_TIDAK_LAYAK)


# What TPN's word on a sheet may be; the second comes of the selection already.
PUTUSAN = (Aksi.TETAPKAN, Aksi.TOLAK_SANGGAH, Aksi.TOLAK)


@dataclass(frozen=True, slots=True)
class _Baris:
    """One stored answer."""

    isi: Mapping[str, str | int]
    catatan: str
    versi: int
    pada: dt.datetime | None
    oleh: int | None


@dataclass(frozen=True)
class _Data:
    """All that was read for one report."""

    lke: LembarKerjaEvaluasi
    lapis: tuple[str, ...]
    instrumen: scoring.Instrumen
    jawaban: Mapping[str, Mapping[str, _Baris]]
    skor: Mapping[str, scoring.Skor]
    bukti: Mapping[str, int]
    tanda: Mapping[str, str]
    riwayat: Sequence[Riwayat]
    keputusan: Keputusan | None
    jawaban_resmi: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def resmi(self) -> scoring.Skor:
        return self.skor[self.lapis[-1]]

    def per_lapis(self, simpul: str) -> PerLapis[Fraction]:
        return PerLapis.dari({lapis: skor.nilai_simpul(simpul) for lapis, skor in self.skor.items()})


def isi_lhe(lke_id: int, lapis: Sequence[str]) -> LHE:
    """The LHE of one sheet with these layers, in a fixed number of queries.

    Raises BelumAdaLaporan when TPI has not begun, LembarKerjaEvaluasi.DoesNotExist.
    """
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke_id)
    if lke.status not in STATUS_BERLAPORAN:
        raise BelumAdaLaporan(_("Laporan belum dapat dibuat: LKE ini belum dinilai TPI."))
    data = _baca(lke, tuple(lapis))
    final = lke.status in (STATUS_LHE_TPN_FINAL if Lapis.TPN in data.lapis else STATUS_LHE_FINAL)
    soal = tuple(_soal(data))
    temuan = tuple(_temuan(data))
    kekurangan = scoring.what_is_missing(data.instrumen, data.jawaban_resmi, data.resmi, lke.predikat_tujuan)
    lain = JenisPredikat.WBK if lke.predikat_tujuan == JenisPredikat.WBBM else JenisPredikat.WBBM
    selesai = lke.dinilai_pada if lke.status in STATUS_LHE_FINAL else None
    gerbang = tuple(_gerbang(data.resmi, lke.predikat_tujuan))
    syarat = tuple(Syarat(s.nama, _("Ya"), s.terpenuhi) for s in data.resmi.gerbang_tambahan(lke.predikat_tujuan))
    memenuhi_ambang = data.resmi.memenuhi(lke.predikat_tujuan)
    return LHE(
        lke=lke.pk,
        lapis=data.lapis,
        final=final,
        dirilis=lke.status in STATUS_RILIS_TPI,
        keadaan=_keadaan(data, final=final),
        identitas=_identitas(data),
        data_per=_data_per(data, selesai),
        zona=lke.unit.instansi.zona_waktu,
        mulai=next((r.pada for r in data.riwayat if r.aksi == Aksi.MULAI_NILAI), None),
        selesai=selesai,
        tim=_tim(data, per=timezone.localdate(selesai)),
        dasar_hukum=data.instrumen.dasar_hukum,
        nilai=tuple(_nilai(data)),
        area=tuple(_area(data)),
        gerbang=gerbang,
        gerbang_lain=tuple(_gerbang(data.resmi, lain)),
        predikat_lain=lain,
        syarat=syarat,
        syarat_pengusulan=tuple(_syarat_pengusulan(data)),
        sumber_syarat=data.instrumen.syarat_pengusulan.sumber,
        memenuhi_ambang=memenuhi_ambang,
        memenuhi=memenuhi_ambang and lke.status != Status.TIDAK_LAYAK,
        alasan=_alasan(data),
        langkah=tuple(
            Langkah(s.kode, s.teks, s.dari or _("belum dijawab"), s.ke, s.tambahan_poin) for s in kekurangan.langkah
        ),
        langkah_cukup=kekurangan.tertutup,
        temuan=temuan,
        rekomendasi=tuple(_rekomendasi(data, gerbang, temuan)),
        tanpa_bukti=tuple(
            p.kode
            for p in data.instrumen.semua_pertanyaan
            if not data.bukti.get(p.kode) and data.resmi.pertanyaan[p.kode]
        ),
        belum_dinilai=sum(b.versi == 0 for b in data.jawaban[Lapis.TPI].values()),
        keputusan=data.keputusan,
        soal=soal,
    )


# Reading -------------------------------------------------------------------------------------------------------------


def _baca(lke: LembarKerjaEvaluasi, lapis: tuple[str, ...]) -> _Data:
    instrumen = instrumen_lke(lke)
    jawaban: dict[str, dict[str, _Baris]] = {}
    kolom = ("lapis", "kode", "isi", "catatan", "versi", "diubah_pada", "diubah_oleh_id")
    for satu, kode, *isi in Jawaban.objects.filter(lke=lke, lapis__in=lapis).values_list(*kolom):
        jawaban.setdefault(satu, {})[kode] = _Baris(*isi)
    ada = tuple(satu for satu in lapis if satu in jawaban)
    if Lapis.TPI not in ada:
        raise BelumAdaLaporan(_("Laporan belum dapat dibuat: LKE ini belum dinilai TPI."))
    masukan = {satu: _gabung(jawaban[satu]) for satu in ada}
    skor = {satu: scoring.hitung(instrumen, masukan[satu], telah_wbk=lke.telah_wbk) for satu in ada}
    tanda = TandaPerbaikan.objects.filter(lke=lke, putaran=lke.putaran).values_list("kode", "catatan")
    riwayat = list(Riwayat.objects.filter(lke=lke).order_by("pk"))
    return _Data(
        lke=lke,
        lapis=ada,
        instrumen=instrumen,
        jawaban=jawaban,
        skor=skor,
        bukti=_bukti(lke),
        tanda=dict(tanda),
        riwayat=riwayat,
        keputusan=_keputusan(lke, riwayat) if Lapis.TPN in ada else None,
        jawaban_resmi=masukan[ada[-1]],
    )


def _gabung(baris: Mapping[str, _Baris]) -> dict[str, str | int]:
    return {kode: nilai for satu in baris.values() for kode, nilai in satu.isi.items()}


def _bukti(lke: LembarKerjaEvaluasi) -> dict[str, int]:
    """How many proofs stand under each question; one that was pinned at submission stays counted."""
    ada: dict[str, int] = {}
    hidup = Q(bukti__dihapus_pada=None) | Q(berkas__isnull=False)
    tautan = TautanBukti.objects.terpasang().filter(hidup, lke=lke)
    for kode in tautan.values_list("kode", flat=True):
        ada[kode] = ada.get(kode, 0) + 1
    return ada


def _keputusan(lke: LembarKerjaEvaluasi, riwayat: Sequence[Riwayat]) -> Keputusan | None:
    akhir = next((r for r in reversed(riwayat) if r.aksi in PUTUSAN), None)
    if akhir is None:
        return None
    predikat = PredikatUnit.objects.filter(lke=lke).first()
    return Keputusan(
        ditetapkan=akhir.aksi == Aksi.TETAPKAN,
        pada=akhir.pada,
        nomor_sk=predikat.nomor_sk if predikat else "",
        tanggal_sk=predikat.tanggal_sk if predikat else None,
        alasan=akhir.alasan,
    )


def _tim(data: _Data, *, per: dt.date) -> tuple[Penilai, ...]:
    """Who signs: TPI's people on that day. Leads who had a hand in this sheet stand for the others of their role."""
    lke = data.lke
    tugas = set(PenugasanTPI.objects.filter(unit=lke.unit_id, musim=lke.musim_id).values_list("user_id", flat=True))
    menilai = {b.oleh for b in data.jawaban[Lapis.TPI].values() if b.oleh}
    bergerak = {r.pelaku_id for r in data.riwayat if r.aksi in AKSI_TPI}
    anggota: dict[str, list[User]] = {peran: [] for peran in PERAN_TIM}
    aktif = (
        Keanggotaan.objects.filter(instansi=lke.unit.instansi_id, peran__in=sorted(PERAN_TPI), mulai__lte=per)
        .filter(Q(selesai=None) | Q(selesai__gt=per))
        .select_related("user")
        .order_by("user__nama", "user_id")
    )
    for satu in aktif:
        if satu.user not in anggota[satu.peran]:
            anggota[satu.peran].append(satu.user)
    tim = []
    for peran, nama_peran in PERAN_TIM.items():
        ikut = tugas | menilai if peran == Peran.TPI_ANGGOTA else bergerak | menilai
        terpilih = [u for u in anggota[peran] if u.pk in ikut]
        if not terpilih and peran != Peran.TPI_ANGGOTA:
            terpilih = anggota[peran]
        tim += [Penilai(str(nama_peran), u.nama, u.nip, u.jabatan) for u in terpilih]
    return tuple(tim)


# Filling -------------------------------------------------------------------------------------------------------------


def _identitas(data: _Data) -> Identitas:
    lke, instansi = data.lke, data.lke.unit.instansi
    return Identitas(
        kop=(nama_kop(instansi).upper(), _("Tim Penilai Internal Zona Integritas").upper()),
        alamat=instansi.alamat,
        instansi=instansi.nama,
        unit=lke.unit.nama,
        unit_alamat=lke.unit.alamat,
        tahun=lke.musim.tahun,
        predikat=lke.predikat_tujuan,
        predikat_nama=lke.get_predikat_tujuan_display(),
        putaran=lke.putaran,
        instrumen=f"{data.instrumen.nama}, versi {data.instrumen.versi}",
    )


def _keadaan(data: _Data, *, final: bool) -> str:
    """Why it is a draft; empty for a final report."""
    if final:
        return ""
    if data.lke.status == Status.PERBAIKAN:
        return _("dikembalikan kepada unit untuk perbaikan")
    if Lapis.TPN in data.lapis:
        return _("evaluasi TPN masih berjalan")
    return _("penilaian TPI masih berjalan")


def _data_per(data: _Data, selesai: dt.datetime | None) -> dt.datetime:
    pada = [b.pada for lapis in data.lapis for b in data.jawaban[lapis].values() if b.pada]
    if selesai:
        pada.append(selesai)
    if data.keputusan:
        pada.append(data.keputusan.pada)
    return max(pada, default=data.lke.created_at)


def _alasan(data: _Data) -> str:
    """The reason TPI gave with its verdict."""
    aksi = (Aksi.NYATAKAN_LAYAK, Aksi.NYATAKAN_TIDAK_LAYAK)
    akhir = next((r for r in reversed(data.riwayat) if r.aksi in aksi), None)
    return _potong(akhir.alasan) if akhir else ""


def _nilai(data: _Data) -> Iterator[BarisNilai]:
    """The result table: komponen, aspek, areas; the lines of hasil also say the index or letter they come from."""
    bobot = data.instrumen.bobot_simpul
    for komponen in data.instrumen.komponen:
        yield BarisNilai(komponen.kode, komponen.nama, 0, komponen.bobot, data.per_lapis(komponen.kode))
        for aspek in komponen.aspek:
            nomor = aspek.kode.rsplit(".", 1)[1]
            yield BarisNilai(nomor, aspek.nama, 1, aspek.bobot, data.per_lapis(aspek.kode))
            for area in aspek.area:
                nama = data.instrumen.nama_area[area.nomor]
                yield BarisNilai(area.nomor, nama, 2, area.bobot, data.per_lapis(area.kode))
            for indikator in aspek.indikator_langsung:
                nomor = indikator.kode.rsplit(".", 1)[1]
                isian = _jawaban(data, indikator.pertanyaan[0])
                yield BarisNilai(nomor, indikator.nama, 2, indikator.bobot, data.per_lapis(indikator.kode), isian)
    yield BarisNilai("", _("Nilai evaluasi Zona Integritas"), 3, bobot["total"], data.per_lapis("total"))


def _area(data: _Data) -> Iterator[BarisArea]:
    gerbang = {g.simpul: g for g in data.resmi.gerbang(data.lke.predikat_tujuan)}
    bagian = {}
    for satu in data.instrumen.bagian:
        if satu.nomor_area:
            bagian.setdefault(satu.nomor_area, []).append(satu.kode)
    for nomor, nama in data.instrumen.nama_area.items():
        ambang = gerbang[f"area_{nomor}"]
        pemenuhan, reform = (data.resmi.area[kode] for kode in bagian[nomor])
        yield BarisArea(
            nomor=nomor,
            nama=nama,
            bobot=ambang.maksimum,
            pemenuhan=pemenuhan,
            reform=reform,
            nilai=PerLapis.dari({lapis: s.area_gabungan[nomor].nilai for lapis, s in data.skor.items()}),
            persen=PerLapis.dari({lapis: s.area_gabungan[nomor].persen for lapis, s in data.skor.items()}),
            minimum=ambang.minimum,
            minimum_persen=ambang.minimum / ambang.maksimum * 100,
            terpenuhi=ambang.terpenuhi,
        )


def _gerbang(skor: scoring.Skor, predikat: str) -> Iterator[BarisGerbang]:
    for g in skor.gerbang(predikat):
        yield BarisGerbang(
            kode=g.kode,
            nama=g.nama,
            minimum=g.minimum,
            maksimum=g.maksimum,
            nilai=g.nilai,
            kurang=g.kurang,
            terpenuhi=g.terpenuhi,
            minimum_persen=g.persen_minimum,
            minimum_indeks=g.indeks_minimum,
        )


def _syarat_pengusulan(data: _Data) -> Iterator[Syarat]:
    """What Tabel 5 wants besides the sheet; the portal prints it, somebody else proves it."""
    semua = data.instrumen.syarat_pengusulan
    for satu in (*semua.instansi, *semua.unit):
        minimum = satu.nilai.get(data.lke.predikat_tujuan)
        if minimum:
            yield Syarat(satu.syarat, _("Ya") if minimum is True else str(minimum), None)


def _soal(data: _Data) -> Iterator[BagianSoal]:
    for bagian in data.instrumen.bagian:
        aspek = bagian.aspek.nama.capitalize() if bagian.aspek else ""
        baris = tuple(_baris_soal(data, p) for p in bagian.pertanyaan)
        yield BagianSoal(bagian.kode, bagian.judul, aspek, bagian.bobot, data.per_lapis(bagian.kode), baris)


def _baris_soal(data: _Data, pertanyaan: scoring.Pertanyaan) -> BarisSoal:
    kode = pertanyaan.kode
    resmi = data.resmi.pertanyaan[kode]
    isi = data.jawaban[data.lapis[-1]][kode].isi
    kriteria = next((o.kriteria for o in pertanyaan.opsi if o.kunci == isi.get(kode)), "")
    isian = tuple((m.nama, str(isi.get(m.kode, "–"))) for m in pertanyaan.masukan) if _hitungan(pertanyaan) else ()
    return BarisSoal(
        kode=kode,
        teks=pertanyaan.teks,
        kriteria=kriteria,
        isian=isian,
        bobot=data.instrumen.bobot_pertanyaan(kode),
        jawaban=_jawaban(data, pertanyaan),
        nilai=PerLapis.dari({lapis: _poin(skor, kode) for lapis, skor in data.skor.items()}),
        persen=None if resmi is None else resmi * 100,
        bukti=data.bukti.get(kode, 0),
        berbeda=_berbeda(data, kode),
        catatan=PerLapis.dari({lapis: _potong(data.jawaban[lapis][kode].catatan) for lapis in data.lapis}),
    )


def _hitungan(pertanyaan: scoring.Pertanyaan) -> bool:
    return not pertanyaan.pilihan and pertanyaan.jenis != "nilai_0_4"


def _poin(skor: scoring.Skor, kode: str) -> Fraction | None:
    return None if skor.pertanyaan[kode] is None else skor.poin_pertanyaan(kode)


def _berbeda(data: _Data, kode: str) -> bool:
    return data.jawaban[data.lapis[-1]][kode].isi != data.jawaban[Lapis.UNIT][kode].isi


def _jawaban(data: _Data, pertanyaan: scoring.Pertanyaan) -> PerLapis[str]:
    """Each layer's answer the way people say it: a letter, an index, a percentage; empty where nothing was answered."""
    return PerLapis.dari(
        {
            lapis: _teks_jawaban(pertanyaan, data.jawaban[lapis][pertanyaan.kode].isi, skor.pertanyaan[pertanyaan.kode])
            for lapis, skor in data.skor.items()
        }
    )


def _teks_jawaban(pertanyaan: scoring.Pertanyaan, isi: Mapping[str, str | int], nilai: Fraction | None) -> str:
    if nilai is None:
        return ""
    if pertanyaan.pilihan:
        return str(isi[pertanyaan.kode])
    if pertanyaan.jenis == "nilai_0_4":
        return _teks_indeks(str(isi[pertanyaan.kode]))
    return persen(nilai)


def _teks_indeks(teks: str) -> str:
    """An index as it was measured, with two decimals at least: 3,60; 3,625."""
    utuh, _titik, pecahan = teks.partition(".")
    return f"{utuh},{pecahan:0<2}"


def _temuan(data: _Data) -> Iterator[Temuan]:
    """In LKE order: answers TPI (or TPN) lowered, questions sent back in this round, remarks on what isn't full yet."""
    for p in data.instrumen.semua_pertanyaan:
        unit, resmi = data.skor[Lapis.UNIT].pertanyaan[p.kode], data.resmi.pertanyaan[p.kode]
        catatan = [data.jawaban[lapis][p.kode].catatan for lapis in data.lapis[1:]]
        belum_dinilai = len(data.lapis) == 2 and data.jawaban[Lapis.TPI][p.kode].versi == 0
        turun = not belum_dinilai and (resmi or 0) < (unit or 0)
        # What was sent back and has been put right since is no finding any more.
        diminta = data.tanda.get(p.kode) if (resmi or 0) < 1 or data.lke.status == Status.PERBAIKAN else None
        if not turun and diminta is None and not (any(catatan) and (resmi or 0) < 1):
            continue
        if turun:
            sebab = _("nilai diturunkan")
        elif diminta is not None:
            sebab = _("dikembalikan untuk perbaikan")
        else:
            sebab = _("catatan penilai")
        teks = _jawaban(data, p)
        yield Temuan(
            kode=p.kode,
            teks=p.teks,
            area=data.instrumen.bagian_dari(p.kode).judul,
            sebab=sebab,
            dari=teks.unit or "–",
            ke=getattr(teks, data.lapis[-1]) or "–",
            catatan=_potong("\n".join(c for c in (*catatan, diminta) if c)),
            tindak_lanjut=turun or diminta is not None,
        )


def _rekomendasi(data: _Data, gerbang: Sequence[BarisGerbang], temuan: Sequence[Temuan]) -> Iterator[str]:
    for g in gerbang:
        if not g.terpenuhi:
            yield _("%(nama)s: capaian %(nilai)s dari minimum %(minimum)s. Tingkatkan sedikitnya %(kurang)s poin.") % {
                "nama": g.nama,
                "nilai": angka(g.nilai),
                "minimum": angka(g.minimum),
                "kurang": kurang(g.kurang),
            }
    per_area: dict[str, list[str]] = {}
    for t in temuan:
        if t.tindak_lanjut:
            per_area.setdefault(t.area, []).append(t.kode)
    for area, kode in per_area.items():
        yield _("%(area)s: tindak lanjuti temuan pada %(kode)s dan lengkapi bukti dukungnya.") % {
            "area": area,
            "kode": ", ".join(kode),
        }
    if not per_area and all(g.terpenuhi for g in gerbang):
        yield _("Pertahankan capaian pada enam area perubahan dan pantau hasilnya secara berkala.")


def _potong(teks: str) -> str:
    teks = teks.strip()
    if len(teks) <= CATATAN_TERPANJANG:
        return teks
    return _("%(awal)s … (dipotong; selengkapnya di portal)") % {"awal": teks[:CATATAN_TERPANJANG].rstrip()}
