"""The page of reports: who sees what of it in which state, how a job is followed, how the file goes out."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from reports.models import Dokumen, Pekerjaan
from reports.permissions import lapis_untuk
from reports.selectors import dokumen_terbaca, isi_lhe
from reports.services import minta_dokumen
from tests.factories import isi_lapis_penuh, make_anggota, make_lke
from tests.reports.bantu import SEMUA_LAPIS, UNIT_TPI, maju, make_lke_dinilai, ubah_jawaban
from units.enums import Peran
from units.models import Keanggotaan, User

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def simpan_dokumen(lke, lapis=UNIT_TPI, **ubah) -> Dokumen:
    """A document of what the sheet says now, without printing it."""
    lhe = isi_lhe(lke.pk, lapis)
    fakta = {
        "kind": "lhe",
        "kunci": lhe.kunci(),
        "nomor": lhe.nomor(),
        "lapis": ",".join(lapis),
        "final": lhe.final,
        "dirilis": lhe.dirilis,
        "data_per": lhe.data_per,
        "berkas": "laporan/x.pdf",
        "sha256": "a" * 64,
        "ukuran": 4,
        "halaman": 20,
    }
    return Dokumen.objects.create(lke=lke, **fakta | ubah)


def muat(user: User) -> User:
    """The person as the next request loads them: what they may do is remembered on the object."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("status", "boleh"),
    [
        (Status.DRAF, set()),
        (Status.DIAJUKAN, set()),
        (Status.DINILAI_TPI, {"dalnis", "ketua", "tpi", "admin"}),
        (Status.PERBAIKAN, {"dalnis", "ketua", "tpi", "admin", "operator"}),
        (Status.LAYAK, {"dalnis", "ketua", "tpi", "admin", "operator"}),
        (Status.TIDAK_LAYAK, {"dalnis", "ketua", "tpi", "admin", "operator"}),
        (Status.DIUSULKAN, {"dalnis", "ketua", "tpi", "admin", "operator", "tpn"}),
        (Status.DITETAPKAN, {"dalnis", "ketua", "tpi", "admin", "operator", "tpn"}),
        (Status.TIDAK_DITETAPKAN, {"dalnis", "ketua", "tpi", "admin", "operator", "tpn"}),
    ],
)
def test_who_may_ask_for_the_lhe(status, boleh):
    lke, orang = make_lke_dinilai()
    type(lke).objects.filter(pk=lke.pk).update(status=status)
    lke.refresh_from_db()
    assert {siapa for siapa, user in orang.items() if user.has_perm("reports.minta_lhe", lke)} == boleh


def test_who_works_in_the_unit_reads_with_the_unit():
    lke, orang = make_lke_dinilai()
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=orang["tpi"])
    assert not muat(orang["tpi"]).has_perm("reports.minta_lhe", lke)
    draf = simpan_dokumen(lke)
    assert dokumen_terbaca(muat(orang["tpi"]), lke) == []
    assert dokumen_terbaca(muat(orang["ketua"]), lke) == [draf]


def test_which_documents_each_may_read():
    lke, orang = make_lke_dinilai()
    dokumen = {"draf_tpi": simpan_dokumen(lke)}
    maju(lke, Status.PERBAIKAN, actor=orang["dalnis"])
    dokumen["rilis"] = simpan_dokumen(lke)
    type(lke).objects.filter(pk=lke.pk).update(status=Status.DINILAI_TPI)
    lke.refresh_from_db()
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    dokumen["draf_dua"] = simpan_dokumen(lke)
    maju(lke, Status.LAYAK, actor=orang["dalnis"])
    dokumen["final"] = simpan_dokumen(lke)
    maju(lke, Status.DIUSULKAN, actor=orang["dalnis"])
    dokumen["draf_tpn"] = simpan_dokumen(lke, SEMUA_LAPIS)
    nama = {d.pk: n for n, d in dokumen.items()}

    def terbaca(siapa: str) -> set[str]:
        return {nama[d.pk] for d in dokumen_terbaca(muat(orang[siapa]), lke)}

    assert terbaca("operator") == {"rilis", "final"}
    assert terbaca("tpi") == terbaca("ketua") == terbaca("admin") == {"draf_tpi", "rilis", "draf_dua", "final"}
    assert terbaca("tpn") == {"final", "draf_tpn"}
    maju(lke, Status.DITETAPKAN, actor=orang["dalnis"])
    nama[simpan_dokumen(lke, SEMUA_LAPIS).pk] = "final_tpn"
    assert terbaca("operator") == {"rilis", "final", "final_tpn"}
    assert terbaca("admin") == {"draf_tpi", "rilis", "draf_dua", "final", "final_tpn"}
    assert terbaca("tpn") == {"final", "draf_tpn", "final_tpn"}
    Keanggotaan.objects.filter(user=orang["ketua"]).update(selesai=timezone.localdate())
    assert terbaca("ketua") == set()
    assert lapis_untuk(muat(orang["tpn"]), lke) == SEMUA_LAPIS
    assert lapis_untuk(muat(orang["operator"]), lke) == SEMUA_LAPIS


def test_before_release_the_unit_sees_a_page_without_any_value(client):
    lke, orang = make_lke_dinilai(tpi={"B.I.a": "3.31"})
    simpan_dokumen(lke)
    alamat = reverse("reports:laporan_lke", args=[lke.pk])
    client.force_login(orang["ketua"])
    penuh = client.get(alamat).content.decode()
    assert "14,48" in penuh  # 3,31 / 4 × 17,50
    assert "LHE-2026-" in penuh
    client.force_login(orang["operator"])
    jawab = client.get(alamat)
    assert jawab.status_code == 200
    teks = jawab.content.decode()
    assert "Laporan belum tersedia" in teks
    assert "14,48" not in teks
    assert "LHE-2026-" not in teks
    assert client.post(reverse("reports:laporan_minta", args=[lke.pk])).status_code == 403
    assert client.get(reverse("reports:dokumen_unduh", args=[Dokumen.objects.get().pk])).status_code == 404


def test_strangers_find_nothing(client):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    dokumen = simpan_dokumen(lke)
    pekerjaan = minta_dokumen_baru(lke, orang["ketua"])
    client.force_login(make_anggota(Peran.OPERATOR, unit=make_lke().unit))
    for alamat in (
        reverse("reports:laporan_lke", args=[lke.pk]),
        reverse("reports:pekerjaan_status", args=[pekerjaan.pk]),
        reverse("reports:dokumen_unduh", args=[dokumen.pk]),
    ):
        assert client.get(alamat).status_code == 404
    client.logout()
    assert client.get(reverse("reports:laporan_lke", args=[lke.pk])).status_code == 302


def minta_dokumen_baru(lke, user) -> Pekerjaan:
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    return minta_dokumen(lke=lke, kind="lhe", actor=user)


def test_ask_follow_and_download(client, django_capture_on_commit_callbacks):
    """As htmx does it: ask, poll until the answer carries no trigger any more, download."""
    lke, orang = make_lke_dinilai(Status.LAYAK)
    client.force_login(orang["operator"])
    with django_capture_on_commit_callbacks() as nanti:
        jawab = client.post(reverse("reports:laporan_minta", args=[lke.pk]), **HTMX)
    teks = jawab.content.decode()
    pekerjaan = Pekerjaan.objects.get()
    status = reverse("reports:pekerjaan_status", args=[pekerjaan.pk])
    assert f'hx-get="{status}"' in teks
    assert "<html" not in teks
    for jalankan in nanti:
        jalankan()
    teks = client.get(status, **HTMX).content.decode()
    assert "hx-get" not in teks
    dokumen = Dokumen.objects.get()
    unduh = reverse("reports:dokumen_unduh", args=[dokumen.pk])
    assert unduh in teks
    assert dokumen.sha256 in teks

    jawab = client.get(unduh)
    isi = b"".join(jawab.streaming_content)
    assert isi.startswith(b"%PDF-")
    assert len(isi) == dokumen.ukuran
    assert jawab["Content-Type"] == "application/pdf"
    assert jawab["Content-Disposition"] == f'attachment; filename="{dokumen.nomor}.pdf"'
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in jawab["Content-Security-Policy"]
    assert "no-store" in jawab["Cache-Control"]


def test_without_script_the_same_by_forms(client):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    client.force_login(orang["operator"])
    halaman = reverse("reports:laporan_lke", args=[lke.pk])
    jawab = client.post(reverse("reports:laporan_minta", args=[lke.pk]), follow=True)
    assert jawab.redirect_chain == [(halaman, 302)]
    assert "Permintaan tersimpan. Antrean sedang tidak tersambung" in jawab.content.decode()  # its commit never came
    pekerjaan = Pekerjaan.objects.get()
    assert client.get(reverse("reports:pekerjaan_status", args=[pekerjaan.pk])).url == halaman
    simpan_dokumen(lke)
    jawab = client.post(reverse("reports:laporan_minta", args=[lke.pk]), follow=True)
    assert "Isi laporan tidak berubah sejak LHE-2026-" in jawab.content.decode()
    assert "Sesuai data sekarang" in jawab.content.decode()


def test_a_failed_job_says_why_and_offers_another_try(client, django_capture_on_commit_callbacks):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    client.force_login(orang["operator"])
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["operator"])
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="gagal", galat="Laporan gagal dibuat.")
    teks = client.get(reverse("reports:laporan_lke", args=[lke.pk])).content.decode()
    ulang = reverse("reports:pekerjaan_ulang", args=[pekerjaan.pk])
    assert "Laporan gagal dibuat." in teks
    assert f'action="{ulang}"' in teks
    with django_capture_on_commit_callbacks() as nanti:
        assert client.post(ulang).status_code == 302
    assert len(nanti) == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.galat) == ("antre", "")


def test_the_page_says_when_the_data_moved_on(client):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    simpan_dokumen(lke)
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    client.force_login(orang["operator"])
    teks = client.get(reverse("reports:laporan_lke", args=[lke.pk])).content.decode()
    assert "Data LKE berubah sejak laporan terakhir dibuat." in teks
    assert "Buat laporan baru" in teks


def test_tpi_jobs_before_release_are_nothing_the_unit_can_follow(client):
    lke, orang = make_lke_dinilai()
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    client.force_login(orang["operator"])
    assert client.get(reverse("reports:pekerjaan_status", args=[pekerjaan.pk]), **HTMX).status_code == 404


@pytest.mark.parametrize("jumlah", [1, 10])
def test_the_page_costs_the_same_queries_however_many_documents(client, jumlah, django_assert_max_num_queries):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    kini = timezone.now()
    for n in range(jumlah):
        simpan_dokumen(lke, kunci=f"{n:064d}", nomor=f"LHE-{n}", dibuat_pada=kini - dt.timedelta(days=n))
    client.force_login(orang["tpi"])
    alamat = reverse("reports:laporan_lke", args=[lke.pk])
    client.get(alamat)
    with django_assert_max_num_queries(20) as tercatat:
        assert client.get(alamat).status_code == 200
    JUMLAH_KUERI.add(len(tercatat))
    assert len(JUMLAH_KUERI) == 1


JUMLAH_KUERI: set[int] = set()


def test_the_page_has_nothing_a_strict_policy_would_refuse(client):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    isi_lapis_penuh(lke, Lapis.TPI, {"A.I.1.i.b": {"A.I.1.i.b": "C"}})
    client.force_login(orang["operator"])
    teks = client.get(reverse("reports:laporan_lke", args=[lke.pk])).content.decode()
    assert teks.count('<svg xmlns="http://www.w3.org/2000/svg" class="grafik"') == 2
    assert " style=" not in teks
    assert "<style" not in teks


@pytest.mark.parametrize(("status", "ada"), [(Status.DINILAI_TPI, False), (Status.LAYAK, True)])
def test_the_sheet_leads_to_its_reports_once_there_is_one_to_ask_for(client, status, ada):
    lke, orang = make_lke_dinilai(status)
    client.force_login(orang["operator"])
    teks = client.get(lke.get_absolute_url(), follow=True).content.decode()
    assert (f'href="{reverse("reports:laporan_lke", args=[lke.pk])}"' in teks) is ada
