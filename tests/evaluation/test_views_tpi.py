"""TPI's pages: who may do what in which state, what they show, and that they stay flat."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Ranah, Status
from evaluation.models import (
    Jawaban,
    Kunjungan,
    LembarKerjaEvaluasi,
    PenugasanTPI,
    Riwayat,
    TandaPerbaikan,
    TautanBukti,
)
from evaluation.selectors.lembar import hak_lke, muat_lembar
from evaluation.selectors.tpi import belum_dinilai, cap_soal
from evaluation.services.komentar import tulis_komentar
from evaluation.services.tpi import mulai_nilai
from tests.evaluation.terima import isian_terima
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_penugasan,
    make_unit,
    syarat_dinyatakan,
)
from tests.matrix import DI_TPN, ORANG_UNIT, PENGARAH, SEMUA, TPI, buat_dunia, melihat_lke
from units.enums import Peran
from units.models import BuktiDukung, Keanggotaan

pytestmark = pytest.mark.django_db
KODE = "A.I.1.i.a"


def lusa(n: int = 7) -> str:
    return (timezone.localdate() + dt.timedelta(days=n)).isoformat()


KEMBALIKAN = {"tanda": [KODE], f"minta-{KODE}": "Unggah SK tim", "alasan": "Lengkapi bukti", "tenggat": lusa()}


def satu_diterima(lke) -> dict[str, object]:
    """One question, not judged yet where TPI's layer is open, with what the list says of it."""
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=KODE).update(isi={}, versi=0, diubah_pada=None)
    return {"kode": [KODE], f"cap-{KODE}": cap_soal(lke, Lapis.TPI)[KODE]}


def kirim(client, lke, halaman: str, isi):
    url = reverse(f"evaluation:{halaman}", args=[lke.pk])
    return client.post(url, isi(lke) if callable(isi) else isi)


# page -> what is sent, who may, from which states it does something
TINDAKAN = {
    "tpi_mulai": ({}, TPI, {Status.DIAJUKAN}),
    "tpi_terima": (satu_diterima, TPI, {Status.DINILAI_TPI}),
    "tpi_kembalikan": (KEMBALIKAN, PENGARAH, {Status.DINILAI_TPI}),
    "tpi_perpanjang": ({"tenggat": lusa(20), "alasan": "Banjir"}, PENGARAH, {Status.PERBAIKAN}),
    "tpi_selesai": ({"hasil": Status.LAYAK, "alasan": ""}, PENGARAH, {Status.DINILAI_TPI, Status.PLENO}),
    "tpi_bawa_pleno": ({}, PENGARAH, {Status.DINILAI_TPI}),
    "tpi_kembali_nilai": ({"alasan": "Periksa lagi"}, PENGARAH, {Status.PLENO}),
    "tpn_putuskan": (
        {"putusan": "tetapkan", "nomor_sk": "SK/1", "tanggal_sk": "2026-01-02"},
        {"tpn_admin"},
        {Status.PENETAPAN},
    ),
}


def jejak(lke) -> tuple:
    """What an act leaves: state, round, due date, number of moves and of TPI's saves."""
    lke = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    return lke.status, lke.putaran, lke.tenggat, lke.versi_tpi, lke.riwayat.count()


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.usefixtures("short_refusals")
def test_who_may_act_on_a_sheet(client, status):
    dunia = buat_dunia(status)
    for nama in sorted(SEMUA):
        client.force_login(dunia.orang[nama])
        for halaman, (isi, boleh, dari) in TINDAKAN.items():
            sebelum = jejak(dunia.lke)
            titik = transaction.savepoint()
            jawab = kirim(client, dunia.lke, halaman, isi)
            sesudah = jejak(dunia.lke)
            transaction.savepoint_rollback(titik)
            # Who holds the role but comes too late is led back with a sentence; nothing happens.
            terlihat = 302 if nama in boleh else 403
            harapan = terlihat if nama in melihat_lke(status) else 404
            assert (nama, halaman, jawab.status_code) == (nama, halaman, harapan)
            assert (nama, halaman, sesudah != sebelum) == (nama, halaman, nama in boleh and status in dari)


@pytest.mark.parametrize("halaman", ["tpi_antrean", "tpi_tugas", "usulan_list", "tpn_antrean", "beranda"])
def test_a_stranger_is_sent_to_sign_in(client, halaman):
    jawab = client.get(reverse(f"evaluation:{halaman}"))
    assert (jawab.status_code, urlsplit(jawab.url).path) == (302, reverse("account_login"))


@pytest.mark.parametrize("halaman", ["tpi_mulai", "komentar_tulis", "usulan_masukkan", "usulan_keluarkan"])
def test_acts_answer_only_to_post(client, halaman):
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=make_instansi()))
    args = [1, KODE] if halaman == "komentar_tulis" else [1]
    assert client.get(reverse(f"evaluation:{halaman}", args=args)).status_code == 405


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DINILAI_TPI, Status.PLENO, Status.PERBAIKAN])
def test_an_assessor_does_not_act_on_the_unit_they_work_in(client, status):
    dunia = buat_dunia(status)
    ketua = dunia.orang["tpi_ketua"]
    make_anggota(Peran.KETUA_TIM, unit=dunia.unit, user=ketua)
    client.force_login(ketua)
    for halaman, (isi, boleh, _) in TINDAKAN.items():
        if "tpi_ketua" in boleh:
            assert (halaman, kirim(client, dunia.lke, halaman, isi).status_code) == (halaman, 403)
    assert dunia.unit.nama not in client.get(reverse("evaluation:tpi_antrean")).content.decode()


# The straight path ----------------------------------------------------------------------------------------------------


@pytest.fixture
def dunia():
    """A full sheet handed in, with everybody around it."""
    return buat_dunia(Status.DIAJUKAN)


def pesan(jawab) -> str:
    return " ".join(str(m) for m in jawab.context["messages"])


def test_a_review_from_the_queue_to_the_result(client, dunia):
    client.force_login(dunia.orang["tpi_anggota"])
    antrean = client.get(reverse("evaluation:tpi_antrean"))
    assert [lke.pk for lke in antrean.context["page"]] == [dunia.lke.pk]
    assert (antrean.context["page"][0].dinilai, antrean.context["page"][0].semua) == (0, 113)

    client.post(reverse("evaluation:tpi_mulai", args=[dunia.lke.pk]))
    lanjut = client.get(reverse("evaluation:tpi_berikutnya", args=[dunia.lke.pk]))
    assert lanjut.url == f"{reverse('evaluation:lke_bagian', args=[dunia.lke.pk, 'A.I.1'])}#soal-{KODE}"
    daftar = client.get(reverse("evaluation:tpi_terima", args=[dunia.lke.pk]))
    assert len(daftar.context["sisa"]) == 113
    client.post(reverse("evaluation:tpi_terima", args=[dunia.lke.pk]), isian_terima(client, dunia.lke))
    assert client.get(reverse("evaluation:tpi_antrean")).context["page"][0].dinilai == 113
    syarat_dinyatakan(dunia.lke, actor=dunia.orang["tpi_anggota"])

    client.force_login(dunia.orang["tpi_dalnis"])
    selesai = client.get(reverse("evaluation:tpi_selesai", args=[dunia.lke.pk]))
    assert (selesai.context["memenuhi"], selesai.context["belum"], len(selesai.context["gerbang"])) == (True, [], 12)
    jawab = client.post(
        reverse("evaluation:tpi_selesai", args=[dunia.lke.pk]), {"hasil": Status.LAYAK, "alasan": ""}, follow=True
    )
    assert "selesai: layak diusulkan" in pesan(jawab)
    assert jejak(dunia.lke)[0] == Status.LAYAK


def test_a_second_click_says_the_present_state_and_changes_nothing(client, dunia):
    client.force_login(dunia.orang["tpi_ketua"])
    url = reverse("evaluation:tpi_mulai", args=[dunia.lke.pk])
    client.post(url)
    sebelum = jejak(dunia.lke)
    jawab = client.post(url, follow=True)
    assert "berstatus “Dinilai TPI”" in pesan(jawab)
    assert jejak(dunia.lke) == sebelum


def test_next_starts_after_the_question_one_looks_at_and_comes_round(client, dunia):
    mulai_nilai(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])
    isi_lapis_penuh(dunia.lke, Lapis.TPI)
    for kode in ("A.I.2.i.a", "B.II.a"):
        Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode=kode).update(versi=0, isi={})
    client.force_login(dunia.orang["tpi_ketua"])
    url = reverse("evaluation:tpi_berikutnya", args=[dunia.lke.pk])
    for dari, ke in (("", "A.I.2.i.a"), ("A.I.2.i.a", "B.II.a"), ("B.II.a", "A.I.2.i.a"), ("tak-ada", "A.I.2.i.a")):
        assert client.get(url, {"dari": dari}).url.endswith(f"#soal-{ke}")


def test_the_workspace_and_the_bar_agree_on_what_is_left(client, dunia):
    lke, ketua = dunia.lke, dunia.orang["tpi_ketua"]
    mulai_nilai(lke=lke, actor=ketua)
    isi_lapis_penuh(lke, Lapis.TPI)
    # One question each: never judged, judged in part, answered anew by the unit, with proof that came later.
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode="A.I.1.i.a").update(versi=0, isi={})
    sebagian = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode="A.II.1.i.a")
    sebagian.isi.popitem()
    sebagian.save()
    kini = timezone.now() + dt.timedelta(seconds=1)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode="A.I.2.i.a").update(diubah_pada=kini)
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK", dibuat_oleh=ketua)
    TautanBukti.objects.create(lke=lke, kode="B.I.a", bukti=bukti, oleh=ketua, pada=kini)
    kode = ("A.I.1.i.a", "A.I.2.i.a", "A.II.1.i.a", "B.I.a")
    assert belum_dinilai(lke) == kode
    lembar = muat_lembar(lke, hak_lke(ketua, lke))
    assert tuple(lembar.saring("perlu_dinilai", list(lembar.skor[Lapis.TPI].pertanyaan))) == kode

    client.force_login(ketua)
    halaman = client.get(reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"])).content.decode()
    assert "<span data-tpi-dinilai>109</span> / 113" in halaman


def test_returning_flags_what_was_marked_until_the_end_of_the_day_in_the_offices_zone(client, dunia):
    dunia.instansi.zona_waktu = "Asia/Jayapura"
    dunia.instansi.save()
    mulai_nilai(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])
    client.force_login(dunia.orang["tpi_ketua"])
    url = reverse("evaluation:tpi_kembalikan", args=[dunia.lke.pk])
    assert "23.59 WIT" in client.get(url).content.decode()

    client.post(url, KEMBALIKAN | {"minta-A.I.1.i.b": "tidak ditandai, tidak dikirim"})

    lke = LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk)
    assert (lke.status, lke.putaran) == (Status.PERBAIKAN, 2)
    assert lke.tenggat.astimezone(dunia.instansi.tz).strftime("%Y-%m-%d %H:%M") == f"{lusa()} 23:59"
    assert list(TandaPerbaikan.objects.values_list("kode", "catatan", "putaran")) == [(KODE, "Unggah SK tim", 2)]


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"tanda": []}, "Tandai paling sedikit satu"),
        ({f"minta-{KODE}": "  "}, f"apa yang harus diperbaiki pada {KODE}"),
        ({"tenggat": lusa(-1)}, "harus sesudah hari ini"),
        ({"tenggat": lusa(200)}, "paling lambat"),
        ({"tenggat": "besok"}, "tanggal"),
        ({"alasan": ""}, "wajib"),
        ({"tanda": ["A.I.9.z"]}, "Tandai paling sedikit satu"),
    ],
)
def test_a_return_that_cannot_be_made_keeps_what_was_typed(client, dunia, ubah, kalimat):
    mulai_nilai(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])
    client.force_login(dunia.orang["tpi_ketua"])
    sebelum = jejak(dunia.lke)
    isi = KEMBALIKAN | {"minta-A.I.1.i.b": "Tulisan yang tidak boleh hilang"} | ubah
    jawab = client.post(reverse("evaluation:tpi_kembalikan", args=[dunia.lke.pk]), isi)
    halaman = jawab.content.decode()
    assert jawab.status_code == 422
    assert kalimat.lower() in halaman.lower()
    assert "Tulisan yang tidak boleh hilang" in halaman
    assert jejak(dunia.lke) == sebelum


def test_a_return_proposes_what_tpi_lowered_and_threads_it_left_open(client, dunia):
    lke, ketua = dunia.lke, dunia.orang["tpi_ketua"]
    mulai_nilai(lke=lke, actor=ketua)
    isi_lapis_penuh(lke, Lapis.TPI, {KODE: {KODE: "Tidak"}})
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=KODE).update(catatan="SK belum ada")
    tulis_komentar(lke=lke, kode="A.I.2.i.a", isi="Mana SOP?", actor=ketua)
    tulis_komentar(lke=lke, kode="A.I.2.i.b", isi="Antarpenilai", actor=ketua, ranah=Ranah.INTERNAL_TPI)
    tulis_komentar(lke=lke, kode="A.I.2.i.c", isi="Dari unit", actor=dunia.orang["operator"])
    client.force_login(ketua)
    kelompok = client.get(reverse("evaluation:tpi_kembalikan", args=[lke.pk])).context["kelompok"]
    dipilih = [(r["banding"].kode, r["minta"]) for k in kelompok for r in k["dipilih"]]
    assert dipilih == [(KODE, "SK belum ada"), ("A.I.2.i.a", "Mana SOP?")]
    assert sum(len(k["dipilih"]) + len(k["lain"]) for k in kelompok) == 113


def test_the_result_page_names_what_stands_in_the_way(client, dunia):
    lke, ketua = dunia.lke, dunia.orang["tpi_ketua"]
    mulai_nilai(lke=lke, actor=ketua)
    isi_lapis_penuh(lke, Lapis.TPI, {KODE: {KODE: "Tidak"}})
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode="A.I.2.i.a").update(versi=0, isi={})
    client.force_login(ketua)
    url = reverse("evaluation:tpi_selesai", args=[lke.pk])
    isi = client.get(url).context
    assert [b.kode for b in isi["belum"]] == ["A.I.2.i.a"]
    assert [b.kode for b in isi["tanpa_catatan"]] == [KODE]
    jawab = client.post(url, {"hasil": Status.LAYAK, "alasan": "Baik"})
    assert jawab.status_code == 422
    assert "1 pertanyaan belum dinilai TPI" in jawab.content.decode()
    assert jejak(lke)[0] == Status.DINILAI_TPI


def test_not_layak_needs_its_reason(client, dunia):
    bawa = dunia.orang["tpi_ketua"]
    mulai_nilai(lke=dunia.lke, actor=bawa)
    isi_lapis_penuh(dunia.lke, Lapis.TPI)
    client.force_login(bawa)
    url = reverse("evaluation:tpi_selesai", args=[dunia.lke.pk])
    assert client.post(url, {"hasil": Status.TIDAK_LAYAK, "alasan": " "}).status_code == 422
    assert client.post(url, {"hasil": "lain", "alasan": "x"}).status_code == 422
    assert client.post(url, {"hasil": Status.TIDAK_LAYAK, "alasan": "Belum"}).status_code == 302
    assert Riwayat.objects.get(lke=dunia.lke, ke=Status.TIDAK_LAYAK).alasan == "Belum"


def test_what_changed_is_told_against_the_visit_before_this_one(client, dunia):
    lke, ketua = dunia.lke, dunia.orang["tpi_ketua"]
    mulai_nilai(lke=lke, actor=ketua)
    client.force_login(ketua)
    url = reverse("evaluation:tpi_berubah", args=[lke.pk])
    assert "kunjungan pertama" in client.get(url).content.decode()

    bagian = reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"])
    client.get(bagian)
    lampau = timezone.now() - dt.timedelta(hours=3)
    Kunjungan.objects.filter(lke=lke, user=ketua).update(pada=lampau)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).update(diubah_pada=lampau - dt.timedelta(hours=1))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode=KODE).update(diubah_pada=lampau + dt.timedelta(hours=1))
    # Walking through the pages of the sheet does not make the news old.
    for _ in range(2):
        client.get(bagian)
        perubahan = client.get(url).context["perubahan"]
        assert [p.pertanyaan.kode for p in perubahan] == [KODE]


# Before the release ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "terlihat"), [(Status.DINILAI_TPI, False), (Status.PERBAIKAN, True)])
def test_the_unit_sees_tpis_values_only_after_a_release(client, status, terlihat):
    dunia = buat_dunia(status)
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE).update(
        isi={KODE: "Tidak"}, catatan="CATATAN-PENILAI"
    )
    tulis_komentar(
        lke=dunia.lke, kode=KODE, isi="UCAPAN-INTERNAL", actor=dunia.orang["tpi_ketua"], ranah=Ranah.INTERNAL_TPI
    )
    bagian = reverse("evaluation:lke_bagian", args=[dunia.lke.pk, "A.I.1"])
    # It is there to be seen.
    client.force_login(dunia.orang["tpi_ketua"])
    for canary in ("CATATAN-PENILAI", "UCAPAN-INTERNAL"):
        assert canary in client.get(bagian).content.decode()

    for nama in sorted(ORANG_UNIT):
        client.force_login(dunia.orang[nama])
        assert ("CATATAN-PENILAI" in client.get(bagian).content.decode()) == terlihat
        for url in (
            bagian,
            reverse("evaluation:utas", args=[dunia.lke.pk, KODE]),
            reverse("evaluation:lke_riwayat", args=[dunia.lke.pk]),
            reverse("evaluation:lke_cetak", args=[dunia.lke.pk]),
            reverse("evaluation:lke_cari", args=[dunia.lke.pk]),
            reverse("evaluation:beranda"),
            reverse("units:unit_detail", args=[dunia.unit.pk]),
        ):
            halaman = client.get(url).content.decode()
            assert "UCAPAN-INTERNAL" not in halaman, url
            if not terlihat:
                assert "CATATAN-PENILAI" not in halaman, url
            assert "tpi-bar" not in halaman


# Lists ----------------------------------------------------------------------------------------------------------------


def hitung(client, url) -> int:
    client.get(url)  # a session that is renewed now and then writes; the second visit only reads
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def tambah_lke(instansi, n, *, status=Status.DINILAI_TPI, actor):
    baru = []
    for i in range(n):
        lke = make_lke(unit=make_unit(f"Unit {i:02d} {status}", instansi=instansi))
        isi_lapis_penuh(lke)
        baru.append(bawa_ke(lke, status, actor=actor))
    return baru


@pytest.mark.parametrize("peran", [Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.ADMIN_INSTANSI])
def test_the_queue_and_the_assignments_stay_flat(client, peran):
    instansi = make_instansi()
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi)
    orang = make_anggota(peran, instansi=instansi)
    halaman = ["tpi_antrean"] + (["tpi_tugas"] if peran != Peran.TPI_ANGGOTA else [])
    banyak = {nama: set() for nama in halaman}
    client.force_login(orang)
    for tambahan in (1, 2, 17):
        # Half of them wait to be taken up: their rows carry a button, and so a question of permission.
        for lke in tambah_lke(instansi, tambahan, status=Status.DIAJUKAN, actor=dalnis):
            for penilai in (orang, make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)):
                if Keanggotaan.objects.filter(user=penilai, peran=Peran.TPI_ANGGOTA).exists():
                    make_penugasan(penilai, lke)
            tulis_komentar(lke=lke, kode=KODE, isi="Halo", actor=dalnis)
        for nama in halaman:
            banyak[nama].add(hitung(client, reverse(f"evaluation:{nama}")))
    assert {nama: len(n) for nama, n in banyak.items()} == dict.fromkeys(halaman, 1)
    assert all(n.pop() <= 18 for n in banyak.values())


@pytest.mark.parametrize("halaman", ["tpi_terima", "tpi_kembalikan", "tpi_selesai", "tpi_berubah"])
def test_pages_of_one_sheet_take_few_queries(client, dunia, halaman):
    mulai_nilai(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])
    client.force_login(dunia.orang["tpi_ketua"])
    assert hitung(client, reverse(f"evaluation:{halaman}", args=[dunia.lke.pk])) <= 18


def test_the_queue_filters_sorts_and_pages(client):
    instansi = make_instansi()
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi)
    tambah_lke(instansi, 26, status=Status.DIAJUKAN, actor=dalnis)
    rumah = make_lke(unit=make_unit("RSUD Tanjung Pura", instansi=instansi))
    isi_lapis_penuh(rumah, ubah={KODE: {KODE: "Tidak"}})
    bawa_ke(rumah, Status.PERBAIKAN, actor=dalnis)
    lain = make_lke(unit=make_unit("Tahun lalu", instansi=instansi), musim=make_musim(2025))
    isi_lapis_penuh(lain)
    bawa_ke(lain, Status.DIAJUKAN, actor=dalnis)
    client.force_login(dalnis)
    url = reverse("evaluation:tpi_antrean")

    def baris(**query):
        return [lke.unit.nama for lke in client.get(url, query).context["page"]]

    assert (len(baris()), len(baris(halaman=2)), len(baris(halaman="x"))) == (25, 2, 25)
    assert baris(q="rsud") == ["RSUD Tanjung Pura"]
    assert baris(status="perbaikan") == ["RSUD Tanjung Pura"]
    assert baris(tahun=2025) == ["Tahun lalu"]
    assert baris(urut="mandiri", halaman=2)[-1] == "RSUD Tanjung Pura"
    # What is not known is left out rather than refused.
    assert len(baris(status="bukan", urut="'; drop table")) == 25
    assert "Tidak ada LKE yang cocok" in client.get(url, {"q": "zzz"}).content.decode()


# Assignments ----------------------------------------------------------------------------------------------------------


def test_assigning_and_ending_an_assignment(client, dunia):
    client.force_login(dunia.orang["tpi_ketua"])
    url, lepas = reverse("evaluation:tpi_tugas"), dunia.orang["tpi_lepas"]
    jawab = client.post(f"{url}?q=Dinas", {"unit": dunia.unit.pk, "anggota": lepas.pk})
    assert jawab.url == f"{url}?q=Dinas"
    tugas = PenugasanTPI.objects.get(user=lepas)
    assert (tugas.unit, tugas.musim, tugas.oleh) == (dunia.unit, dunia.lke.musim, dunia.orang["tpi_ketua"])

    hapus = reverse("evaluation:tpi_tugas_lepas", args=[tugas.pk])
    assert "tidak lagi melihat" in client.get(hapus).content.decode()
    assert PenugasanTPI.objects.filter(pk=tugas.pk).exists()
    client.post(hapus)
    assert not PenugasanTPI.objects.filter(pk=tugas.pk).exists()
    assert client.post(hapus).status_code == 404


def test_members_of_the_unit_are_not_offered_and_not_taken(client, dunia):
    lepas = dunia.orang["tpi_lepas"]
    make_anggota(Peran.OPERATOR, unit=dunia.unit, user=lepas)
    client.force_login(dunia.orang["admin"])
    url = reverse("evaluation:tpi_tugas")
    baris = {u.pk: [c.user for c, _mendampingi in u.calon] for u in client.get(url).context["page"]}
    assert lepas not in baris.pop(dunia.unit.pk)
    assert all(lepas in calon for calon in baris.values())
    assert baris
    client.post(url, {"unit": dunia.unit.pk, "anggota": lepas.pk})
    assert not PenugasanTPI.objects.filter(user=lepas).exists()


def test_units_and_people_of_another_instansi_cannot_be_assigned(client, dunia):
    client.force_login(dunia.orang["tpi_lain"])
    client.post(reverse("evaluation:tpi_tugas"), {"unit": dunia.unit.pk, "anggota": dunia.orang["tpi_lepas"].pk})
    assert not PenugasanTPI.objects.filter(user=dunia.orang["tpi_lepas"]).exists()
    tugas = PenugasanTPI.objects.get(user=dunia.orang["tpi_anggota"])
    assert client.post(reverse("evaluation:tpi_tugas_lepas", args=[tugas.pk])).status_code == 404
    assert PenugasanTPI.objects.filter(pk=tugas.pk).exists()


def test_an_assigned_member_sees_the_sheet_and_loses_it_again(client, dunia):
    lepas = dunia.orang["tpi_lepas"]
    sheet = reverse("evaluation:lke_bagian", args=[dunia.lke.pk, "A.I.1"])
    client.force_login(lepas)
    assert client.get(sheet).status_code == 404
    tugas = make_penugasan(lepas, dunia.lke)
    assert client.get(sheet).status_code == 200
    tugas.delete()
    assert client.get(sheet).status_code == 404


# What people write ----------------------------------------------------------------------------------------------------


def test_what_people_write_is_shown_as_text(client):
    jahat = "<script>alert(1)</script>&\"'"
    instansi = make_instansi(f"Kabupaten {jahat}")
    unit = make_unit(f"Dinas {jahat}", instansi=instansi)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi, nama=f"Budi {jahat}")
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama=f"Ani {jahat}")
    make_anggota(Peran.OPERATOR, unit=unit, nama=f"Siti {jahat}")
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    tugas = make_penugasan(anggota, lke)
    Kunjungan.objects.create(lke=lke, user=ketua, sejak=timezone.now() - dt.timedelta(days=9))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=KODE).update(isi={KODE: "Tidak"}, catatan=jahat)
    tulis_komentar(lke=lke, kode=KODE, isi=f"{jahat} @{anggota.username}", actor=anggota)
    client.force_login(ketua)
    for nama, args in [
        ("tpi_antrean", []),
        ("tpi_tugas", []),
        ("tpi_tugas_lepas", [tugas.pk]),
        ("tpi_berubah", [lke.pk]),
        ("tpi_terima", [lke.pk]),
        ("tpi_kembalikan", [lke.pk]),
        ("tpi_selesai", [lke.pk]),
        ("utas", [lke.pk, KODE]),
        ("lke_bagian", [lke.pk, "A.I.1"]),
        ("beranda", []),
    ]:
        halaman = client.get(reverse(f"evaluation:{nama}", args=args)).content.decode()
        assert "&lt;script&gt;alert(1)" in halaman or nama == "beranda", nama
        assert "<script>alert" not in halaman, nama
    assert Status.DINILAI_TPI not in DI_TPN
