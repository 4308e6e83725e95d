"""The proposal in depth: what it needs, who may be proposed, what is taken back, and what its page tells."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import STATUS_TPN_PROSES, Aksi, JenisPredikat, Status, StatusUsulan
from evaluation.enums.riwayat import Benda
from evaluation.enums.usulan import JenisBerkasUsulan
from evaluation.errors import BuktiDitolak, EvaluationError, LKEMoved, MasaTutup, UsulanKurang
from evaluation.models import LembarKerjaEvaluasi, Riwayat, RiwayatEvaluasi, Usulan
from evaluation.selectors.berkas import berkas_dari
from evaluation.selectors.usulan import boleh_diusulkan, dokumen_berlaku, kelengkapan, linimasa_usulan
from evaluation.services.riwayat import BendaMoved
from evaluation.services.usulan import (
    buat_usulan,
    keluarkan_lke,
    kirim_usulan,
    masukkan_lke,
    putuskan_tpn,
    tarik_lke,
    tarik_usulan,
    ubah_kontak,
    unggah_dokumen,
)
from tests.berkas import pdf
from tests.factories import (
    lengkapi_usulan,
    maju_ke_penetapan,
    make_anggota,
    make_dokumen,
    make_instansi,
    make_lke_status,
    make_musim,
    make_predikat,
    make_unit,
)
from tests.serentak import bersama
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
SURAT = {"nomor_surat": "B/1/2026", "tanggal_surat": dt.date(2026, 1, 2)}
JAHAT = "<script>alert(1)</script>"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def usulan(instansi, admin):
    return buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)


def isi(usulan, admin, *nama):
    """Bare layak sheets inside the proposal."""
    semua = []
    for satu in nama:
        lke = make_lke_status(Status.LAYAK, unit=make_unit(satu, instansi=usulan.instansi), tujuan=usulan.predikat)
        masukkan_lke(usulan=usulan, lke=lke, actor=admin)
        semua.append(lke)
    return semua


def terkirim(usulan, *nama):
    """Bare sheets of a proposal that TPN has, set there directly."""
    Usulan.objects.filter(pk=usulan.pk).update(
        status=StatusUsulan.DIAJUKAN, dikirim_pada=timezone.now(), dikirim_oleh=usulan.dibuat_oleh, **SURAT
    )
    usulan.refresh_from_db()
    return [
        make_lke_status(
            Status.DIUSULKAN, unit=make_unit(n, instansi=usulan.instansi), tujuan=usulan.predikat, usulan=usulan
        )
        for n in nama
    ]


def jendela(usulan, mulai, selesai):
    kini = timezone.now()
    usulan.musim.usulan_mulai, usulan.musim.usulan_selesai = kini + dt.timedelta(mulai), kini + dt.timedelta(selesai)
    usulan.musim.save()


def unggah(usulan, admin, jenis="surat", isi=b"Surat usulan\n", nama="surat.txt"):
    return unggah_dokumen(usulan=usulan, jenis=jenis, berkas=ContentFile(isi), nama=nama, actor=admin)


def kini(benda):
    return type(benda).objects.get(pk=benda.pk)


# What it needs --------------------------------------------------------------------------------------------------------


def test_it_is_not_sent_while_anything_is_missing_and_says_all_of_it(usulan, admin):
    with pytest.raises(UsulanKurang) as galat:
        kirim_usulan(usulan=usulan, actor=admin, **SURAT)
    assert galat.value.kurang == (
        "paling sedikit satu unit (usulan masih kosong)",
        *(str(j.label) for j in JenisBerkasUsulan),
        "narahubung",
    )
    assert (kini(usulan).status, kini(usulan).nomor_surat) == (StatusUsulan.DISUSUN, "")

    isi(usulan, admin, "Dinas")
    for jenis in JenisBerkasUsulan.values[:-1]:
        make_dokumen(usulan, jenis, actor=admin)
    ubah_kontak(usulan=usulan, nama="Rahmat", email="r@contoh.go.id", telepon="0811 2345", actor=admin)
    with pytest.raises(UsulanKurang, match="Laporan survei mandiri") as galat:
        kirim_usulan(usulan=usulan, actor=admin, **SURAT)
    assert len(galat.value.kurang) == 1
    assert Riwayat.objects.filter(aksi=Aksi.USULKAN).count() == 0

    make_dokumen(usulan, JenisBerkasUsulan.SURVEI, actor=admin)
    assert all(s.ada for s in kelengkapan(kini(usulan)))
    assert len(kirim_usulan(usulan=kini(usulan), actor=admin, **SURAT)) == 1
    with pytest.raises(BendaMoved, match="Diajukan ke TPN"):
        kirim_usulan(usulan=kini(usulan), actor=admin, **SURAT)


@pytest.mark.parametrize(("mulai", "selesai", "kata"), [(1, 2, "baru dibuka"), (-2, -1, "sudah ditutup")])
def test_outside_its_window_nothing_is_sent_or_uploaded(usulan, admin, mulai, selesai, kata):
    isi(usulan, admin, "Dinas")
    lengkapi_usulan(usulan, actor=admin)
    jendela(usulan, mulai, selesai)
    with pytest.raises(MasaTutup, match=kata):
        kirim_usulan(usulan=usulan, actor=admin, **SURAT)
    with pytest.raises(MasaTutup, match=kata):
        unggah(usulan, admin)
    assert [s.kode for s in kelengkapan(usulan) if not s.ada] == ["jendela"]
    assert kini(usulan).status == StatusUsulan.DISUSUN

    jendela(usulan, -1, 1)
    assert [s.kode for s in kelengkapan(usulan) if not s.ada] == []


def test_the_newest_document_of_a_kind_counts_and_the_older_stays(usulan, admin):
    lama = unggah(usulan, admin)
    assert unggah(usulan, admin, nama="salinan.txt") == lama
    baru = unggah(usulan, admin, isi=b"Surat yang benar\n")
    lain = unggah(usulan, admin, "sptjm", b"SPTJM\n")
    assert dokumen_berlaku(usulan) == {"surat": baru, "sptjm": lain}
    assert set(berkas_dari(usulan)) == {lama, baru, lain}


def test_what_is_no_document_of_a_proposal_is_refused(usulan, admin):
    with pytest.raises(EvaluationError, match="tidak dikenal"):
        unggah(usulan, admin, "lain")
    with pytest.raises(BuktiDitolak):
        unggah(usulan, admin, isi=b"<html><script>", nama="surat.pdf")
    terkirim(usulan)
    with pytest.raises(BendaMoved):
        unggah(usulan, admin)
    assert not berkas_dari(usulan).exists()


def test_the_contact_is_whole_or_refused_and_told_in_the_history_once(usulan, admin):
    with pytest.raises(EvaluationError, match="narahubung"):
        ubah_kontak(usulan=usulan, nama="Rahmat", email=" ", telepon="0811", actor=admin)
    for _n in range(2):
        ubah_kontak(usulan=usulan, nama=" Rahmat ", email="r@contoh.go.id", telepon="0811 2345", actor=admin)
    assert (kini(usulan).pic_nama, kini(usulan).berkontak) == ("Rahmat", True)
    assert RiwayatEvaluasi.objects.filter(benda=Benda.USULAN, aksi="ubah").count() == 1
    terkirim(usulan)
    with pytest.raises(EvaluationError):
        ubah_kontak(usulan=usulan, nama="Lain", email="r@contoh.go.id", telepon="0811 2345", actor=admin)


# Who may be proposed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tujuan", "punya", "mandiri", "kata"),
    [
        ("WBK", None, False, ""),
        ("WBK", "WBK", False, ""),
        ("WBK", "WBBM", False, "sudah berpredikat WBBM"),
        ("WBK", None, True, "menetapkan WBK sendiri"),
        ("WBBM", None, False, "berpredikat WBK"),
        ("WBBM", "WBK", False, ""),
        ("WBBM", "WBK", True, ""),
        ("WBBM", "WBBM", False, "sudah berpredikat WBBM"),
    ],
)
def test_who_may_be_proposed_for_what(instansi, admin, tujuan, punya, mandiri, kata):
    instansi.wbk_mandiri = mandiri
    instansi.save()
    lke = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi), tujuan=tujuan)
    if punya:
        make_predikat(lke.unit, punya, actor=admin)
    alasan = boleh_diusulkan(lke)
    assert kata in alasan
    assert (alasan == "") == (kata == "")
    if not (mandiri and tujuan == "WBK"):
        usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat=tujuan, actor=admin)
        if kata:
            with pytest.raises(EvaluationError, match=kata):
                masukkan_lke(usulan=usulan, lke=lke, actor=admin)
        else:
            masukkan_lke(usulan=usulan, lke=lke, actor=admin)
        assert usulan.lke.exists() == (kata == "")


def test_a_unit_stands_in_one_proposal_of_a_year_with_its_one_aim(usulan, instansi, admin):
    (lke,) = isi(usulan, admin, "Dinas")
    wbbm = buat_usulan(instansi=instansi, musim=usulan.musim, predikat="WBBM", actor=admin)
    for lain in (usulan, wbbm):
        with pytest.raises(EvaluationError, match="tidak dapat dimasukkan"):
            masukkan_lke(usulan=lain, lke=lke, actor=admin)
    assert kini(lke).usulan == usulan


def test_a_predicate_that_ended_meanwhile_stops_the_sending_and_names_the_unit(instansi, admin):
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBBM", actor=admin)
    lke = make_lke_status(Status.LAYAK, unit=make_unit("RSUD", instansi=instansi), tujuan="WBBM")
    wbk = make_predikat(lke.unit, JenisPredikat.WBK, actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    lengkapi_usulan(usulan, actor=admin)
    type(wbk).objects.filter(pk=wbk.pk).update(status="kedaluwarsa", aktif=False)
    with pytest.raises(UsulanKurang, match="keluarkan RSUD"):
        kirim_usulan(usulan=usulan, actor=admin, **SURAT)
    keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert kini(lke).status == Status.LAYAK


# Taking back ----------------------------------------------------------------------------------------------------------


def test_one_unit_is_taken_back_and_those_concerned_are_told_why(usulan, instansi, admin):
    satu, dua = terkirim(usulan, "Satu", "Dua")
    operator, tpn = make_anggota(Peran.OPERATOR, unit=satu.unit), make_anggota(Peran.TPN_ANGGOTA)
    lain = make_anggota(Peran.OPERATOR, unit=dua.unit)
    tarik_lke(usulan=usulan, lke=satu, alasan=" Data salah ", actor=admin)
    assert (kini(satu).status, kini(satu).usulan) == (Status.DITARIK, usulan)
    assert (kini(dua).status, kini(usulan).status) == (Status.DIUSULKAN, StatusUsulan.DIAJUKAN)
    assert Riwayat.objects.get(lke=satu).alasan == "Data salah"
    assert {n.user: n.isi for n in Notifikasi.objects.all()} == {operator: "Data salah", tpn: "Data salah"}
    assert lain.pk not in Notifikasi.objects.values_list("user", flat=True)
    # TPN keeps what it saw; what it thought of it stays its own.
    assert list(LembarKerjaEvaluasi.objects.visible_to(tpn).order_by("pk")) == [satu, dua]
    assert tpn.has_perm("evaluation.lihat_tpn", kini(satu))
    assert not operator.has_perm("evaluation.lihat_tpn", kini(satu))
    assert not admin.has_perm("evaluation.lihat_tpn", kini(satu))
    with pytest.raises(LKEMoved):
        putuskan_tpn(lke=kini(satu), tetapkan=False, alasan="Tidak", actor=tpn)
    with pytest.raises(LKEMoved):
        tarik_lke(usulan=usulan, lke=kini(satu), alasan="Lagi", actor=admin)


def test_without_a_reason_nothing_is_taken_back(usulan, admin):
    (lke,) = terkirim(usulan, "Dinas")
    for alasan in ("", "  "):
        with pytest.raises(EvaluationError, match="alasannya"):
            tarik_lke(usulan=usulan, lke=lke, alasan=alasan, actor=admin)
        with pytest.raises(EvaluationError, match="alasannya"):
            tarik_usulan(usulan=usulan, alasan=alasan, actor=admin)
    assert (kini(lke).status, kini(usulan).status) == (Status.DIUSULKAN, StatusUsulan.DIAJUKAN)


def test_the_last_unit_taken_back_takes_the_proposal_with_it(usulan, admin):
    for lke in terkirim(usulan, "Satu", "Dua"):
        tarik_lke(usulan=usulan, lke=lke, alasan="Batal", actor=admin)
    assert kini(usulan).status == StatusUsulan.DITARIK


def test_the_whole_proposal_is_taken_back_but_for_what_was_decided(usulan, admin):
    satu, dua, tiga = terkirim(usulan, "Satu", "Dua", "Tiga")
    tpn = make_anggota(Peran.TPN_ADMIN)
    putuskan_tpn(lke=maju_ke_penetapan(satu, actor=tpn), tetapkan=False, alasan="Belum", actor=tpn)
    assert len(tarik_usulan(usulan=usulan, alasan="Batal", actor=admin)) == 2
    assert [kini(x).status for x in (satu, dua, tiga)] == [Status.TIDAK_DITETAPKAN, Status.DITARIK, Status.DITARIK]
    assert kini(usulan).status == StatusUsulan.SELESAI
    with pytest.raises(EvaluationError):
        tarik_usulan(usulan=kini(usulan), alasan="Lagi", actor=admin)


def test_a_unit_of_another_proposal_is_not_taken_back_here(usulan, instansi, admin):
    terkirim(usulan, "Satu")
    lain = buat_usulan(instansi=instansi, musim=usulan.musim, predikat="WBBM", actor=admin)
    (asing,) = terkirim(lain, "Asing")
    with pytest.raises(EvaluationError, match="tidak ada di usulan ini"):
        tarik_lke(usulan=usulan, lke=asing, alasan="Salah", actor=admin)
    draf = buat_usulan(instansi=make_instansi("Lain"), musim=usulan.musim, predikat="WBK", actor=admin)
    with pytest.raises(EvaluationError):
        tarik_usulan(usulan=draf, alasan="Salah", actor=admin)
    assert kini(asing).status == Status.DIUSULKAN


@pytest.mark.parametrize("status", Status.values)
def test_who_may_take_back(usulan, instansi, status):
    """The admin of the instansi, only while TPN has not decided; nobody else ever."""
    lke = make_lke_status(status, unit=make_unit(instansi=instansi), usulan=usulan)
    orang = {p: make_anggota(p, unit=lke.unit, instansi=instansi) for p in Peran}
    asing = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi("Lain"))
    boleh = {p for p, user in orang.items() if user.has_perm("evaluation.tarik_lke", lke)}
    assert boleh == ({Peran.ADMIN_INSTANSI} if status in STATUS_TPN_PROSES else set())
    assert not asing.has_perm("evaluation.tarik_lke", lke)


@pytest.mark.parametrize("status", StatusUsulan.values)
def test_who_may_take_back_the_whole(usulan, instansi, status):
    usulan.status = status
    orang = {p: make_anggota(p, unit=make_unit(instansi=instansi), instansi=instansi) for p in Peran}
    boleh = {p for p, user in orang.items() if user.has_perm("evaluation.tarik_usulan", usulan)}
    assert boleh == ({Peran.ADMIN_INSTANSI} if status == StatusUsulan.DIAJUKAN else set())


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_withdrawal_at_once_leave_one_of_them():
    instansi = make_instansi()
    admin, tpn = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi), make_anggota(Peran.TPN_ADMIN)
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)
    (lke,) = terkirim(usulan, "Dinas")

    hasil = bersama(
        lambda: tarik_lke(usulan=kini(usulan), lke=kini(lke), alasan="Batal", actor=admin),
        lambda: putuskan_tpn(lke=kini(lke), tetapkan=False, alasan="Belum", actor=tpn),
    )

    (menang,) = [h for h in hasil if isinstance(h, Riwayat)]
    assert sum(isinstance(h, EvaluationError) for h in hasil) == 1
    ditarik = menang.aksi == Aksi.TARIK
    assert kini(lke).status == (Status.DITARIK if ditarik else Status.TIDAK_DITETAPKAN)
    assert kini(usulan).status == (StatusUsulan.DITARIK if ditarik else StatusUsulan.SELESAI)


@pytest.mark.django_db(transaction=True)
def test_the_two_last_withdrawals_at_once_close_the_proposal_once():
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)
    semua = terkirim(usulan, "Satu", "Dua")

    hasil = bersama(
        *[lambda x=x: tarik_lke(usulan=kini(usulan), lke=kini(x), alasan="Batal", actor=admin) for x in semua]
    )

    assert all(isinstance(h, Riwayat) for h in hasil)
    assert kini(usulan).status == StatusUsulan.DITARIK
    assert RiwayatEvaluasi.objects.filter(benda=Benda.USULAN, aksi="tarik").count() == 1


# Its page -------------------------------------------------------------------------------------------------------------


def url(nama, *args):
    return reverse(f"evaluation:{nama}", args=args)


def pesan(jawab) -> str:
    return " ".join(str(m) for m in jawab.context["messages"])


def test_the_page_says_what_is_missing_until_nothing_is(client, usulan, admin):
    isi(usulan, admin, "Dinas")
    client.force_login(admin)
    jawab = client.get(usulan.get_absolute_url())
    assert [s.kode for s in jawab.context["kurang"]] == [*JenisBerkasUsulan.values, "kontak"]
    halaman = jawab.content.decode()
    assert "5 hal masih kurang" in halaman
    assert 'href="#dokumen-sptjm"' in halaman
    kirim = client.get(url("usulan_kirim", usulan.pk)).content.decode()
    assert f'href="{usulan.get_absolute_url()}#dokumen-sptjm"' in kirim
    assert client.post(url("usulan_kirim", usulan.pk), SURAT | {"yakin": "on"}).status_code == 422

    for jenis in JenisBerkasUsulan.values:
        berkas = SimpleUploadedFile(f"{jenis}.pdf", pdf(jenis), "application/pdf")
        jawab = client.post(url("usulan_dokumen", usulan.pk), {"jenis": jenis, "berkas": berkas, "lengkap": "1"})
        assert jawab.url == f"{usulan.get_absolute_url()}#dokumen"
    kontak = {"nama": "Rahmat", "email": "r@contoh.go.id", "telepon": "+62 811-2345"}
    assert client.post(url("usulan_narahubung", usulan.pk), kontak).url == usulan.get_absolute_url()
    halaman = client.get(usulan.get_absolute_url()).content.decode()
    assert "Kirim ke TPN…" in halaman
    assert "sptjm.pdf" in halaman
    assert client.post(url("usulan_kirim", usulan.pk), SURAT | {"yakin": "on"}).status_code == 302
    halaman = client.get(usulan.get_absolute_url()).content.decode()
    assert kini(usulan).paket_sha256 in halaman
    assert "Unggah<" not in halaman
    # Too late, and told so; nothing more is taken.
    berkas = SimpleUploadedFile("lain.pdf", pdf("lain"), "application/pdf")
    jawab = client.post(
        url("usulan_dokumen", usulan.pk), {"jenis": "surat", "berkas": berkas, "lengkap": "1"}, follow=True
    )
    assert "Tidak ada yang berubah" in pesan(jawab)
    assert berkas_dari(usulan).count() == 4


@pytest.mark.parametrize(
    "ubah",
    [{"nama": ""}, {"email": "bukan surel"}, {"telepon": "tanya saja"}, {"telepon": "1" * 40}, {"nama": "a" * 151}],
)
def test_a_contact_that_cannot_be_is_refused_and_kept_in_the_form(client, usulan, admin, ubah):
    client.force_login(admin)
    kontak = {"nama": "Rahmat", "email": "r@contoh.go.id", "telepon": "0811 2345"} | ubah
    jawab = client.post(url("usulan_narahubung", usulan.pk), kontak)
    assert jawab.status_code == 422
    assert jawab.context["form"]["nama"].value() == kontak["nama"]
    assert not kini(usulan).berkontak


def test_an_upload_without_a_file_or_broken_off_changes_nothing(client, usulan, admin):
    client.force_login(admin)
    for data, kata in (({"jenis": "surat", "lengkap": "1"}, "Pilih berkas"), ({"jenis": "surat"}, "terputus")):
        assert kata in pesan(client.post(url("usulan_dokumen", usulan.pk), data, follow=True))
    assert not berkas_dari(usulan).exists()


def test_taking_back_asks_first_and_then_shows_it_to_both_sides(client, usulan, admin):
    satu, _dua = terkirim(usulan, "Dinas Satu", "Dinas Dua")
    client.force_login(admin)
    tarik = url("usulan_tarik_unit", usulan.pk, satu.pk)
    assert tarik in client.get(usulan.get_absolute_url()).content.decode()
    assert "Dinas Satu ditarik" in client.get(tarik).content.decode()
    assert client.post(tarik, {"alasan": " "}).status_code == 422
    assert "Dinas Satu ditarik" in pesan(client.post(tarik, {"alasan": JAHAT}, follow=True))
    assert "Ditarik dari usulan" in pesan(client.post(tarik, {"alasan": "Lagi"}, follow=True))
    assert "Dinas Dua" in client.get(url("usulan_tarik", usulan.pk)).content.decode()
    client.post(url("usulan_tarik", usulan.pk), {"alasan": "Seluruhnya batal"})
    client.force_login(make_anggota(Peran.TPN_ANGGOTA))
    halaman = client.get(usulan.get_absolute_url()).content.decode()
    assert "ditarik oleh instansi" in halaman
    assert "Seluruhnya batal" in halaman
    assert ("&lt;script&gt;" in halaman, JAHAT in halaman) == (True, False)
    assert "Tarik…" not in halaman
    assert "Ditarik dari usulan" in client.get(url("tpn_antrean")).content.decode()


def test_what_people_write_is_shown_as_text(client, usulan, admin):
    isi(usulan, admin, f"Dinas {JAHAT}")
    unggah(usulan, admin, nama=f"surat {JAHAT}.txt")
    Usulan.objects.filter(pk=usulan.pk).update(pic_nama=JAHAT, pic_email="a@b.id", pic_telepon=JAHAT)
    client.force_login(admin)
    for satu in ("usulan_detail", "usulan_kirim", "usulan_narahubung", "usulan_list"):
        kwargs = [] if satu == "usulan_list" else [usulan.pk]
        halaman = client.get(url(satu, *kwargs)).content.decode()
        assert JAHAT not in halaman
    assert halaman  # the list was read too
    assert "&lt;script&gt;" in client.get(usulan.get_absolute_url()).content.decode()


def test_the_story_is_told_newest_first_with_a_way_to_the_rest(client, usulan, admin, instansi):
    for n in range(16):
        (lke,) = isi(usulan, admin, f"Unit {n}")
        keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    peristiwa, lagi = linimasa_usulan(usulan, dalam=True)
    assert (len(peristiwa), lagi) == (30, 3)
    assert (peristiwa[0].judul, peristiwa[0].rinci) == ("Unit dikeluarkan", "Unit 15")
    semua, lagi = linimasa_usulan(usulan, dalam=True, semua=True)
    assert (len(semua), lagi, semua[-1].judul) == (33, 0, "Usulan dibuat")
    client.force_login(admin)
    assert "Tampilkan 3 lagi" in client.get(usulan.get_absolute_url()).content.decode()
    assert "Usulan dibuat" in client.get(usulan.get_absolute_url(), {"riwayat": "semua"}).content.decode()


def test_tpn_does_not_learn_how_it_was_drawn_up(client, usulan, admin):
    """What was taken out or replaced before the sending stays the instansi's own."""
    (lke,) = isi(usulan, admin, "Unit yang batal")
    keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    lama, baru = unggah(usulan, admin, nama="salah.txt"), unggah(usulan, admin, isi=b"Benar\n", nama="benar.txt")
    terkirim(usulan, "Dinas")
    tpn = make_anggota(Peran.TPN_ADMIN)
    for user, tahu in ((admin, True), (tpn, False)):
        client.force_login(user)
        halaman = client.get(usulan.get_absolute_url(), {"riwayat": "semua"}).content.decode()
        assert ("Unit yang batal" in halaman, "salah.txt" in halaman) == (tahu, tahu)
        assert ("Dinas" in halaman, "benar.txt" in halaman) == (True, True)
        for berkas, boleh in ((lama, tahu), (baru, True)):
            jawab = client.get(url("berkas_evaluasi", berkas.pk))
            assert jawab.status_code == (200 if boleh else 404)
            jawab.getvalue() if jawab.streaming else None


def test_a_sent_proposal_is_read_in_the_same_number_of_queries(client, instansi, admin):
    client.force_login(admin)
    banyak = []
    for tahun, n in ((2024, 1), (2025, 3), (2026, 20)):
        usulan = buat_usulan(instansi=instansi, musim=make_musim(tahun), predikat="WBK", actor=admin)
        terkirim(usulan)
        for k in range(n):
            make_lke_status(
                Status.DIUSULKAN, unit=make_unit(f"U{k}", instansi=instansi), musim=usulan.musim, usulan=usulan
            )
        for jenis in JenisBerkasUsulan.values:
            make_dokumen(usulan, jenis, actor=admin)
        client.get(usulan.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(usulan.get_absolute_url()).status_code == 200
        banyak.append(len(queries))
    assert len(set(banyak)) == 1, banyak
