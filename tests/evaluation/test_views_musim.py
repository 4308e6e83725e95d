"""Pages of the seasons: what each act shows, refuses and tells, and what everybody else never sees."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.enums.musim import Jendela, StatusMusim
from evaluation.models import Instrumen, Musim, Perpanjangan, RiwayatEvaluasi
from evaluation.selectors.masa import tutup_jendela
from evaluation.services.musim import perpanjang_musim, siapkan_musim
from tests.factories import make_anggota, make_instansi, make_lke, make_musim
from units.enums import Peran

pytestmark = pytest.mark.django_db
SEHARI = dt.timedelta(days=1)
KENARI = "<b>kenari&\"'</b>"
KENARI_AMAN = "&lt;b&gt;kenari&amp;&quot;&#x27;&lt;/b&gt;"


@pytest.fixture
def tpn():
    return make_anggota(Peran.TPN_ADMIN)


@pytest.fixture
def klien(tpn):
    klien = Client()
    klien.force_login(tpn)
    return klien


@pytest.fixture
def musim():
    return make_musim()


@pytest.fixture
def disiapkan(musim, tpn):
    return siapkan_musim(dari=musim, actor=tpn)


def url(nama: str, musim: Musim) -> str:
    return reverse(f"evaluation:musim_{nama}", args=[musim.pk])


def isian(musim: Musim, **ubah) -> dict[str, object]:
    """What the form of this season sends when nobody touches it."""
    hari = ("isi_mulai", "isi_selesai", "tpi_selesai")
    isi = {nama: getattr(musim, nama).astimezone(musim.tz).date().isoformat() for nama in hari}
    lain = ("tahun_bukti_awal", "tahun_bukti_akhir", "cara_nilai", "konversi_survei", "bulan_bangun", "bulan_wbbm")
    isi |= {nama: getattr(musim, nama) for nama in (*lain, "versi")}
    return isi | {"instrumen": musim.instrumen_id, "putaran_maks": ""} | ubah


def pesan(jawab) -> list[str]:
    return [str(m) for m in jawab.context["messages"]]


@pytest.mark.parametrize("peran", [p for p in Peran if p not in (Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM)])
def test_only_their_keepers_find_the_seasons(client, disiapkan, peran):
    unit = make_lke().unit
    client.force_login(make_anggota(peran, unit=unit, instansi=unit.instansi))
    alamat = [reverse("evaluation:musim_list"), *(url(n, disiapkan) for n in ("detail", "ubah", "buka", "perpanjang"))]
    assert [client.get(a).status_code for a in alamat] == [403] * 5
    beranda = client.get("/").content.decode()
    assert (reverse("evaluation:musim_list") in beranda, "tahun=2027" in beranda) == (False, False)


def test_a_year_from_preparing_to_extending(klien, musim):
    """Prepared, changed, opened, used, extended: each page leads to the next act."""
    daftar = klien.get(reverse("evaluation:musim_list"))
    assert "Siapkan musim 2027" in daftar.content.decode()
    siap = [klien.post(reverse("evaluation:musim_siapkan"), {"dari": 2026}, follow=True) for _ in range(2)]
    baru = Musim.objects.get(tahun=2027)
    assert [pesan(s)[0][:18] for s in siap] == ["Musim 2027 disiapk", "Musim 2027 sudah a"]
    assert "Siapkan musim" not in klien.get(reverse("evaluation:musim_list")).content.decode()

    kemarin = timezone.localdate() - SEHARI
    isi = isian(baru, isi_mulai=kemarin.isoformat(), pendahuluan=["lembaga", "kota"], putaran_maks=2)
    assert klien.post(url("ubah", baru), isi, follow=True).redirect_chain == [(url("detail", baru), 302)]
    baru.refresh_from_db()
    assert (baru.putaran_maks, baru.pendahuluan) == (2, ["lembaga", "kota"])
    assert baru.isi_mulai == dt.datetime.combine(kemarin, dt.time(), tzinfo=baru.tz)
    assert (baru.isi_selesai.astimezone(baru.tz)).time() == dt.time(23, 59, 59)

    assert "Buka musim" in klien.get(url("buka", baru)).content.decode()
    buka = [klien.post(url("buka", baru), follow=True) for _ in range(2)]
    assert [pesan(b) for b in buka] == [
        ["Musim 2027 dibuka."],
        ["Musim 2027 sudah dibuka. Tidak ada yang berubah."],
    ]
    belum = klien.get(url("perpanjang", baru), follow=True)
    assert pesan(belum) == ["Musim 2027 belum dipakai LKE. Ubah saja tanggalnya."]

    baru.refresh_from_db()
    make_lke(musim=baru)
    for metode in (klien.get, klien.post):
        assert "sudah dipakai LKE" in pesan(metode(url("ubah", baru), follow=True))[0]
    sampai = (baru.isi_selesai + 5 * SEHARI).astimezone(baru.tz).date()
    kirim = {"jendela": "isi", "instansi": "", "sampai": sampai.isoformat(), "alasan": "Gempa."}
    halaman = klien.post(url("perpanjang", baru), kirim, follow=True)
    assert pesan(halaman)[0].startswith("Pengisian LKE diperpanjang sampai")
    isi_halaman = halaman.content.decode()
    assert all(kata in isi_halaman for kata in ("diperpanjang, semula", "Gempa.", "Lembaga, Pemerintah kota"))
    baru.refresh_from_db()
    assert tutup_jendela(baru, Jendela.ISI) == dt.datetime.combine(sampai, dt.time(23, 59, 59), tzinfo=baru.tz)
    # A second press finds the first one's date.
    lagi = klien.post(url("perpanjang", baru), kirim)
    assert (lagi.status_code, Perpanjangan.objects.count()) == (422, 1)
    assert "sudah terbuka sampai" in lagi.content.decode()


def test_what_the_check_finds_stands_on_the_page(klien, disiapkan):
    Musim.objects.filter(pk=disiapkan.pk).update(tahun_bukti_akhir=2031)
    isi = disiapkan.instrumen.isi
    isi["ambang"][0]["simpul"] = "Z.9"
    Instrumen.objects.filter(pk=disiapkan.instrumen_id).update(isi=isi)
    for nama in ("detail", "buka"):
        halaman = klien.get(url(nama, disiapkan)).content.decode()
        assert all(k in halaman for k in ("2 temuan", "melewati tahun musim", "simpul Z.9, yang tidak ada"))
    assert "Setelah dibuka" not in halaman
    assert pesan(klien.post(url("buka", disiapkan), follow=True))[0].startswith("Musim belum dapat dibuka: 2 temuan")
    assert Musim.objects.get(pk=disiapkan.pk).status == StatusMusim.DISIAPKAN


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"isi_selesai": "2020-01-01"}, "isi_selesai"),
        ({"tpi_selesai": "bukan tanggal"}, "tpi_selesai"),
        ({"usulan_mulai": "2027-06-01"}, "usulan_selesai"),
        ({"sanggah_mulai": "2027-06-02", "sanggah_selesai": "2027-06-01"}, "sanggah_selesai"),
        ({"tahun_bukti_awal": "2030"}, "tahun_bukti_akhir"),
        ({"putaran_maks": "0"}, "putaran_maks"),
        ({"bulan_wbbm": "-1"}, "bulan_wbbm"),
        ({"instrumen": "999"}, "instrumen"),
        ({"pendahuluan": ["desa"]}, "pendahuluan"),
        ({"konversi_survei": "lain"}, "konversi_survei"),
        ({"versi": "7"}, "__all__"),
    ],
)
def test_what_cannot_stand_is_told_and_what_was_typed_is_kept(klien, disiapkan, ubah, bidang):
    sebelum = Musim.objects.filter(pk=disiapkan.pk).values().get()
    jawab = klien.post(url("ubah", disiapkan), isian(disiapkan, bulan_bangun=36) | ubah)
    form = jawab.context["form"]
    assert (jawab.status_code, list(form.errors), form["bulan_bangun"].value()) == (422, [bidang], "36")
    assert Musim.objects.filter(pk=disiapkan.pk).values().get() == sebelum


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"jendela": "usulan"}, "jendela"),
        ({"jendela": "x"}, "jendela"),
        ({"instansi": "999"}, "instansi"),
        ({"sampai": "kelak"}, "sampai"),
        ({"sampai": "2020-01-01"}, "__all__"),
        ({"alasan": "  "}, "alasan"),
        ({"alasan": "x" * 4001}, "alasan"),
    ],
)
def test_an_extension_that_cannot_be_is_told(klien, musim, ubah, bidang):
    make_lke(musim=musim)
    isi = {"jendela": "tpi", "instansi": "", "sampai": (timezone.localdate() + 200 * SEHARI).isoformat(), "alasan": "A"}
    jawab = klien.post(url("perpanjang", musim), isi | ubah)
    assert (jawab.status_code, list(jawab.context["form"].errors)) == (422, [bidang])
    assert not Perpanjangan.objects.exists()


def test_reason_and_names_are_escaped(klien, musim, tpn):
    make_lke(musim=musim)
    perpanjang_musim(
        musim=musim,
        jendela=Jendela.TPI,
        instansi=make_instansi(KENARI),
        sampai=timezone.now() + 200 * SEHARI,
        alasan=KENARI,
        actor=tpn,
    )
    halaman = klien.get(url("detail", musim)).content.decode()
    assert (halaman.count(KENARI_AMAN) >= 3, KENARI in halaman) == (True, False)
    assert KENARI not in klien.get(url("perpanjang", musim)).content.decode()


@pytest.mark.parametrize("tahun", ["", "x", "1999", "99999999999999999999", "2026\x00"])
def test_a_year_that_is_not_there_prepares_nothing(klien, musim, tahun):
    assert klien.post(reverse("evaluation:musim_siapkan"), {"dari": tahun}).status_code == 404
    assert Musim.objects.count() == 1


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_list_asks_as_often_for_one_as_for_thirty(klien, musim, banyak, django_assert_num_queries):
    for tahun in range(2025, 2026 - banyak, -1):
        make_musim(tahun, instrumen=musim.instrumen)
    klien.get("/profil/")
    with django_assert_num_queries(7):
        assert len(klien.get(reverse("evaluation:musim_list")).context["page"]) == min(banyak, 25)


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_a_season_asks_as_often_with_one_extension_as_with_thirty(klien, musim, tpn, banyak, django_assert_num_queries):
    make_lke(musim=musim)
    for n in range(banyak):
        perpanjang_musim(
            musim=musim,
            jendela=Jendela.TPI,
            instansi=make_instansi(f"Kota {n}"),
            sampai=timezone.now() + 200 * SEHARI,
            alasan="Alasan",
            actor=tpn,
        )
    assert RiwayatEvaluasi.objects.count() == banyak
    klien.get("/profil/")
    with django_assert_num_queries(10):
        halaman = klien.get(url("detail", musim))
    assert (len(halaman.context["khusus"]), len(halaman.context["jejak"])) == (banyak, min(banyak, 25))
