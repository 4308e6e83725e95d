"""Many further units for load: plain rows in batches, without the services, but equal to what they would store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from evaluation import scoring
from evaluation.demo.data import acak, nama_orang, nip
from evaluation.demo.jawaban import Isi, Mutu, catatan_unit, hari_kerja, nilai_tpi, susun_jawaban
from evaluation.demo.panggung import TAHUN, Panggung
from evaluation.enums import Aksi, Lapis, Status
from evaluation.models import (
    Jawaban,
    LembarKerjaEvaluasi,
    Riwayat,
    RiwayatJawaban,
    Skor,
    TandaPerbaikan,
    Usulan,
)
from evaluation.selectors.skor import gabung_isi, instrumen_for
from evaluation.services.skor import kolom_skor
from units.enums import JenisInstansi, JenisUnit, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User

PER_INSTANSI = 25
POTONG = 100
RAGAM = 48
AWALAN = "MASSAL"
JENIS = ("Dinas", "Badan", "Kecamatan", "UPT", "Kantor Layanan", "Puskesmas")
BIDANG = (
    "Kesehatan",
    "Pertanian",
    "Perhubungan",
    "Sosial",
    "Lingkungan Hidup",
    "Perpustakaan",
    "Pendapatan Daerah",
    "Pemberdayaan Masyarakat",
)
# Moves made and state reached, from the most to the least common in the middle of a season.
JALAN: tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...] = (
    (40, Status.DRAF, ()),
    (20, Status.DIAJUKAN, ((Aksi.AJUKAN, Status.DIAJUKAN),)),
    (15, Status.DINILAI_TPI, ((Aksi.AJUKAN, Status.DIAJUKAN), (Aksi.MULAI_NILAI, Status.DINILAI_TPI))),
    (
        10,
        Status.PERBAIKAN,
        (
            (Aksi.AJUKAN, Status.DIAJUKAN),
            (Aksi.MULAI_NILAI, Status.DINILAI_TPI),
            (Aksi.KEMBALIKAN, Status.PERBAIKAN),
        ),
    ),
    (
        6,
        Status.LAYAK,
        (
            (Aksi.AJUKAN, Status.DIAJUKAN),
            (Aksi.MULAI_NILAI, Status.DINILAI_TPI),
            (Aksi.NYATAKAN_LAYAK, Status.LAYAK),
        ),
    ),
    (
        5,
        Status.TIDAK_LAYAK,
        (
            (Aksi.AJUKAN, Status.DIAJUKAN),
            (Aksi.MULAI_NILAI, Status.DINILAI_TPI),
            (Aksi.NYATAKAN_TIDAK_LAYAK, Status.TIDAK_LAYAK),
        ),
    ),
    (
        4,
        Status.DIUSULKAN,
        (
            (Aksi.AJUKAN, Status.DIAJUKAN),
            (Aksi.MULAI_NILAI, Status.DINILAI_TPI),
            (Aksi.NYATAKAN_LAYAK, Status.LAYAK),
            (Aksi.USULKAN, Status.DIUSULKAN),
        ),
    ),
)


@dataclass(frozen=True)
class Ragam:
    """One set of answers many units share, with the columns its score makes for each layer."""

    isi: dict[str, Isi]
    catatan: dict[str, dict[str, str]]
    skor: dict[str, dict[str, object]]


def tambah_unit(panggung: Panggung, banyak: int, *, jawaban: bool, semusim: bool, lapor: Callable[[str], None]) -> int:
    """Bring the number of load units to ``banyak``; returns how many are new. With ``jawaban`` each without a sheet
    gets one, full and scored; with ``semusim`` they spread over the states of a season."""
    ada = UnitKerja.objects.filter(instansi__kode__startswith=AWALAN).count()
    for awal in range(ada, banyak, 500):
        with transaction.atomic():
            _buat_unit(panggung, range(awal, min(awal + 500, banyak)))
        lapor(f"{min(awal + 500, banyak)} dari {banyak} unit")
    if jawaban:
        _buat_lke(panggung, semusim=semusim, lapor=lapor)
    return max(0, banyak - ada)


def _buat_unit(panggung: Panggung, nomor: range) -> None:
    mulai = panggung.hari(-200).date()
    kode_instansi = {n: f"{AWALAN}-{n // PER_INSTANSI:04d}" for n in nomor}
    milik = {i.kode: i for i in Instansi.objects.filter(kode__in=set(kode_instansi.values()))}
    baru = [k for k in dict.fromkeys(kode_instansi.values()) if k not in milik]
    for instansi in Instansi.objects.bulk_create(
        Instansi(kode=k, nama=f"Pemerintah Kabupaten Contoh {int(k[-4:]) + 1:03d}", jenis=JenisInstansi.KABUPATEN)
        for k in baru
    ):
        milik[instansi.kode] = instansi
    keanggotaan = []
    pengelola = User.objects.bulk_create(
        _orang(panggung, f"{peran}{k[-4:]}", 10**9 + urut)
        for urut, k in enumerate(baru)
        for peran in ("admin", "ketua")
    )
    for user in pengelola:
        peran = Peran.ADMIN_INSTANSI if user.username.startswith("admin") else Peran.TPI_KETUA
        instansi = milik[f"{AWALAN}-{user.username[-4:]}"]
        keanggotaan.append(Keanggotaan(user=user, peran=peran, instansi=instansi, mulai=mulai))
    unit = UnitKerja.objects.bulk_create(_unit(panggung, n, milik[kode_instansi[n]]) for n in nomor)
    for awalan, peran in (("op", Peran.OPERATOR), ("pim", Peran.PIMPINAN_UNIT)):
        orang = User.objects.bulk_create(_orang(panggung, f"{awalan}{n:05d}", 10**6 + n) for n in nomor)
        keanggotaan += [Keanggotaan(user=o, peran=peran, unit=u, mulai=mulai) for o, u in zip(orang, unit, strict=True)]
    Keanggotaan.objects.bulk_create(keanggotaan)


def _orang(panggung: Panggung, username: str, nomor: int) -> User:
    return User(username=username, nama=nama_orang(panggung.benih, username), nip=nip(nomor), password=panggung.sandi)


def _unit(panggung: Panggung, nomor: int, instansi: Instansi) -> UnitKerja:
    r = acak("unit", panggung.benih, nomor)
    nama = f"{r.choice(JENIS)} {r.choice(BIDANG)} {nomor % PER_INSTANSI + 1:02d}"
    return UnitKerja(instansi=instansi, kode=f"U{nomor:05d}", nama=nama, jenis=r.choice(JenisUnit.values))


def _buat_lke(panggung: Panggung, *, semusim: bool, lapor: Callable[[str], None]) -> None:
    musim = panggung.musim[TAHUN]
    unit = list(
        UnitKerja.objects.filter(instansi__kode__startswith=AWALAN)
        .exclude(lke__musim=musim)
        .order_by("pk")
        .select_related("instansi")
    )
    if not unit:
        return
    ragam = [_ragam(panggung, nomor, semusim=semusim) for nomor in range(min(RAGAM, len(unit)))]
    for awal in range(0, len(unit), POTONG):
        with transaction.atomic():
            _tulis_lke(panggung, unit[awal : awal + POTONG], ragam, awal, semusim=semusim)
        selesai = awal + len(unit[awal : awal + POTONG])
        if selesai % (POTONG * 5) == 0 or selesai == len(unit):
            lapor(f"{selesai} dari {len(unit)} LKE terisi")


def _ragam(panggung: Panggung, nomor: int, *, semusim: bool) -> Ragam:
    instrumen = instrumen_for(panggung.musim[TAHUN].instrumen_id)
    r = acak("ragam", panggung.benih, nomor)
    mutu = Mutu(r.uniform(0.4, 0.97), f"3.{r.randint(30, 95)}", f"3.{r.randint(10, 95)}", kinerja=r.randint(0, 3))
    unit = susun_jawaban(instrumen, mutu, "ragam", panggung.benih, nomor)
    isi = {Lapis.UNIT: unit}
    catatan = {Lapis.UNIT: catatan_unit(instrumen, unit, nomor, unit="unit kerja", tahun=TAHUN)}
    if semusim:
        isi[Lapis.TPI], catatan[Lapis.TPI] = nilai_tpi(instrumen, unit, panggung.benih, nomor, beda=6)
    return Ragam(isi, catatan, {lapis: _kolom(instrumen, satu) for lapis, satu in isi.items()})


def _kolom(instrumen: scoring.Instrumen, isi: Isi) -> dict[str, object]:
    return kolom_skor(scoring.hitung(instrumen, gabung_isi(isi.values())))


def _status(panggung: Panggung, nomor: int, *, semusim: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not semusim:
        return Status.DRAF, ()
    r = acak("status", panggung.benih, nomor)
    _, status, jalan = r.choices(JALAN, weights=[j[0] for j in JALAN])[0]
    return status, jalan


def _tulis_lke(panggung: Panggung, unit: list[UnitKerja], ragam: list[Ragam], awal: int, *, semusim: bool) -> None:
    musim = panggung.musim[TAHUN]
    instrumen = instrumen_for(musim.instrumen_id)
    kode = [p.kode for p in instrumen.semua_pertanyaan]
    orang = {(k.unit_id, k.peran): k.user for k in Keanggotaan.objects.filter(unit__in=unit).select_related("user")}
    ketua = {
        k.instansi_id: k.user
        for k in Keanggotaan.objects.filter(
            instansi__in={u.instansi_id for u in unit}, peran=Peran.TPI_KETUA
        ).select_related("user")
    }
    admin = {
        k.instansi_id: k.user
        for k in Keanggotaan.objects.filter(
            instansi__in={u.instansi_id for u in unit}, peran=Peran.ADMIN_INSTANSI
        ).select_related("user")
    }
    lke, jalan_lke = [], []
    for n, u in enumerate(unit, start=awal):
        status, jalan = _status(panggung, n, semusim=semusim)
        aksi = {a for a, _ in jalan}
        lke.append(
            LembarKerjaEvaluasi(
                unit=u,
                musim=musim,
                instrumen_id=musim.instrumen_id,
                instrumen_sha256=musim.instrumen.sha256,
                predikat_tujuan="WBK",
                status=status,
                putaran=2 if status == Status.PERBAIKAN else 1,
                tenggat=panggung.hari(10, 23) if status == Status.PERBAIKAN else None,
                versi_unit=len(kode),
                versi_tpi=len(kode) if Aksi.MULAI_NILAI in aksi else 0,
                diajukan_pada=panggung.hari(-30) if jalan else None,
                dinilai_pada=panggung.hari(-8) if status in {Status.LAYAK, Status.TIDAK_LAYAK} else None,
                created_at=panggung.hari(-100),
            )
        )
        jalan_lke.append(jalan)
    LembarKerjaEvaluasi.objects.bulk_create(lke)
    waktu = {
        Lapis.UNIT: hari_kerja(panggung.hari(-95), panggung.hari(-35), len(kode)),
        Lapis.TPI: hari_kerja(panggung.hari(-25), panggung.hari(-12), len(kode)),
        Lapis.TPN: hari_kerja(panggung.hari(-5), panggung.hari(-5), len(kode)),
    }
    jawaban, skor, riwayat, tanda = [], [], [], []
    for n, (sheet, jalan) in enumerate(zip(lke, jalan_lke, strict=True), start=awal):
        pilihan = ragam[n % len(ragam)]
        lapis = [Lapis.UNIT]
        if sheet.versi_tpi:
            lapis.append(Lapis.TPI)
        pelaku = {
            Lapis.UNIT: orang[sheet.unit_id, Peran.OPERATOR],
            Lapis.TPI: ketua[sheet.unit.instansi_id],
        }
        for satu in lapis:
            isi, catatan = pilihan.isi[satu], pilihan.catatan[satu]
            jawaban += [
                Jawaban(
                    lke=sheet,
                    lapis=satu,
                    kode=k,
                    isi=isi[k],
                    catatan=catatan.get(k, ""),
                    versi=1,
                    diubah_oleh=pelaku[satu],
                    diubah_pada=saat,
                )
                for k, saat in zip(kode, waktu[satu], strict=True)
            ]
            skor.append(Skor(lke=sheet, lapis=satu, versi_jawaban=len(kode), **pilihan.skor[satu]))
        if sheet.status == Status.DIUSULKAN:
            # A proposed sheet has TPN's layer, copied from TPI's and not judged yet.
            jawaban += [Jawaban(lke=sheet, lapis=Lapis.TPN, kode=k, isi=pilihan.isi[Lapis.TPI][k]) for k in kode]
            skor.append(Skor(lke=sheet, lapis=Lapis.TPN, versi_jawaban=0, **pilihan.skor[Lapis.TPI]))
        riwayat += _riwayat(panggung, sheet, jalan, pelaku, orang, admin)
        if sheet.status == Status.PERBAIKAN:
            tanda += [
                TandaPerbaikan(lke=sheet, putaran=2, kode=k, catatan="Lengkapi bukti.", oleh=pelaku[Lapis.TPI])
                for k in acak("tanda", n).sample(kode, 3)
            ]
    Jawaban.objects.bulk_create(jawaban)
    RiwayatJawaban.objects.bulk_create(
        RiwayatJawaban(jawaban=j, versi=1, isi=j.isi, catatan=j.catatan, oleh_id=j.diubah_oleh_id, pada=j.diubah_pada)
        for j in jawaban
        if j.versi
    )
    Skor.objects.bulk_create(skor)
    Riwayat.objects.bulk_create(riwayat)
    TandaPerbaikan.objects.bulk_create(tanda)
    _usulkan(panggung, [s for s in lke if s.status == Status.DIUSULKAN], admin)


def _riwayat(panggung, lke, jalan, pelaku, orang, admin) -> list[Riwayat]:
    siapa = {
        Aksi.AJUKAN: orang[lke.unit_id, Peran.PIMPINAN_UNIT],
        Aksi.USULKAN: admin[lke.unit.instansi_id],
    }
    baris = [Riwayat(lke=lke, aksi=Aksi.BUKA, ke=Status.DRAF, pelaku=pelaku[Lapis.UNIT], pada=panggung.hari(-100))]
    dari = Status.DRAF
    for urut, (aksi, ke) in enumerate(jalan):
        baris.append(
            Riwayat(
                lke=lke,
                aksi=aksi,
                dari=dari,
                ke=ke,
                pelaku=siapa.get(aksi, pelaku[Lapis.TPI]),
                alasan="Belum cukup." if aksi in {Aksi.KEMBALIKAN, Aksi.NYATAKAN_TIDAK_LAYAK} else "",
                pada=panggung.hari(-30 + urut * 8),
            )
        )
        dari = ke
    return baris


def _usulkan(panggung: Panggung, lke: list[LembarKerjaEvaluasi], admin: dict[int, User]) -> None:
    for sheet in lke:
        pembuat = admin[sheet.unit.instansi_id]
        sheet.usulan, _ = Usulan.objects.get_or_create(
            instansi=sheet.unit.instansi,
            musim=panggung.musim[TAHUN],
            predikat="WBK",
            defaults={
                "status": "diajukan",
                "nomor_surat": f"060/{sheet.unit.instansi_id}/{TAHUN}",
                "tanggal_surat": panggung.hari(-6).date(),
                "dibuat_oleh": pembuat,
                "dibuat_pada": panggung.hari(-8),
                "dikirim_oleh": pembuat,
                "dikirim_pada": panggung.hari(-6),
            },
        )
    LembarKerjaEvaluasi.objects.bulk_update(lke, ["usulan"])
