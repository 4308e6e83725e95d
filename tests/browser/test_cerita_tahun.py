"""The story of a unit's year, played by its people in their own browsers: from candidate to fit to be proposed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.models import Jawaban, LembarKerjaEvaluasi, SumberAngka
from tests import berkas as buat
from tests.factories import make_anggota, make_instansi, make_musim, make_unit
from units.enums import Peran
from units.enums.tahap import (
    Area,
    CaraTandaTangan,
    StatusAksi,
    StatusMonev,
    StatusPencanangan,
    StatusRekomendasi,
    StatusTemuan,
)
from units.models import (
    ButirAksi,
    DataPendukung,
    Monev,
    Notifikasi,
    Pakta,
    PegawaiUnit,
    Pemantauan,
    Pencanangan,
    RekomendasiTPI,
    RiwayatTahap,
    Temuan,
)
from zi_portal.common.templatetags.zi import tanggal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUTIR = "Memasang antrean daring"
SOAL = "A.II.4.i.a"


@pytest.fixture
def panggung(new_page, sign_in):
    """A unit of which nothing is told yet, and a browser for each of the people around it."""
    instansi = make_instansi()
    unit = make_unit(instansi=instansi)
    make_musim(timezone.localdate().year)
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Operator", email="rahmat@contoh.go.id"),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Ginting", jabatan="Kepala Dinas"),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Ani Admin"),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Irwansyah Ketua"),
        "bupati": make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi, nama="Syah Bupati"),
    }
    halaman = []

    def meja(siapa: str = "", **pilihan):
        page = new_page(**({"viewport": {"width": 1366, "height": 768}} | pilihan))
        page.set_default_timeout(15_000)
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        page.on("console", lambda pesan: "Content Security" in pesan.text and page.galat.append(pesan.text))
        halaman.append(page)
        if siapa:
            sign_in(page, orang[siapa])
        return page

    expect.set_options(timeout=15_000)
    yield unit, orang, meja
    expect.set_options(timeout=None)
    assert [page.galat for page in halaman if page.galat] == []


def tekan(page, nama: str) -> None:
    """Press a button that sends the page away."""
    with page.expect_navigation():
        page.get_by_role("button", name=nama, exact=True).click()


def buka(page, nama: str) -> None:
    """Follow a link of the page's own column."""
    page.get_by_role("main").get_by_role("link", name=nama, exact=True).first.click()


def bagian(page, nama: str) -> None:
    """Go to a part of the unit's year by the list beside the page."""
    page.get_by_role("navigation", name="Bagian").get_by_role("link", name=nama, exact=True).click()


def tampak(page, teks: str) -> None:
    expect(page.get_by_text(teks).first).to_be_visible()


def hari(selisih: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=selisih)


def berkas(nama: str) -> dict[str, object]:
    return {"name": nama, "mimeType": "application/pdf", "buffer": buat.pdf(nama)}


def tahap(page, nomor: int):
    """A stage on the unit's page of the year."""
    return page.locator(".tahap-langkah > li").nth(nomor - 1)


def test_from_candidate_to_fit_to_be_proposed(panggung):
    unit, orang, meja = panggung
    tahun = reverse("units:unit_detail", args=[unit.pk])
    operator, pimpinan, admin = meja("operator"), meja("pimpinan"), meja("admin")
    operator.goto(tahun)
    expect(operator.locator(".tahap-selesai")).to_have_count(0)
    expect(tahap(operator, 2)).to_contain_text("Admin instansi belum menjadikan unit ini calon.")

    # The instansi puts the unit forward, judges it, and chooses it by an SK.
    admin.goto(reverse("units:penetapan", args=[unit.instansi_id]))
    buka(admin, "Tambah calon")
    buka(admin, unit.nama)
    for jenis in ("layanan_utama", "risiko_tinggi", "dampak_luas"):
        admin.locator(f"input[name=nilai_{jenis}][value=ya]").check()
        admin.locator(f"textarea[name=alasan_{jenis}]").fill("Setiap warga mengurus aktanya di sini.")
    tekan(admin, "Simpan")
    operator.reload()
    expect(tahap(operator, 2)).to_contain_text("SK penetapan belum dicatat.")
    buka(admin, "Tetapkan dengan SK…")
    admin.get_by_label("Nomor SK").fill("188.45/12/K")
    admin.get_by_label("Tanggal SK").fill(hari(-1).isoformat())
    admin.get_by_label("Ditandatangani oleh").fill("Syah Bupati")
    admin.get_by_label("Jabatan").fill("Bupati Langkat")
    admin.get_by_label("Berkas SK").set_input_files(berkas("SK penetapan.pdf"))
    tekan(admin, "Tetapkan")
    tampak(admin, "1 unit ditetapkan.")
    operator.reload()
    expect(tahap(operator, 2)).to_contain_text("Ditetapkan menuju WBK")
    tahap(operator, 2).get_by_role("link", name="Penetapan").click()
    tampak(operator, "Ditetapkan menuju WBK dengan SK 188.45/12/K")
    expect(operator.get_by_role("link", name=re.compile("SK penetapan")).first).to_be_visible()

    # The operator drafts the declaration; the pimpinan declares.
    operator.goto(tahun)
    buka(operator, "Siapkan pencanangan")
    buka(operator, "Susun pencanangan")
    operator.get_by_label("Tanggal pencanangan").fill(hari(-1).isoformat())
    operator.get_by_label("Tempat").fill("Aula dinas")
    operator.get_by_label("Nama saksi 1").fill("Budi Santoso")
    tekan(operator, "Simpan")
    buka(operator, "Ajukan ke pimpinan")
    tekan(operator, "Ajukan ke pimpinan")
    tampak(operator, "Pencanangan diajukan ke pimpinan.")
    pencanangan = Pencanangan.objects.get()
    pimpinan.goto(tahun)
    buka(pimpinan, "Konfirmasi pencanangan")
    buka(pimpinan, "Canangkan")
    tekan(pimpinan, "Canangkan")
    tampak(pimpinan, "Pencanangan dikonfirmasi.")

    # Pegawai, the register, and a personal link that is signed on a phone, without a sign-in.
    operator.goto(tahun)
    buka(operator, "Isi daftar pegawai unit")
    buka(operator, "Tambah pegawai unit")
    operator.get_by_label("Nama").fill("Umi Permana")
    tekan(operator, "Simpan")
    operator.goto(tahun)
    buka(operator, "Buka register pakta integritas")
    buka(operator, "Buka register")
    expect(operator.locator("[name=pemimpin_nama]")).to_have_value("Nurhayati Ginting")
    tekan(operator, "Buka register")
    tampak(operator, "1 dari 1 pegawai belum menandatangani.")
    buka(operator, "Tautan pribadi")
    operator.get_by_label("Umi Permana").check()
    tekan(operator, "Buat dan tampilkan")
    ponsel = meja(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    ponsel.goto(operator.locator(".pakta-tautan-url").inner_text())
    expect(ponsel.get_by_role("heading", name="Pakta integritas")).to_be_visible()
    assert ponsel.evaluate("document.documentElement.scrollWidth") == 390
    ponsel.get_by_label("Saya telah membaca").check()
    tekan(ponsel, "Tanda tangani sebagai Umi Permana")
    expect(ponsel.get_by_role("heading", name="Sudah ditandatangani")).to_be_visible()
    buka(operator, "Selesai")
    tampak(operator, "Semua 1 pegawai sudah menandatangani.")
    pakta = Pakta.objects.get()
    assert (pakta.pegawai, pakta.cara) == (PegawaiUnit.objects.get(), CaraTandaTangan.TAUTAN)

    # Made known, the declaration is complete.
    operator.goto(tahun)
    buka(operator, "Catat publikasi pencanangan")
    buka(operator, "Tambah publikasi")
    operator.get_by_label("Judul").fill("Berita pencanangan")
    operator.get_by_label("Tanggal terbit").fill(hari().isoformat())
    operator.get_by_label("Tautan").fill("https://contoh.go.id/berita")
    tekan(operator, "Simpan")
    buka(operator, "Nyatakan lengkap")
    tekan(operator, "Nyatakan lengkap")
    tampak(operator, "Tahap pencanangan selesai.")
    pencanangan.refresh_from_db()
    assert pencanangan.status == StatusPencanangan.LENGKAP
    operator.goto(tahun)
    expect(operator.locator(".tahap-selesai")).to_have_count(2)
    expect(tahap(operator, 3)).to_have_attribute("aria-current", "step")

    # An item of the plan that is late already.
    buka(operator, "Susun rencana aksi")
    buka(operator, "Tambah butir")
    operator.get_by_label("Kegiatan").fill(BUTIR)
    operator.get_by_label("Area").select_option(label="Peningkatan Kualitas Pelayanan Publik")
    operator.get_by_label("Keluaran").fill("Aplikasi antrean")
    operator.get_by_label("Target terukur").fill("5 loket")
    operator.get_by_label("PIC (akun portal)").select_option(label="Rahmat Operator")
    operator.get_by_label("Mulai").fill(hari(-40).isoformat())
    operator.get_by_label("Tenggat").fill(hari(-3).isoformat())
    tekan(operator, "Simpan")
    tampak(operator, "Butir rencana aksi tersimpan.")
    butir = ButirAksi.objects.get()

    # The morning's round tells it once, in the inbox and in one mail; the line leads to the item.
    mail.outbox.clear()
    for _kali in range(2):
        call_command("kirim_pengingat", verbosity=0)
    judul = f"Terlambat sejak {tanggal(butir.tenggat)}: {BUTIR}"
    assert Notifikasi.objects.filter(user=orang["operator"], judul=judul).count() == 1
    [surat] = mail.outbox
    assert surat.to == ["rahmat@contoh.go.id"]
    assert judul in surat.body
    operator.goto(reverse("units:notifikasi"))
    expect(operator.get_by_role("link", name=judul)).to_have_count(1)
    operator.get_by_role("link", name=judul).press("Enter")
    expect(operator.get_by_role("heading", name=BUTIR, level=1)).to_be_visible()
    expect(operator.locator(".tahap-keadaan, .judul-keadaan").first).to_contain_text("lewat 3 hari")

    # Proof is uploaded, and the item is done.
    operator.locator("summary", has_text="Tambah bukti").click()
    operator.locator("[data-bukti-berkas]").set_input_files(berkas("Berita acara antrean.pdf"))
    expect(operator.locator(".bukti-chip")).to_have_count(1)
    operator.get_by_label("Kemajuan (%)").fill("100")
    operator.get_by_label("Catatan").fill("Lima loket memakai antrean daring.")
    tekan(operator, "Laporkan kemajuan")
    tampak(operator, "Kemajuan sudah penuh, belum dinyatakan selesai")
    operator.get_by_role("button", name="Selesai").click()
    tampak(operator, f"“{BUTIR}” selesai.")
    expect(operator.get_by_role("link", name=re.compile("Berita acara antrean")).first).to_be_visible()
    operator.goto(tahun)
    expect(tahap(operator, 3)).to_contain_text("5 area belum punya butir")
    # The other five areas go the same way.
    for area in set(Area) - {butir.area}:
        ButirAksi.objects.create(
            unit=unit,
            tahun=butir.tahun,
            area=area,
            nama=f"Kegiatan area {area}",
            keluaran="Laporan",
            target="1",
            pic_nama="Rahmat Operator",
            mulai=butir.mulai,
            tenggat=butir.tenggat,
            status=StatusAksi.SELESAI,
            dibuat_oleh=orang["operator"],
        )
    operator.reload()
    expect(tahap(operator, 3)).to_contain_text("Rencana selesai")

    # TPI finds something; what the unit did about it is not enough at first.
    ketua = meja("ketua")
    ketua.goto(tahun)
    bagian(ketua, "Temuan")
    buka(ketua, "Tambah temuan")
    ketua.get_by_label("Area").select_option("5")
    ketua.get_by_label("Temuan").fill("Laporan gratifikasi belum disusun")
    ketua.get_by_label("Rekomendasi").fill("Susun laporan bulanan")
    ketua.get_by_label("Tenggat tindak lanjut").fill(hari(14).isoformat())
    tekan(ketua, "Simpan")
    temuan = Temuan.objects.get()
    operator.goto(tahun)
    expect(tahap(operator, 4)).to_contain_text("1 temuan terbuka.")
    buka(operator, "Laporan gratifikasi belum disusun")
    operator.get_by_label("Apa yang sudah dilakukan").fill("Laporan semester pertama disusun.")
    tekan(operator, "Kirim tindak lanjut")
    ketua.goto(tahun)
    buka(ketua, "Verifikasi tindak lanjut 1 temuan")
    tampak(ketua, "Laporan semester pertama disusun.")
    ketua.get_by_label("Yang masih kurang").fill("Semester kedua belum ada.")
    tekan(ketua, "Kembalikan")
    operator.goto(reverse("units:notifikasi"))
    operator.get_by_role("link", name=re.compile("ikembalikan")).first.press("Enter")
    tampak(operator, "Semester kedua belum ada.")
    operator.get_by_label("Apa yang sudah dilakukan").fill("Semester kedua terlampir.")
    tekan(operator, "Kirim tindak lanjut")
    ketua.reload()
    tampak(ketua, "Semester kedua terlampir.")
    tekan(ketua, "Verifikasi")
    temuan.refresh_from_db()
    assert temuan.status == StatusTemuan.DIVERIFIKASI
    operator.goto(tahun)
    tampak(operator, "Tidak ada temuan terbuka.")

    # Figures are typed once, and the LKE takes them.
    bagian(operator, "Data pendukung")
    for kode, nilai in (("sasaran_kinerja", "75"), ("sasaran_tercapai", "72")):
        operator.locator(f"#nilai-{kode}").fill(nilai)
    kelompok = operator.locator(".data-kelompok", has=operator.locator("#nilai-sasaran_kinerja"))
    kelompok.get_by_role("button", name=re.compile("^Simpan")).click()
    expect(kelompok.get_by_role("status")).to_contain_text("tersimpan", ignore_case=True)
    assert DataPendukung.objects.count() == 2
    operator.get_by_role("navigation", name="Utama").get_by_role("link", name="LKE", exact=True).click()
    tekan(operator, f"Buka LKE {hari().year}")
    lke = LembarKerjaEvaluasi.objects.get()
    operator.goto(reverse("evaluation:soal", args=[lke.pk, SOAL]))
    soal = operator.locator(f'[data-soal="{SOAL}"]')
    soal.get_by_role("button", name="Pakai angka data pendukung: 72 dari 75").click()
    expect(soal.locator("[data-status]")).to_contain_text("Tersimpan")
    expect(soal.locator("[data-hasil]")).to_have_text("= 96,0 %")
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=SOAL).isi == {f"{SOAL}.1": 75, f"{SOAL}.2": 72}
    assert SumberAngka.objects.count() == 2

    # A quarter's monev, written by the operator and signed by the pimpinan.
    operator.goto(tahun)
    bagian(operator, "Monev triwulan")
    buka(operator, "Buat draf Triwulan I")
    operator.locator("[name=kendala]").fill("Satu loket rusak.")
    tekan(operator, "Simpan")
    expect(operator.get_by_role("link", name="Sahkan")).to_have_count(0)
    monev = Monev.objects.get()
    pimpinan.goto(tahun)
    bagian(pimpinan, "Monev triwulan")
    buka(pimpinan, f"Triwulan I {hari().year}")
    buka(pimpinan, "Sahkan")
    tekan(pimpinan, "Sahkan")
    tampak(pimpinan, "Disahkan Nurhayati Ginting")
    monev.refresh_from_db()
    assert monev.status == StatusMonev.DISAHKAN

    # TPI has told its monitoring; now it calls the unit fit, and the pimpinan of the instansi takes note.
    Pemantauan.objects.create(
        unit=unit, tahun=hari().year, periode="Semester I", status="terbit", tanggal=hari(), dibuat_oleh=orang["ketua"]
    )
    ketua.goto(tahun)
    buka(ketua, "Tulis rekomendasi kelayakan")
    buka(ketua, f"Tulis rekomendasi {hari().year}")
    ketua.get_by_label("Layak diusulkan", exact=True).check()
    ketua.get_by_label("Alasan").fill("Rencana selesai dan temuan diverifikasi.")
    tekan(ketua, "Simpan")
    buka(ketua, "Sampaikan ke pimpinan")
    tekan(ketua, "Sampaikan ke pimpinan")
    bupati = meja("bupati")
    bupati.goto(tahun)
    buka(bupati, "Terima rekomendasi TPI")
    buka(bupati, "Terima")
    tekan(bupati, "Terima")
    rekomendasi = RekomendasiTPI.objects.get()
    assert (rekomendasi.status, rekomendasi.diterima_oleh) == (StatusRekomendasi.DITERIMA, orang["bupati"])

    # The year as everybody around the unit reads it now.
    for page in (operator, pimpinan, admin, ketua, bupati):
        page.goto(tahun)
        expect(page.locator(".tahap-selesai")).to_have_count(4)
        for nomor, kata in enumerate(
            (
                "Dicanangkan dan dipublikasikan",
                "Ditetapkan menuju WBK",
                "Rencana selesai",
                "TPI merekomendasikan layak diusulkan",
            ),
            start=1,
        ):
            expect(tahap(page, nomor)).to_contain_text(kata)

    # Everything left its trace, in its order and with the name of who did it.
    assert list(RiwayatTahap.objects.values_list("benda", "aksi", "pelaku_nama")) == [
        ("calon_unit", "buat", "Ani Admin"),
        ("sk_penetapan", "buat", "Ani Admin"),
        ("calon_unit", "tetapkan", "Ani Admin"),
        ("pencanangan", "buat", "Rahmat Operator"),
        ("pencanangan", "ajukan", "Rahmat Operator"),
        ("pencanangan", "canangkan", "Nurhayati Ginting"),
        ("pegawai_unit", "buat", "Rahmat Operator"),
        ("register_pakta", "buat", "Rahmat Operator"),
        ("register_pakta", "buat_tautan", "Rahmat Operator"),
        ("pegawai_unit", "tanda_tangan", "Umi Permana"),
        ("publikasi", "buat", "Rahmat Operator"),
        ("pencanangan", "lengkapi", "Rahmat Operator"),
        ("aksi", "buat", "Rahmat Operator"),
        ("aksi", "pasang_bukti", "Rahmat Operator"),
        ("aksi", "kemajuan", "Rahmat Operator"),
        ("aksi", "mulai", "Rahmat Operator"),
        ("aksi", "selesaikan", "Rahmat Operator"),
        ("temuan", "buat", "Irwansyah Ketua"),
        ("temuan", "tindak_lanjuti", "Rahmat Operator"),
        ("temuan", "kembalikan", "Irwansyah Ketua"),
        ("temuan", "tindak_lanjuti", "Rahmat Operator"),
        ("temuan", "verifikasi", "Irwansyah Ketua"),
        ("data_pendukung", "buat", "Rahmat Operator"),
        ("data_pendukung", "buat", "Rahmat Operator"),
        ("monev", "buat", "Rahmat Operator"),
        ("monev", "sahkan", "Nurhayati Ginting"),
        ("rekomendasi", "buat", "Irwansyah Ketua"),
        ("rekomendasi", "sampaikan", "Irwansyah Ketua"),
        ("rekomendasi", "terima", "Syah Bupati"),
    ]
    # Who signed by link has no account.
    assert [r.pelaku_nama for r in RiwayatTahap.objects.filter(pelaku=None)] == ["Umi Permana"]
    ketua.goto(reverse("units:temuan_detail", args=[unit.pk, temuan.pk]))
    expect(ketua.get_by_role("region", name="Riwayat")).to_contain_text("Semester kedua belum ada.")
