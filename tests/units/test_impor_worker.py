"""With a real worker on Redis: a table is checked and written, and a killed worker leaves all or nothing."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from tests.reports.test_worker import tunggu_mati
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


@pytest.fixture
def tertahan():
    """The writing stands still at the last new pegawai until ``lepas`` is called; ``menunggu`` says it does."""
    if connection.vendor != "postgresql":
        pytest.skip("hanya PostgreSQL dapat menahan tulisan di tengah")

    def sql(perintah: str) -> tuple:
        with connection.cursor() as kursor:
            kursor.execute(perintah)
            return kursor.fetchone() if kursor.description else ()

    sql(
        "CREATE FUNCTION tahan() RETURNS trigger AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$ "
        "LANGUAGE plpgsql"
    )
    sql(
        "CREATE TRIGGER tahan BEFORE INSERT ON units_pegawaiunit FOR EACH ROW "
        f"WHEN (NEW.nip = '{198001010000000000 + BANYAK - 1}') EXECUTE FUNCTION tahan()"
    )
    sql("SELECT pg_advisory_lock(4711)")
    yield sql
    sql("SELECT pg_advisory_unlock_all()")
    sql("DROP TRIGGER tahan ON units_pegawaiunit")
    sql("DROP FUNCTION tahan()")


def test_killed_in_the_middle_of_the_writing_nothing_is_there_until_all_is(worker_process, media_root, tertahan):
    impor, operator = siapkan()
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    menunggu = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
    akhir = time.monotonic() + 60
    while tertahan(menunggu) == (0,):
        assert time.monotonic() < akhir, "the writing never came to its last row"
        time.sleep(0.02)
    assert jabatan() == {"Staf": 1}
    worker_process.kill_child()
    assert jabatan() == {"Staf": 1}
    tertahan("SELECT pg_advisory_unlock_all()")
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
