"""Fill the benchmark's own database: sheets to save into, and lists as long as a country's."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable

import django

django.setup()

from django.core.management import call_command  # noqa: E402  settings must stand first
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.musim import STATUS, isi_musim  # noqa: E402
from evaluation.models import LembarKerjaEvaluasi, Musim, Skor  # noqa: E402
from units.models import (  # noqa: E402
    ButirAksi,
    CalonUnit,
    Instansi,
    Keanggotaan,
    Monev,
    Pakta,
    PegawaiUnit,
    Pemantauan,
    Pencanangan,
    RegisterPakta,
    RiwayatTahap,
    SKPenetapan,
    Temuan,
    UnitKerja,
    User,
)

KLIEN = 8
PENGGUNA = (("bench-ketua", "tpi_ketua"), ("bench-admin", "admin_instansi"), ("bench-auditor", "auditor"))


def daftar_panjang(banyak: int) -> Instansi:
    """One instansi with ``banyak`` units, a sheet and a score each, and its people; ``isi_musim`` fills them."""
    musim, kini = Musim.objects.get(tahun=2026), timezone.now()
    instansi = Instansi.objects.create(kode="BENCH", nama="Instansi Besar", jenis="provinsi")
    contoh = User.objects.get(username="operator").password
    for username, peran in PENGGUNA:
        user = User.objects.create(username=username, nama=username, password=contoh)
        Keanggotaan.objects.create(user=user, peran=peran, instansi=instansi, mulai=kini.date())
    unit = UnitKerja.objects.bulk_create(
        UnitKerja(instansi=instansi, kode=f"B{n:05d}", nama=f"Unit Layanan {n:05d}") for n in range(banyak)
    )
    lke = LembarKerjaEvaluasi.objects.bulk_create(
        LembarKerjaEvaluasi(
            unit=u,
            musim=musim,
            instrumen=musim.instrumen,
            instrumen_sha256=musim.instrumen.sha256,
            predikat_tujuan="WBK",
            status=STATUS[n % len(STATUS)],
            diajukan_pada=None if n % len(STATUS) == 0 else kini,
        )
        for n, u in enumerate(unit)
    )
    kolom = Skor.objects.filter(lapis="unit").values().first()
    kolom = {k: v for k, v in kolom.items() if k not in {"id", "lke_id"}} | {"rincian": {}}
    Skor.objects.bulk_create(Skor(lke=satu, **kolom) for satu in lke)
    daftar_tahap(unit, User.objects.get(username="bench-admin"))
    return instansi


def daftar_tahap(unit: list[UnitKerja], oleh: User) -> None:
    """The four stages of these units: each at another stage, two in three with a plan of ten items, a third late."""
    hari = timezone.localdate()
    milik = {"tahun": hari.year, "dibuat_oleh": oleh}

    def buat(model: type, isi: Iterable) -> list:
        return model.objects.bulk_create(isi, batch_size=2000)

    tanggal = hari - dt.timedelta(days=200)
    sk = SKPenetapan.objects.create(
        instansi=unit[0].instansi,
        nomor="1",
        tanggal=tanggal,
        pejabat_nama="A",
        pejabat_jabatan="B",
        dibuat_oleh=oleh,
    )
    canang = {"tanggal": tanggal, "tempat": "Aula", "pemimpin_nama": "A", "pemimpin_jabatan": "B", "status": "lengkap"}
    buat(Pencanangan, (Pencanangan(unit=u, **canang, **milik) for n, u in enumerate(unit) if n % 5))
    calon = {"status": "ditetapkan", "sk": sk, "ditetapkan_pada": tanggal}
    buat(CalonUnit, (CalonUnit(unit=u, **calon, **milik) for n, u in enumerate(unit) if n % 3))
    naskah = {"pemimpin_nama": "A", "pemimpin_jabatan": "B", "naskah": "Pakta"}
    register = buat(RegisterPakta, (RegisterPakta(unit=u, **naskah, **milik) for u in unit))
    pegawai = buat(PegawaiUnit, (PegawaiUnit(unit=r.unit, nama=f"P{i}", **milik) for r in register for i in range(3)))
    setuju = {"cara": "portal", "naskah_sha256": "0" * 64}
    buat(
        Pakta,
        (Pakta(register=register[n // 3], pegawai=p, **setuju) for n, p in enumerate(pegawai) if n % 7),
    )
    aksi = {"nama": "Menyusun standar pelayanan", "keluaran": "Dokumen", "target": "1", "pic_nama": "A"}
    buat(
        ButirAksi,
        (
            ButirAksi(
                unit=u,
                area=1 + i % 6,
                mulai=tanggal,
                tenggat=hari + dt.timedelta(days=i * 9 + 1),
                status="selesai" if i % 3 == 1 else "berjalan",
                persen=abs(i) * 10,
                **aksi,
                **milik,
            )
            for n, u in enumerate(unit)
            if n % 3
            for i in range(-(n % 2), 10)
        ),
    )
    pantau = buat(
        Pemantauan,
        (
            Pemantauan(unit=u, periode="I", status="terbit" if n % 4 else "draf", **milik)
            for n, u in enumerate(unit)
            if n % 2
        ),
    )
    temuan = {"area": 5, "uraian": "Aduan belum dicatat", "rekomendasi": "Catat"}
    buat(
        Temuan,
        (
            Temuan(unit=p.unit, pemantauan=p, tenggat=hari + dt.timedelta(days=20 - n % 40), **temuan, **milik)
            for n, p in enumerate(pantau)
        ),
    )
    buat(Monev, (Monev(unit=u, triwulan=1 + n % 4, ringkasan="Rapat", **milik) for n, u in enumerate(unit)))
    jejak = {"instansi": unit[0].instansi, "benda": "aksi", "objek_id": 1, "aksi": "buat", "pelaku": oleh}
    buat(RiwayatTahap, (RiwayatTahap(unit=u, **jejak) for u in unit for _ in range(5)))


def analisis() -> None:
    """What autovacuum does within a minute."""
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")


def main() -> None:
    unit, panjang = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_instrument", stdout=sys.stderr)
    call_command("seed_demo", "--units", str(unit), "--answers", stdout=sys.stderr)
    instansi = daftar_panjang(panjang)
    analisis()
    milik = dict(
        Keanggotaan.objects.filter(user__username__startswith="op0", peran="operator").values_list(
            "user__username", "unit__lke"
        )
    )
    demo = LembarKerjaEvaluasi.objects.get(unit__instansi__kode="KAB-LANGKAT", unit__kode="DUKCAPIL", musim__tahun=2026)
    lke = sorted(milik.items())
    klien = {nama: [pk, lain] for (nama, pk), (_, lain) in zip(lke[:KLIEN], lke[KLIEN : 2 * KLIEN], strict=True)}
    isi = {"klien": klien, "demo": demo.pk, "instansi": instansi.pk}
    isi |= isi_musim(instansi, (lke[0][1], lke[1][1]))
    analisis()
    print(json.dumps(isi))


main()
