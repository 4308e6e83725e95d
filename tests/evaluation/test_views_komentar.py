"""Threads in the browser: who may write and read, fragments and pages, and what is kept when it cannot be sent."""

import re

import pytest
from django.urls import reverse

from evaluation.enums import Ranah, Status
from evaluation.models import Komentar
from evaluation.services.komentar import tulis_komentar
from tests.factories import make_anggota
from tests.matrix import ORANG_UNIT, SEMUA, TPI, buat_dunia, melihat_lke
from units.enums import Peran
from units.models import Notifikasi, User

pytestmark = pytest.mark.django_db
KODE = "A.I.1.i.a"
CANARY = "<script>alert(1)</script>"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def dunia():
    return buat_dunia(Status.DINILAI_TPI)


def alamat(nama, dunia, *args):
    return reverse(f"evaluation:{nama}", args=[dunia.lke.pk, *args])


@pytest.mark.parametrize("status", [Status.DRAF, Status.DINILAI_TPI, Status.DIUSULKAN])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_write_resolve_and_read(client, status):
    dunia = buat_dunia(status)
    akar = tulis_komentar(lke=dunia.lke, kode=KODE, isi="Sapaan", actor=dunia.orang["operator"])
    boleh = (ORANG_UNIT | TPI) & melihat_lke(status)
    for nama in sorted(SEMUA):
        client.force_login(dunia.orang[nama])
        if nama not in melihat_lke(status):
            harapan = (404, 404, 404, 404)
        else:
            harapan = (200, *((302, 302, 200) if nama in boleh else (403, 403, 403)))
        kode = (
            client.get(alamat("utas", dunia, KODE)).status_code,
            client.post(alamat("komentar_tulis", dunia, KODE), {"isi": f"Dari {nama}"}).status_code,
            client.post(alamat("komentar_selesai", dunia, akar.pk)).status_code,
            client.get(alamat("sebutan", dunia)).status_code,
        )
        assert (nama, kode) == (nama, harapan)
    assert set(Komentar.objects.exclude(pk=akar.pk).values_list("isi", flat=True)) == {f"Dari {n}" for n in boleh}


@pytest.mark.parametrize(("nama", "boleh"), [("tpi_ketua", True), ("tpi_anggota", True), ("operator", False)])
def test_only_tpi_writes_to_tpi(client, dunia, nama, boleh):
    client.force_login(dunia.orang[nama])
    isi = {"isi": "Antarpenilai", "ranah": Ranah.INTERNAL_TPI}
    assert client.post(alamat("komentar_tulis", dunia, KODE), isi).status_code == (302 if boleh else 403)
    assert Komentar.objects.filter(ranah=Ranah.INTERNAL_TPI).count() == boleh
    halaman = client.get(alamat("utas", dunia, KODE)).content.decode()
    assert ("Hanya TPI" in halaman) == boleh


def test_the_unit_neither_sees_nor_reaches_internal_threads(client, dunia):
    akar = tulis_komentar(
        lke=dunia.lke, kode=KODE, isi="Antarpenilai", actor=dunia.orang["tpi_ketua"], ranah=Ranah.INTERNAL_TPI
    )
    for nama in sorted(ORANG_UNIT | {"admin"}):
        client.force_login(dunia.orang[nama])
        halaman = client.get(alamat("utas", dunia, KODE)).content.decode()
        assert "Antarpenilai" not in halaman
        assert "1 komentar" not in halaman
        kode = client.post(alamat("komentar_selesai", dunia, akar.pk)).status_code
        assert kode == 404
        if nama in ORANG_UNIT:
            balas = {"isi": "Terbaca?", "induk": akar.pk}
            assert client.post(alamat("komentar_tulis", dunia, KODE), balas).status_code == 404
    assert Komentar.objects.count() == 1


def test_an_unknown_audience_question_or_parent_does_not_exist(client, dunia):
    client.force_login(dunia.orang["tpi_ketua"])
    tulis = alamat("komentar_tulis", dunia, KODE)
    assert client.post(tulis, {"isi": "x", "ranah": "umum"}).status_code == 404
    assert client.post(tulis, {"isi": "x", "induk": "99999"}).status_code == 404
    assert client.post(tulis, {"isi": "x", "induk": "abc"}).status_code == 404
    assert client.get(alamat("utas", dunia, "A.I.9.z")).status_code == 404
    assert client.post(alamat("komentar_selesai", dunia, 99999)).status_code == 404
    assert not Komentar.objects.exists()


def test_without_script_one_comes_back_to_the_question(client, dunia):
    client.force_login(dunia.orang["operator"])
    tempat = f"{reverse('evaluation:lke_bagian', args=[dunia.lke.pk, 'A.I.1'])}#soal-{KODE}"
    assert client.post(alamat("komentar_tulis", dunia, KODE), {"isi": "Halo"}).url == tempat
    akar = Komentar.objects.get()
    assert client.post(alamat("komentar_selesai", dunia, akar.pk)).url == tempat
    akar.refresh_from_db()
    assert akar.selesai_oleh == dunia.orang["operator"]
    client.post(alamat("komentar_selesai", dunia, akar.pk), {"buka": "1"})
    akar.refresh_from_db()
    assert akar.selesai_oleh is None


def test_htmx_gets_the_threads_of_the_question_alone(client, dunia):
    client.force_login(dunia.orang["operator"])
    jawab = client.post(alamat("komentar_tulis", dunia, KODE), {"isi": "Halo, TPI"}, **HTMX)
    halaman = jawab.content.decode()
    assert jawab.status_code == 200
    assert halaman.count("data-utas") == 1
    assert "<html" not in halaman
    assert "Halo, TPI" in halaman
    akar = Komentar.objects.get()
    assert "Diselesaikan" in client.post(alamat("komentar_selesai", dunia, akar.pk), **HTMX).content.decode()


def test_what_cannot_be_sent_stays_in_its_field(client, dunia):
    client.force_login(dunia.orang["operator"])
    akar = tulis_komentar(lke=dunia.lke, kode=KODE, isi="Mana?", actor=dunia.orang["tpi_ketua"])
    panjang = "kata " * 900
    jawab = client.post(alamat("komentar_tulis", dunia, KODE), {"isi": panjang, "induk": akar.pk}, **HTMX)
    assert jawab.status_code == 422
    assert "paling panjang 4.000 huruf" in jawab.content.decode()
    assert panjang in jawab.content.decode()
    assert Komentar.objects.count() == 1


def test_the_thread_is_folded_to_its_last_line_and_tells_what_is_open(client, dunia):
    ketua, operator = dunia.orang["tpi_ketua"], dunia.orang["operator"]
    akar = tulis_komentar(lke=dunia.lke, kode=KODE, isi="Kalimat pertama", actor=ketua)
    tulis_komentar(lke=dunia.lke, kode=KODE, isi="Kalimat terakhir", actor=operator, induk=akar)
    client.force_login(ketua)
    halaman = client.get(reverse("evaluation:lke_bagian", args=[dunia.lke.pk, "A.I.1"])).content.decode()
    ringkas = halaman[halaman.index(f'id="utas-{KODE}"') :]
    ringkas = ringkas[: ringkas.index("</summary>")]
    assert "Kalimat terakhir" in ringkas
    assert "Kalimat pertama" not in ringkas
    assert "2 komentar" in ringkas
    assert "1 belum selesai" in ringkas


def test_people_who_may_be_named_are_listed_and_marked(client, dunia):
    operator, lepas = dunia.orang["operator"], dunia.orang["tpi_lepas"]
    client.force_login(dunia.orang["tpi_ketua"])
    isi = f"Mohon @{operator.username}. Bukan @{lepas.username}, bukan @siapa"
    client.post(alamat("komentar_tulis", dunia, KODE), {"isi": isi})
    halaman = client.get(alamat("utas", dunia, KODE)).content.decode()
    assert f'title="@{operator.username}">@{operator.nama}</span>.' in halaman
    assert f"Bukan @{lepas.username}, bukan @siapa" in halaman
    assert halaman.count('class="sebutan"') == 1
    assert f"<code>@{dunia.orang['tpi_anggota'].username}</code>" in halaman
    assert f"<code>@{lepas.username}</code>" not in halaman


# --- While a name is typed --------------------------------------------------------------------------------------------


def ditawarkan(client, dunia, siapa, **kueri):
    client.force_login(dunia.orang[siapa])
    jawab = client.get(alamat("sebutan", dunia), kueri)
    assert jawab.status_code == 200
    return set(re.findall(r'data-sebut="([^"]+)"', jawab.content.decode()))


def nama(dunia, *kunci):
    return {dunia.orang[k].username for k in kunci}


def test_only_who_reads_this_thread_is_offered(client, dunia, monkeypatch):
    monkeypatch.setattr("evaluation.selectors.komentar.CALON_TERBANYAK", 50)
    unit, tpi = nama(dunia, *ORANG_UNIT), nama(dunia, *TPI)
    assert ditawarkan(client, dunia, "operator") == (unit | tpi) - nama(dunia, "operator")
    assert ditawarkan(client, dunia, "tpi_ketua", ranah="tpi") == tpi - nama(dunia, "tpi_ketua")
    # Asked for by their whole name, those outside are not there either.
    for luar in sorted(SEMUA - ORANG_UNIT - TPI):
        for kata in (dunia.orang[luar].username, dunia.orang[luar].nama):
            assert nama(dunia, luar).isdisjoint(ditawarkan(client, dunia, "operator", q=kata))


def test_a_draft_is_not_told_to_tpi(client):
    dunia = buat_dunia(Status.DRAF)
    ketua = dunia.orang["tpi_ketua"]
    assert ditawarkan(client, dunia, "operator", q=ketua.username) == set()
    client.post(alamat("komentar_tulis", dunia, KODE), {"isi": f"Belum siap @{ketua.username}"})
    assert not Komentar.objects.get().disebut.exists()
    assert not Notifikasi.objects.filter(user=ketua).exists()


def test_names_are_text_and_odd_questions_are_answered(client, dunia):
    User.objects.filter(pk=dunia.orang["pimpinan"].pk).update(nama=CANARY, jabatan=CANARY)
    client.force_login(dunia.orang["operator"])
    html = client.get(alamat("sebutan", dunia), {"q": "<script"}).content.decode()
    assert html.count("&lt;script&gt;") == 2
    assert "<script>" not in html
    tulis_komentar(lke=dunia.lke, kode=KODE, isi=f"@{dunia.orang['pimpinan'].username}", actor=dunia.orang["operator"])
    assert CANARY not in client.get(alamat("utas", dunia, KODE)).content.decode()
    for kueri in ({"q": "\x00%_\\"}, {"q": "x" * 5000}):
        assert ditawarkan(client, dunia, "operator", **kueri) == set()
    for ranah, kode in (("umum", 403), ("tpi", 403)):
        client.force_login(dunia.orang["operator"])
        assert client.get(alamat("sebutan", dunia), {"ranah": ranah}).status_code == kode


def test_names_with_a_sign_of_their_own_are_not_offered(client, dunia):
    User.objects.filter(pk=dunia.orang["pimpinan"].pk).update(username="pim@contoh.go.id")
    assert ditawarkan(client, dunia, "operator", q="pim@") == set()


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_list_and_the_thread_cost_the_same_however_many(client, dunia, banyak, django_assert_num_queries):
    orang = [make_anggota(Peran.OPERATOR, unit=dunia.unit, nama=f"Nama {n}") for n in range(banyak)]
    for satu in orang:
        tulis_komentar(lke=dunia.lke, kode=KODE, isi=f"Halo @{satu.username}", actor=dunia.orang["operator"])
    client.force_login(dunia.orang["tpi_ketua"])
    with django_assert_num_queries(9):
        assert client.get(alamat("sebutan", dunia), {"q": "nama"}).content.decode().count("<li") == min(banyak, 8)
    with django_assert_num_queries(9):
        html = client.get(alamat("utas", dunia, KODE), **HTMX).content.decode()
    assert html.count('class="sebutan"') == banyak
