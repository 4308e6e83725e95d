"""The pages of TPI's levels: what each may do there, and that nobody reads a level that is not theirs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.enums import LAPIS_JENJANG, Lapis
from evaluation.enums.jenjang import Jenjang
from evaluation.enums.musim import CaraNilai
from evaluation.models import Jawaban, PenilaiLKE, Skor
from evaluation.permissions import LIHAT_LAPIS
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.jenjang import teruskan_jenjang
from tests.evaluation.jenjang import KODE, KODE2, buat_tim, isi, jawaban, nilai, sampai_dalnis, sampai_ketua
from tests.evaluation.terima import isian_terima
from tests.factories import make_lke, make_penugasan, make_unit
from units.models import Notifikasi
from zi_portal.common.templatetags.zi import angka

pytestmark = pytest.mark.django_db
LAPIS = [x.value for x in (*LAPIS_JENJANG, Lapis.TPI)]
KENARI = {x: f"RAHASIA{x.upper()}" for x in LAPIS}
ORANG = ("a", "b", "c", "ketua", "dalnis", "admin", "operator")


def alamat(nama, lke, *args):
    return reverse(f"evaluation:{nama}", args=[lke.pk, *args])


def tulis_kenari(lke) -> None:
    """In each open layer another answer and a note of its own, so that each has a total of its own."""
    soal = [p for p in instrumen_lke(lke).semua_pertanyaan if p.jenis == "abcd"]
    for nomor, lapis in enumerate(LAPIS, 1):
        if Jawaban.objects.filter(lke=lke, lapis=lapis).exists():
            ubah = {p.kode: p.opsi[-1].kunci for p in soal[:nomor]}
            isi(lke, lapis, ubah, catatan=KENARI[lapis])


def halaman(lke) -> dict[str, str]:
    """Every page on which a layer of this sheet could show."""
    bagian = instrumen_lke(lke).bagian_dari(KODE2).kode
    satu = {
        n: alamat(n, lke)
        for n in (
            "lke_cetak",
            "lke_riwayat",
            "lke_periksa",
            "jenjang",
            "jenjang_teruskan",
            "jenjang_kembalikan",
            "perbedaan",
            "tpi_berubah",
            "tpi_terima",
            "tpi_selesai",
            "tpi_kembalikan",
            "tpi_berikutnya",
        )
    }
    for lapis in LAPIS:
        satu[f"bagian {lapis}"] = alamat("lke_bagian", lke, bagian) + f"?lapis={lapis}"
        satu[f"panel {lapis}"] = alamat("lke_panel", lke, lapis)
        satu[f"penjelasan {lapis}"] = alamat("penjelasan", lke, lapis, KODE2)
        satu[f"cari {lapis}"] = alamat("lke_cari", lke) + f"?q={KENARI[lapis]}"
    for pasangan in ("at1-at2", "at2-kt", "kt-tpi", "unit-tpi", "unit-at2"):
        satu[f"beda {pasangan}"] = alamat("perbedaan", lke) + f"?pasangan={pasangan}"
    satu |= {n: reverse(f"evaluation:{n}") for n in ("tpi_antrean", "beranda", "lke_list")}
    satu["antrean urut"] = reverse("evaluation:tpi_antrean") + "?urut=tpi"
    satu["unit"] = reverse("units:unit_detail", args=[lke.unit_id])
    satu["laporan"] = reverse("reports:laporan_lke", args=[lke.pk])
    satu["pesan"] = reverse("units:notifikasi")
    return satu


@pytest.mark.once
def test_nobody_finds_a_level_that_is_not_theirs_on_any_page(client):
    """While one member has handed over and the other works on; later levels are swept in test_bocor.py."""
    tim = buat_tim()
    tulis_kenari(tim.lke)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    ada = {s.lapis: angka(s.total) for s in Skor.objects.filter(lke=tim.lke, lapis__in=LAPIS)}
    unit = angka(Skor.objects.get(lke=tim.lke, lapis="unit").total)
    assert len({unit, *ada.values()}) == 1 + len(ada)
    terlihat = 0
    for nama in ORANG:
        orang = type(tim.a).objects.get(pk=getattr(tim, nama).pk)
        boleh = {x for x in ada if orang.has_perm(LIHAT_LAPIS[Lapis(x)], tim.lke)}
        client.force_login(orang)
        for judul, url in halaman(tim.lke).items():
            jawab = client.get(url, follow=True)
            teks = jawab.content.decode()
            if judul.startswith("cari"):
                # The page repeats what was searched for; what counts is whether it finds anything.
                dicari = judul.split()[1]
                assert (nama, judul, jawab.context["jumlah"] > 0) == (nama, judul, dicari in boleh & ada.keys())
                teks = teks.replace(KENARI[dicari], "")
            bocor = {x for x in ada if (KENARI[x] in teks or ada[x] in teks) and x not in boleh}
            terlihat += sum(KENARI[x] in teks for x in boleh)
            assert (nama, judul, bocor) == (nama, judul, set())
        for lapis in LAPIS:
            kode = client.get(alamat("lke_panel", tim.lke, lapis)).status_code
            assert (nama, lapis, kode) == (nama, lapis, 200 if lapis in boleh else 404)
            post = client.post(alamat("jawaban_simpan", tim.lke, lapis, KODE), {"versi": "0", f"isi.{KODE}": "B"})
            if not orang.has_perm(LIHAT_LAPIS[Lapis(lapis)], tim.lke):
                assert (nama, lapis, post.status_code) == (nama, lapis, 404)
    assert terlihat  # they are there to be found
    assert not Notifikasi.objects.filter(isi__contains="RAHASIA").exists()


def test_the_answer_to_a_save_tells_of_the_own_level_only(client):
    tim = buat_tim()
    tulis_kenari(tim.lke)
    client.force_login(tim.b)
    versi = jawaban(tim.lke, "at2").versi
    jawab = client.post(
        alamat("jawaban_simpan", tim.lke, "at2", KODE),
        {"versi": versi, f"isi.{KODE}": "B", "catatan": "Milik saya"},
        headers={"accept": "application/json"},
    )
    assert jawab.status_code == 200
    teks = json.dumps(jawab.json())
    assert "Milik saya" in teks
    assert KENARI["at1"] not in teks
    assert angka(Skor.objects.get(lke=tim.lke, lapis="at1").total) not in teks


def test_the_workspace_opens_the_own_level_and_shows_the_ones_before_beside_it(client):
    tim = buat_tim()
    bagian = alamat("lke_bagian", tim.lke, instrumen_lke(tim.lke).bagian_dari(KODE).kode)
    client.force_login(tim.a)
    teks = client.get(bagian).content.decode()
    assert alamat("jawaban_simpan", tim.lke, "at1", KODE) in teks
    assert "Kedua anggota menilai" not in teks
    sampai_ketua(tim, a={KODE: "C"}, b={KODE: "B"})
    client.force_login(tim.ketua)
    teks = client.get(bagian).content.decode()
    assert alamat("jawaban_simpan", tim.lke, "kt", KODE) in teks
    assert teks.index("Catatan A") < teks.index("Catatan B")
    # Left open where they differ: not judged yet, and no difference of the ketua's that would owe a note.
    assert "Ketua tim lebih rendah" not in teks
    assert "Perlu catatan" not in teks


# Acts -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letak", "boleh"),
    [
        ("anggota", {"ambil": {"c", "ketua", "dalnis"}, "teruskan": {"a", "b"}, "kembalikan": set()}),
        ("ketua", {"ambil": {"c", "dalnis"}, "teruskan": {"ketua"}, "kembalikan": {"ketua"}}),
        ("dalnis", {"ambil": {"c"}, "teruskan": set(), "kembalikan": {"dalnis"}}),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_act_at_which_level(client, letak, boleh):
    tim = {"ketua": sampai_ketua, "dalnis": sampai_dalnis}.get(letak, lambda t: t)(buat_tim())
    for nama in ORANG:
        client.force_login(type(tim.a).objects.get(pk=getattr(tim, nama).pk))
        for aksi, siapa in boleh.items():
            metode = client.post if aksi == "ambil" else client.get
            kode = metode(alamat(f"jenjang_{aksi}", tim.lke)).status_code
            # Who is of TPI but not at their turn is led back with a sentence.
            harapan = 302 if aksi == "ambil" or nama not in siapa else 200
            harapan = 403 if nama in ("admin", "operator") else harapan
            assert (nama, aksi, kode) == (nama, aksi, harapan)
        lepas = alamat("kursi_lepas", tim.lke, PenilaiLKE.objects.get(lapis="at1").pk)
        assert (nama, client.get(lepas).status_code) == (nama, 200 if nama in ("ketua", "dalnis") else 403)
        lihat = client.get(alamat("jenjang", tim.lke)).status_code
        assert (nama, lihat) == (nama, 403 if nama in ("admin", "operator") else 200)
    assert PenilaiLKE.objects.count() == {"anggota": 2, "ketua": 3, "dalnis": 4}[letak]


def test_a_sheet_goes_through_its_levels_on_the_pages(client):
    tim = buat_tim(CaraNilai.BERJENJANG)
    client.force_login(tim.a)
    jawab = client.post(alamat("jenjang_teruskan", tim.lke), follow=True)
    assert "belum dinilai" in jawab.content.decode()
    client.post(alamat("tpi_terima", tim.lke), isian_terima(client, tim.lke))
    nilai(tim.lke, Lapis.AT1, KODE, "C", tim.a, "<b>kenari</b>")
    assert "&lt;b&gt;kenari" in client.get(alamat("jenjang_teruskan", tim.lke)).content.decode()
    client.post(alamat("jenjang_teruskan", tim.lke))
    client.force_login(tim.ketua)
    client.post(alamat("jenjang_ambil", tim.lke))
    assert client.post(alamat("jenjang_kembalikan", tim.lke), {"alasan": ""}).status_code == 422
    client.post(alamat("jenjang_kembalikan", tim.lke), {"alasan": "<i>ulang</i>"})
    assert "&lt;i&gt;ulang" in client.get(alamat("jenjang", tim.lke)).content.decode()
    client.force_login(tim.a)
    assert "&lt;i&gt;ulang" in client.get(alamat("jenjang", tim.lke)).content.decode()
    client.post(alamat("jenjang_teruskan", tim.lke))
    client.force_login(tim.ketua)
    client.post(alamat("jenjang_teruskan", tim.lke))
    client.force_login(tim.dalnis)
    client.post(alamat("jenjang_ambil", tim.lke))
    client.post(alamat("tpi_selesai", tim.lke), {"hasil": "layak", "alasan": ""})
    tim.lke.refresh_from_db()
    assert (tim.lke.status, tim.lke.jenjang) == ("layak", Jenjang.DALNIS)


def test_the_history_of_levels_tells_a_member_of_their_own_seat_only(client):
    tim = buat_tim()
    isi(tim.lke, Lapis.AT1)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    client.force_login(tim.b)
    teks = client.get(alamat("jenjang", tim.lke)).content.decode()
    assert ("Meneruskan" in teks, "diteruskan" in teks) == (False, False)
    client.force_login(tim.ketua)
    assert "Meneruskan" in client.get(alamat("jenjang", tim.lke)).content.decode()


# Differences ----------------------------------------------------------------------------------------------------------


def test_differences_stand_in_the_order_of_what_they_do(client):
    tim = sampai_ketua(buat_tim(), a={KODE: "C", KODE2: "B"}, b={KODE: "B", KODE2: "D"})
    client.force_login(tim.ketua)
    halaman = client.get(alamat("perbedaan", tim.lke))
    baris = halaman.context["page"].object_list
    assert halaman.context["pasangan"].kunci == "at1-at2"
    assert {b.kode for b in baris} == {KODE, KODE2}
    urut = [(-len(b.gerbang), -b.bobot) for b in baris]
    assert urut == sorted(urut)
    assert baris[0].bobot > baris[1].bobot > 0
    semua = halaman.context["sepakat"][-1].nilai
    assert (semua.jumlah, semua.sama) == (113, 111)
    # Of the member's own against the unit, and of no pair with the other's.
    client.force_login(tim.a)
    halaman = client.get(alamat("perbedaan", tim.lke) + "?pasangan=at1-at2")
    assert halaman.context["pasangan"].kunci == "unit-at1"


def test_a_difference_that_turns_a_gate_comes_first(client):
    tim = buat_tim()
    besar = [p.kode for p in instrumen_lke(tim.lke).semua_pertanyaan if p.kode.startswith("B.")]
    indeks = next(k for k in besar if instrumen_lke(tim.lke).pertanyaan(k).jenis == "nilai_0_4")
    sampai_ketua(tim, a={KODE2: "D"}, b={indeks: "3.1"})
    client.force_login(tim.dalnis)
    halaman = client.get(alamat("perbedaan", tim.lke) + "?pasangan=at1-at2&saring=gerbang")
    assert [b.kode for b in halaman.context["page"].object_list] == [indeks]
    assert halaman.context["membalik"] == 1


# Lists ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", ["tpi_antrean", "lke_list"])
def test_lists_stay_flat_with_sheets_in_levels(client, nama):
    tim = buat_tim()

    def hitung():
        client.force_login(tim.a)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(reverse(f"evaluation:{nama}")).status_code == 200
        return len(kueri)

    hitung()  # what is read once for the process
    satu = hitung()
    for n in range(2):
        lain = make_lke(unit=make_unit(f"Unit {n}", instansi=tim.lke.unit.instansi), musim=tim.lke.musim)
        type(lain).objects.filter(pk=lain.pk).update(
            status="dinilai_tpi", jenjang="at", diajukan_pada=tim.lke.created_at
        )
        make_penugasan(tim.a, lain)
        PenilaiLKE.objects.create(lke=lain, putaran=1, lapis="at1", user=tim.a)
    assert hitung() == satu


@pytest.mark.parametrize("nama", ["jenjang", "perbedaan"])
def test_pages_of_one_sheet_ask_a_fixed_number_of_questions(client, nama):
    tim = sampai_dalnis(buat_tim(), a={KODE: "C"}, b={KODE: "C"})
    client.force_login(tim.dalnis)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(alamat(nama, tim.lke)).status_code == 200
    assert len(kueri) <= 16
