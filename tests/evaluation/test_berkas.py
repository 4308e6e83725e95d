"""Files on the things around a sheet, and their history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from evaluation.enums import StatusUsulan
from evaluation.enums.riwayat import Benda
from evaluation.errors import BuktiDitolak, EvaluationError
from evaluation.models import BerkasEvaluasi, RiwayatEvaluasi
from evaluation.selectors.berkas import berkas_banyak, berkas_dari
from evaluation.services.berkas import buang_berkas, unggah_berkas
from evaluation.services.riwayat import BendaMoved, gerak
from evaluation.services.usulan import buat_usulan
from tests.berkas import pdf
from tests.factories import make_anggota, make_instansi, make_musim
from tests.serentak import bersama
from units.enums import Peran
from zi_portal.common.alur import Langkah

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())


@pytest.fixture
def usulan(admin):
    instansi = admin.keanggotaan.get().instansi
    return buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)


def unggah(usulan, actor, isi: bytes = b"Surat usulan\n", nama: str = "surat.txt", jenis: str = "surat"):
    return unggah_berkas(objek=usulan, jenis=jenis, berkas=ContentFile(isi), nama=nama, actor=actor)


def test_a_file_is_kept_with_its_hash_and_a_trace(usulan, admin):
    berkas = unggah(usulan, admin)
    assert list(berkas_dari(usulan)) == [berkas]
    assert berkas.isi.name.startswith("evaluasi/usulan/")
    assert "surat" not in berkas.isi.name
    (jejak,) = RiwayatEvaluasi.objects.exclude(aksi="buat")
    assert (jejak.benda, jejak.objek_id, jejak.aksi, jejak.pelaku) == (Benda.USULAN, usulan.pk, "unggah", admin)
    assert (jejak.instansi_id, jejak.musim_id) == (usulan.instansi_id, usulan.musim_id)
    assert jejak.rincian["sha256"] == berkas.sha256


def test_the_same_file_again_is_not_taken_twice_and_another_is_the_newer(usulan, admin):
    satu = unggah(usulan, admin)
    assert unggah(usulan, admin, nama="salinan.txt") == satu
    dua = unggah(usulan, admin, b"Surat yang diperbaiki\n")
    assert list(berkas_dari(usulan)) == [dua, satu]
    assert berkas_banyak(Benda.USULAN, [usulan.pk, 0]) == {usulan.pk: [dua, satu]}


def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(usulan, admin, media_root):
    with pytest.raises(BuktiDitolak):
        unggah(usulan, admin, b"<html><script>alert(1)</script>", "surat.pdf")
    assert not BerkasEvaluasi.objects.exists()
    assert not [p for p in media_root.rglob("*") if p.is_file()]


def test_thrown_away_it_stays_as_a_row_and_is_served_no_more(usulan, admin, client):
    berkas = unggah(usulan, admin)
    client.force_login(admin)
    url = reverse("evaluation:berkas_evaluasi", args=[berkas.pk])
    jawab = client.get(url)
    assert b"".join(jawab.streaming_content) == b"Surat usulan\n"
    assert jawab["Content-Disposition"].startswith("attachment")
    assert jawab["X-Content-Type-Options"] == "nosniff"
    buang_berkas(objek=usulan, berkas=berkas, actor=admin)
    buang_berkas(objek=usulan, berkas=berkas, actor=admin)
    assert client.get(url).status_code == 404
    berkas.refresh_from_db()
    assert berkas.dihapus_oleh == admin
    with berkas.isi.open() as isi:
        assert isi.read() == b"Surat usulan\n"
    assert [r.aksi for r in RiwayatEvaluasi.objects.all()] == ["buat", "unggah", "buang"]


def test_a_pdf_is_shown_in_place_only_on_its_own_address(usulan, admin, client):
    berkas = unggah(usulan, admin, pdf(), "surat.pdf")
    client.force_login(admin)
    unduh = client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk]))
    assert unduh["Content-Disposition"].startswith("attachment")
    assert b"".join(unduh.streaming_content).startswith(b"%PDF")
    lihat = client.get(reverse("evaluation:berkas_evaluasi_lihat", args=[berkas.pk]))
    assert lihat["Content-Disposition"].startswith("inline")
    assert b"".join(lihat.streaming_content).startswith(b"%PDF")
    assert "sandbox" in lihat["Content-Security-Policy"] or "default-src 'none'" in lihat["Content-Security-Policy"]


def test_another_kind_of_thing_is_read_by_nobody(usulan, admin, client):
    berkas = unggah(usulan, admin)
    BerkasEvaluasi.objects.filter(pk=berkas.pk).update(benda="entah")
    client.force_login(admin)
    assert client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk])).status_code == 404


# Moves ----------------------------------------------------------------------------------------------------------------

KIRIM = Langkah(frozenset({StatusUsulan.DISUSUN}), StatusUsulan.DIAJUKAN, "x", butuh_alasan=True)


def test_a_move_writes_its_history_and_needs_its_reason(usulan, admin):
    with pytest.raises(EvaluationError, match="alasannya"):
        gerak(objek=usulan, aksi="kirim", langkah=KIRIM, actor=admin)
    gerak(objek=usulan, aksi="kirim", langkah=KIRIM, actor=admin, alasan=" Siap ", nomor_surat="7/2026")
    assert (usulan.status, usulan.nomor_surat) == (StatusUsulan.DIAJUKAN, "7/2026")
    (jejak,) = RiwayatEvaluasi.objects.exclude(aksi="buat")
    assert (jejak.aksi, jejak.dari, jejak.ke, jejak.alasan) == ("kirim", "disusun", "diajukan", "Siap")
    with pytest.raises(BendaMoved, match="Diajukan"):
        gerak(objek=usulan, aksi="kirim", langkah=KIRIM, actor=admin, alasan="Lagi")
    assert RiwayatEvaluasi.objects.exclude(aksi="buat").count() == 1
    with pytest.raises(TypeError):
        RiwayatEvaluasi.objects.update(alasan="lain")


@pytest.mark.django_db(transaction=True)
def test_of_six_at_once_one_moves_it(usulan, admin):
    def pindahkan() -> str:
        try:
            baris = type(usulan).objects.get(pk=usulan.pk)
            gerak(objek=baris, aksi="kirim", langkah=KIRIM, actor=admin, alasan="x", tanggal_surat=dt.date(2026, 5, 1))
        except BendaMoved:
            return "terlambat"
        return "menang"

    hasil = bersama(*[pindahkan] * 6)
    assert sorted(hasil) == ["menang", *["terlambat"] * 5]
    assert RiwayatEvaluasi.objects.exclude(aksi="buat").count() == 1
