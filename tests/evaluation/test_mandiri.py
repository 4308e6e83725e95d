"""Instansi that grant WBK themselves: who says so, what they no longer propose, and the WBK they record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluation.enums import STATUS_TPN_PROSES, Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.riwayat import Benda
from evaluation.errors import BuktiDitolak, EvaluationError, LKEMoved
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, PredikatUnit, Riwayat, RiwayatEvaluasi
from evaluation.selectors.berkas import berkas_dari, boleh_baca
from evaluation.services.mandiri import atur_wbk_mandiri, tetapkan_mandiri
from evaluation.services.usulan import buat_usulan, keluarkan_lke, masukkan_lke
from tests.berkas import pdf
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_lke_status,
    make_musim,
    make_predikat,
    make_unit,
)
from tests.serentak import bersama
from units.enums import Peran
from units.models import Instansi, Notifikasi

pytestmark = pytest.mark.django_db
JAHAT = "<script>alert(1)</script>"


@pytest.fixture
def instansi():
    return make_instansi("Kementerian Contoh", wbk_mandiri=True)


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def lke(instansi):
    return make_lke_status(Status.LAYAK, unit=make_unit("Kantor Wilayah", instansi=instansi))


def tetapkan(lke, admin, **lain):
    return tetapkan_mandiri(
        **{
            "lke": lke,
            "nomor_sk": "SK/5/2026",
            "tanggal_sk": dt.date(2026, 1, 5),
            "berkas": ContentFile(pdf("SK")),
            "nama": "sk.pdf",
            "actor": admin,
        }
        | lain
    )


def segar(lke):
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


def url(nama, *args):
    return reverse(f"evaluation:{nama}", args=args)


# Who is one -----------------------------------------------------------------------------------------------------------


def test_it_is_said_with_a_reason_and_stands_in_the_history_once():
    instansi, tpn = make_instansi(), make_anggota(Peran.TPN_ADMIN)
    with pytest.raises(EvaluationError, match="alasannya"):
        atur_wbk_mandiri(instansi=instansi, mandiri=True, alasan=" ", actor=tpn)
    assert [atur_wbk_mandiri(instansi=instansi, mandiri=True, alasan="KepMen 1", actor=tpn) for _n in range(2)] == [
        True,
        False,
    ]
    assert atur_wbk_mandiri(instansi=instansi, mandiri=False, alasan="KepMen 2", actor=tpn)
    assert not Instansi.objects.get(pk=instansi.pk).wbk_mandiri
    riwayat = RiwayatEvaluasi.objects.filter(benda=Benda.INSTANSI, objek_id=instansi.pk)
    assert list(riwayat.values_list("aksi", "alasan", "pelaku")) == [
        ("beri_mandiri", "KepMen 1", tpn.pk),
        ("cabut_mandiri", "KepMen 2", tpn.pk),
    ]


def test_not_while_a_wbk_proposal_is_on_its_way():
    instansi, tpn = make_instansi(), make_anggota(Peran.TPN_ADMIN)
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=tpn)
    lke = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi))
    masukkan_lke(usulan=usulan, lke=lke, actor=tpn)
    with pytest.raises(EvaluationError, match="Masih ada unit"):
        atur_wbk_mandiri(instansi=instansi, mandiri=True, alasan="KepMen 1", actor=tpn)
    keluarkan_lke(usulan=usulan, lke=lke, actor=tpn)
    assert atur_wbk_mandiri(instansi=instansi, mandiri=True, alasan="KepMen 1", actor=tpn)


@pytest.mark.parametrize("status", sorted(STATUS_TPN_PROSES))
def test_not_while_tpn_is_at_work_on_one(status):
    instansi, tpn = make_instansi(), make_anggota(Peran.TPN_ADMIN)
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=tpn)
    make_lke_status(status, unit=make_unit(instansi=instansi), usulan=usulan)
    with pytest.raises(EvaluationError, match="Masih ada unit"):
        atur_wbk_mandiri(instansi=instansi, mandiri=True, alasan="KepMen 1", actor=tpn)
    assert not Instansi.objects.get(pk=instansi.pk).wbk_mandiri


def test_such_an_instansi_proposes_only_wbbm(instansi, admin):
    with pytest.raises(EvaluationError, match="hanya WBBM"):
        buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)
    assert buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBBM", actor=admin).pk


def test_only_platform_and_tpn_say_which_and_the_page_tells_why(client, instansi):
    lain = make_instansi("Kabupaten Lain")
    for peran in Peran:
        user = make_anggota(peran, unit=make_unit(instansi=instansi), instansi=instansi)
        assert user.has_perm("evaluation.atur_wbk_mandiri") == (peran in {Peran.ADMIN_PLATFORM, Peran.TPN_ADMIN})
    client.force_login(make_anggota(Peran.ADMIN_PLATFORM))
    assert client.post(url("mandiri_atur", lain.pk), {"mandiri": "ya", "alasan": ""}).status_code == 422
    data = {"mandiri": "ya", "alasan": f"KepMen {JAHAT}"}
    for kata in ("kini menetapkan WBK sendiri", "Tidak ada yang berubah"):
        assert kata in client.post(url("mandiri_atur", lain.pk), data, follow=True).content.decode()
    halaman = client.get(url("mandiri_atur", lain.pk)).content.decode()
    assert ("KepMen &lt;script&gt;" in halaman, JAHAT in halaman) == (True, False)
    daftar = client.get(url("mandiri_list"), {"q": "lain"})
    assert [i.nama for i in daftar.context["page"]] == ["Kabupaten Lain"]
    assert client.get(url("mandiri_list"), {"q": "\x00tidak ada"}).status_code == 200


# What it grants -------------------------------------------------------------------------------------------------------


def test_the_wbk_it_grants_is_a_predicate_like_any_other(client, instansi, admin, lke):
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    riwayat = tetapkan(lke, admin)
    assert (riwayat.aksi, riwayat.ke, riwayat.rincian["nomor_sk"]) == (
        Aksi.TETAPKAN_MANDIRI,
        Status.DITETAPKAN,
        "SK/5/2026",
    )
    predikat = PredikatUnit.objects.get(unit=lke.unit, aktif=True)
    assert (predikat.jenis, predikat.lke, predikat.nomor_sk) == (JenisPredikat.WBK, lke, "SK/5/2026")
    assert list(Notifikasi.objects.values_list("user", flat=True)) == [operator.pk]
    # Its SK is read by who sees the sheet, and by nobody else.
    (sk,) = berkas_dari(predikat)
    assert [boleh_baca(u, sk) for u in (operator, admin, make_anggota(Peran.TPN_ANGGOTA))] == [True, True, True]
    asing = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi("Lain"))
    assert not boleh_baca(asing, sk)
    # It is a base for WBBM in a later year.
    wbbm = make_lke_status(Status.LAYAK, unit=lke.unit, musim=make_musim(2027), tujuan="WBBM")
    usulan = buat_usulan(instansi=instansi, musim=wbbm.musim, predikat="WBBM", actor=admin)
    masukkan_lke(usulan=usulan, lke=wbbm, actor=admin)
    with pytest.raises(LKEMoved):
        tetapkan(segar(lke), admin)


def test_pages_of_a_sheet_that_never_was_with_tpn(client, admin, instansi):
    """Ditetapkan without TPN's answers: nothing breaks where they would be."""
    lke = make_lke(unit=make_unit("Kantor Wilayah", instansi=instansi))
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.LAYAK, actor=make_anggota(Peran.TPI_KETUA, instansi=instansi))
    tetapkan(lke, admin)
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    for user in (admin, operator, make_anggota(Peran.TPN_ADMIN)):
        client.force_login(user)
        for alamat in (
            url("lke_bagian", lke.pk, "A.I.1"),
            url("lke_riwayat", lke.pk),
            url("lke_cetak", lke.pk),
            url("lke_list"),
            url("beranda"),
            reverse("reports:laporan_lke", args=[lke.pk]),
        ):
            assert client.get(alamat).status_code == 200, (user, alamat)
        assert client.get(url("lke_panel", lke.pk, Lapis.TPN)).status_code in {200, 404}
    assert client.get(url("tpn_antrean")).status_code == 200


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"nomor_sk": " "}, "nomor dan tanggal SK"),
        ({"tanggal_sk": None}, "nomor dan tanggal SK"),
        ({"tanggal_sk": dt.date(2100, 1, 1)}, "sesudah hari ini"),
        ({"berkas": ContentFile(b"<html><script>")}, "bukan"),
    ],
    ids=["nomor", "tanggal", "besok", "berkas"],
)
def test_without_its_decree_nothing_is_granted(admin, lke, ubah, kata):
    with pytest.raises((EvaluationError, BuktiDitolak), match=kata):
        tetapkan(lke, admin, **ubah)
    assert segar(lke).status == Status.LAYAK
    assert not PredikatUnit.objects.exists()
    assert not BerkasEvaluasi.objects.exists()


def test_not_wbbm_not_in_a_proposal_and_not_by_an_instansi_that_is_none(admin, instansi, lke):
    wbbm = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi), tujuan="WBBM")
    make_predikat(wbbm.unit, actor=admin)
    with pytest.raises(EvaluationError, match="hanya menetapkan WBK"):
        tetapkan(wbbm, admin)
    lain = make_lke_status(Status.LAYAK, unit=make_unit("Lain"))
    with pytest.raises(EvaluationError, match="tidak menetapkan WBK sendiri"):
        tetapkan(lain, admin)
    usulan = buat_usulan(instansi=make_instansi("Asal"), musim=lke.musim, predikat="WBK", actor=admin)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(usulan=usulan)
    with pytest.raises(EvaluationError, match="ada di dalam usulan"):
        tetapkan(segar(lke), admin)
    assert not Riwayat.objects.exists()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("mandiri", [True, False])
def test_who_may_grant(mandiri, status):
    """The admin of such an instansi, for a layak sheet of a unit they do not work in."""
    instansi = make_instansi(wbk_mandiri=mandiri)
    lke = make_lke_status(status, unit=make_unit(instansi=instansi))
    orang = {p: make_anggota(p, unit=lke.unit, instansi=instansi) for p in Peran}
    boleh = {p for p, user in orang.items() if user.has_perm("evaluation.tetapkan_mandiri", lke)}
    assert boleh == ({Peran.ADMIN_INSTANSI} if mandiri and status == Status.LAYAK else set())
    ganda = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=ganda)
    assert not ganda.has_perm("evaluation.tetapkan_mandiri", lke)


def test_from_the_list_to_the_predicate(client, admin, lke):
    client.force_login(admin)
    tujuan = url("usulan_mandiri", lke.pk)
    assert tujuan in client.get(url("usulan_list")).content.decode()
    sk = {"nomor_sk": f"SK {JAHAT}", "tanggal_sk": "2026-01-05", "yakin": "on"}
    assert client.post(tujuan, sk).status_code == 422
    berkas = SimpleUploadedFile("sk.pdf", pdf("SK"), "application/pdf")
    jawab = client.post(tujuan, sk | {"berkas": berkas}, follow=True)
    assert "WBK Kantor Wilayah tercatat" in jawab.content.decode()
    riwayat = client.get(url("lke_riwayat", lke.pk)).content.decode()
    assert "Menetapkan WBK mandiri" in riwayat
    assert JAHAT not in riwayat
    # A second click is told how it stands.
    assert client.get(tujuan).status_code == 302
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    assert client.get(tujuan).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_decrees_at_once_one_is_recorded():
    instansi = make_instansi(wbk_mandiri=True)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi))
    hasil = bersama(*[lambda n=n: tetapkan(segar(lke), admin, nomor_sk=f"SK/{n}") for n in range(2)])
    assert sum(isinstance(h, Riwayat) for h in hasil) == 1
    assert PredikatUnit.objects.filter(unit=lke.unit).count() == 1
    assert BerkasEvaluasi.objects.filter(benda=Benda.PREDIKAT).count() == 1
