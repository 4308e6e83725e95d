"""The save door: who may, what a reply carries, and that nothing is written twice, overwritten or smuggled in."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, RiwayatJawaban
from evaluation.selectors.tpi import perlu_dinilai
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import mulai_nilai
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_penugasan, make_unit
from units.enums import Peran

pytestmark = pytest.mark.django_db

KODE = "A.I.1.i.a"
HITUNGAN = "A.II.1.i.a"
JSON = {"headers": {"accept": "application/json"}}


def alamat(lke: LembarKerjaEvaluasi, lapis: str = "unit", kode: str = KODE) -> str:
    return reverse("evaluation:jawaban_simpan", args=[lke.pk, lapis, kode])


def jawaban(lke: LembarKerjaEvaluasi, lapis: str = "unit", kode: str = KODE) -> Jawaban:
    return Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)


@pytest.fixture
def instansi(db):
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat")


@pytest.fixture
def rekan(unit):
    return make_anggota(Peran.KETUA_TIM, unit=unit, nama="Dewi")


@pytest.fixture
def lke(unit, operator):
    return make_lke(unit=unit, actor=operator)


@pytest.fixture
def masuk(client, operator):
    client.force_login(operator)
    return client


def simpan(client: Client, lke: LembarKerjaEvaluasi, lapis: str = "unit", kode: str = KODE, **isi: object):
    """A save as the queue sends it; ``nilai`` is short for the value of a question that is its own input."""
    if "nilai" in isi:
        isi[f"isi.{kode}"] = isi.pop("nilai")
    isi.setdefault("versi", 0)
    return client.post(alamat(lke, lapis, kode), isi, **JSON)


# Who may --------------------------------------------------------------------------------------------------------------

ORANG = (
    "operator",
    "ketua_tim",
    "pimpinan",
    "tpi",
    "tpi_lepas",
    "ketua",
    "admin",
    "tpn",
    "platform",
    "operator_lain",
)
# Where each layer may be written, and by whom; a person who sees the sheet but may not write gets 403, or 423 when they
# could in another state; a layer or a sheet one does not see is 404.
UNIT, TPI, TPN = {"operator", "ketua_tim"}, {"tpi", "ketua"}, {"tpn"}
BOLEH = {
    ("unit", Status.DRAF): UNIT,
    ("unit", Status.PERBAIKAN): UNIT,
    ("tpi", Status.DINILAI_TPI): TPI,
    ("tpn", Status.DESK): TPN,
}


@pytest.mark.parametrize("lapis", ["unit", "tpi", "tpn"])
@pytest.mark.parametrize(
    "status", [Status.DRAF, Status.DIAJUKAN, Status.DINILAI_TPI, Status.PERBAIKAN, Status.LAYAK, Status.DESK]
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_save_in_which_layer_and_state(client, lke, unit, instansi, operator, rekan, lapis, status):
    orang = {
        "operator": operator,
        "ketua_tim": rekan,
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        "tpi": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi_lepas": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "tpn": make_anggota(Peran.TPN_ADMIN),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
        "operator_lain": make_anggota(Peran.OPERATOR, unit=make_unit("Lain", instansi=instansi)),
    }
    assert set(orang) == set(ORANG)
    isi_lapis_penuh(lke)
    make_penugasan(orang["tpi"], lke)
    bawa_ke(lke, status, actor=orang["ketua"], tanda=KODE)
    berhasil = set()
    for siapa, user in orang.items():
        client.force_login(user)
        dulu = list(Jawaban.objects.filter(lke=lke).order_by("pk").values_list("isi", "versi"))
        ada = Jawaban.objects.filter(lke=lke, lapis=lapis, kode=KODE).first()
        nilai = "Tidak" if ada and ada.isi == {KODE: "Ya"} else "Ya"
        jawab = simpan(client, lke, lapis, nilai=nilai, versi=ada.versi if ada else 0)
        if jawab.status_code == 200:
            berhasil.add(siapa)
        else:
            assert jawab.status_code in (403, 404, 423)
            assert list(Jawaban.objects.filter(lke=lke).order_by("pk").values_list("isi", "versi")) == dulu
    assert berhasil == BOLEH.get((lapis, status), set())


def test_outsider_and_stranger(client, lke, instansi):
    assert client.post(alamat(lke), {"versi": 0}).url.startswith(reverse("account_login"))
    client.force_login(make_anggota(Peran.OPERATOR, unit=make_unit("Lain", instansi=instansi)))
    assert simpan(client, lke, nilai="Ya").status_code == 404
    assert client.post(alamat(lke), {"versi": 0}).status_code == 404


def test_get_is_refused(masuk, lke):
    assert masuk.get(alamat(lke)).status_code == 405


def test_a_post_without_token_is_refused(lke, operator):
    ketat = Client(enforce_csrf_checks=True)
    ketat.force_login(operator)
    assert ketat.post(alamat(lke), {"versi": 0, f"isi.{KODE}": "Ya"}, **JSON).status_code == 403
    assert jawaban(lke).isi == {}


@pytest.mark.parametrize(("lapis", "kode"), [("unit", "A.I.1.i.z"), ("entah", KODE), ("unit", "A.I.1")])
def test_unknown_layer_or_question_is_not_found(masuk, lke, lapis, kode):
    assert simpan(masuk, lke, lapis, kode, nilai="Ya").status_code == 404


# What a save does -----------------------------------------------------------------------------------------------------


def test_reply_carries_version_score_and_the_changed_pieces(masuk, lke):
    jawab = simpan(masuk, lke, nilai="Ya", kiriman=str(uuid.uuid4()))
    isi = jawab.json()
    assert (isi["versi"], isi["isi"], isi["terjawab"], isi["sisa"]) == (1, {KODE: "Ya"}, True, False)
    assert set(isi["fragmen"]) == {
        f"nilai-{KODE}",
        f"kaki-{KODE}",
        "rel-A.I.1",
        "bagian-keadaan",
        "ind-nilai-A.I.1.i",
        "panel-isi",
        "panel-label",
    }
    for id_, html in isi["fragmen"].items():
        assert f'id="{id_}"' in html
    assert "0,25 / 4,00" in isi["fragmen"]["rel-A.I.1"]
    assert "1 dari 12 dijawab" in isi["fragmen"]["bagian-keadaan"]
    assert "Tersimpan" in isi["fragmen"][f"kaki-{KODE}"]
    assert "112 pertanyaan belum dijawab" in isi["fragmen"]["panel-isi"]


def test_pieces_of_a_save_are_those_of_the_page(masuk, lke):
    """The server is the only renderer: what a save sends is what a reload would show."""
    fragmen = simpan(masuk, lke, nilai="Ya").json()["fragmen"]
    halaman = masuk.get(reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"])).content.decode()
    for id_, html in fragmen.items():
        assert html.strip() in halaman, id_


def test_ratio_is_computed_and_a_sum_is_shown(masuk, lke):
    simpan(masuk, lke, kode=HITUNGAN, **{f"isi.{HITUNGAN}.1": "12", f"isi.{HITUNGAN}.2": "8"})
    teks = masuk.get(reverse("evaluation:lke_bagian", args=[lke.pk, "A.II.1"])).content.decode()
    assert "66,7\u00a0%" in teks
    assert jawaban(lke, kode=HITUNGAN).isi == {f"{HITUNGAN}.1": 12, f"{HITUNGAN}.2": 8}


def test_emptying_takes_the_answer_back(masuk, lke):
    simpan(masuk, lke, nilai="Ya")
    isi = simpan(masuk, lke, nilai="", versi=1).json()
    assert (isi["isi"], isi["terjawab"], isi["sisa"]) == ({}, False, True)


def test_double_click_and_retry_write_once(masuk, lke):
    kiriman = str(uuid.uuid4())
    jawab = [simpan(masuk, lke, nilai="Ya", catatan="Sudah", kiriman=kiriman) for _ in range(3)]
    assert [j.status_code for j in jawab] == [200, 200, 200]
    assert [j.json()["versi"] for j in jawab] == [1, 1, 1]
    assert RiwayatJawaban.objects.filter(jawaban=jawaban(lke)).count() == 1
    lke.refresh_from_db()
    assert lke.versi_unit == 1


def test_a_retry_after_somebody_elses_change_does_not_overwrite_it(client, lke, operator, rekan):
    kiriman = str(uuid.uuid4())
    client.force_login(operator)
    simpan(client, lke, nilai="Ya", kiriman=kiriman)
    client.force_login(rekan)
    simpan(client, lke, nilai="Tidak", versi=1)
    client.force_login(operator)
    jawab = simpan(client, lke, nilai="Ya", kiriman=kiriman)
    assert (jawab.status_code, jawab.json()["isi"]) == (200, {KODE: "Tidak"})
    assert jawaban(lke).isi == {KODE: "Tidak"}


def test_an_id_used_for_another_answer_is_refused(masuk, lke):
    kiriman = str(uuid.uuid4())
    simpan(masuk, lke, nilai="Ya", kiriman=kiriman)
    jawab = simpan(masuk, lke, kode="A.I.1.i.b", nilai="A", kiriman=kiriman)
    assert jawab.status_code == 400
    assert jawaban(lke, kode="A.I.1.i.b").isi == {}


@pytest.mark.parametrize(
    "isi", [{"versi": "x"}, {"versi": ""}, {"versi": "-1"}, {"putaran": "x"}, {"kiriman": "bukan"}]
)
def test_a_broken_request_is_refused_with_a_sentence(masuk, lke, isi):
    jawab = simpan(masuk, lke, nilai="Ya", **isi)
    assert (jawab.status_code, jawab.json()["kode"]) == (400, "rusak")
    assert jawaban(lke).isi == {}


def test_nothing_but_answer_and_note_can_be_sent(masuk, lke, rekan):
    """Weights, owners, states and other layers have no field (mass assignment)."""
    sebelum = LembarKerjaEvaluasi.objects.values().get(pk=lke.pk)
    curang = {f.name: "99" for f in Jawaban._meta.fields if f.name not in ("versi", "catatan", "isi")}
    curang |= {f.name: "ditetapkan" for f in LembarKerjaEvaluasi._meta.fields}
    curang |= {"isi": '{"x": 1}', "bobot": "100", "diubah_oleh": str(rekan.pk), "poin": "60", "versi": 0}
    curang["putaran"] = lke.putaran  # compared and never written; another one is refused
    assert masuk.post(alamat(lke), curang | {f"isi.{KODE}": "Ya"}, **JSON).status_code == 200
    sesudah = LembarKerjaEvaluasi.objects.values().get(pk=lke.pk)
    beda = {k for k in sebelum if sebelum[k] != sesudah[k]}
    assert beda == {"versi_unit", "updated_at"}
    satu = jawaban(lke)
    assert (satu.isi, satu.versi, satu.diubah_oleh_id != rekan.pk) == ({KODE: "Ya"}, 1, True)
    assert Jawaban.objects.filter(lke=lke).exclude(isi={}).count() == 1


def test_an_input_of_another_question_is_refused(masuk, lke):
    jawab = simpan(masuk, lke, **{"isi.A.I.1.i.b": "A"})
    assert (jawab.status_code, jawab.json()["kode"]) == (422, "salah")


# Conflict -------------------------------------------------------------------------------------------------------------


def test_two_editors_of_one_field_get_both_values_side_by_side(client, lke, operator, rekan):
    client.force_login(rekan)
    simpan(client, lke, nilai="Tidak")
    client.force_login(operator)
    jawab = simpan(client, lke, nilai="Ya", catatan="Milik Rahmat")
    isi = jawab.json()
    assert (jawab.status_code, isi["kode"], isi["versi"], isi["isi"]) == (409, "konflik", 1, {KODE: "Tidak"})
    teks = isi["fragmen"][f"konflik-{KODE}"]
    for bagian in ("Dewi", "Isian Anda", "Ya", "Tidak", "Milik Rahmat", "Pakai jawaban saya"):
        assert bagian in teks
    assert jawaban(lke).isi == {KODE: "Tidak"}


def test_choosing_ones_own_after_a_conflict_writes_it(client, lke, operator, rekan):
    client.force_login(rekan)
    simpan(client, lke, nilai="Tidak")
    client.force_login(operator)
    versi = simpan(client, lke, nilai="Ya").json()["versi"]
    assert simpan(client, lke, nilai="Ya", versi=versi).status_code == 200
    assert jawaban(lke).isi == {KODE: "Ya"}


def test_different_fields_of_one_answer_are_both_kept(client, lke, operator, rekan):
    client.force_login(rekan)
    simpan(client, lke, kode=HITUNGAN, **{f"isi.{HITUNGAN}.1": "10"})
    client.force_login(operator)
    jawab = simpan(client, lke, kode=HITUNGAN, **{f"isi.{HITUNGAN}.2": "8", "catatan": "Dua orang"})
    assert jawab.status_code == 200
    satu = jawaban(lke, kode=HITUNGAN)
    assert (satu.isi, satu.catatan) == ({f"{HITUNGAN}.1": 10, f"{HITUNGAN}.2": 8}, "Dua orang")


def test_what_was_typed_is_escaped_in_the_conflict(client, lke, operator, rekan):
    client.force_login(rekan)
    simpan(client, lke, catatan="<script>satu()</script>")
    client.force_login(operator)
    teks = simpan(client, lke, catatan="<script>dua()</script>").json()["fragmen"][f"konflik-{KODE}"]
    assert "satu()" in teks
    assert "dua()" in teks
    assert "<script>" not in teks


def test_another_person_in_the_same_browser_does_not_send_the_firsts_queue(client, lke, operator, rekan):
    client.force_login(rekan)
    jawab = simpan(client, lke, nilai="Ya", pemilik=str(operator.pk))
    assert (jawab.status_code, jawab.json()["kode"]) == (401, "sesi")
    assert jawaban(lke).isi == {}


# Refusals -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "isi", "masukan"),
    [
        (KODE, {f"isi.{KODE}": "Mungkin"}, KODE),
        (HITUNGAN, {f"isi.{HITUNGAN}.1": "-1"}, f"{HITUNGAN}.1"),
        (HITUNGAN, {f"isi.{HITUNGAN}.2": "1,5"}, f"{HITUNGAN}.2"),
        ("B.I.a", {"isi.B.I.a": "4,01"}, "B.I.a"),
        (KODE, {"catatan": "x" * 10_001}, "catatan"),
    ],
)
def test_a_value_that_does_not_fit_is_told_beside_its_field(masuk, lke, kode, isi, masukan):
    jawab = simpan(masuk, lke, kode=kode, **isi)
    badan = jawab.json()
    assert (jawab.status_code, badan["kode"], badan["masukan"]) == (422, "salah", masukan)
    assert badan["pesan"].endswith(".")
    assert RiwayatJawaban.objects.count() == 0


def test_deadline_passed_with_a_change_on_its_way(masuk, lke):
    Musim.objects.filter(pk=lke.musim_id).update(isi_selesai=timezone.now())
    jawab = simpan(masuk, lke, nilai="Ya")
    assert (jawab.status_code, jawab.json()["kode"]) == (423, "terkunci")
    assert "Masa pengisian berakhir" in jawab.json()["pesan"]
    assert jawaban(lke).isi == {}


def test_sheet_submitted_with_a_change_on_its_way(masuk, lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    jawab = simpan(masuk, lke, nilai="Tidak", versi=1)
    assert jawab.status_code == 423
    assert "Diajukan ke TPI" in jawab.json()["pesan"]
    assert jawaban(lke).isi == {KODE: "Ya"}


def test_in_perbaikan_only_flagged_questions_are_open(masuk, lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=KODE)
    assert simpan(masuk, lke, kode="A.I.1.i.b", nilai="C", versi=1).status_code == 423
    assert simpan(masuk, lke, nilai="Tidak", versi=1).status_code == 200


def test_text_with_nul_and_windows_lines_is_taken_cleanly(masuk, lke):
    assert simpan(masuk, lke, catatan="satu\r\ndua\x00").status_code == 200
    assert jawaban(lke).catatan == "satu\ndua"


# Plain forms ----------------------------------------------------------------------------------------------------------


def formulir(lke: LembarKerjaEvaluasi, kode: str = KODE, **isi: object) -> dict[str, object]:
    return {"versi": 0, "kiriman": str(uuid.uuid4()), "catatan": "", **isi}


def test_plain_form_saves_and_goes_back_to_the_question(masuk, lke):
    jawab = masuk.post(alamat(lke), formulir(lke, **{f"isi.{KODE}": "Ya", "catatan": "Sudah"}), follow=True)
    assert jawab.redirect_chain[-1][0].endswith(f"/bagian/A.I.1/#soal-{KODE}")
    assert f"Jawaban {KODE} tersimpan." in jawab.content.decode()
    assert (jawaban(lke).isi, jawaban(lke).catatan) == ({KODE: "Ya"}, "Sudah")


def test_plain_form_conflict_is_a_page_with_both_values(client, lke, operator, rekan):
    client.force_login(rekan)
    simpan(client, lke, nilai="Tidak")
    client.force_login(operator)
    jawab = client.post(alamat(lke), formulir(lke, **{f"isi.{KODE}": "Ya"}))
    teks = jawab.content.decode()
    assert jawab.status_code == 409
    for bagian in ("Pakai jawaban saya", "Pakai jawaban Dewi", 'name="versi" value="1"'):
        assert bagian in teks
    client.post(alamat(lke), {"versi": 1, "kiriman": str(uuid.uuid4()), f"isi.{KODE}": "Ya"})
    assert jawaban(lke).isi == {KODE: "Ya"}


def test_plain_form_sends_all_fields_but_only_touched_ones_count(client, lke, operator, rekan):
    """Somebody else filled the first count; the form still shows it empty and must not empty it again."""
    client.force_login(rekan)
    simpan(client, lke, kode=HITUNGAN, **{f"isi.{HITUNGAN}.1": "10"})
    client.force_login(operator)
    isi = formulir(lke, **{f"isi.{HITUNGAN}.1": "", f"isi.{HITUNGAN}.2": "8"})
    assert client.post(alamat(lke, kode=HITUNGAN), isi).status_code == 302
    assert jawaban(lke, kode=HITUNGAN).isi == {f"{HITUNGAN}.1": 10, f"{HITUNGAN}.2": 8}


def test_plain_form_sent_twice_writes_once(masuk, lke):
    isi = formulir(lke, **{f"isi.{KODE}": "Ya"})
    assert [masuk.post(alamat(lke), isi).status_code for _ in range(2)] == [302, 302]
    assert RiwayatJawaban.objects.count() == 1


def test_plain_form_changed_after_the_back_button_is_not_taken_for_a_repeat(masuk, lke):
    isi = formulir(lke, **{f"isi.{KODE}": "Ya"})
    masuk.post(alamat(lke), isi)
    jawab = masuk.post(alamat(lke), isi | {f"isi.{KODE}": "Tidak"})
    assert jawab.status_code == 409
    assert "Pakai jawaban saya" in jawab.content.decode()


def test_plain_form_refused_keeps_what_was_typed(masuk, lke):
    isi = formulir(lke, **{f"isi.{HITUNGAN}.1": "sepuluh", f"isi.{HITUNGAN}.2": "8", "catatan": "Jangan hilang"})
    jawab = masuk.post(alamat(lke, kode=HITUNGAN), isi)
    teks = jawab.content.decode()
    assert jawab.status_code == 422
    for bagian in ('value="sepuluh"', 'value="8"', "Jangan hilang", "bilangan bulat"):
        assert bagian in teks


def test_plain_button_empties_an_answer(masuk, lke):
    simpan(masuk, lke, nilai="Ya")
    masuk.post(alamat(lke), formulir(lke, versi=1, kosongkan="1", **{f"isi.{KODE}": "Ya"}))
    assert jawaban(lke).isi == {}


def test_plain_form_after_submission_shows_the_text_for_copying(masuk, lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    jawab = masuk.post(alamat(lke), formulir(lke, versi=1, **{f"isi.{KODE}": "Tidak", "catatan": "Sempat diketik"}))
    assert jawab.status_code == 423
    assert "Sempat diketik" in jawab.content.decode()


# Layers and queries ---------------------------------------------------------------------------------------------------


@pytest.fixture
def penilai(lke, instansi, operator):
    tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    make_penugasan(tpi, lke)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    return tpi


def test_a_reviewers_save_tells_the_difference_and_leaves_the_unit_alone(client, lke, penilai):
    client.force_login(penilai)
    jawab = simpan(client, lke, "tpi", nilai="Tidak", versi=1, catatan="SK belum ada")
    assert "TPI lebih rendah: Ya menjadi Tidak, −0,25 poin" in jawab.json()["fragmen"][f"nilai-{KODE}"]
    assert jawaban(lke).isi == {KODE: "Ya"}
    assert jawaban(lke, "tpi").isi == {KODE: "Tidak"}


def test_a_difference_without_a_note_is_asked_for_one(client, lke, penilai):
    client.force_login(penilai)
    nilai = f"nilai-{KODE}"
    assert "Perlu catatan" in simpan(client, lke, "tpi", nilai="Tidak", versi=1).json()["fragmen"][nilai]
    assert "Perlu catatan" not in simpan(client, lke, "tpi", versi=2, catatan="Belum ada").json()["fragmen"][nilai]
    assert "Perlu catatan" not in simpan(client, lke, "tpi", nilai="Ya", catatan="", versi=3).json()["fragmen"][nilai]


def hitung(client: Client, lke: LembarKerjaEvaluasi, *args: object, **isi: object) -> int:
    with CaptureQueriesContext(connection) as query:
        assert simpan(client, lke, *args, **isi).status_code == 200
    return len(query)


def test_saving_takes_at_most_12_queries_for_the_unit(masuk, lke):
    simpan(masuk, lke, nilai="Ya")
    assert hitung(masuk, lke, nilai="Tidak", versi=1, kiriman=str(uuid.uuid4())) <= 12


def test_saving_takes_at_most_12_queries_in_perbaikan_and_13_for_tpi(client, lke, operator, penilai):
    client.force_login(penilai)
    simpan(client, lke, "tpi", nilai="Tidak", versi=1)
    # One more for TPI: what a conflict of interest closes to them.
    assert hitung(client, lke, "tpi", nilai="Ya", versi=2, kiriman=str(uuid.uuid4())) <= 13
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.DINILAI_TPI)
    from evaluation.services.tpi import kembalikan_lke

    lke.refresh_from_db()
    tenggat = timezone.now() + dt.timedelta(days=3)
    kembalikan_lke(lke=lke, tanda={KODE: "Perbaiki"}, alasan="Kurang", tenggat=tenggat, actor=penilai)
    client.force_login(operator)
    simpan(client, lke, nilai="Tidak", versi=1)
    assert hitung(client, lke, nilai="Ya", versi=2, kiriman=str(uuid.uuid4())) <= 12


def test_saving_costs_the_same_among_many_sheets(masuk, lke, instansi):
    simpan(masuk, lke, nilai="Ya")
    satu = hitung(masuk, lke, nilai="Tidak", versi=1)
    for n in range(6):
        make_lke(unit=make_unit(f"Unit {n}", instansi=instansi))
    assert hitung(masuk, lke, nilai="Ya", versi=2) == satu


def test_history_of_the_save_names_actor_version_and_id(masuk, lke, operator):
    kiriman = uuid.uuid4()
    simpan(masuk, lke, nilai="Ya", catatan="Sudah", kiriman=str(kiriman))
    riwayat = RiwayatJawaban.objects.get(jawaban=jawaban(lke))
    assert (riwayat.oleh, riwayat.versi, riwayat.kiriman, riwayat.isi, riwayat.catatan) == (
        operator,
        1,
        kiriman,
        {KODE: "Ya"},
        "Sudah",
    )


def test_service_and_door_agree_on_the_layer(lke, operator):
    simpan_jawaban(lke=lke, lapis=Lapis.UNIT, kode=KODE, ubah={KODE: "Ya"}, versi=0, actor=operator)
    assert jawaban(lke).versi == 1


def test_a_reviewer_takes_the_units_answer_from_the_database(client, lke, penilai):
    simpan_isi = {f"{HITUNGAN}.1": 10, f"{HITUNGAN}.2": 10}
    client.force_login(penilai)
    simpan(client, lke, "tpi", HITUNGAN, versi=1, **{f"isi.{HITUNGAN}.2": "3"})
    isi = {"versi": 2, "kiriman": str(uuid.uuid4()), "setuju": "1", f"isi.{HITUNGAN}.2": "3", "catatan": "Sesuai"}
    assert client.post(alamat(lke, "tpi", HITUNGAN), isi).status_code == 302
    satu = jawaban(lke, "tpi", HITUNGAN)
    assert (satu.isi, satu.catatan, satu.versi) == (simpan_isi, "Sesuai", 3)


@pytest.fixture
def penilai_ulang(lke, instansi, operator):
    """A reviewer in the second round; the unit changed its answer to KODE since the first."""
    tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    make_penugasan(tpi, lke)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=KODE)
    lke.refresh_from_db()
    simpan_jawaban(lke=lke, lapis=Lapis.UNIT, kode=KODE, ubah={KODE: "Tidak"}, versi=1, actor=operator, putaran=2)
    ajukan_lke(lke=lke, actor=operator)
    mulai_nilai(lke=lke, actor=tpi)
    return tpi


@pytest.mark.parametrize("isi", [{"nilai": "Ya"}, {"setuju": "1"}, {"catatan": "Dari layar lama"}])
def test_a_tab_of_an_earlier_round_is_refused(client, lke, penilai_ulang, isi):
    client.force_login(penilai_ulang)
    jawab = simpan(client, lke, "tpi", versi=1, putaran=1, **isi)
    assert (jawab.status_code, jawab.json()["kode"]) == (423, "terkunci")
    assert "putaran 2" in jawab.json()["pesan"]
    assert (jawaban(lke, "tpi").isi, jawaban(lke, "tpi").versi) == ({KODE: "Ya"}, 1)
    assert perlu_dinilai(lke).filter(kode=KODE).exists()


@pytest.mark.parametrize("isi", [{"putaran": 2}, {"putaran": ""}, {}])
def test_a_tab_of_this_round_and_an_item_that_tells_none_are_taken(client, lke, penilai_ulang, isi):
    client.force_login(penilai_ulang)
    assert simpan(client, lke, "tpi", versi=1, setuju="1", **isi).status_code == 200
    assert jawaban(lke, "tpi").isi == {KODE: "Tidak"}
    assert not perlu_dinilai(lke).filter(kode=KODE).exists()


def test_a_plain_form_of_an_earlier_round_is_refused_and_keeps_its_text(client, lke, penilai_ulang):
    client.force_login(penilai_ulang)
    isi = formulir(lke, versi=1, putaran=1, catatan="Sudah ditulis", **{f"isi.{KODE}": "Ya"})
    jawab = client.post(alamat(lke, "tpi"), isi)
    assert jawab.status_code == 423
    assert "putaran 2" in jawab.content.decode()
    assert "Sudah ditulis" in jawab.content.decode()
    assert jawaban(lke, "tpi").catatan == ""


def test_every_form_of_an_answer_tells_its_round(client, lke, penilai_ulang):
    client.force_login(penilai_ulang)
    halaman = client.get(reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"])).content.decode()
    assert halaman.count("data-simpan ") == halaman.count('name="putaran" value="2"') > 0
    # A mended value comes from the page it was first sent from.
    salah = {"versi": 1, "putaran": 1, f"isi.{HITUNGAN}.1": "sepuluh"}
    assert 'name="putaran" value="1"' in client.post(alamat(lke, "tpi", HITUNGAN), salah).content.decode()
    simpan(client, lke, "tpi", versi=1, nilai="Tidak", putaran=2)
    bentrok = client.post(alamat(lke, "tpi"), {"versi": 9, "putaran": 2, f"isi.{KODE}": "Ya"})
    assert bentrok.status_code == 409
    assert 'name="putaran" value="2"' in bentrok.content.decode()


def test_agreeing_is_nothing_for_the_unit_itself(masuk, lke):
    assert simpan(masuk, lke, nilai="Ya", setuju="1").status_code == 200
    assert jawaban(lke).isi == {KODE: "Ya"}
