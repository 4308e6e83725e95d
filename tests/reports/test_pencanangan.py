"""The document of a declaration: what it says, who reads it, and that the same content is printed once."""

from __future__ import annotations

import datetime as dt
import io
import re
from fractions import Fraction

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reports.enums import StatusPekerjaan
from reports.errors import BelumAdaLaporan
from reports.models import Dokumen, Pekerjaan
from reports.selectors import dokumen_terbaca, isi_pencanangan
from reports.services import cetak_pencanangan, html_pencanangan, jalankan, minta_dokumen
from tests.factories import make_anggota, make_instansi, make_lke, make_unit
from tests.reports.bantu import teks_pdf
from units.enums import Peran
from units.enums.tahap import CaraTandaTangan, LingkupPencanangan, StatusPencanangan
from units.models import Pakta, PegawaiUnit, Pencanangan, Publikasi, RegisterPakta, User
from units.services.pakta import buka_register, tanda_tangani, tarik_pakta

pytestmark = pytest.mark.django_db
CANARY = '<script>alert(1)</script><img src="file:///etc/passwd">'
HTMX = {"HTTP_HX_REQUEST": "true"}
S = StatusPencanangan


@pytest.fixture
def orang() -> dict[str, User]:
    unit = make_unit(instansi=make_instansi(alamat="Jalan T. Amir Hamzah"), alamat="Stabat")
    return {
        "operator": make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Hidayat"),
        "tpi": make_anggota(Peran.TPI_KETUA, instansi=unit.instansi),
        "luar": make_anggota(Peran.OPERATOR, unit=make_unit(instansi=unit.instansi)),
        "tpn": make_anggota(Peran.TPN_ADMIN),
    }


@pytest.fixture
def unit(orang):
    return orang["operator"].keanggotaan.get().unit


def make_pencanangan(unit, oleh, status=S.DICANANGKAN, **lain) -> Pencanangan:
    isi = {
        "tanggal": dt.date(2026, 3, 2),
        "tempat": "Aula Dinas",
        "pemimpin_nama": "Dra. Nurhayati Ginting",
        "pemimpin_jabatan": "Kepala Dinas",
        "uraian": "Dibacakan pada apel pagi.",
        "tahun": 2026,
    } | lain
    return Pencanangan.objects.create(unit=unit, dibuat_oleh=oleh, status=status, **isi)


def make_register(unit, oleh, sudah: int = 2, belum: int = 1) -> RegisterPakta:
    """An open register with as many signatures; names are "Sudah 000" and "Belum 000", each with a NIP and a post."""
    register = buka_register(
        unit=unit, pemimpin_nama="Dra. Nurhayati", pemimpin_jabatan="Kepala", mulai=dt.date(2026, 1, 5), actor=oleh
    )
    semua = PegawaiUnit.objects.bulk_create(
        PegawaiUnit(
            unit=unit,
            tahun=2026,
            dibuat_oleh=oleh,
            nama=f"{kata} {n:03}",
            jabatan=f"Jabatan {n:03}",
            nip=f"1990{kata[0]}{n:03}",
        )
        for kata, banyak in (("Sudah", sudah), ("Belum", belum))
        for n in range(banyak)
    )
    cara = CaraTandaTangan.values
    Pakta.objects.bulk_create(
        Pakta(
            register=register,
            pegawai=satu,
            cara=cara[n % 3],
            tanggal=dt.date(2026, 2, 1),
            naskah_sha256="0" * 64,
            oleh=oleh,
        )
        for n, satu in enumerate(semua[:sudah])
    )
    return register


def test_it_tells_the_declaration_and_who_signed_and_no_nip(unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    p.saksi.create(nama="Budi Santoso", asal="Ombudsman")
    Publikasi.objects.create(
        unit=unit,
        tahun=2026,
        judul="Berita pencanangan",
        url="https://contoh.go.id/berita",
        tanggal=dt.date(2026, 3, 3),
        pencanangan=p,
        dibuat_oleh=orang["operator"],
    )
    register = make_register(unit, orang["operator"], sudah=4, belum=1)
    isi = isi_pencanangan(p.pk)
    assert (isi.final, isi.register.persen, isi.register.jumlah) == (True, Fraction(4, 5), 5)
    bita, halaman = cetak_pencanangan(isi)
    teks = teks_pdf(bita)
    assert "Pada 2 Maret 2026 di Aula Dinas, Dra. Nurhayati Ginting selaku Kepala Dinas menyatakan" in teks
    assert "Budi Santoso, Ombudsman" in teks
    assert "https://contoh.go.id/berita" in teks
    assert "4 dari 5 pegawai sudah menandatangani (80,0 %)" in teks
    assert "masuk ke portal 2, tautan pribadi 1, lembar bertanda tangan 1" in teks
    assert "1 Sudah 000 Jabatan 000 Masuk ke portal 01-02-2026" in teks
    assert "Belum menandatangani No. Nama Jabatan 1 Belum 000 Jabatan 000" in teks
    rapat = re.sub(r"\s", "", teks)
    assert all(re.sub(r"\s", "", janji) in rapat for janji in register.janji)
    assert f"Halaman {halaman} dari {halaman}" in teks
    assert "DRAF" not in teks
    assert "1990" not in teks
    with pikepdf.open(io.BytesIO(bita)) as pdf:
        assert str(pdf.Root.Lang) == "id-ID"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.docinfo["/Title"] == f"Pencanangan Zona Integritas {unit.nama} Tahun 2026"


@pytest.mark.parametrize(
    ("status", "final", "keadaan"),
    [
        (S.DRAF, False, "belum diajukan ke pimpinan"),
        (S.DIAJUKAN, False, "menunggu konfirmasi pimpinan"),
        (S.DICANANGKAN, True, ""),
        (S.LENGKAP, True, ""),
    ],
)
def test_draft_until_it_is_declared(unit, orang, status, final, keadaan):
    isi = isi_pencanangan(make_pencanangan(unit, orang["operator"], status).pk)
    assert (isi.final, isi.keadaan) == (final, keadaan)
    html = html_pencanangan(isi)
    assert ("DRAF" in html) is not final
    assert ("Direncanakan pada" in html) is not final


def test_every_page_of_a_draft_says_so(unit, orang):
    make_register(unit, orang["operator"], sudah=60)
    bita, halaman = cetak_pencanangan(isi_pencanangan(make_pencanangan(unit, orang["operator"], S.DRAF).pk))
    with pikepdf.open(io.BytesIO(bita)) as pdf:
        for n in range(halaman):
            keluar, satu = io.BytesIO(), pikepdf.new()
            satu.pages.append(pdf.pages[n])
            satu.save(keluar)
            assert "DRAF" in teks_pdf(keluar.getvalue())


def test_a_cancelled_one_is_not_printed(unit, orang, client):
    p = make_pencanangan(unit, orang["operator"], S.DIBATALKAN)
    with pytest.raises(BelumAdaLaporan):
        isi_pencanangan(p.pk)
    client.force_login(orang["operator"])
    halaman = reverse("reports:laporan_pencanangan", args=[p.pk])
    assert "Buat laporan" not in client.get(halaman).content.decode()
    jawab = client.post(reverse("reports:pencanangan_minta", args=[p.pk]), follow=True)
    assert "sudah dibatalkan" in jawab.content.decode()
    assert not Pekerjaan.objects.exists()


def test_a_joint_one_tells_counts_and_nobody_s_name(unit, orang):
    p = make_pencanangan(unit, orang["operator"], lingkup=LingkupPencanangan.INSTANSI)
    lain = make_unit("Dinas Pendidikan", instansi=unit.instansi)
    p.peserta.set([unit, lain])
    make_register(unit, orang["operator"])
    isi = isi_pencanangan(p.pk)
    assert [(u.nama, u.jumlah, u.ditandatangani) for u in isi.peserta] == [
        (unit.nama, 3, 2),
        ("Dinas Pendidikan", 0, 0),
    ]
    assert isi.register is None
    html = html_pencanangan(isi)
    assert "Sudah 000" not in html
    assert "Belum 000" not in html


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_it_is_read_in_as_many_queries_however_long(unit, orang, banyak, django_assert_num_queries):
    p = make_pencanangan(unit, orang["operator"])
    make_register(unit, orang["operator"], sudah=banyak, belum=banyak)
    # the row, publications, proof, register, two counts, signatures, missing, witnesses, three newest moments
    with django_assert_num_queries(12):
        isi_pencanangan(p.pk)


def test_what_was_written_is_printed_as_text(unit, orang):
    p = make_pencanangan(
        unit, orang["operator"], **dict.fromkeys(("tempat", "pemimpin_nama", "pemimpin_jabatan", "uraian"), CANARY)
    )
    p.saksi.create(nama=CANARY, asal=CANARY)
    Publikasi.objects.create(
        unit=unit,
        tahun=2026,
        tanggal=p.tanggal,
        pencanangan=p,
        dibuat_oleh=orang["operator"],
        judul=CANARY,
        keterangan=CANARY,
    )
    register = make_register(unit, orang["operator"])
    PegawaiUnit.objects.update(nama=CANARY, jabatan=CANARY)
    RegisterPakta.objects.filter(pk=register.pk).update(naskah=CANARY, pemimpin_nama=CANARY)
    html = html_pencanangan(isi_pencanangan(p.pk))
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert "<img" not in html
    bita, _halaman = cetak_pencanangan(isi_pencanangan(p.pk))
    assert "<script>alert(1)</script>" in teks_pdf(bita).replace(" ", "")


def test_five_hundred_people_are_one_document(unit, orang):
    make_register(unit, orang["operator"], sudah=480, belum=20)
    bita, halaman = cetak_pencanangan(isi_pencanangan(make_pencanangan(unit, orang["operator"]).pk))
    teks = teks_pdf(bita)
    assert "480 Sudah 479" in teks
    assert "20 Belum 019" in teks
    assert 10 <= halaman <= 20


# Asking and making


def test_the_same_content_is_printed_once_and_a_change_anew(unit, orang, django_capture_on_commit_callbacks):
    p = make_pencanangan(unit, orang["operator"])
    register = make_register(unit, orang["operator"])

    def minta(siapa: str):
        with django_capture_on_commit_callbacks(execute=True):
            return minta_dokumen(kind="pencanangan", actor=orang[siapa], pencanangan=p)

    pekerjaan = minta("operator")
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.lke) == (StatusPekerjaan.SELESAI, None)
    dokumen = Dokumen.objects.get()
    assert (dokumen.pencanangan, dokumen.lke, dokumen.lapis, dokumen.final) == (p, None, "", True)
    assert dokumen.berkas.name.startswith(f"laporan/pencanangan-{p.pk}/")
    assert re.fullmatch(rf"PZI-2026-{p.pk:06d}-[0-9A-F]{{8}}", dokumen.nomor)
    assert minta("tpi") == dokumen
    tanda_tangani(
        register=register,
        pegawai=PegawaiUnit.objects.get(nama="Belum 000"),
        cara=CaraTandaTangan.PORTAL,
        actor=orang["operator"],
    )
    minta("operator")
    assert Dokumen.objects.count() == 2
    tarik_pakta(pakta=Pakta.objects.latest("pk"), actor=orang["operator"], alasan="Keliru")
    # Not the first content again: that somebody withdrew is newer than what it told.
    assert isi_pencanangan(p.pk).data_per > dokumen.data_per


def test_a_run_that_died_is_done_again(unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    pekerjaan = minta_dokumen(kind="pencanangan", actor=orang["operator"], pencanangan=p)
    lama = timezone.now() - dt.timedelta(minutes=5)
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="berjalan", tugas="mati", denyut=lama, percobaan=1)
    dokumen = jalankan(pekerjaan_id=pekerjaan.pk, tugas="baru")
    assert dokumen == Dokumen.objects.get()
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="lagi") is None


def test_a_document_tells_of_exactly_one_thing(unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    lke = make_lke(unit=unit, actor=orang["operator"])
    isi = {"kind": "pencanangan", "kunci": "k", "diminta_oleh": orang["operator"]}
    for hal in ({}, {"lke": lke, "pencanangan": p}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pekerjaan.objects.create(**isi, **hal)


# Who reads it


def test_who_sees_the_declaration_reads_its_documents(client, unit, orang, django_capture_on_commit_callbacks):
    p = make_pencanangan(unit, orang["operator"])
    make_register(unit, orang["operator"])
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = minta_dokumen(kind="pencanangan", actor=orang["operator"], pencanangan=p)
    dokumen = Dokumen.objects.get()
    alamat = {
        "unduh": reverse("reports:dokumen_unduh", args=[dokumen.pk]),
        "halaman": reverse("reports:laporan_pencanangan", args=[p.pk]),
        "status": reverse("reports:pekerjaan_status", args=[pekerjaan.pk]),
    }
    for siapa, kode in (("operator", 200), ("tpi", 200), ("luar", 404), ("tpn", 404)):
        client.force_login(orang[siapa])
        assert client.get(alamat["unduh"]).status_code == kode, siapa
        assert client.get(alamat["halaman"]).status_code == kode, siapa
        assert client.get(alamat["status"], **HTMX).status_code == kode, siapa
        ulang = client.post(reverse("reports:pekerjaan_ulang", args=[pekerjaan.pk]), **HTMX)
        assert ulang.status_code == kode, siapa
        assert client.post(reverse("reports:pencanangan_minta", args=[p.pk])).status_code == (
            302 if kode == 200 else 404
        )
    client.force_login(orang["operator"])
    jawab = client.get(alamat["unduh"])
    assert b"".join(jawab.streaming_content).startswith(b"%PDF-")
    assert dokumen.nomor in jawab["Content-Disposition"]


def test_a_unit_that_took_part_reads_the_joint_document(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"], S.DRAF, lingkup=LingkupPencanangan.INSTANSI)
    p.peserta.add(orang["luar"].keanggotaan.get().unit)
    halaman = reverse("reports:laporan_pencanangan", args=[p.pk])
    client.force_login(orang["luar"])
    assert client.get(halaman).status_code == 404
    Pencanangan.objects.update(status=S.DICANANGKAN)
    assert client.get(halaman).status_code == 200
    assert dokumen_terbaca(orang["luar"], p) == []


def test_the_page_follows_the_job_to_its_document(client, unit, orang, django_capture_on_commit_callbacks):
    p = make_pencanangan(unit, orang["operator"])
    client.force_login(orang["operator"])
    halaman = reverse("reports:laporan_pencanangan", args=[p.pk])
    html = client.get(halaman).content.decode()
    assert "Pencanangan dan pakta integritas" in html
    assert "Dokumen memuat pernyataan" in html
    with django_capture_on_commit_callbacks():
        jawab = client.post(reverse("reports:pencanangan_minta", args=[p.pk]), **HTMX)
    pekerjaan = Pekerjaan.objects.get()
    assert f'hx-get="{reverse("reports:pekerjaan_status", args=[pekerjaan.pk])}"' in jawab.content.decode()
    jalankan(pekerjaan_id=pekerjaan.pk, tugas="t")
    html = client.get(halaman).content.decode()
    assert reverse("reports:dokumen_unduh", args=[Dokumen.objects.get().pk]) in html
    assert "Sesuai data sekarang" in html
    Pencanangan.objects.update(tempat="Lapangan")
    assert "Data pencanangan berubah sejak laporan terakhir dibuat." in client.get(halaman).content.decode()


def test_on_the_command_line(unit, orang, tmp_path):
    p = make_pencanangan(unit, orang["operator"])
    tujuan = tmp_path / "p.pdf"
    call_command("render_report", "--pencanangan", str(p.pk), "--out", str(tujuan))
    assert "Pencanangan Pembangunan Zona Integritas" in teks_pdf(tujuan.read_bytes())
    assert not Dokumen.objects.exists()
    with pytest.raises(CommandError, match="Pencanangan 4711 tidak ada"):
        call_command("render_report", "--pencanangan", "4711", "--out", str(tujuan))
    with pytest.raises(CommandError, match="tidak dibuat dari nomor itu"):
        call_command("render_report", "--pencanangan", str(p.pk), "--kind", "lhe", "--out", str(tujuan))
