"""The workspace in a real browser: nothing typed is lost, nothing is overwritten unseen, and keys and screens work."""

from __future__ import annotations

import datetime as dt
import re
import time
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import kembalikan_lke, mulai_nilai
from tests.factories import isi_lapis_penuh, make_anggota, make_lke, make_unit
from units.enums import Peran
from units.models import Keanggotaan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KODE = "A.I.1.i.a"
HITUNGAN = "A.II.1.i.a"
INDEKS = "B.I.a"
SANDI = "kata-sandi-panjang-1"
SIMPAN = re.compile(r"/jawaban/")


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    user = make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat", username="rahmat")
    user.set_password(SANDI)
    user.save(update_fields=["password"])
    return user


@pytest.fixture
def rekan(unit):
    return make_anggota(Peran.KETUA_TIM, unit=unit, nama="Dewi")


@pytest.fixture
def lke(unit, operator):
    return make_lke(unit=unit, actor=operator)


@pytest.fixture
def buka(new_page, sign_in, lke):
    """``buka(user)``: that person at their own desk, with a section of the sheet before them."""

    def _buka(user, bagian: str = "A.I.1", **pilihan):
        page = new_page(**pilihan)
        sign_in(page, user)
        page.goto(reverse("evaluation:lke_bagian", args=[lke.pk, bagian]))
        return page

    return _buka


def kartu(page, kode: str = KODE):
    return page.locator(f'[data-soal="{kode}"]')


def opsi(page, nilai: str, kode: str = KODE):
    return kartu(page, kode).locator(f'input[type="radio"][value="{nilai}"]')


def status(page, kode: str = KODE):
    return kartu(page, kode).locator("[data-status]")


def jawaban(lke: LembarKerjaEvaluasi, kode: str = KODE) -> Jawaban:
    return Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode)


def tunggu(page, teks: str, kode: str = KODE) -> None:
    status(page, kode).filter(has_text=teks).wait_for()


def tunggu_terkirim(page) -> None:
    """Until nothing waits in the browser any more; polled from here, since the page forbids evaluated text."""
    batas = time.monotonic() + 15
    while page.evaluate("window.ziLKE.antrean.semua().length"):
        assert time.monotonic() < batas, page.evaluate("window.ziLKE.antrean.semua()")
        page.wait_for_timeout(50)


def test_a_choice_is_saved_and_the_numbers_move(buka, operator, lke):
    page = buka(operator)
    opsi(page, "Ya").check()
    tunggu(page, "Tersimpan")
    assert jawaban(lke).isi == {KODE: "Ya"}
    assert page.locator(".panel-total .angka-besar").inner_text() == "0,25"
    assert page.locator('[id="rel-A.I.1"] .rail-poin').inner_text() == "0,25 / 4,00"
    assert page.locator('[id="ind-nilai-A.I.1.i"]').inner_text() == "0,25 / 0,50"
    assert page.locator("#bagian-keadaan").inner_text().startswith("1 dari 12 dijawab")
    assert page.locator('[data-saringan="kosong"] .num').inner_text() == "11"


def test_a_note_is_saved_while_typing_and_on_leaving(buka, operator, lke):
    page = buka(operator)
    catatan = kartu(page).locator("textarea[name=catatan]")
    catatan.press_sequentially("SK nomor 7")
    tunggu(page, "Tersimpan")
    assert jawaban(lke).catatan == "SK nomor 7"
    catatan.press_sequentially(", tahun 2026")
    kartu(page, "A.I.1.i.b").locator("textarea[name=catatan]").focus()
    tunggu_terkirim(page)
    assert jawaban(lke).catatan == "SK nomor 7, tahun 2026"
    assert catatan.input_value() == "SK nomor 7, tahun 2026"


def test_a_ratio_is_shown_at_once_and_then_by_the_server(buka, operator, lke):
    page = buka(operator, "A.II.1")
    page.context.set_offline(True)
    kotak = kartu(page, HITUNGAN)
    kotak.locator(f'[name="isi.{HITUNGAN}.1"]').fill("12")
    kotak.locator(f'[name="isi.{HITUNGAN}.2"]').fill("8")
    assert kotak.locator("[data-hasil]").inner_text() == "= 66,7 %"
    page.context.set_offline(False)
    kotak.locator(f'[name="isi.{HITUNGAN}.2"]').press("Tab")
    tunggu(page, "Tersimpan", HITUNGAN)
    tunggu_terkirim(page)
    assert jawaban(lke, HITUNGAN).isi == {f"{HITUNGAN}.1": 12, f"{HITUNGAN}.2": 8}


# Two people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pilih", "hasil"), [("Pakai jawaban saya", "Tidak"), ("Pakai jawaban Dewi", "Ya")])
def test_two_operators_on_one_answer_choose_between_both_values(buka, operator, rekan, lke, pilih, hasil):
    satu, dua = buka(operator), buka(rekan)
    opsi(dua, "Ya").check()
    tunggu(dua, "Tersimpan")
    opsi(satu, "Tidak").check()
    kotak = kartu(satu).locator(".konflik")
    kotak.wait_for()
    assert "baru saja diubah oleh Dewi" in kotak.inner_text()
    assert "Pilih jawaban yang dipakai" in status(satu).inner_text()
    assert jawaban(lke).isi == {KODE: "Ya"}
    kotak.get_by_role("button", name=pilih).click()
    kotak.wait_for(state="detached")
    tunggu_terkirim(satu)
    assert jawaban(lke).isi == {KODE: hasil}
    assert opsi(satu, hasil).is_checked()


def test_a_conflict_survives_a_reload(buka, operator, rekan, lke):
    satu, dua = buka(operator), buka(rekan)
    opsi(dua, "Ya").check()
    tunggu(dua, "Tersimpan")
    opsi(satu, "Tidak").check()
    kartu(satu).locator(".konflik").wait_for()
    satu.reload()
    kartu(satu).locator(".konflik").wait_for()
    assert jawaban(lke).isi == {KODE: "Ya"}


def test_two_notes_can_be_joined(buka, operator, rekan, lke):
    satu, dua = buka(operator), buka(rekan)
    for page, teks in ((dua, "Dari Dewi"), (satu, "Dari Rahmat")):
        kartu(page).locator("textarea[name=catatan]").fill(teks)
        kartu(page).locator("textarea[name=catatan]").blur()
        status(page).filter(has_text=re.compile("Tersimpan|Pilih")).wait_for()
    kartu(satu).get_by_role("button", name="gabungkan kedua catatan").click()
    tunggu_terkirim(satu)
    assert jawaban(lke).catatan == "Dari Dewi\n\nDari Rahmat"
    assert kartu(satu).locator("textarea[name=catatan]").input_value() == "Dari Dewi\n\nDari Rahmat"


def test_typing_on_during_a_conflict_asks_again_and_loses_nothing(buka, operator, rekan, lke):
    satu, dua = buka(operator), buka(rekan)
    opsi(dua, "Ya").check()
    tunggu(dua, "Tersimpan")
    opsi(satu, "Tidak").check()
    kartu(satu).locator(".konflik").wait_for()
    satu.reload()
    kartu(satu).locator(".konflik").wait_for()
    kartu(satu).locator("textarea[name=catatan]").fill("Ditulis sambil memilih")
    kartu(satu).locator("textarea[name=catatan]").blur()
    kartu(satu).locator(".konflik").get_by_text("Ditulis sambil memilih").wait_for()
    kartu(satu).get_by_role("button", name="Pakai jawaban saya").click()
    tunggu_terkirim(satu)
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Tidak"}, "Ditulis sambil memilih")


def test_text_for_a_sheet_one_lost_sight_of_can_be_thrown_away_on_the_list(buka, operator, lke):
    page = buka(operator)
    page.route(SIMPAN, lambda route: route.abort())
    kartu(page).locator("textarea[name=catatan]").fill("Peran berakhir")
    kartu(page).locator("textarea[name=catatan]").blur()
    tunggu(page, "Belum terkirim")
    Keanggotaan.objects.filter(user=operator).update(unit=make_unit("Unit lain"))
    page.unroute(SIMPAN)
    page.goto("/lke/")
    baris = page.locator("p[data-status-semua]")
    baris.get_by_text("LKE ini tidak dapat Anda buka lagi").wait_for()
    baris.get_by_role("button", name="Buang isian ini").click()
    tunggu_terkirim(page)
    assert jawaban(lke).catatan == ""


def test_two_people_on_different_counts_of_one_question_keep_both(buka, operator, rekan, lke):
    satu, dua = buka(operator, "A.II.1"), buka(rekan, "A.II.1")
    dua.locator(f'[name="isi.{HITUNGAN}.1"]').fill("10")
    dua.locator(f'[name="isi.{HITUNGAN}.1"]').press("Tab")
    tunggu(dua, "Tersimpan", HITUNGAN)
    satu.locator(f'[name="isi.{HITUNGAN}.2"]').fill("8")
    satu.locator(f'[name="isi.{HITUNGAN}.2"]').press("Tab")
    tunggu(satu, "Tersimpan", HITUNGAN)
    assert jawaban(lke, HITUNGAN).isi == {f"{HITUNGAN}.1": 10, f"{HITUNGAN}.2": 8}
    # The other person's number appears without a reload.
    assert satu.locator(f'[name="isi.{HITUNGAN}.1"]').input_value() == "10"


@pytest.mark.parametrize(
    ("kode", "bidang", "dulu", "kini", "hasil"),
    [(INDEKS, INDEKS, "3,60", "3,65", "3.65"), (HITUNGAN, f"{HITUNGAN}.1", "05", "7", 7)],
)
def test_a_number_changed_while_the_first_save_is_on_its_way(buka, operator, lke, kode, bidang, dulu, kini, hasil):
    """The server stores 3,60 as 3,6; that is the person's own value and no change by somebody else."""
    page = buka(operator, "B" if kode == INDEKS else "A.II.1")
    tertahan = []

    def tahan(route):
        if tertahan:
            route.continue_()
        else:
            tertahan.append(route)

    page.route(SIMPAN, tahan)
    isian = page.locator(f'[name="isi.{bidang}"]')
    for nilai in (dulu, kini):
        isian.fill(nilai)
        isian.press("Tab")
        tunggu(page, "Menyimpan", kode)
    assert len(tertahan) == 1
    tertahan[0].continue_()
    tunggu(page, "Tersimpan", kode)
    tunggu_terkirim(page)
    assert kartu(page, kode).locator(".konflik").count() == 0
    assert isian.input_value() == kini
    riwayat = RiwayatJawaban.objects.filter(jawaban=jawaban(lke, kode)).order_by("versi")
    assert [r.isi[bidang] for r in riwayat] == [int(dulu) if kode == HITUNGAN else "3.6", hasil]


def test_a_tab_left_open_from_an_earlier_round_judges_nothing(buka, operator, lke):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi, nama="Irwansyah")
    isi_lapis_penuh(lke)
    ajukan_lke(lke=lke, actor=operator)
    mulai_nilai(lke=lke, actor=ketua)
    page = buka(ketua)
    tenggat = timezone.now() + dt.timedelta(days=3)
    kembalikan_lke(lke=lke, tanda={KODE: "Perbaiki"}, alasan="Belum cukup", tenggat=tenggat, actor=ketua)
    simpan_jawaban(lke=lke, lapis=Lapis.UNIT, kode=KODE, ubah={KODE: "Tidak"}, versi=1, actor=operator)
    ajukan_lke(lke=lke, actor=operator)
    mulai_nilai(lke=lke, actor=ketua)
    kartu(page).get_by_role("button", name="Setuju dengan unit").click()
    tunggu(page, "Tidak tersimpan")
    assert "putaran 2" in kartu(page).locator(".pesan-error").inner_text()
    assert Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE).versi == 0
    # On the page of this round the refused value is thrown away, and agreeing is with what the unit says now.
    page.reload()
    kartu(page).locator(".pesan-error").get_by_role("button", name="Buang").click()
    kartu(page).get_by_role("button", name="Setuju dengan unit").click()
    tunggu(page, "Tersimpan")
    tunggu_terkirim(page)
    assert Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE).isi == {KODE: "Tidak"}


# Network and session --------------------------------------------------------------------------------------------------


def test_an_offline_spell_keeps_everything_and_sends_it_in_order(buka, operator, lke):
    page = buka(operator)
    page.context.set_offline(True)
    opsi(page, "Ya").check()
    tunggu(page, "Belum terkirim, tersimpan di perangkat ini. Akan dikirim saat tersambung.")
    opsi(page, "Tidak").check()
    opsi(page, "A", "A.I.1.i.b").check()
    kartu(page).locator("textarea[name=catatan]").fill("Ditulis tanpa jaringan")
    kartu(page).locator("textarea[name=catatan]").blur()
    assert "isian belum terkirim" in page.locator("#simpan-status").inner_text()
    assert RiwayatJawaban.objects.count() == 0
    page.context.set_offline(False)
    tunggu(page, "Tersimpan")
    tunggu(page, "Tersimpan", "A.I.1.i.b")
    tunggu_terkirim(page)
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Tidak"}, "Ditulis tanpa jaringan")
    assert jawaban(lke, "A.I.1.i.b").isi == {"A.I.1.i.b": "A"}


def test_unsent_input_survives_a_reload(buka, operator, lke):
    page = buka(operator)
    page.route(SIMPAN, lambda route: route.abort())
    opsi(page, "Ya").check()
    kartu(page).locator("textarea[name=catatan]").fill("Belum sampai")
    kartu(page).locator("textarea[name=catatan]").blur()
    tunggu(page, "Belum terkirim")
    page.reload()
    assert opsi(page, "Ya").is_checked()
    assert kartu(page).locator("textarea[name=catatan]").input_value() == "Belum sampai"
    tunggu(page, "Belum terkirim")
    assert jawaban(lke).versi == 0
    page.unroute(SIMPAN)
    page.reload()
    tunggu(page, "Tersimpan")
    tunggu_terkirim(page)
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Ya"}, "Belum sampai")


def test_a_page_drawn_before_the_answer_was_written_catches_up(buka, operator, lke):
    page = buka(operator)
    tertahan = []
    page.route(SIMPAN, lambda route: tertahan.append(route))

    def gambar_dulu(route):
        """Draw the page first, then let the answer through, and hand the page over once its reply is back."""
        lama = route.fetch()
        balas = tertahan[0].fetch()
        assert balas.status == 200
        tertahan[0].fulfill(response=balas)
        time.sleep(0.5)
        route.fulfill(response=lama)

    page.route(page.url, gambar_dulu)
    opsi(page, "Ya").check()
    tunggu(page, "Menyimpan")
    page.reload()
    tunggu(page, "Tersimpan")
    assert opsi(page, "Ya").is_checked()
    assert page.locator(".panel-total .angka-besar").inner_text() == "0,25"
    # What is changed next stands on the version just written: no conflict with oneself.
    page.unroute(SIMPAN)
    opsi(page, "Tidak").check()
    tunggu_terkirim(page)
    assert (jawaban(lke).isi, jawaban(lke).versi) == ({KODE: "Tidak"}, 2)


def test_a_note_being_typed_when_the_page_closes_is_not_lost(buka, operator, lke):
    page = buka(operator)
    page.route(SIMPAN, lambda route: route.abort())
    kartu(page).locator("textarea[name=catatan]").press_sequentially("Setengah kalimat")
    page.reload()
    page.unroute(SIMPAN)
    assert kartu(page).locator("textarea[name=catatan]").input_value() == "Setengah kalimat"


def test_an_answer_lost_on_the_way_back_is_written_once(buka, operator, lke):
    page = buka(operator)
    sekali = []

    def hilang(route):
        if sekali:
            route.continue_()
            return
        sekali.append(route.fetch().status)
        route.abort()

    page.route(SIMPAN, hilang)
    opsi(page, "Ya").check()
    tunggu(page, "Tersimpan")
    tunggu_terkirim(page)
    assert sekali == [200]
    assert RiwayatJawaban.objects.count() == 1
    assert jawaban(lke).versi == 1


def test_double_clicks_write_once(buka, operator, lke):
    page = buka(operator)
    opsi(page, "Ya").dblclick()
    tunggu(page, "Tersimpan")
    tunggu_terkirim(page)
    assert RiwayatJawaban.objects.count() == 1


def test_an_expired_session_keeps_the_text_and_sends_it_after_sign_in(buka, operator, lke):
    page = buka(operator)
    page.context.clear_cookies(name="zi_sesi")
    opsi(page, "Ya").check()
    kartu(page).locator("textarea[name=catatan]").fill("Diketik sesudah sesi habis")
    kartu(page).locator("textarea[name=catatan]").blur()
    tunggu(page, "Sesi berakhir, masuk lagi – isian Anda aman.")
    page.locator("#simpan-status").get_by_role("link", name="Masuk lagi").click()
    page.fill("input[name=login]", "rahmat")
    page.fill("input[name=password]", SANDI)
    page.locator("form button[type=submit].btn-primary").click()
    page.wait_for_url("**/bagian/A.I.1/")
    tunggu(page, "Tersimpan")
    tunggu_terkirim(page)
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Ya"}, "Diketik sesudah sesi habis")


def test_another_person_signing_in_does_not_send_the_first_ones_text(buka, operator, rekan, lke, sign_in):
    page = buka(operator)
    sign_in(page, rekan)
    opsi(page, "Ya").check()
    tunggu(page, "Sesi berakhir")
    assert jawaban(lke).versi == 0
    page.reload()  # now Dewi's own page: Rahmat's answer is not shown and not sent
    assert not opsi(page, "Ya").is_checked()
    page.wait_for_timeout(300)
    assert jawaban(lke).versi == 0


def test_a_refused_value_is_told_beside_its_field_and_kept(buka, operator, lke):
    page = buka(operator, "A.II.1")
    bidang = page.locator(f'[name="isi.{HITUNGAN}.1"]')
    bidang.fill("sepuluh")
    bidang.press("Tab")
    tunggu(page, "Tidak tersimpan", HITUNGAN)
    assert "bilangan bulat" in kartu(page, HITUNGAN).locator(".isian-galat").inner_text()
    assert bidang.get_attribute("aria-invalid") == "true"
    assert "sepuluh" in kartu(page, HITUNGAN).locator("blockquote").first.inner_text()
    bidang.fill("10")
    bidang.press("Tab")
    tunggu(page, "Tersimpan", HITUNGAN)
    assert jawaban(lke, HITUNGAN).isi == {f"{HITUNGAN}.1": 10}
    assert bidang.get_attribute("aria-invalid") is None


def test_a_sheet_submitted_meanwhile_refuses_but_keeps_the_text(buka, operator, lke):
    page = buka(operator)
    isi_lapis_penuh(lke)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status="diajukan")
    kartu(page).locator("textarea[name=catatan]").fill("Terlambat diketik")
    kartu(page).locator("textarea[name=catatan]").blur()
    tunggu(page, "Tidak tersimpan")
    pesan = kartu(page).locator(".pesan-error")
    assert "Diajukan ke TPI" in pesan.inner_text()
    assert "Terlambat diketik" in pesan.inner_text()
    assert jawaban(lke).catatan == ""


# Two tabs, keys, screens ----------------------------------------------------------------------------------------------


def test_two_tabs_of_one_person_do_not_fight(buka, operator, lke):
    satu = buka(operator)
    dua = satu.context.new_page()
    dua.goto(urlsplit(satu.url).path)
    opsi(satu, "Ya").check()
    tunggu(satu, "Tersimpan")
    opsi(dua, "Ya").and_(dua.locator(":checked")).wait_for()
    opsi(dua, "Tidak").check()
    tunggu(dua, "Tersimpan")
    tunggu_terkirim(dua)
    opsi(satu, "Tidak").and_(satu.locator(":checked")).wait_for()
    assert jawaban(lke).isi == {KODE: "Tidak"}
    assert satu.locator(".konflik").count() == dua.locator(".konflik").count() == 0


def test_two_tabs_offline_send_both_changes(buka, operator, lke):
    satu = buka(operator)
    dua = satu.context.new_page()
    dua.goto(urlsplit(satu.url).path)
    satu.context.set_offline(True)
    opsi(satu, "Ya").check()
    opsi(dua, "B", "A.I.1.i.b").check()
    satu.context.set_offline(False)
    for page in (satu, dua):
        tunggu_terkirim(page)
    assert jawaban(lke).isi == {KODE: "Ya"}
    assert jawaban(lke, "A.I.1.i.b").isi == {"A.I.1.i.b": "B"}
    assert RiwayatJawaban.objects.count() == 2


def test_keys_move_choose_and_help(buka, operator, lke):
    page = buka(operator)
    page.keyboard.press("j")
    page.keyboard.press("y")
    tunggu(page, "Tersimpan")
    page.keyboard.press("j")
    page.keyboard.press("b")
    tunggu(page, "Tersimpan", "A.I.1.i.b")
    page.keyboard.press("k")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.soal") == "A.I.1.ii.a"
    page.keyboard.press("?")
    assert page.locator("#bantuan").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("pengaduan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=pengaduan")
    # Letters typed into a note are text, not choices.
    page.go_back()
    kartu(page, "A.I.1.ii.a").locator("textarea[name=catatan]").press_sequentially("ya")
    assert not opsi(page, "Ya", "A.I.1.ii.a").is_checked()
    assert (jawaban(lke).isi, jawaban(lke, "A.I.1.i.b").isi) == ({KODE: "Ya"}, {"A.I.1.i.b": "B"})


def test_a_reviewer_agrees_by_key_and_goes_on(buka, operator, lke):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi, nama="Irwansyah")
    isi_lapis_penuh(lke, ubah={KODE: {KODE: "Tidak"}})
    ajukan_lke(lke=lke, actor=operator)
    mulai_nilai(lke=lke, actor=ketua)
    page = buka(ketua)
    page.keyboard.press("j")
    page.keyboard.press("s")
    tunggu(page, "Tersimpan")
    assert page.evaluate("document.activeElement.dataset.soal") == "A.I.1.i.b"
    opsi(page, "C", "A.I.1.i.b").check()
    kartu(page, "A.I.1.i.b").get_by_text("TPI lebih rendah: A menjadi C, −0,25 poin").wait_for()
    tunggu_terkirim(page)
    tpi = {j.kode: j.isi for j in Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, versi__gt=0)}
    assert tpi == {KODE: {KODE: "Tidak"}, "A.I.1.i.b": {"A.I.1.i.b": "C"}}
    assert jawaban(lke, "A.I.1.i.b").isi == {"A.I.1.i.b": "A"}


def test_any_number_opens_its_explanation_in_place(buka, operator):
    page = buka(operator)
    page.locator('[data-simpul="area_1"] a').click()
    papan = page.locator("#penjelasan")
    papan.wait_for()
    assert "Manajemen Perubahan" in papan.inner_text()
    papan.get_by_role("link", name="Pemenuhan Manajemen Perubahan").click()
    papan.get_by_text("Penyusunan Tim Kerja").wait_for()
    page.keyboard.press("Escape")
    papan.wait_for(state="hidden")


def test_it_works_without_script(buka, operator, lke):
    page = buka(operator, java_script_enabled=False)
    opsi(page, "Ya").check()
    kartu(page).locator("textarea[name=catatan]").fill("Tanpa skrip")
    kartu(page).get_by_role("button", name="Simpan").click()
    assert f"Jawaban {KODE} tersimpan." in page.locator("#pesan").inner_text()
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Ya"}, "Tanpa skrip")
    page.locator('[data-simpul="area_1"] a').click()
    assert page.locator("h1").inner_text() == "Penjelasan nilai"


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_for_axe_and_nothing_wider_than_the_screen(buka, operator, lke, lebar):
    from axe_playwright_python.sync_playwright import Axe

    isi_lapis_penuh(lke)
    page = buka(operator, "A.II.5", viewport={"width": lebar, "height": 844})
    halaman = ["lke_periksa", "lke_cari", "lke_riwayat", "lke_cetak"]
    for url in (page.url, *(reverse(f"evaluation:{n}", args=[lke.pk]) for n in halaman), "/lke/"):
        page.goto(url)
        berat = [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert berat == [], url
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), url


def test_on_a_phone_the_panel_opens_from_its_button(buka, operator, lke):
    page = buka(operator, viewport={"width": 390, "height": 844})
    tombol = page.locator(".ws-kaki .btn")
    assert "12 syarat WBK kurang" in tombol.inner_text()
    assert not page.locator("#panel .panel-total").is_visible()
    tombol.click()
    page.locator("#panel .panel-total").wait_for()
    page.keyboard.press("Escape")
    opsi(page, "Ya").check()
    tunggu(page, "Tersimpan")
    assert "0,25" in tombol.inner_text()
