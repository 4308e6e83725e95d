"""Proof on the screen: uploads in both shapes, the one door of its bytes, who may pass it, and the archive."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.enums import Status
from evaluation.models import LembarKerjaEvaluasi, TautanBukti
from evaluation.services import bukti as layanan
from evaluation.services.lke import ajukan_lke
from tests import berkas as buat
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_penugasan,
    make_unit,
    make_user,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung
from units.services.bukti import DataBukti

pytestmark = pytest.mark.django_db

SATU, DUA = "A.I.1.i.a", "A.I.1.i.b"
CANARY = '<img src=x onerror=alert("c4nary")>'


@pytest.fixture
def lke():
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit)


@pytest.fixture
def klien(operator, client):
    client.force_login(operator)
    return client


def unggah(lke, operator, isi: bytes = b"", kode: str = SATU, nama: str = "SK.pdf", **data) -> TautanBukti:
    berkas = buat.unggahan(isi or buat.pdf("satu"), nama)
    return layanan.unggah_bukti(
        lke=lke, kode=kode, berkas=berkas, nama=nama, data=DataBukti(**data), actor=operator
    ).tautan


def alamat(nama: str, *args) -> str:
    return reverse(f"evaluation:{nama}", args=args)


def kirim(klien, lke, *berkas, kode: str = SATU, json_: bool = True, **data):
    kepala = {"Accept": "application/json"} if json_ else {}
    isi = {"berkas": list(berkas), **data, "lengkap": "1"}
    return klien.post(alamat("bukti_unggah", lke.pk, kode), isi, headers=kepala)


def isi(jawab) -> bytes:
    return b"".join(jawab.streaming_content) if jawab.streaming else jawab.content


# --- Uploading --------------------------------------------------------------------------------------------------------


def test_one_file_by_script(klien, lke):
    jawab = kirim(klien, lke, buat.unggahan(buat.pdf()), tanggal="2025-03-12", nomor="1/2025")
    tautan = TautanBukti.objects.get()
    assert (jawab.status_code, jawab.json()) == (201, {"pesan": "Terpasang", "sudah_ada": False, "tautan": [tautan.pk]})
    assert (tautan.bukti.judul, tautan.bukti.nomor, str(tautan.bukti.tanggal)) == ("laporan", "1/2025", "2025-03-12")
    lagi = kirim(klien, lke, buat.unggahan(buat.pdf()))
    assert (lagi.status_code, lagi.json()["sudah_ada"]) == (200, True)
    assert BuktiDukung.objects.count() == 1


def test_many_files_by_plain_form_each_with_its_own_outcome(klien, lke):
    jawab = kirim(
        klien,
        lke,
        buat.unggahan(buat.pdf("1"), "satu.pdf"),
        buat.unggahan(b"MZ", "jahat.exe"),
        buat.unggahan(buat.gambar(), "foto.png"),
        json_=False,
        judul="Judul untuk satu dokumen",
        keterangan="Berlaku untuk semua",
    )
    assert (jawab.status_code, jawab["Location"]) == (302, alamat("bukti_daftar", lke.pk, SATU))
    assert sorted(BuktiDukung.objects.values_list("judul", "keterangan")) == [
        ("foto", "Berlaku untuk semua"),
        ("satu", "Berlaku untuk semua"),
    ]
    halaman = klien.get(jawab["Location"]).content.decode()
    assert "2 berkas terpasang." in halaman
    assert "jahat.exe: Jenis .exe tidak diterima." in halaman


@pytest.mark.parametrize(
    ("data", "status", "pesan"),
    [
        ({"berkas": [buat.unggahan(buat.pdf())]}, 413, "Unggahan terputus"),
        ({"lengkap": "1"}, 422, "Pilih berkas dahulu"),
        ({"berkas": [buat.unggahan(buat.pdf())], "lengkap": "1", "tanggal": "kemarin"}, 422, "Tanggal dokumen"),
        (
            {
                "berkas": [buat.unggahan(buat.pdf())],
                "lengkap": "1",
                "periode_mulai": "2025-02-01",
                "periode_selesai": "2025-01-01",
            },
            422,
            "mendahului",
        ),
        ({"berkas": [buat.unggahan(b"<html>", "a.pdf")], "lengkap": "1"}, 422, "bukan .pdf"),
    ],
)
def test_a_refused_upload_says_why_and_leaves_nothing(klien, lke, media_root: Path, data, status, pesan):
    for berkas in data.get("berkas", []):
        berkas.seek(0)
    jawab = klien.post(alamat("bukti_unggah", lke.pk, SATU), data, headers={"Accept": "application/json"})
    assert jawab.status_code == status
    assert pesan in jawab.json()["pesan"]
    assert not BuktiDukung.objects.exists()
    assert not [p for p in media_root.rglob("*") if p.is_file()]


def test_a_body_that_breaks_off_is_not_taken_for_a_whole_file(klien, lke):
    batas = "----batas"
    kepala = f'--{batas}\r\nContent-Disposition: form-data; name="berkas"; filename="a.txt"\r\n\r\n'.encode()
    utuh = (
        kepala + b"baris\n" * 100 + f'\r\n--{batas}\r\nContent-Disposition: form-data; name="lengkap"\r\n\r\n1'.encode()
    )
    utuh += f"\r\n--{batas}--\r\n".encode()
    url, tipe = alamat("bukti_unggah", lke.pk, SATU), f"multipart/form-data; boundary={batas}"
    terputus = klien.post(url, utuh[:300], content_type=tipe, headers={"Accept": "application/json"})
    assert (terputus.status_code, BuktiDukung.objects.count()) == (413, 0)
    assert klien.post(url, utuh, content_type=tipe, headers={"Accept": "application/json"}).status_code == 201


def test_too_much_at_once_is_refused_before_it_is_read(klien, lke, settings):
    settings.BUKTI_MAKS_BITA_KIRIMAN = 500
    jawab = kirim(klien, lke, buat.unggahan(b"a" * 2000, "a.txt"))
    assert (jawab.status_code, "Sekali kirim paling besar 500 B" in jawab.json()["pesan"]) == (413, True)
    settings.BUKTI_MAKS_BITA_KIRIMAN = 10**6
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    jawab = kirim(klien, lke, *(buat.unggahan(b"a", f"{n}.txt") for n in range(3)))
    assert (jawab.status_code, "paling banyak 2 berkas" in jawab.json()["pesan"]) == (413, True)


def test_uploads_need_the_token_although_the_body_is_read_late(lke, operator):
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(operator)
    for url in (alamat("bukti_unggah", lke.pk, SATU), alamat("bukti_arsip_unggah", lke.unit_id)):
        assert klien.post(url, {"berkas": buat.unggahan(buat.pdf()), "lengkap": "1"}).status_code == 403
    assert not BuktiDukung.objects.exists()
    token = klien.get(alamat("bukti_daftar", lke.pk, SATU)).context["csrf_token"]
    data = {"berkas": buat.unggahan(buat.pdf()), "lengkap": "1"}
    url = alamat("bukti_unggah", lke.pk, SATU)
    assert klien.post(url, data, headers={"X-CSRFToken": str(token), "Accept": "application/json"}).status_code == 201


def test_names_of_all_kinds_arrive_as_harmless_text(klien, lke):
    nama = [
        "../../kabur.pdf",
        "a%0D%0AX-Jahat: 1.pdf",
        "laporan\u202efdp.pdf",
        "p" * 300 + ".pdf",
        "📊 rekap.pdf",
        f"{CANARY}.pdf",
    ]
    for n, satu in enumerate(nama):
        assert kirim(klien, lke, buat.unggahan(buat.pdf(str(n)), satu)).status_code == 201
    BerkasBukti.objects.filter(nama__contains="0D").update(nama="a\r\nX-Jahat: 1.pdf")
    for versi in BerkasBukti.objects.all():
        jawab = klien.get(alamat("bukti_berkas", lke.pk, versi.pk))
        kepala = jawab["Content-Disposition"]
        assert jawab.status_code == 200
        assert kepala.startswith("attachment; filename")
        assert not set(kepala) & {"\r", "\n", "\u202e"}
        assert "X-Jahat" not in jawab.headers
        isi(jawab)


# --- Link, archive, unlink --------------------------------------------------------------------------------------------


def test_a_link_by_form_and_by_htmx(klien, lke):
    url = alamat("bukti_tautan", lke.pk, SATU)
    assert klien.post(url, {"url": "https://contoh.go.id/a"}).status_code == 302
    jawab = klien.post(url, {"url": "https://contoh.go.id/b", "judul": "Dua"}, headers={"HX-Request": "true"})
    assert json.loads(jawab["HX-Trigger"])["zi:bukti"] == {"kode": SATU, "jumlah": 2, "galat": False}
    salah = klien.post(url, {"url": "javascript:alert(1)"}, headers={"HX-Request": "true"})
    assert json.loads(salah["HX-Trigger"])["zi:bukti"] == {"kode": SATU, "jumlah": 2, "galat": True}
    halaman = klien.get(alamat("bukti_daftar", lke.pk, SATU)).content.decode()
    assert halaman.count('rel="noopener noreferrer nofollow"') == 2
    assert "tautan dapat berubah" in halaman


def test_choosing_from_the_archive(klien, lke, operator):
    bukti = [unggah(lke, operator, buat.pdf(str(n)), judul=f"Bukti {n}").bukti for n in range(3)]
    url = alamat("bukti_pilih", lke.pk, DUA)
    cari = klien.get(url, {"q": "bukti 1"}, headers={"HX-Request": "true"}).content.decode()
    assert [b.judul in cari for b in bukti] == [False, True, False]
    di_sini = klien.get(alamat("bukti_pilih", lke.pk, SATU), headers={"HX-Request": "true"})
    assert di_sini.context["pilihan"] == []
    assert klien.post(url, {"bukti": [bukti[0].pk, bukti[2].pk]}).status_code == 302
    assert set(TautanBukti.objects.filter(kode=DUA).values_list("bukti", flat=True)) == {bukti[0].pk, bukti[2].pk}
    asing = unggah(make_lke(), operator, buat.pdf("x")).bukti
    klien.post(url, {"bukti": [asing.pk, "x", "1" * 30]})
    assert TautanBukti.objects.filter(kode=DUA).count() == 2


def test_unlinking(klien, lke, operator):
    tautan = unggah(lke, operator)
    jawab = klien.post(alamat("bukti_lepas", lke.pk, tautan.pk), headers={"HX-Request": "true"})
    assert "Belum ada bukti." in jawab.content.decode()
    assert "tetap ada di arsip unit" in json.loads(jawab["HX-Trigger"])["zi:toast"]["pesan"]
    assert klien.post(alamat("bukti_lepas", lke.pk, tautan.pk)).status_code == 404


# --- Bytes ------------------------------------------------------------------------------------------------------------


def test_a_download_is_the_very_file_and_cannot_act(klien, lke, operator):
    asal = buat.pdf("isi")
    versi = unggah(lke, operator, asal, nama="SK Bupati №1.pdf").bukti.berkas.get()
    jawab = klien.get(alamat("bukti_berkas", lke.pk, versi.pk))
    assert hashlib.sha256(isi(jawab)).hexdigest() == versi.sha256 == hashlib.sha256(asal).hexdigest()
    assert jawab["Content-Disposition"] == "attachment; filename*=utf-8''SK%20Bupati%20%E2%84%961.pdf"
    assert jawab["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert jawab["X-Frame-Options"] == "DENY"
    assert jawab["Cache-Control"] == "private, no-store"
    assert jawab["Content-Type"] == "application/pdf"


def test_previews_are_for_pdf_and_pictures_only(klien, lke, operator):
    harapan = {"a.pdf": (buat.pdf(), "inline"), "b.png": (buat.gambar(), "inline"), "c.txt": (b"teks", "attachment")}
    harapan["d.docx"] = (buat.ooxml(), "attachment")
    for nama, (isi_, cara) in harapan.items():
        versi = unggah(lke, operator, isi_, nama=nama).bukti.berkas.get()
        jawab = klien.get(alamat("bukti_pratinjau", lke.pk, versi.pk))
        assert jawab["Content-Disposition"].split(";")[0] == cara
        assert jawab["X-Content-Type-Options"] == "nosniff"
        assert ("frame-ancestors 'self'" in jawab["Content-Security-Policy"]) is (cara == "inline")
        assert "script" not in jawab["Content-Security-Policy"]
        isi(jawab)


def test_content_that_is_no_longer_what_it_was_is_not_shown_in_place(klien, lke, operator, media_root: Path):
    versi = unggah(lke, operator).bukti.berkas.get()
    (media_root / versi.isi.name).write_bytes(b"<html><script>alert(1)</script>")
    jawab = klien.get(alamat("bukti_pratinjau", lke.pk, versi.pk))
    assert jawab["Content-Disposition"].startswith("attachment")
    assert "sandbox" in jawab["Content-Security-Policy"]
    isi(jawab)


def test_storage_other_than_a_disk_serves_the_same(klien, lke, operator, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    assert kirim(klien, lke, buat.unggahan(buat.pdf("ingatan"))).status_code == 201
    versi = BerkasBukti.objects.get()
    assert isi(klien.get(alamat("bukti_berkas", lke.pk, versi.pk))) == buat.pdf("ingatan")
    assert isi(klien.get(alamat("bukti_berkas", lke.pk, versi.pk), headers={"Range": "bytes=0-3"})) == b"%PDF"
    ditolak = kirim(klien, lke, buat.unggahan(b"<html>", "a.txt"))
    assert (ditolak.status_code, BerkasBukti.objects.count()) == (422, 1)


def test_a_file_missing_in_storage_is_not_found(klien, lke, operator, media_root: Path):
    versi = unggah(lke, operator).bukti.berkas.get()
    (media_root / versi.isi.name).unlink()
    assert klien.get(alamat("bukti_berkas", lke.pk, versi.pk)).status_code == 404


def test_part_of_a_video_may_be_asked_for(klien, lke, operator):
    versi = unggah(lke, operator, buat.mp4(), nama="a.mp4").bukti.berkas.get()
    jawab = klien.get(alamat("bukti_berkas", lke.pk, versi.pk), headers={"Range": "bytes=4-7"})
    assert (jawab.status_code, isi(jawab)) == (206, b"ftyp")


def test_thumbnails_are_for_pictures(klien, lke, operator):
    foto = unggah(lke, operator, buat.gambar("JPEG", (900, 600)), nama="foto.jpg").bukti.berkas.get()
    surat = unggah(lke, operator).bukti.berkas.get()
    for _kedua in range(2):
        jawab = klien.get(alamat("bukti_kecil", lke.pk, foto.pk))
        assert (jawab.status_code, jawab["Content-Type"]) == (200, "image/jpeg")
        assert len(jawab.content) < 5000
    assert klien.get(alamat("bukti_kecil", lke.pk, surat.pk)).status_code == 404


@pytest.mark.parametrize(("pindai", "kata"), [("berbahaya", "diblokir"), ("tertunda", "Menunggu pemindaian")])
def test_a_file_the_scanner_has_not_passed_stays_inside(klien, lke, operator, pindai, kata):
    versi = unggah(lke, operator, buat.gambar(), nama="a.png").bukti.berkas.get()
    BerkasBukti.objects.update(pindai=pindai)
    for nama in ("bukti_berkas", "bukti_pratinjau", "bukti_kecil"):
        jawab = klien.get(alamat(nama, lke.pk, versi.pk))
        assert jawab.status_code == 403
        assert kata in jawab.content.decode()
    assert klien.get(alamat("bukti_arsip_berkas", lke.unit_id, versi.pk)).status_code == 403
    halaman = klien.get(alamat("bukti_daftar", lke.pk, SATU)).content.decode()
    assert kata in halaman
    assert "/kecil/" not in halaman


def test_a_frozen_sheet_gives_out_the_pinned_version_only(klien, lke, operator):
    bukti = unggah(lke, operator).bukti
    pertama = bukti.berkas.get()
    isi_lapis_penuh(lke)
    ajukan_lke(lke=LembarKerjaEvaluasi.objects.get(pk=lke.pk), actor=make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit))
    kedua = layanan.ganti_berkas(bukti=bukti, berkas=buat.unggahan(buat.pdf("2")), nama="b.pdf", actor=operator)
    for nama in ("bukti_berkas", "bukti_pratinjau", "bukti_lihat"):
        jawab = klien.get(alamat(nama, lke.pk, pertama.pk))
        assert (jawab.status_code, bool(isi(jawab))) == (200, True)
        assert klien.get(alamat(nama, lke.pk, kedua.pk)).status_code == 404
    assert isi(klien.get(alamat("bukti_arsip_berkas", lke.unit_id, kedua.pk))).startswith(b"%PDF")
    halaman = klien.get(alamat("bukti_daftar", lke.pk, SATU)).content.decode()
    assert alamat("bukti_lihat", lke.pk, pertama.pk) in halaman
    assert alamat("bukti_unggah", lke.pk, SATU) not in halaman


def test_beside_its_question_a_proof_is_a_piece_of_the_page(klien, lke, operator):
    versi = unggah(lke, operator, judul=CANARY, nomor=CANARY).bukti.berkas.get()
    kedua = unggah(lke, operator, b"teks", nama="b.txt").bukti.berkas.get()
    jalan = f"{alamat('bukti_lihat', lke.pk, versi.pk)}?soal={SATU}"
    teks = klien.get(jalan, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in teks, CANARY in teks, "c4nary" in teks) == (False, False, True)
    assert f'<iframe class="bukti-bingkai" src="{alamat("bukti_pratinjau", lke.pk, versi.pk)}#' in teks
    assert f"{alamat('bukti_lihat', lke.pk, kedua.pk)}?soal={SATU}" in teks
    assert "<html" in klien.get(jalan).content.decode()  # the link without script leads to a page
    arsip = klien.get(alamat("bukti_arsip_lihat", lke.unit_id, versi.pk), headers={"HX-Request": "true"})
    assert "<html" in arsip.content.decode()
    BerkasBukti.objects.update(pindai="tertunda")
    teks = klien.get(jalan, headers={"HX-Request": "true"}).content.decode()
    assert ("Menunggu pemindaian" in teks, "<iframe" in teks) == (True, False)


def test_a_sheet_gives_out_only_what_is_linked_to_it(klien, lke, operator):
    tautan = unggah(lke, operator)
    versi = tautan.bukti.berkas.get()
    tahun_lain = make_lke(unit=make_unit("Lain"), actor=operator)
    make_anggota(Peran.OPERATOR, unit=tahun_lain.unit, user=operator)
    assert klien.get(alamat("bukti_berkas", tahun_lain.pk, versi.pk)).status_code == 404
    layanan.lepas_bukti(tautan=tautan, actor=operator)
    assert klien.get(alamat("bukti_berkas", lke.pk, versi.pk)).status_code == 404
    assert isi(klien.get(alamat("bukti_arsip_berkas", lke.unit_id, versi.pk))).startswith(b"%PDF")


# --- Who --------------------------------------------------------------------------------------------------------------

DI_LUAR = ("operator_lain", "operator_jauh", "tpi_lepas", "tpi_lain", "admin_lain", "platform", "tanpa")
UNIT = ("operator", "ketua", "pimpinan")
INSTANSI = ("tpi", "tpi_ketua", "admin")


@pytest.fixture
def orang(lke, operator):
    instansi, jauh = lke.unit.instansi, make_instansi("Kabupaten Jauh")
    tugas = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    make_penugasan(tugas, lke)
    return {
        "operator": operator,
        "ketua": make_anggota(Peran.KETUA_TIM, unit=lke.unit),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit),
        "tpi": tugas,
        "tpi_ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "tpn": make_anggota(Peran.TPN_ANGGOTA),
        "operator_lain": make_anggota(Peran.OPERATOR, unit=make_unit("Sebelah", instansi=instansi)),
        "operator_jauh": make_anggota(Peran.OPERATOR, unit=make_unit("Jauh", instansi=jauh)),
        "tpi_lepas": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi_lain": make_anggota(Peran.TPI_KETUA, instansi=jauh),
        "admin_lain": make_anggota(Peran.ADMIN_INSTANSI, instansi=jauh),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
        "tanpa": make_user(),
    }


@pytest.mark.parametrize(
    ("status", "boleh"),
    [
        (Status.DRAF, {*UNIT}),
        (Status.DIAJUKAN, {*UNIT, *INSTANSI}),
        (Status.PERBAIKAN, {*UNIT, *INSTANSI}),
        (Status.DIUSULKAN, {*UNIT, *INSTANSI, "tpn"}),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_have_the_bytes(lke, orang, status, boleh):
    versi = unggah(lke, orang["operator"], buat.gambar(), nama="a.png").bukti.berkas.get()
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=orang["operator"])
    for nama in ("bukti_berkas", "bukti_pratinjau", "bukti_kecil", "bukti_lihat"):
        dapat = set()
        for siapa, user in orang.items():
            klien = Client()
            klien.force_login(user)
            jawab = klien.get(alamat(nama, lke.pk, versi.pk))
            assert jawab.status_code in {200, 404}
            if jawab.status_code == 200:
                dapat.add(siapa)
            isi(jawab)
        assert dapat == boleh
        masuk = Client().get(alamat(nama, lke.pk, versi.pk))
        assert (masuk.status_code, masuk["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.usefixtures("short_refusals")
def test_who_may_add_and_take_away(lke, orang):
    """Only operator and ketua tim; who merely sees the sheet is refused, and who does not is told nothing."""
    tautan = unggah(lke, orang["operator"])
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=orang["operator"], tanda=SATU)
    for siapa, user in orang.items():
        klien = Client()
        klien.force_login(user)
        n = TautanBukti.objects.count()
        status = kirim(klien, lke, buat.unggahan(buat.pdf(siapa))).status_code
        lepas = klien.post(alamat("bukti_lepas", lke.pk, tautan.pk + 1000)).status_code
        if siapa in {"operator", "ketua"}:
            assert (status, lepas, TautanBukti.objects.count()) == (201, 404, n + 1)
        else:
            harapan = 403 if siapa in {"pimpinan", *INSTANSI} else 404
            assert (siapa, status, lepas, TautanBukti.objects.count()) == (siapa, harapan, harapan, n)


def test_the_archive_is_the_units_own(lke, orang):
    tautan = unggah(lke, orang["operator"])
    versi = tautan.bukti.berkas.get()
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIUSULKAN, actor=orang["operator"])
    halaman = [
        alamat("bukti_arsip", lke.unit_id),
        alamat("bukti_detail", lke.unit_id, tautan.bukti_id),
        alamat("bukti_arsip_berkas", lke.unit_id, versi.pk),
        alamat("bukti_arsip_lihat", lke.unit_id, versi.pk),
    ]
    for siapa, user in orang.items():
        klien = Client()
        klien.force_login(user)
        for url in halaman:
            jawab = klien.get(url)
            status = jawab.status_code
            isi(jawab)
            assert status in ({200} if siapa in UNIT else {403, 404}), (siapa, url)
        assert klien.post(alamat("bukti_hapus", lke.unit_id, tautan.bukti_id)).status_code in (
            {302} if siapa in {"operator", "ketua"} else {403, 404}
        )
    assert BuktiDukung.objects.hidup().count() == 1


def test_another_units_proof_is_not_found_under_ones_own_unit(klien, lke, operator):
    asing = unggah(make_lke(), operator).bukti
    versi = asing.berkas.get()
    for url in (
        alamat("bukti_detail", lke.unit_id, asing.pk),
        alamat("bukti_hapus", lke.unit_id, asing.pk),
        alamat("bukti_arsip_berkas", lke.unit_id, versi.pk),
        alamat("bukti_berkas", lke.pk, versi.pk),
    ):
        assert klien.get(url).status_code == 404
    for nama in ("bukti_ganti", "bukti_pasang", "bukti_hapus"):
        assert klien.post(alamat(nama, lke.unit_id, asing.pk)).status_code == 404


# --- The archive ------------------------------------------------------------------------------------------------------


def test_the_archive_finds_filters_and_sorts(klien, lke, operator):
    unggah(lke, operator, buat.pdf("a"), judul="Anggaran", nomor="X-99")
    unggah(lke, operator, buat.gambar(), nama="foto rapat.png")
    unggah(lke, operator, buat.pdf("a"), kode=DUA, judul="Zaman")
    lepas = unggah(lke, operator, buat.pdf("lepas"), judul="Tak terpakai")
    layanan.lepas_bukti(tautan=lepas, actor=operator)
    layanan.tautkan_url(lke=lke, kode=SATU, url="https://a.id", data=DataBukti("Laman"), actor=operator)

    def judul(**tanya):
        return [b.judul for b in klien.get(alamat("bukti_arsip", lke.unit_id), tanya).context["baris"]]

    assert judul() == ["Laman", "Tak terpakai", "Zaman", "foto rapat", "Anggaran"]
    assert judul(urut="judul") == ["Anggaran", "foto rapat", "Laman", "Tak terpakai", "Zaman"]
    assert judul(q="x-99") == ["Anggaran"]
    assert judul(q="RAPAT") == ["foto rapat"]
    assert judul(saring="belum_dipakai") == ["Tak terpakai"]
    assert judul(saring="gambar") == ["foto rapat"]
    assert judul(saring="tautan") == ["Laman"]
    assert judul(saring="kembar") == ["Zaman", "Anggaran"]
    assert judul(saring="' OR 1=1", urut="password", halaman="x") == judul()


def test_the_archive_takes_files_and_one_proof_goes_to_many_questions(klien, lke):
    url = alamat("bukti_arsip_unggah", lke.unit_id)
    assert klien.post(url, {"berkas": buat.unggahan(buat.pdf()), "lengkap": "1"}).status_code == 302
    lagi = {"berkas": buat.unggahan(buat.pdf()), "lengkap": "1"}
    assert klien.post(url, lagi, headers={"Accept": "application/json"}).json()["sudah_ada"] is True
    bukti = BuktiDukung.objects.get()
    klien.post(alamat("bukti_pasang", lke.unit_id, bukti.pk), {"lke": lke.pk, "kode": [SATU, DUA]})
    assert list(TautanBukti.objects.values_list("kode", flat=True)) == [SATU, DUA]
    klien.post(alamat("bukti_pasang", lke.unit_id, bukti.pk), {"lke": lke.pk, "kode": ["X"]})
    assert TautanBukti.objects.count() == 2
    asing = make_lke()
    jawab = klien.post(alamat("bukti_pasang", lke.unit_id, bukti.pk), {"lke": asing.pk, "kode": [SATU]})
    assert (jawab.status_code, TautanBukti.objects.count()) == (404, 2)


def test_data_versions_and_deletion_on_the_page_of_a_proof(klien, lke, operator):
    bukti = unggah(lke, operator).bukti
    url = alamat("bukti_detail", lke.unit_id, bukti.pk)
    data = {"judul": "SK Baru", "tanggal": "2025-01-02", "unit": 99, "dibuat_oleh": 99, "dihapus_pada": "2020-01-01"}
    assert klien.post(url, data).status_code == 302
    bukti.refresh_from_db()
    assert (bukti.judul, bukti.unit_id, bukti.dibuat_oleh, bukti.dihapus_pada) == (
        "SK Baru",
        lke.unit_id,
        operator,
        None,
    )
    assert klien.post(url, {"judul": ""}).status_code == 422
    ganti = alamat("bukti_ganti", lke.unit_id, bukti.pk)
    klien.post(ganti, {"berkas": buat.unggahan(buat.pdf("2"), "b.pdf"), "lengkap": "1"})
    halaman = klien.get(url).content.decode()
    assert all(kata in halaman for kata in ("Versi 2", "Versi 1", "b.pdf", "SK.pdf"))
    hapus = alamat("bukti_hapus", lke.unit_id, bukti.pk)
    assert SATU in klien.get(hapus).content.decode()
    assert BuktiDukung.objects.hidup().count() == 1
    assert klien.post(hapus).status_code == 302
    assert klien.get(url).status_code == 404
    assert BuktiDukung.objects.get().dihapus_oleh == operator


def test_what_people_wrote_stays_text_on_every_page(klien, lke, operator):
    unggah(lke, operator, judul=CANARY, nomor=CANARY, keterangan=CANARY)
    bukti = unggah(lke, operator, kode=DUA, judul=CANARY).bukti
    layanan.tautkan_url(
        lke=lke, kode=SATU, url="https://a.id/?q='\"<x>".replace("<x>", ""), data=DataBukti(CANARY), actor=operator
    )
    versi = bukti.berkas.get()
    halaman = [
        alamat("bukti_daftar", lke.pk, SATU),
        alamat("bukti_lihat", lke.pk, versi.pk),
        alamat("bukti_arsip", lke.unit_id),
        alamat("bukti_detail", lke.unit_id, bukti.pk),
        alamat("bukti_hapus", lke.unit_id, bukti.pk),
        alamat("bukti_arsip_lihat", lke.unit_id, versi.pk),
    ]
    for url in halaman:
        isi_ = klien.get(url).content.decode()
        assert "c4nary" in isi_, url
        assert "<img src=x" not in isi_, url


@pytest.mark.parametrize("jumlah", [1, 3, 20])
def test_pages_ask_the_same_number_of_queries_however_much_there_is(
    klien, lke, operator, jumlah, django_assert_max_num_queries
):
    for n in range(jumlah):
        bukti = unggah(lke, operator, buat.pdf(f"{n}")).bukti
        layanan.ganti_berkas(bukti=bukti, berkas=buat.unggahan(buat.pdf(f"v{n}")), nama="b.pdf", actor=operator)
        unggah(lke, operator, buat.pdf(f"{n}"), kode=DUA)
    klien.get(alamat("bukti_arsip", lke.unit_id))
    with django_assert_max_num_queries(15):
        klien.get(alamat("bukti_arsip", lke.unit_id))
    with django_assert_max_num_queries(17):
        klien.get(alamat("bukti_daftar", lke.pk, SATU))
    with django_assert_max_num_queries(9):
        klien.get(alamat("bukti_daftar", lke.pk, SATU), headers={"HX-Request": "true"})
    with django_assert_max_num_queries(7):
        isi(klien.get(alamat("bukti_berkas", lke.pk, bukti.berkas.first().pk)))
