"""What was sent is frozen: the package, its hash, and copies that were altered."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from fractions import Fraction
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from evaluation.enums import Lapis, Status
from evaluation.enums.usulan import JenisBerkasUsulan
from evaluation.models import BerkasEvaluasi, Jawaban, PaketUsulan, Skor, TautanBukti, Usulan
from evaluation.selectors.paket import BACA, MANIFEST, NAMA_BERKAS, RINGKASAN, buka_paket, paket_cocok, paket_utuh
from evaluation.selectors.skor import skor_lapis
from evaluation.services.usulan import buat_usulan, kirim_usulan, masukkan_lke
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    make_anggota,
    make_instansi,
    make_lke,
    make_lke_status,
    make_unit,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung

pytestmark = pytest.mark.django_db
KODE = "A.I.1.i.a"


@pytest.fixture
def usulan():
    """A sent proposal of a whole unit with proof, and of a bare one with a name a spreadsheet would calculate."""
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = make_lke(unit=make_unit("Dinas Kesehatan", instansi=instansi))
    isi_lapis_penuh(lke)
    _bukti(lke, admin)
    bawa_ke(lke, Status.LAYAK, actor=make_anggota(Peran.TPI_KETUA, instansi=instansi))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=KODE).update(catatan="Sesuai dokumen ✓")
    lain = make_lke_status(Status.LAYAK, unit=make_unit("=Dinas()", instansi=instansi))
    usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat="WBK", actor=admin)
    for satu in (lke, lain):
        masukkan_lke(usulan=usulan, lke=satu, actor=admin)
    lengkapi_usulan(usulan, actor=admin)
    kirim_usulan(usulan=usulan, nomor_surat="B/7/2026", tanggal_surat=dt.date(2026, 1, 2), actor=admin)
    return Usulan.objects.select_related("instansi", "musim", "dibuat_oleh").get(pk=usulan.pk)


def _bukti(lke, admin):
    berkas = BuktiDukung.objects.create(unit=lke.unit, judul="SK Tim", dibuat_oleh=admin)
    BerkasBukti.objects.create(
        bukti=berkas,
        versi=1,
        nama="sk.txt",
        mime="text/plain",
        ukuran=3,
        sha256="a" * 64,
        isi=ContentFile(b"SK\n", name="sk.txt"),
        diunggah_oleh=admin,
    )
    tautan = BuktiDukung.objects.create(
        unit=lke.unit, judul="Foto", jenis="tautan", url="https://contoh.go.id/foto", dibuat_oleh=admin
    )
    for satu in (berkas, tautan):
        TautanBukti.objects.create(lke=lke, kode=KODE, bukti=satu, oleh=admin)


def isi_paket(usulan) -> bytes:
    with buka_paket(usulan) as paket:
        return paket.read()


def manifest(usulan) -> dict:
    with zipfile.ZipFile(io.BytesIO(isi_paket(usulan))) as paket:
        return json.loads(paket.read(MANIFEST))


def ubah(isi: bytes, lama: bytes, baru: bytes) -> io.BytesIO:
    assert isi.count(lama) >= 1
    assert len(lama) == len(baru)
    return io.BytesIO(isi.replace(lama, baru, 1))


def susun(isi: bytes, *, cara=zipfile.ZIP_DEFLATED, tanpa="", lebih=None) -> io.BytesIO:
    """The same content in another zip."""
    hasil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(hasil, "w", cara) as baru:
        for nama in asal.namelist():
            if nama != tanpa:
                baru.writestr(nama, asal.read(nama))
        for nama, teks in (lebih or {}).items():
            baru.writestr(nama, teks)
    return hasil


def test_the_manifest_holds_what_was_sent_exactly(usulan):
    isi = manifest(usulan)
    lke = usulan.lke.get(unit__nama="Dinas Kesehatan")
    assert (isi["tahun"], isi["predikat"], isi["jumlah"], isi["nomor"]) == (2026, "WBK", 2, usulan.pk)
    assert isi["surat"] == {"nomor": "B/7/2026", "tanggal": "2026-01-02"}
    assert dt.datetime.fromisoformat(isi["dikirim"]["pada"]) == usulan.dikirim_pada
    assert [d["jenis"] for d in isi["dokumen"]] == JenisBerkasUsulan.values
    assert {d["sha256"] for d in isi["dokumen"]} == {hashlib.sha256(b"Dokumen\n").hexdigest()}

    (unit,) = [u for u in isi["unit"] if u["lke"] == lke.pk]
    assert unit["instrumen"] == {"versi": lke.instrumen.versi, "sha256": lke.instrumen.sha256}
    assert set(unit["lapis"]) == {"unit", "tpi"}
    for lapis in ("unit", "tpi"):
        jawaban = {j.kode: {"isi": j.isi, "catatan": j.catatan} for j in Jawaban.objects.filter(lke=lke, lapis=lapis)}
        assert unit["lapis"][lapis]["jawaban"] == jawaban
        assert Fraction(unit["lapis"][lapis]["nilai_tepat"]["total"]) == skor_lapis(lke, lapis).total
        assert unit["lapis"][lapis]["nilai"] == Skor.objects.get(lke=lke, lapis=lapis).rincian
    assert unit["bukti"] == [
        {"soal": KODE, "judul": "SK Tim", "nama": "sk.txt", "versi": 1, "ukuran": 3, "sha256": "a" * 64},
        {"soal": KODE, "judul": "Foto", "url": "https://contoh.go.id/foto"},
    ]


def test_it_is_canonical_and_its_hash_stands_on_the_proposal(usulan):
    with zipfile.ZipFile(io.BytesIO(isi_paket(usulan))) as paket:
        assert paket.namelist() == list(NAMA_BERKAS)
        teks, ringkasan, baca = (paket.read(n) for n in (MANIFEST, RINGKASAN, BACA))
    baku = json.dumps(json.loads(teks), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert teks == baku.encode()
    assert usulan.paket_sha256 == hashlib.sha256(teks).hexdigest()
    sidik = {RINGKASAN: hashlib.sha256(ringkasan).hexdigest(), BACA: hashlib.sha256(baca).hexdigest()}
    assert json.loads(teks)["berkas"] == sidik
    baris = list(csv.DictReader(io.StringIO(ringkasan.decode(), newline="")))
    assert {(b["unit"], b["ambang_tpi"], b["bukti"]) for b in baris} == {
        ("Dinas Kesehatan", "memenuhi", "2"),
        ("'=Dinas()", "belum memenuhi", "0"),
    }
    assert "certutil -hashfile manifest.json SHA256" in baca.decode()


def test_later_changes_do_not_reach_it(usulan):
    sebelum = isi_paket(usulan)
    lke = usulan.lke.get(unit__nama="Dinas Kesehatan")
    Jawaban.objects.filter(lke=lke, kode=KODE).update(isi={}, catatan="Lain")
    type(lke.unit).objects.filter(pk=lke.unit_id).update(nama="Nama baru")
    type(usulan.instansi).objects.filter(pk=usulan.instansi_id).update(nama="Instansi baru")
    assert isi_paket(Usulan.objects.select_related("instansi", "musim").get(pk=usulan.pk)) == sebelum
    assert paket_cocok(io.BytesIO(sebelum), usulan) == paket_utuh(usulan) == []
    with pytest.raises(TypeError):
        PaketUsulan.objects.update(isi="")


def test_one_byte_altered_is_told_with_its_place(usulan):
    isi = isi_paket(usulan)
    (satu,) = paket_cocok(ubah(isi, b"Sesuai dokumen", b"Sesuai Dokumen"), usulan)
    letak = isi.index(b"Sesuai dokumen") + len(b"Sesuai ") - isi.index(b'{"berkas"') + 1
    assert satu == f"manifest.json berbeda mulai bita ke-{letak}, pada bagian “Dinas Kesehatan”."
    assert paket_cocok(ubah(isi, b"B/7/2026", b"B/8/2026"), usulan)[0].endswith("pada bagian “kepala”.")
    assert paket_cocok(ubah(isi, b",memenuhi,", b",Memenuhi,"), usulan)[0].startswith("ringkasan.csv berbeda")
    assert paket_cocok(ubah(isi, b"CARA MEMERIKSA", b"CARA memeriksa"), usulan)[0].startswith("BACA-SAYA.txt berbeda")


def test_other_kinds_of_copies(usulan):
    isi = isi_paket(usulan)
    # Packed anew by another program, the content is still the same.
    assert paket_cocok(susun(isi), usulan) == []
    assert paket_cocok(susun(isi, tanpa=RINGKASAN), usulan) == ["ringkasan.csv tidak ada di dalam paket."]
    assert paket_cocok(susun(isi, lebih={"lain.txt": "x"}), usulan) == ["lain.txt bukan bagian paket yang dikirim."]
    for rusak in (b"", b"bukan zip", isi[: len(isi) // 2]):
        assert paket_cocok(io.BytesIO(rusak), usulan) == ["Berkas ini bukan paket zip yang utuh."]
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        panjang = paket.read(MANIFEST) + b" "
    lebih = susun(isi, tanpa=MANIFEST, lebih={MANIFEST: panjang})
    assert paket_cocok(lebih, usulan) == ["manifest.json lebih panjang dari yang dikirim."]


def test_what_changed_inside_the_portal_is_told_too(usulan):
    berkas = BerkasEvaluasi.objects.get(benda=usulan.BENDA, objek_id=usulan.pk, jenis="sptjm")
    Path(berkas.isi.path).write_bytes(b"dokumen\n")
    assert paket_utuh(usulan) == ["Dokumen “sptjm.txt” di portal tidak lagi sama dengan manifest."]
    # The table refuses changes; whoever owns the database can take that away first.
    import_module("evaluation.migrations.0018_riwayat_evaluasi_tetap").lepas(None, connection.schema_editor())
    with connection.cursor() as kursor:
        kursor.execute("UPDATE evaluation_paketusulan SET isi = isi || ' ' WHERE berkas = %s", [RINGKASAN])
    assert paket_utuh(usulan)[0] == "ringkasan.csv yang disimpan portal tidak lagi sama dengan manifest."
    with connection.cursor() as kursor:
        kursor.execute("UPDATE evaluation_paketusulan SET isi = isi || ' ' WHERE berkas = %s", [MANIFEST])
    assert paket_utuh(usulan) == ["Manifest yang disimpan portal tidak lagi sama dengan sidik saat dikirim."]


def test_the_command_finds_the_proposal_and_says_what_differs(usulan, tmp_path):
    isi, berkas, keluar = isi_paket(usulan), tmp_path / "paket.zip", StringIO()
    berkas.write_bytes(isi)
    call_command("periksa_paket", str(berkas), stdout=keluar)
    assert usulan.paket_sha256 in keluar.getvalue()
    berkas.write_bytes(ubah(isi, b"Sesuai dokumen", b"Sesuai Dokumen").getvalue())
    with pytest.raises(CommandError, match="Dinas Kesehatan"):
        call_command("periksa_paket", str(berkas))
    berkas.write_bytes(b"bukan zip")
    with pytest.raises(CommandError, match="tidak dikenal"):
        call_command("periksa_paket", str(berkas))
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("periksa_paket", str(tmp_path / "tidak-ada.zip"))


def test_it_is_downloaded_and_checked_by_those_who_see_the_proposal(client, usulan):
    unduh = reverse("evaluation:usulan_paket", args=[usulan.pk])
    periksa = reverse("evaluation:usulan_paket_periksa", args=[usulan.pk])
    hasil = []
    for user in (usulan.dibuat_oleh, make_anggota(Peran.TPN_ANGGOTA)):
        client.force_login(user)
        jawab = client.get(unduh)
        assert jawab.streaming
        assert jawab["Content-Disposition"] == f'attachment; filename="usulan-{usulan.pk}-WBK-2026.zip"'
        hasil.append(jawab.getvalue())
    assert hasil == [isi_paket(usulan)] * 2
    for isi, kata in (
        (hasil[0], "sama dengan yang dikirim, sampai bita terakhir"),
        (ubah(hasil[0], b"Sesuai dokumen", b"Sesuai Dokumen").getvalue(), "pada bagian “Dinas Kesehatan”"),
        (susun(hasil[0], lebih={"<script>alert(1)</script>": ""}).getvalue(), "&lt;script&gt;"),
    ):
        jawab = client.post(periksa, {"berkas": SimpleUploadedFile("paket.zip", isi)})
        assert jawab.status_code == 200
        assert kata in jawab.content.decode()
        assert "<script>alert" not in jawab.content.decode()
    assert client.post(periksa).status_code == 422


def test_before_it_is_sent_there_is_none(client):
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi))
    usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat="WBK", actor=admin)
    client.force_login(admin)
    for nama in ("usulan_paket", "usulan_paket_periksa"):
        assert client.get(reverse(f"evaluation:{nama}", args=[usulan.pk])).status_code == 404
