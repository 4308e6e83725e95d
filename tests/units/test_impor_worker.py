"""With a real worker on Redis: a table is checked and written, and a killed worker leaves all or nothing."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from tests.reports.test_worker import tunggu_mati
from tests.serentak import menahan
from units.enums import Peran
from units.models import Impor, PegawaiUnit, RiwayatTahap
from units.services.impor import sapu_impor, terapkan_impor, unggah_impor

pytestmark = pytest.mark.worker
BANYAK = 1500


def tunggu(impor: Impor, sampai, detik: float = 120) -> Impor:
    """Wait until the import's row looks as wanted."""
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        impor.refresh_from_db()
        if sampai(impor):
            return impor
        time.sleep(0.02)
    raise AssertionError(f"still {impor.status}, {impor.maju} of {impor.baris}: {impor.galat}")


def tabel(jabatan: str) -> SimpleUploadedFile:
    baris = "".join(f"{198001010000000000 + i};Pegawai {i};{jabatan}\r\n" for i in range(BANYAK))
    return SimpleUploadedFile("pegawai.csv", f"NIP;Nama;Jabatan\r\n{baris}".encode())


def siapkan() -> tuple[Impor, object]:
    """A unit with one pegawai of the table, and the table checked by the worker."""
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    PegawaiUnit.objects.create(
        unit=unit, tahun=2026, nip="198001010000000000", nama="Pegawai 0", jabatan="Staf", dibuat_oleh=operator
    )
    impor = unggah_impor(
        unit=unit, tahun=2026, jenis="pegawai", berkas=tabel("Analis"), nama="pegawai.csv", actor=operator
    )
    tunggu(impor, lambda i: i.status == "siap")
    assert impor.hasil["hitung"] == {"baru": BANYAK - 1, "berubah": 1, "tetap": 0}
    return impor, operator


def jabatan() -> dict[str, int]:
    semua = list(PegawaiUnit.objects.values_list("jabatan", flat=True))
    return {j: semua.count(j) for j in set(semua)}


def test_killed_while_it_makes_sure_the_worker_does_it_again_and_once(worker_process, media_root):
    impor, operator = siapkan()
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    tunggu(impor, lambda i: i.maju > 0)
    worker_process.kill_child()
    tunggu(impor, lambda i: i.status == "selesai")
    assert (jabatan(), impor.percobaan) == ({"Analis": BANYAK}, 2)
    assert RiwayatTahap.objects.filter(benda="impor", aksi="selesai").count() == 1


def test_killed_in_the_middle_of_the_writing_nothing_is_there_until_all_is(worker_process, media_root):
    impor, operator = siapkan()
    terakhir = f"NEW.nip = '{198001010000000000 + BANYAK - 1}'"
    with menahan("INSERT", "units_pegawaiunit", terakhir) as tunggu_tertahan:
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
        tunggu_tertahan()
        assert jabatan() == {"Staf": 1}
        worker_process.kill_child()
        assert jabatan() == {"Staf": 1}
    tunggu(impor, lambda i: i.status == "selesai")
    assert (jabatan(), impor.percobaan) == ({"Analis": BANYAK}, 2)
    assert RiwayatTahap.objects.filter(benda="impor", aksi="selesai").count() == 1


def test_the_whole_worker_killed_the_sweep_hands_it_to_the_next(worker_process, media_root):
    impor, operator = siapkan()
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    tunggu(impor, lambda i: i.maju > 0)
    anak = worker_process.children()
    worker_process.process.kill()
    worker_process.process.wait(10)
    tunggu_mati(anak)
    impor.refresh_from_db()
    assert (impor.status, jabatan()) == ("diterapkan", {"Staf": 1})
    assert sapu_impor() == 0  # not dead for long enough to be sure
    worker_process.start()
    assert sapu_impor(kini=timezone.now() + dt.timedelta(minutes=3)) == 1
    tunggu(impor, lambda i: i.status == "selesai")
    assert jabatan() == {"Analis": BANYAK}
