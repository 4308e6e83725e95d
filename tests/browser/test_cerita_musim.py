"""The story of a season, played by its people in their own browsers: two teams, a conflict of interest, two assessors
blind to one another, a repair, a pleno; then the selection, an objection, the panel, the decree, and what a revocation
bars."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.enums import Lapis, Status
from evaluation.enums.musim import CaraNilai
from evaluation.models import Jawaban, LembarKerjaEvaluasi, PredikatUnit, RapatPleno, Usulan
from evaluation.services.jenjang import teruskan_jenjang
from tests.berkas import pdf
from tests.evaluation.jenjang import KODE, isi
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    make_anggota,
    make_instansi,
    make_lke,
    make_lke_status,
    make_musim,
    make_tim_tpn,
    make_unit,
    syarat_dinyatakan,
)
from units.enums import Peran

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meja(new_page, sign_in):
    """A browser for whoever comes; none may end with an error of its script."""
    halaman = []

    def duduk(user):
        page = new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(30_000)
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        halaman.append(page)
        sign_in(page, user)
        return page

    yield duduk
    assert [page.galat for page in halaman if page.galat] == []


def buka(page, nama: str, *args):
    return page.goto(reverse(f"evaluation:{nama}", args=args))


def tekan(page, nama: str, *, tanya: bool = False) -> None:
    """Press a button that sends the page away; ``tanya``: it asks first."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=nama, exact=True).first.click()
        if tanya:
            page.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()


def pilih(page, kode: str, kunci: str, catatan: str) -> None:
    kartu = page.locator(f'[data-soal="{kode}"]')
    kartu.locator(f'input[type=radio][value="{kunci}"]').check()
    kartu.locator("textarea[name=catatan]").fill(catatan)
    kartu.locator("textarea[name=catatan]").blur()
    expect(kartu.locator('[data-status][data-state="tersimpan"]')).to_be_visible(timeout=30_000)


def kini(lke) -> LembarKerjaEvaluasi:
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim", "usulan").get(pk=lke.pk)


def bagian(page, lke) -> None:
    buka(page, "lke_bagian", lke.pk, "A.I.1")


def tim_baru(ketua, nama: str, orang_ketua, anggota, unit) -> None:
    """The lead makes a team and gives it a unit."""
    buka(ketua, "tpi_tim_baru")
    ketua.locator("[name=nama]").fill(nama)
    ketua.locator("[name=nomor_sk]").fill("700/7/2026")
    for orang in anggota:
        ketua.locator(f'[name=anggota][value="{orang.pk}"]').check()
    ketua.locator(f'[name=ketua][value="{orang_ketua.pk}"]').check()
    tekan(ketua, "Simpan")
    ketua.locator(f'[name=unit][value="{unit.pk}"]').check()
    tekan(ketua, "Masukkan ke tim")


def test_two_teams_a_conflict_blind_scoring_a_repair_and_a_pleno(meja):
    musim, instansi = make_musim(cara_nilai=CaraNilai.BUTA), make_instansi()
    unit, unit_lain = make_unit(instansi=instansi), make_unit("Dinas Perhubungan", instansi=instansi)
    andi, beti, cici, dedi = (
        make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama=n) for n in ("Andi", "Beti", "Cici", "Dedi")
    )
    orang_ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Irwansyah Ketua")
    orang_dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi, nama="Surya Dalnis")
    orang_operator = make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Operator")
    orang_pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Zulkifli Pimpinan")
    make_lke_status(Status.DIAJUKAN, unit=unit_lain, musim=musim)
    lke = make_lke(unit=unit, musim=musim, actor=orang_operator)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=orang_operator)
    syarat_dinyatakan(lke, actor=orang_ketua)

    # Two teams; who is in the other finds nothing of the unit.
    ketua = meja(orang_ketua)
    tim_baru(ketua, "Tim Layanan", orang_ketua, (andi, beti, cici), unit)
    tim_baru(ketua, "Tim Perhubungan", orang_ketua, (dedi,), unit_lain)
    halaman_dedi = meja(dedi)
    buka(halaman_dedi, "tpi_antrean")
    expect(halaman_dedi.get_by_role("link", name=unit_lain.nama).first).to_be_visible()
    assert unit.nama not in halaman_dedi.content()
    for nama, *args in (("lke_bagian", "A.I.1"), ("jenjang",), ("perbedaan",), ("lke_riwayat",)):
        assert buka(halaman_dedi, nama, lke.pk, *args).status == 404

    # Cici has a brother-in-law there; once she says so, the sheet is closed to her.
    halaman_cici = meja(cici)
    assert buka(halaman_cici, "lke_bagian", lke.pk, "A.I.1").status == 200
    buka(halaman_cici, "tpi_benturan")
    halaman_cici.locator(f'[name="pilihan-{unit.pk}"][value=ada]').check()
    halaman_cici.locator(f'[name="jenis-{unit.pk}"]').first.select_option("keluarga")
    halaman_cici.locator(f'[name="uraian-{unit.pk}"]').fill("Ipar kepala bidang")
    halaman_cici.get_by_role("main").locator("form button[type=submit]").last.click()
    halaman_cici.wait_for_load_state()
    assert buka(halaman_cici, "lke_bagian", lke.pk, "A.I.1").status == 404

    # The first round, in which all find the same thing wrong; what they judge is written at once here.
    halaman_andi, halaman_beti, dalnis = meja(andi), meja(beti), meja(orang_dalnis)
    bagian(halaman_andi, lke)
    tekan(halaman_andi, "Mulai menilai")
    buka(halaman_beti, "jenjang", lke.pk)
    tekan(halaman_beti, "Ambil kursi penilai")
    for lapis, orang in ((Lapis.AT1, andi), (Lapis.AT2, beti)):
        isi(kini(lke), lapis, {KODE: "C"}, catatan="Berita acara tidak bertanggal.")
        teruskan_jenjang(lke=kini(lke), actor=orang)
    buka(ketua, "jenjang", lke.pk)
    tekan(ketua, "Ambil kursi penilai")
    teruskan_jenjang(lke=kini(lke), actor=orang_ketua)
    buka(dalnis, "jenjang", lke.pk)
    tekan(dalnis, "Ambil kursi penilai")
    buka(dalnis, "tpi_kembalikan", lke.pk)
    expect(dalnis.locator("[name=tanda]:checked")).to_have_count(1)
    dalnis.locator("[name=tenggat]").fill((timezone.localdate() + dt.timedelta(days=7)).isoformat())
    dalnis.locator("[name=alasan]").fill("Satu hal lagi, lalu selesai.")
    tekan(dalnis, "Kembalikan ke unit", tanya=True)

    # The unit finds what came back and that alone open, mends it, and hands it in once more.
    operator, pimpinan = meja(orang_operator), meja(orang_pimpinan)
    bagian(operator, lke)
    expect(operator.locator("[data-simpan]")).to_have_count(1)
    expect(operator.locator(f'[data-soal="{KODE}"]')).to_contain_text("Berita acara tidak bertanggal.")
    pilih(operator, KODE, "B", "Berita acara kini bertanggal.")
    buka(pimpinan, "lke_periksa", lke.pk)
    pimpinan.locator("[name=setuju_tanpa_bukti]").check()
    tekan(pimpinan, "Ajukan ke TPI")
    assert (kini(lke).status, kini(lke).putaran) == (Status.DIAJUKAN, 2)

    # The second round: a member is shown what changed, and both judge it, each blind to the other.
    bagian(halaman_andi, lke)
    tekan(halaman_andi, "Mulai menilai")
    buka(halaman_andi, "tpi_berubah", lke.pk)
    with halaman_andi.expect_navigation():
        halaman_andi.get_by_role("link", name="Sejak dinilai").click()
    [berubah] = halaman_andi.locator("main tbody tr").all()
    assert [kata for kata in (KODE, "A", "B", "kini bertanggal") if kata not in berubah.inner_text()] == []
    bagian(halaman_andi, lke)
    pilih(halaman_andi, KODE, "C", "Berita acara belum ada, kata Andi.")
    bagian(halaman_beti, lke)
    assert "kata Andi" not in halaman_beti.content()
    pilih(halaman_beti, KODE, "B", "Berita acara ada tanpa tanggal, kata Beti.")
    bagian(halaman_andi, lke)
    assert "kata Beti" not in halaman_andi.content()
    for page in (halaman_andi, halaman_beti):
        buka(page, "jenjang_teruskan", lke.pk)
        tekan(page, "Teruskan")

    # The lead sees where they differ, decides, and hands on to the pengendali teknis.
    buka(ketua, "perbedaan", lke.pk)
    expect(ketua.get_by_text(KODE).first).to_be_visible()
    bagian(ketua, lke)
    pilih(ketua, KODE, "C", "Tanggal menentukan; belum dapat diterima.")
    buka(ketua, "jenjang_teruskan", lke.pk)
    tekan(ketua, "Teruskan")
    buka(dalnis, "tpi_bawa_pleno", lke.pk)
    tekan(dalnis, "Bawa ke pleno")
    assert kini(lke).status == Status.PLENO

    # The pleno: who is there, what is decided, and the record.
    buka(ketua, "pleno_baru")
    ketua.locator("[name=nomor]").fill("700/BA-7/2026")
    ketua.locator("[name=tanggal]").fill(timezone.localdate().isoformat())
    ketua.locator("[name=tempat]").fill("Ruang rapat Inspektorat")
    ketua.locator("[name=pemimpin]").select_option(str(orang_dalnis.pk))
    ketua.locator("[name=notulis]").select_option(str(orang_ketua.pk))
    tekan(ketua, "Simpan")
    rapat = RapatPleno.objects.get()
    ketua.locator("[name=lke]").select_option(str(lke.pk))
    tekan(ketua, "Masukkan")
    buka(ketua, "pleno_butir_pilih", rapat.pk, lke.pk)
    ketua.locator(f'[name=butir][value="{KODE}"]').check()
    ketua.get_by_role("main").locator("form button[type=submit]").last.click()
    ketua.wait_for_url(re.compile(rf"pleno/{rapat.pk}/"))
    buka(ketua, "pleno_detail", rapat.pk)
    tekan(ketua, "Mulai pleno")
    for satu in ketua.locator('form[action$="/hadir/"] select').all():
        satu.select_option("ya")
    tekan(ketua, "Simpan kehadiran")
    ketua.get_by_role("link", name=KODE, exact=True).click()
    ketua.locator('[name=keputusan][value="unit"]').check()
    ketua.locator("[name=alasan]").fill("Berita acara bertanggal dibuka bersama.")
    tekan(ketua, "Simpan keputusan")
    buka(ketua, "pleno_tutup", rapat.pk)
    tekan(ketua, "Tutup pleno", tanya=True)
    rapat.refresh_from_db()
    assert rapat.status == "ditutup"
    unit_menjawab, tpi = (Jawaban.objects.get(lke=lke, lapis=x, kode=KODE) for x in (Lapis.UNIT, Lapis.TPI))
    assert tpi.isi == unit_menjawab.isi

    # Nothing of it reaches the unit before the result; then the official value's reason does, and not who differed.
    bagian(operator, lke)
    assert "dibuka bersama" not in operator.content()
    assert buka(operator, "pleno_detail", rapat.pk).status in {403, 404}
    buka(dalnis, "tpi_selesai", lke.pk)
    dalnis.locator('[name=hasil][value="layak"]').check()
    dalnis.get_by_role("main").locator("form button[type=submit]").last.click()
    dalnis.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()
    dalnis.wait_for_url(lambda url: "selesai" not in url)
    assert kini(lke).status == Status.LAYAK
    buka(operator, "lke_riwayat", lke.pk)
    assert "dibuka bersama" in operator.content()  # the reason of the official value
    for rahasia in ("kata Andi", "kata Beti"):
        assert rahasia not in operator.content()


def test_an_objection_a_panel_the_decree_and_a_revocation(meja):
    instansi = make_instansi()
    unit = make_unit(instansi=instansi)
    orang_admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Ani Admin")
    orang_tpn = make_anggota(Peran.TPN_ANGGOTA, nama="Tari Anggota")
    hari_ini = timezone.localdate().isoformat()
    orang_pusat = make_anggota(Peran.TPN_ADMIN, nama="Tono Nasional")
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.LAYAK, actor=orang_admin)
    make_tim_tpn(orang_tpn, instansi=instansi, musim=lke.musim)

    # A proposal that lacks its documents doesn't leave.
    admin = meja(orang_admin)
    usulan = Usulan.objects.create(instansi=instansi, musim=lke.musim, predikat="WBK", dibuat_oleh=orang_admin)
    buka(admin, "usulan_detail", usulan.pk)
    admin.get_by_role("button", name="Masukkan").click()
    admin.get_by_role("button", name="Keluarkan").first.wait_for()
    buka(admin, "usulan_kirim", usulan.pk)
    assert not admin.get_by_role("main").get_by_role("button", name="Kirim ke TPN").is_enabled()
    lengkapi_usulan(usulan, actor=orang_admin)
    buka(admin, "usulan_kirim", usulan.pk)
    admin.locator("[name=nomor_surat]").fill("000.8/117/2026")
    admin.locator("[name=tanggal_surat]").fill(hari_ini)
    admin.locator("[name=yakin]").check()
    tekan(admin, "Kirim ke TPN", tanya=True)
    assert kini(lke).status == Status.DIUSULKAN

    # The selection finds one thing wrong; the instansi objects with a file; TPN takes it.
    tpn = meja(orang_tpn)

    def langkah(nama: str, nilai: str, *, page=tpn, **teks: str) -> None:
        buka(page, "tpn_langkah", lke.pk, nama)
        for satu in page.locator(f'input[type=radio][value="{nilai}"]').all():
            satu.check()
        for isian, isinya in teks.items():
            page.locator(f"[name={isian}]").fill(isinya)

    def selesai() -> None:
        tekan(tpn, "Simpan dan selesaikan", tanya=True)

    buka(tpn, "tpn_evaluasi", lke.pk)
    tekan(tpn, "Mulai seleksi administrasi")
    langkah("seleksi", "sesuai")
    tpn.locator('[name=hasil_tlhp][value="tidak"]').check()
    tpn.locator("[name=catatan_tlhp]").fill("Tindak lanjut belum 100 %.")
    selesai()
    assert kini(lke).status == Status.SANGGAH
    buka(admin, "lke_sanggah", lke.pk, "tlhp")
    admin.locator("[name=sanggah]").fill("Sudah tuntas, surat BPK terlampir.")
    admin.locator("[name=berkas]").set_input_files(
        files=[{"name": "tlhp.pdf", "mimeType": "application/pdf", "buffer": pdf("tlhp")}]
    )
    tekan(admin, "Kirim sanggahan", tanya=True)
    langkah("sanggah", "diterima")
    selesai()
    assert kini(lke).status == Status.DESK

    # Desk, interview, and a visit that leaves a doubt: the panel decides.
    langkah("desk", "lulus")
    selesai()
    saat = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    langkah("wawancara", "-", wawancara_waktu=saat, wawancara_tempat="Aula", wawancara_hasil="Tim menguasai alurnya.")
    selesai()
    kondisi = {"lapangan_kondisi": "Satu loket belum menerapkan antrean.", "lapangan_rekomendasi": "Samakan loket."}
    langkah("lapangan", "ada", lapangan_tanggal=hari_ini, lapangan_tim="Tari", penyamaran="Tanpa pungutan.", **kondisi)
    tpn.locator('[name=lapangan_hasil][value="panel"]').check()
    selesai()
    assert kini(lke).status == Status.PANEL
    assert buka(admin, "tpn_langkah", lke.pk, "lapangan").status in {403, 404}
    langkah("clearance", "clear")
    tekan(tpn, "Simpan")
    pusat = meja(orang_pusat)
    langkah("panel", "lulus", page=pusat, panel_alasan="Loket itu sudah berubah sejak kunjungan.")
    tekan(pusat, "Simpan dan selesaikan", tanya=True)
    assert kini(lke).status == Status.PENETAPAN

    # One decree for all that is marked; the predicate stands, and a later finding takes it away again.
    buka(pusat, "tpn_penetapan")
    pusat.locator(f"#r-{lke.pk}").select_option("tetapkan")
    with pusat.expect_navigation():
        pusat.get_by_role("button", name=f"Tandai {unit.nama}").click()
    pusat.locator("[name=nomor_sk]").fill("1207 Tahun 2026")
    pusat.locator("[name=tanggal_sk]").fill(hari_ini)
    tekan(pusat, "Terapkan semua", tanya=True)
    assert kini(lke).status == Status.DITETAPKAN
    predikat = PredikatUnit.objects.get(unit=unit, aktif=True)
    assert predikat.nomor_sk == "1207 Tahun 2026"
    buka(pusat, "predikat_cabut", predikat.pk)
    pusat.locator('[name=dasar][value="pemeriksaan"]').check()
    for isian, isinya in {
        "rekomendasi": "Pungutan terbukti pada pemeriksaan berkala.",
        "nomor_sk": "9 Tahun 2026",
        "tanggal_sk": hari_ini,
        "nama_unit": unit.nama,
    }.items():
        pusat.locator(f"[name={isian}]").fill(isinya)
    pusat.locator("[name=berkas]").set_input_files(
        files=[{"name": "sk.pdf", "mimeType": "application/pdf", "buffer": pdf("sk")}]
    )
    pusat.get_by_role("button", name="Cabut predikat").click()
    pusat.wait_for_url(lambda url: "cabut" not in url)
    predikat.refresh_from_db()
    assert (predikat.aktif, predikat.status) == (False, "dicabut")

    # Next year the instansi is told since when it may propose the unit again.
    berikut = make_lke(unit=unit, musim=make_musim(lke.musim.tahun + 1))
    isi_lapis_penuh(berikut)
    bawa_ke(berikut, Status.LAYAK, actor=orang_admin)
    baru = Usulan.objects.create(instansi=instansi, musim=berikut.musim, predikat="WBK", dibuat_oleh=orang_admin)
    buka(admin, "usulan_detail", baru.pk)
    expect(admin.get_by_text("dapat diusulkan lagi").first).to_be_visible()
    assert not admin.get_by_role("button", name="Masukkan").count()
