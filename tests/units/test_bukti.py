"""The archive of a unit: file and row together or not at all, versions kept, nothing overwritten, nothing forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.db import transaction

from tests import berkas as buat
from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung
from units.services import bukti as arsip
from units.services.bukti import BuktiSalah, DataBukti
from zi_portal.common import berkas as pemeriksa

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit)


def simpan(unit, operator, isi: bytes = b"", nama: str = "SK Tim.pdf", **data) -> BuktiDukung:
    berkas = buat.unggahan(isi or buat.pdf(), nama)
    with arsip.berkas_tersimpan(unit=unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
        return arsip.buat_bukti_berkas(siap=siap, data=DataBukti(**data), actor=operator)


def versi_baru(bukti, operator, isi: bytes, nama: str = "SK Tim.pdf") -> BerkasBukti:
    berkas = buat.unggahan(isi, nama)
    with arsip.berkas_tersimpan(unit=bukti.unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
        return arsip.tambah_versi(bukti=bukti, siap=siap, actor=operator)


def di_disk(media_root: Path) -> list[Path]:
    return sorted(p for p in media_root.rglob("*") if p.is_file())


def test_a_file_becomes_a_proof_with_its_hash_and_a_generated_name(unit, operator, media_root):
    isi = buat.pdf("satu")
    bukti = simpan(unit, operator, isi, "../../SK_Tim 2025.pdf", nomor="12/2025", tanggal=dt.date(2025, 3, 1))
    versi = bukti.berkas.get()
    assert (bukti.judul, bukti.nomor, bukti.dibuat_oleh) == ("SK Tim 2025", "12/2025", operator)
    assert (versi.versi, versi.nama, versi.mime) == (1, "SK_Tim 2025.pdf", "application/pdf")
    assert (versi.ukuran, versi.sha256) == (len(isi), hashlib.sha256(isi).hexdigest())
    assert versi.pindai == "tidak_dipindai"
    assert [p.read_bytes() for p in di_disk(media_root)] == [isi]
    assert di_disk(media_root)[0].relative_to(media_root).parts[:2] == ("bukti", str(unit.pk))
    assert "SK" not in versi.isi.name


def test_a_large_upload_lands_like_a_small_one(unit, operator, media_root, settings):
    from django.core.files.uploadedfile import TemporaryUploadedFile

    settings.BUKTI_MAKS_BITA = 10 * 1024 * 1024
    isi = b"baris teks\n" * 400_000
    berkas = TemporaryUploadedFile("besar.txt", "text/plain", len(isi), None)
    berkas.write(isi)
    with arsip.berkas_tersimpan(unit=unit, berkas=berkas, nama="besar.txt") as siap, transaction.atomic():
        bukti = arsip.buat_bukti_berkas(siap=siap, data=DataBukti(), actor=operator)
    berkas.close()
    with bukti.berkas.get().isi.open() as tersimpan:
        assert tersimpan.read() == isi
    assert not Path(berkas.file.name).exists()


# --- Orphans ---------------------------------------------------------------------------------------------------------


def test_a_refused_file_leaves_nothing(unit, operator, media_root):
    with pytest.raises(BuktiSalah, match="berisi makro"):
        simpan(unit, operator, buat.ooxml(tambahan={"word/vbaProject.bin": b"x"}), "surat.docx")
    assert di_disk(media_root) == []
    assert not BuktiDukung.objects.exists()


def test_a_failure_after_storing_leaves_nothing(unit, operator, media_root):
    def gagal():
        with (
            arsip.berkas_tersimpan(unit=unit, berkas=buat.unggahan(buat.pdf()), nama="a.pdf") as siap,
            transaction.atomic(),
        ):
            arsip.buat_bukti_berkas(siap=siap, data=DataBukti(), actor=operator)
            assert len(di_disk(media_root)) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gagal()
    assert di_disk(media_root) == []
    assert not BuktiDukung.objects.exists()


def test_wrong_data_leaves_nothing(unit, operator, media_root):
    with pytest.raises(BuktiSalah, match="mendahului"):
        simpan(unit, operator, periode_mulai=dt.date(2025, 5, 1), periode_selesai=dt.date(2025, 4, 1))
    assert di_disk(media_root) == []
    assert not BuktiDukung.objects.exists()


def test_a_file_nobody_took_is_removed(unit, media_root):
    with arsip.berkas_tersimpan(unit=unit, berkas=buat.unggahan(buat.pdf()), nama="a.pdf"):
        assert len(di_disk(media_root)) == 1
    assert di_disk(media_root) == []


# --- Versions --------------------------------------------------------------------------------------------------------


def test_versions_are_numbered_and_all_stay(unit, operator, media_root):
    bukti = simpan(unit, operator, buat.pdf("satu"))
    versi_baru(bukti, operator, buat.pdf("dua"))
    tiga = versi_baru(bukti, operator, buat.gambar(), "foto.png")
    assert tiga.versi == 3
    assert len({p.read_bytes() for p in di_disk(media_root)}) == 3
    assert list(bukti.berkas.values_list("versi", "mime")) == [
        (3, "image/png"),
        (2, "application/pdf"),
        (1, "application/pdf"),
    ]


def test_the_same_file_is_no_new_version(unit, operator, media_root):
    isi = buat.pdf("satu")
    bukti = simpan(unit, operator, isi)
    with pytest.raises(BuktiSalah, match="sama persis dengan versi 1"):
        versi_baru(bukti, operator, isi)
    assert bukti.berkas.count() == 1
    assert len(di_disk(media_root)) == 1


def test_a_deleted_proof_keeps_its_row_and_files_and_takes_no_version(unit, operator, media_root):
    bukti = simpan(unit, operator)
    arsip.hapus_bukti(bukti=bukti, actor=operator)
    pertama = bukti.dihapus_pada
    arsip.hapus_bukti(bukti=bukti, actor=make_anggota(Peran.KETUA_TIM, unit=unit))
    bukti.refresh_from_db()
    assert (bukti.dihapus_pada, bukti.dihapus_oleh) == (pertama, operator)
    assert len(di_disk(media_root)) == 1
    assert not BuktiDukung.objects.hidup().exists()
    with pytest.raises(BuktiSalah, match="sudah dihapus"):
        versi_baru(bukti, operator, buat.pdf("lain"))
    with pytest.raises(BuktiSalah, match="sudah dihapus"):
        arsip.ubah_data_bukti(bukti=bukti, data=DataBukti(judul="x"), actor=operator)


def test_data_can_be_changed(unit, operator):
    bukti = simpan(unit, operator)
    data = DataBukti("Baru", "1/2", dt.date(2025, 1, 2), dt.date(2025, 1, 1), dt.date(2025, 12, 31), "Ket")
    arsip.ubah_data_bukti(bukti=bukti, data=data, actor=operator)
    bukti.refresh_from_db()
    assert DataBukti(*(getattr(bukti, f) for f in DataBukti.__dataclass_fields__)) == data


# --- Quota -----------------------------------------------------------------------------------------------------------


def test_the_archive_has_a_limit_of_files_and_bytes(unit, operator, media_root, settings):
    settings.BUKTI_KUOTA_BERKAS = 2
    bukti = simpan(unit, operator, buat.pdf("1"))
    versi_baru(bukti, operator, buat.pdf("2"))
    with pytest.raises(BuktiSalah, match="Arsip unit sudah penuh: 2 berkas"):
        simpan(unit, operator, buat.pdf("3"))
    settings.BUKTI_KUOTA_BERKAS = 10
    settings.BUKTI_KUOTA_BITA = arsip.kuota(unit)[1] + 10
    with pytest.raises(BuktiSalah, match="Kecilkan berkas"):
        versi_baru(bukti, operator, buat.pdf("4"))
    assert len(di_disk(media_root)) == 2
    assert simpan(make_unit(), operator, buat.pdf("5")).pk  # another unit has a limit of its own


# --- Links -----------------------------------------------------------------------------------------------------------


def test_a_link_is_stored_and_never_opened(unit, operator, monkeypatch):
    import socket

    def tersambung(*_args):
        raise AssertionError("the server opened a link")

    monkeypatch.setattr(socket.socket, "connect", tersambung)
    bukti = arsip.buat_bukti_tautan(
        unit=unit, url=" https://drive.contoh.go.id/a?b=1#c ", data=DataBukti(), actor=operator
    )
    assert (bukti.jenis, bukti.url, bukti.judul) == (
        "tautan",
        "https://drive.contoh.go.id/a?b=1#c",
        "drive.contoh.go.id/a?b=1#c",
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://contoh.go.id/a",
        "//contoh.go.id",
        "contoh.go.id",
        "http://",
        "https://pengguna:sandi@contoh.go.id",
        "https://contoh.go.id/\r\nX: 1",
        "java\tscript:alert(1)",
        "https://contoh.go.id/" + "a" * 500,
        "http://[::1",
        "",
    ],
)
def test_an_address_that_is_no_web_address_is_refused(unit, operator, url):
    with pytest.raises(BuktiSalah):
        arsip.buat_bukti_tautan(unit=unit, url=url, data=DataBukti(), actor=operator)
    assert not BuktiDukung.objects.exists()


def test_a_link_has_no_file_to_replace(unit, operator, media_root):
    bukti = arsip.buat_bukti_tautan(unit=unit, url="https://contoh.go.id", data=DataBukti(), actor=operator)
    with pytest.raises(BuktiSalah, match="berupa tautan"):
        versi_baru(bukti, operator, buat.pdf())
    assert di_disk(media_root) == []


# --- Malware ---------------------------------------------------------------------------------------------------------


def test_a_file_that_came_while_the_scanner_was_away_is_scanned_later(unit, operator, settings, tmp_path):
    settings.CLAMD_URL = f"unix://{tmp_path}/tidak-ada"
    bersih, jahat = simpan(unit, operator), simpan(unit, operator, b"catatan EICAR", "a.txt")
    assert set(BerkasBukti.objects.values_list("pindai", flat=True)) == {pemeriksa.TERTUNDA}
    assert arsip.pindai_tertunda() == 0
    with buat.clamd_tiruan() as clamd:
        settings.CLAMD_URL = clamd.url
        assert arsip.pindai_tertunda() == 2
        assert arsip.pindai_tertunda() == 0
    assert bersih.berkas.get().pindai == pemeriksa.BERSIH
    assert jahat.berkas.get().pindai == pemeriksa.BERBAHAYA


def test_a_dangerous_file_is_never_stored(unit, operator, settings, media_root):
    with buat.clamd_tiruan() as clamd:
        settings.CLAMD_URL = clamd.url
        with pytest.raises(BuktiSalah, match="terdeteksi berbahaya"):
            simpan(unit, operator, b"catatan EICAR", "a.txt")
        assert simpan(unit, operator, b"catatan", "a.txt").berkas.get().pindai == pemeriksa.BERSIH
    assert [p.read_bytes() for p in di_disk(media_root)] == [b"catatan"]
