"""What no form guards: raw fields, search words and numbers in addresses, with what databases and ``int`` refuse."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Status
from evaluation.models import Komentar, LembarKerjaEvaluasi, TandaPerbaikan
from evaluation.selectors.lke import lke_unit_sendiri
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke
from units.enums import Peran
from zi_portal.common.masukan import angka, bersih_teks

KODE, KODE2 = "A.I.1.i.a", "A.I.1.i.b"
JAHAT = ["\x00", "a\x00b", "9" * 20, "9" * 5000, "²", "-1", "1e5", "٣", "%", "'\"\\;--", "\u202e", "💥" * 200]


@pytest.mark.parametrize(
    ("teks", "maks", "hasil"),
    [(None, None, ""), ("  a\x00b ", None, "ab"), ("abc", 2, "ab"), ("\x00 a", 1, "a"), ("\x00", 5, "")],
)
def test_text_loses_nul_and_what_is_too_long(teks, maks, hasil):
    assert bersih_teks(teks, maks) == hasil


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("12", 12),
        ("٣", 3),
        ("9" * 15, 10**15 - 1),
        *((x, None) for x in (None, "", "-1", "1.0", "²", "a", "9" * 16, "9" * 5000)),
    ],
)
def test_a_number_is_decimal_and_short(teks, hasil):
    assert angka(teks) == hasil


@pytest.fixture
def lke(db):
    lke = make_lke()
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    return bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)


@pytest.fixture
def orang(lke):
    unit, instansi = lke.unit, lke.unit.instansi
    return {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
        "tpn": make_anggota(Peran.TPN_ADMIN),
    }


DAFTAR = [
    ("operator", "evaluation:beranda", "tahun"),
    ("operator", "evaluation:lke_list", "q"),
    ("operator", "evaluation:lke_list", "tahun"),
    ("operator", "evaluation:lke_list", "status"),
    ("operator", "evaluation:bukti_arsip", "q"),
    ("operator", "evaluation:bukti_daftar", "q"),
    ("operator", "evaluation:bukti_pilih", "q"),
    ("operator", "evaluation:lke_cari", "q"),
    ("operator", "evaluation:lke_riwayat", "kode"),
    ("ketua", "evaluation:tpi_antrean", "q"),
    ("ketua", "evaluation:tpi_antrean", "tahun"),
    ("admin", "evaluation:tpi_tugas", "q"),
    ("admin", "evaluation:tpi_tugas_riwayat", "q"),
    ("ketua", "evaluation:tpi_tim_list", "q"),
    ("ketua", "evaluation:tpi_tim_bagi", "unit"),
    ("ketua", "evaluation:catatan_siap_list", "q"),
    ("ketua", "evaluation:catatan_siap_list", "milik"),
    ("ketua", "evaluation:catatan_siap_list", "halaman"),
    ("ketua", "evaluation:tpi_benturan_list", "q"),
    ("ketua", "evaluation:tpi_benturan_list", "keadaan"),
    ("admin", "evaluation:usulan_list", "tahun"),
    ("tpn", "evaluation:tpn_antrean", "q"),
    ("tpn", "evaluation:tpn_antrean", "instansi"),
    ("admin", "units:pegawai_list", "q"),
    ("admin", "units:pegawai_list", "peran"),
    ("admin", "units:pegawai_list", "halaman"),
    ("platform", "units:instansi_list", "q"),
    ("admin", "units:instansi_detail", "q"),
]


def alamat(nama: str, lke: LembarKerjaEvaluasi) -> str:
    argumen = {
        "evaluation:bukti_arsip": [lke.unit_id],
        "evaluation:bukti_daftar": [lke.pk, KODE],
        "evaluation:bukti_pilih": [lke.pk, KODE],
        "evaluation:lke_cari": [lke.pk],
        "evaluation:lke_riwayat": [lke.pk],
        "units:instansi_detail": [lke.unit.instansi_id],
    }
    return reverse(nama, args=argumen.get(nama, []))


@pytest.mark.parametrize(("siapa", "nama", "kolom"), DAFTAR)
def test_a_list_answers_whatever_is_asked_of_it(client, lke, orang, siapa, nama, kolom):
    client.force_login(orang[siapa])
    # The picker of the archive is a fragment only; the others come with their frame, which reads the year.
    kepala = {"HX-Request": "true"} if nama == "evaluation:bukti_pilih" else {}
    for teks in JAHAT:
        jawab = client.get(alamat(nama, lke), {kolom: teks}, headers=kepala)
        assert (teks[:9], jawab.status_code) == (teks[:9], 200)


@pytest.mark.parametrize(
    ("siapa", "nama"),
    [
        ("operator", "evaluation:lke_list"),
        ("admin", "evaluation:tpi_tugas"),
        ("platform", "units:instansi_list"),
        ("admin", "units:instansi_detail"),
    ],
)
def test_a_search_ignores_nul(client, lke, orang, siapa, nama):
    client.force_login(orang[siapa])
    kata = lke.unit.instansi.nama if nama == "units:instansi_list" else lke.unit.nama
    jawab = client.get(alamat(nama, lke), {"q": f"\x00{kata[:3]}\x00{kata[3:]}"})
    assert len(jawab.context["page"].object_list) == 1


@pytest.mark.parametrize("teks", [*JAHAT, ""])
def test_an_instansi_named_by_anything_is_found_or_not(client, orang, teks):
    client.force_login(orang["platform"])
    jawab = client.get(f"{reverse('units:pegawai_baru')}?{urlencode({'instansi': teks})}")
    assert jawab.status_code == (404 if teks.isdecimal() else 200)


@pytest.mark.parametrize("pk", [2**31, 2**63 - 1, 2**63, int("9" * 20), int("9" * 40)])
def test_a_sheet_with_an_impossible_number_is_not_there(client, orang, pk):
    assert lke_unit_sendiri(orang["operator"], pk) is None
    client.force_login(orang["operator"])
    for nama, args in (("lke_detail", [pk]), ("soal", [pk, KODE]), ("utas", [pk, KODE]), ("bukti_arsip", [pk])):
        assert client.get(reverse(f"evaluation:{nama}", args=args)).status_code == 404
    assert client.post(reverse("evaluation:jawaban_simpan", args=[pk, "unit", KODE])).status_code == 404


def test_a_remark_is_kept_without_nul(client, lke, orang):
    client.force_login(orang["ketua"])
    url = reverse("evaluation:komentar_tulis", args=[lke.pk, KODE])
    assert client.post(url, {"isi": " Lengkapi\x00 SK "}).status_code == 302
    assert Komentar.objects.get().isi == "Lengkapi SK"
    jawab = client.post(url, {"isi": "\x00 \x00"}, headers={"HX-Request": "true"})
    assert (jawab.status_code, Komentar.objects.count()) == (422, 1)
    panjang = client.post(url, {"isi": "p" * 4001}, headers={"HX-Request": "true"})
    assert (panjang.status_code, "p" * 4001 in panjang.content.decode()) == (422, True)


@pytest.mark.parametrize("induk", JAHAT)
def test_a_reply_to_nothing_is_not_written(client, lke, orang, induk):
    client.force_login(orang["ketua"])
    url = reverse("evaluation:komentar_tulis", args=[lke.pk, KODE])
    assert client.post(url, {"isi": "Balasan", "induk": induk}).status_code == 404
    assert not Komentar.objects.exists()


@pytest.mark.parametrize("lke_pk", JAHAT)
def test_numbers_in_forms_by_hand_lead_nowhere(client, lke, orang, lke_pk):
    client.force_login(orang["operator"])
    assert client.post(reverse("evaluation:lke_buka"), {"unit": lke_pk}).status_code == 404
    jawab = client.post(reverse("evaluation:bukti_pilih", args=[lke.pk, KODE]), {"bukti": [lke_pk]})
    assert jawab.status_code == 302


def kembalikan(client, lke, minta: str):
    besok_lusa = timezone.localdate(timezone=lke.unit.instansi.tz) + dt.timedelta(days=2)
    isi = {"tanda": [KODE], f"minta-{KODE}": minta, "alasan": "Lengkapi", "tenggat": besok_lusa.isoformat()}
    return client.post(reverse("evaluation:tpi_kembalikan", args=[lke.pk]), isi)


def test_a_wish_is_kept_without_nul(client, lke, orang):
    client.force_login(orang["ketua"])
    assert kembalikan(client, lke, " Unggah\x00 SK ").status_code == 302
    assert TandaPerbaikan.objects.get().catatan == "Unggah SK"


@pytest.mark.parametrize(("minta", "kalimat"), [("\x00 ", "Tuliskan apa yang harus"), ("p" * 4001, "4.000 huruf")])
def test_a_wish_is_neither_empty_nor_endless(client, lke, orang, minta, kalimat):
    client.force_login(orang["ketua"])
    jawab = kembalikan(client, lke, minta)
    assert (jawab.status_code, kalimat in jawab.content.decode()) == (422, True)
    assert not TandaPerbaikan.objects.exists()


def test_the_longest_wish_is_taken_whole(client, lke, orang):
    client.force_login(orang["ketua"])
    assert kembalikan(client, lke, "p" * 4000).status_code == 302
    assert TandaPerbaikan.objects.get().catatan == "p" * 4000
