"""The declaration: who drafts, who confirms, what stands in the way, and who sees a joint one."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit
from units.enums import Peran
from units.enums.tahap import LingkupPencanangan, StatusPencanangan
from units.errors import BarisMoved, UnitsError
from units.flow import FLOW
from units.models import (
    Notifikasi,
    PegawaiUnit,
    Pencanangan,
    Publikasi,
    RiwayatTahap,
    SaksiPencanangan,
    UnitKerja,
    User,
)
from units.selectors.pencanangan import kekurangan, pencanangan_berlaku, pencanangan_terlihat
from units.services.pakta import buka_register
from units.services.pencanangan import gerakkan_pencanangan

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
S = StatusPencanangan


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def orang(unit) -> dict[str, User]:
    return {
        "operator": make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Hidayat"),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Ginting", jabatan="Kepala Dinas"),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi),
        "bupati": make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi),
        "tpi": make_anggota(Peran.TPI_KETUA, instansi=unit.instansi),
        "luar": make_anggota(Peran.OPERATOR, unit=make_unit(instansi=unit.instansi)),
    }


def make_pencanangan(unit, oleh, **lain) -> Pencanangan:
    isi = {
        "tanggal": timezone.localdate() - dt.timedelta(days=7),
        "tempat": "Aula",
        "pemimpin_nama": "Nurhayati Ginting",
        "pemimpin_jabatan": "Kepala Dinas",
    } | lain
    return Pencanangan.objects.create(unit=unit, tahun=isi["tanggal"].year, dibuat_oleh=oleh, **isi)


def make_bersama(unit, oleh, *peserta, **lain) -> Pencanangan:
    p = make_pencanangan(unit, oleh, lingkup=LingkupPencanangan.INSTANSI, **lain)
    p.peserta.set(peserta)
    return p


def make_publikasi(p, oleh, **lain) -> Publikasi:
    isi = {"judul": "Berita", "tanggal": p.tanggal, "tahun": p.tahun, "dibuat_oleh": oleh} | lain
    return Publikasi.objects.create(unit=p.unit, pencanangan=p, **isi)


def alamat(nama: str, p: Pencanangan, *lain, unit: UnitKerja | None = None) -> str:
    return reverse(f"units:pencanangan_{nama}", args=[(unit or p.unit).pk, p.pk, *lain])


def isian(**ubah) -> dict[str, object]:
    return {
        "tanggal": "2026-03-02",
        "tempat": "Aula",
        "pemimpin_nama": "Nurhayati Ginting",
        "pemimpin_jabatan": "Kepala Dinas",
        "saksi-TOTAL_FORMS": "3",
        "saksi-INITIAL_FORMS": "0",
    } | ubah


def jejak(p) -> list[str]:
    return list(RiwayatTahap.objects.filter(benda=p.BENDA, objek_id=p.pk).order_by("pk").values_list("aksi", flat=True))


# The way


def test_from_draft_to_complete(client, unit, orang):
    """An operator drafts and hands in, the pimpinan declares, one publication makes it complete."""
    client.force_login(orang["operator"])
    tujuan = client.post(
        reverse("units:pencanangan_baru", args=[unit.pk]),
        isian(**{"saksi-0-nama": "Budi Santoso", "saksi-0-asal": "Kejaksaan", "saksi-2-nama": "Siti"}),
    )["Location"]
    p = Pencanangan.objects.get()
    assert tujuan == alamat("detail", p)
    assert (p.status, p.tahun, p.unit, p.dibuat_oleh) == (S.DRAF, 2026, unit, orang["operator"])
    assert list(p.saksi.values_list("nama", "asal")) == [("Budi Santoso", "Kejaksaan"), ("Siti", "")]
    client.post(alamat("gerak", p, "ajukan"))
    assert Notifikasi.objects.get(user=orang["pimpinan"]).url == alamat("detail", p)
    client.force_login(orang["pimpinan"])
    client.post(alamat("gerak", p, "canangkan"))
    p.refresh_from_db()
    assert (p.status, p.dicanangkan_pada is not None) == (S.DICANANGKAN, True)
    client.force_login(orang["operator"])
    jawab = client.post(alamat("gerak", p, "lengkapi"))
    assert (jawab.status_code, "Belum ada publikasi" in jawab.content.decode()) == (422, True)
    url = "https://contoh.go.id/berita"
    isi = {"judul": "Berita", "kanal": "situs", "url": url, "tanggal": "2026-03-03", "kiriman": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(alamat("publikasi", p), isi)["Location"] == alamat("detail", p)
    assert Publikasi.objects.values_list("url", "unit", "pencanangan", "tahun").get() == (url, unit.pk, p.pk, 2026)
    client.post(alamat("gerak", p, "lengkapi"))
    p.refresh_from_db()
    assert p.status == S.LENGKAP
    assert jejak(p) == ["buat", "ajukan", "canangkan", "lengkapi"]
    assert pencanangan_berlaku(unit) == p


def test_returned_with_a_reason_it_can_be_changed_again(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"], status=S.DIAJUKAN)
    client.force_login(orang["pimpinan"])
    jawab = client.post(alamat("gerak", p, "kembalikan"), {"alasan": "  "})
    assert (jawab.status_code, "Tulis alasannya" in jawab.content.decode()) == (422, True)
    client.post(alamat("gerak", p, "kembalikan"), {"alasan": "Tempatnya keliru"})
    p.refresh_from_db()
    assert p.status == S.DRAF
    client.force_login(orang["operator"])
    assert "Tempatnya keliru" in client.get(alamat("detail", p)).content.decode()
    assert client.post(alamat("ubah", p), isian(tempat="Lapangan", versi=p.versi)).status_code == 302
    p.refresh_from_db()
    assert p.tempat == "Lapangan"


@pytest.mark.parametrize("status", S.values)
@pytest.mark.parametrize("aksi", list(FLOW[Pencanangan.BENDA]))
@pytest.mark.parametrize("bersama", [False, True])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_move_it_and_from_where(client, unit, orang, status, aksi, bersama):
    """Every move × every person × every state; the state decides only for those who may at all."""
    p = (make_bersama if bersama else make_pencanangan)(unit, orang["operator"], status=status)
    if bersama:
        p.peserta.add(unit)
    make_publikasi(p, orang["operator"])
    langkah = FLOW[Pencanangan.BENDA][aksi]
    penyusun = aksi in {"ajukan", "lengkapi"}
    siapa = {(True, False): "operator", (False, False): "pimpinan", (True, True): "admin", (False, True): "bupati"}
    boleh = siapa[penyusun, bersama]
    for nama in ("operator", "pimpinan", "admin", "bupati", "tpi", "luar"):
        client.force_login(orang[nama])
        kode = client.get(alamat("gerak", p, aksi)).status_code
        if nama == "luar":
            assert kode == 404
        elif nama == boleh:
            assert kode == (200 if status in langkah.sources else 302), nama
        else:
            assert kode == 403, nama
            assert client.post(alamat("gerak", p, aksi), {"alasan": "Alasan"}).status_code == 403
    client.force_login(orang[boleh])
    client.post(alamat("gerak", p, aksi), {"alasan": "Alasan"})
    p.refresh_from_db()
    assert p.status == (langkah.target if status in langkah.sources else status)


def test_a_second_press_changes_nothing_and_says_where_it_stands(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    client.force_login(orang["operator"])
    for _ in range(2):
        assert client.post(alamat("gerak", p, "ajukan"))["Location"] == alamat("detail", p)
    assert jejak(p) == ["ajukan"]
    assert "Menunggu pimpinan" in client.get(alamat("detail", p)).content.decode()


def test_an_unknown_move_is_not_found(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    client.force_login(orang["operator"])
    assert client.post(alamat("gerak", p, "terbitkan")).status_code == 404


# What stands in the way


@pytest.mark.parametrize(
    ("tanggal", "kata"),
    [
        (timezone.localdate() + dt.timedelta(days=1), "masih di depan"),
        (dt.date(2013, 12, 31), "sebelum 2014"),
    ],
)
def test_the_date_is_checked_when_it_is_declared(client, unit, orang, tanggal, kata):
    p = make_pencanangan(unit, orang["operator"], status=S.DIAJUKAN, tanggal=tanggal)
    client.force_login(orang["pimpinan"])
    html = client.get(alamat("gerak", p, "canangkan")).content.decode()
    assert kata in html
    assert client.post(alamat("gerak", p, "canangkan")).status_code == 422
    p.refresh_from_db()
    assert p.status == S.DIAJUKAN


def test_a_draft_may_name_a_day_to_come_and_none_before_2014(client, unit, orang):
    client.force_login(orang["operator"])
    url = reverse("units:pencanangan_baru", args=[unit.pk])
    nanti = timezone.localdate() + dt.timedelta(days=30)
    assert client.post(url, isian(tanggal=nanti.isoformat())).status_code == 302
    jawab = client.post(url, isian(tanggal="2013-01-01", tempat="Balai desa"))
    html = jawab.content.decode()
    assert (jawab.status_code, "dimulai pada 2014" in html, 'value="Balai desa"' in html) == (422, True, True)


def test_pakta_under_the_full_count_warns_and_does_not_block(unit, orang):
    p = make_pencanangan(unit, orang["operator"], status=S.DIAJUKAN)
    assert [(k.menghalangi, "belum dibuka" in k.apa) for k in kekurangan(p, "canangkan")] == [(False, True)]
    buka_register(
        unit=unit, pemimpin_nama="N", pemimpin_jabatan="K", mulai=timezone.localdate(), actor=orang["operator"]
    )
    assert ["masih kosong" in k.apa for k in kekurangan(p, "canangkan")] == [True]
    PegawaiUnit.objects.create(unit=unit, tahun=2026, nama="Rina", dibuat_oleh=orang["operator"])
    [satu] = kekurangan(p, "canangkan")
    assert satu.apa == "1 dari 1 pegawai belum menandatangani pakta integritas"
    gerakkan_pencanangan(pencanangan=p, aksi="canangkan", actor=orang["pimpinan"])
    assert p.status == S.DICANANGKAN


def test_all_that_is_missing_is_told_at_once(unit, orang):
    """A joint declaration without units and with a day to come."""
    nanti = timezone.localdate() + dt.timedelta(days=3)
    p = make_bersama(unit, orang["admin"], status=S.DIAJUKAN, tanggal=nanti)
    with pytest.raises(UnitsError) as galat:
        gerakkan_pencanangan(pencanangan=p, aksi="canangkan", actor=orang["bupati"])
    assert "Belum ada unit peserta" in galat.value.message
    assert "masih di depan" in galat.value.message


def test_nobody_to_confirm_is_told_before_it_is_handed_in(unit):
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    p = make_pencanangan(unit, operator)
    with pytest.raises(UnitsError, match="Belum ada pimpinan"):
        gerakkan_pencanangan(pencanangan=p, aksi="ajukan", actor=operator)


def test_a_deleted_publication_counts_no_more(unit, orang):
    p = make_pencanangan(unit, orang["operator"], status=S.DICANANGKAN)
    make_publikasi(p, orang["operator"], dihapus_pada=timezone.now())
    with pytest.raises(UnitsError, match="Belum ada publikasi"):
        gerakkan_pencanangan(pencanangan=p, aksi="lengkapi", actor=orang["operator"])


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://a:b@contoh.go.id/"}, "url"),
        ({"kanal": "cetak", "url": ""}, "keterangan"),
        ({"tanggal": "2013-01-01"}, "tanggal"),
        ({"tanggal": (timezone.localdate() + dt.timedelta(days=1)).isoformat()}, "tanggal"),
    ],
)
def test_a_publication_says_what_is_wrong_with_it(client, unit, orang, ubah, galat):
    p = make_pencanangan(unit, orang["operator"], status=S.DICANANGKAN)
    client.force_login(orang["operator"])
    isi = {"judul": "Berita", "kanal": "situs", "url": "https://contoh.go.id/", "tanggal": "2026-03-03"} | ubah
    jawab = client.post(alamat("publikasi", p), isi)
    assert (jawab.status_code, list(jawab.context["form"].errors)) == (422, [galat])
    assert not Publikasi.objects.exists()


def test_a_cancelled_declaration_takes_no_publication(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"], status=S.DIBATALKAN)
    client.force_login(orang["operator"])
    isi = {"judul": "Berita", "kanal": "situs", "url": "https://contoh.go.id/", "tanggal": "2026-03-03"}
    assert client.post(alamat("publikasi", p), isi).status_code == 422
    assert not Publikasi.objects.exists()


# Writing


def test_a_repeat_of_the_form_makes_one_draft(client, unit, orang):
    client.force_login(orang["operator"])
    isi = isian(kiriman=str(uuid.uuid4()), **{"saksi-0-nama": "Budi"})
    for _ in range(2):
        client.post(reverse("units:pencanangan_baru", args=[unit.pk]), isi)
    assert (Pencanangan.objects.count(), SaksiPencanangan.objects.count()) == (1, 1)


def test_two_people_never_overwrite_each_other_unseen(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    client.force_login(ketua)
    # Only the witnesses change: that is a write of the declaration as well.
    tetap = isian(tanggal=p.tanggal.isoformat(), versi=1)
    client.post(alamat("ubah", p), tetap | {"saksi-0-nama": "Saksi Hendra"})
    client.force_login(orang["operator"])
    jawab = client.post(alamat("ubah", p), tetap | {"tempat": "Lapangan", "saksi-0-nama": "Saksi Rahmat"})
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Hendra Sitepu" in html
    assert 'value="Saksi Rahmat"' in html
    p.refresh_from_db()
    assert (p.tempat, p.versi, p.saksi.get().nama) == ("Aula", 2, "Saksi Hendra")
    assert RiwayatTahap.objects.get(aksi="ubah").rincian == {"saksi": ["", "Saksi Hendra"]}


def test_what_was_handed_in_is_changed_no_more(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    client.force_login(orang["operator"])
    client.get(alamat("ubah", p))
    gerakkan_pencanangan(pencanangan=p, aksi="ajukan", actor=orang["operator"])
    assert client.get(alamat("ubah", p)).status_code == 302
    assert client.post(alamat("ubah", p), isian(tempat="Lapangan", versi=1)).status_code == 302
    assert client.post(alamat("hapus", p)).status_code == 302
    p.refresh_from_db()
    assert (p.tempat, p.dihapus_pada) == ("Aula", None)
    with pytest.raises(BarisMoved):
        gerakkan_pencanangan(pencanangan=p, aksi="ajukan", actor=orang["operator"])


def test_a_draft_is_deleted_with_a_trace(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    client.force_login(orang["operator"])
    assert "Hapus draf" in client.get(alamat("hapus", p)).content.decode()
    for _ in range(2):
        assert client.post(alamat("hapus", p))["Location"] == reverse("units:pencanangan_list", args=[unit.pk])
    assert jejak(p) == ["hapus"]
    assert client.get(alamat("detail", p)).status_code == 404


def test_a_witness_is_taken_off_by_emptying_the_row(client, unit, orang):
    p = make_pencanangan(unit, orang["operator"])
    p.saksi.create(nama="Budi")
    p.saksi.create(nama="Siti", asal="Ombudsman")
    client.force_login(orang["operator"])
    isi = isian(
        tanggal=p.tanggal.isoformat(),
        versi=1,
        **{
            "saksi-TOTAL_FORMS": "5",
            "saksi-INITIAL_FORMS": "2",
            "saksi-0-nama": "",
            "saksi-1-nama": "Siti",
            "saksi-1-asal": "Ombudsman",
            "saksi-2-asal": "Tanpa nama",
        },
    )
    assert client.post(alamat("ubah", p), isi).status_code == 422  # a lembaga without a name
    assert client.post(alamat("ubah", p), isi | {"saksi-2-asal": ""}).status_code == 302
    assert list(p.saksi.values_list("nama", "asal")) == [("Siti", "Ombudsman")]


# Joint declarations


def test_the_instansi_declares_with_its_units_and_each_sees_it(client, unit, orang):
    ikut, lain = make_unit("Ikut", instansi=unit.instansi), make_unit("Tidak ikut", instansi=unit.instansi)
    asing = make_unit("Asing", instansi=make_instansi())
    orang_ikut, orang_lain = (make_anggota(Peran.OPERATOR, unit=u) for u in (ikut, lain))
    client.force_login(orang["admin"])
    baru = reverse("units:pencanangan_bersama_baru", args=[unit.instansi_id])
    assert client.post(baru, isian(unit=unit.pk, peserta=[asing.pk])).status_code == 422
    assert client.post(baru, isian(unit=asing.pk, peserta=[ikut.pk])).status_code == 422
    assert client.post(baru, isian(unit="", peserta=[])).status_code == 422
    assert not Pencanangan.objects.exists()
    assert client.post(baru, isian(unit=unit.pk, peserta=[unit.pk, ikut.pk])).status_code == 302
    p = Pencanangan.objects.get()
    assert (p.lingkup, p.unit, set(p.peserta.all())) == (LingkupPencanangan.INSTANSI, unit, {unit, ikut})

    def terlihat(user: User, u: UnitKerja) -> bool:
        client.force_login(user)
        ada = client.get(alamat("detail", p, unit=u)).status_code == 200
        assert ada == pencanangan_terlihat(User.objects.get(pk=user.pk)).filter(pk=p.pk).exists()
        return ada

    assert not terlihat(orang_ikut, ikut)  # a draft is the instansi's
    client.force_login(orang["admin"])
    client.post(alamat("gerak", p, "ajukan"))
    assert Notifikasi.objects.filter(user=orang["bupati"]).count() == 1
    client.force_login(orang["bupati"])
    client.post(alamat("gerak", p, "canangkan"))
    assert terlihat(orang_ikut, ikut)
    assert not terlihat(orang_lain, lain)
    assert pencanangan_berlaku(ikut) == pencanangan_berlaku(unit) == p
    assert pencanangan_berlaku(lain) is None
    kabar = Notifikasi.objects.get(user=orang_ikut)
    assert kabar.url == alamat("detail", p, unit=ikut)
    client.force_login(orang_ikut)
    html = client.get(reverse("units:pencanangan_list", args=[ikut.pk])).content.decode()
    assert "Bersama, 2 unit" in html
    # Its people read it there, and only the instansi's change it.
    for bagian in ("ubah", "publikasi"):
        assert client.get(alamat(bagian, p, unit=ikut)).status_code == 403
    client.force_login(orang["tpi"])
    assert "Aula" in client.get(reverse("units:pencanangan_bersama", args=[unit.instansi_id])).content.decode()


def test_changing_who_takes_part_is_told(client, unit, orang):
    ikut = make_unit("Ikut", instansi=unit.instansi)
    p = make_bersama(unit, orang["admin"], unit)
    client.force_login(orang["admin"])
    isi = isian(tanggal=p.tanggal.isoformat(), unit=unit.pk, peserta=[ikut.pk], versi=1)
    assert client.post(alamat("ubah", p), isi).status_code == 302
    assert list(p.peserta.all()) == [ikut]
    assert RiwayatTahap.objects.get(aksi="ubah").rincian == {"unit peserta": [unit.nama, "Ikut"]}
    p.refresh_from_db()
    assert p.versi == 2


def test_the_newest_declaration_holds_own_or_joint(unit, orang):
    hari = timezone.localdate()
    make_pencanangan(unit, orang["operator"], status=S.LENGKAP, tanggal=hari - dt.timedelta(days=400))
    baru = make_bersama(unit, orang["admin"], unit, status=S.DICANANGKAN, tanggal=hari - dt.timedelta(days=40))
    make_pencanangan(unit, orang["operator"], status=S.DIAJUKAN, tanggal=hari - dt.timedelta(days=1))
    make_pencanangan(unit, orang["operator"], status=S.DIBATALKAN, tanggal=hari - dt.timedelta(days=2))
    assert pencanangan_berlaku(unit) == baru
    # Keeping the papers of a joint one is not taking part in it.
    penyimpan = make_unit(instansi=unit.instansi)
    make_bersama(penyimpan, orang["admin"], unit, status=S.LENGKAP)
    assert pencanangan_berlaku(penyimpan) is None


# Pages


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_lists_ask_the_same_however_many_there_are(client, unit, orang, banyak, django_assert_max_num_queries):
    for _ in range(banyak):
        p = make_pencanangan(unit, orang["operator"], status=S.DICANANGKAN)
        make_publikasi(p, orang["operator"])
        p.saksi.create(nama="Budi")
        ikut = make_unit(instansi=unit.instansi)
        bersama = make_bersama(unit, orang["admin"], unit, ikut, status=S.DICANANGKAN)
    bersama.peserta.set(UnitKerja.objects.filter(instansi=unit.instansi))
    client.force_login(orang["admin"])
    for url, batas in (
        (reverse("units:pencanangan_list", args=[unit.pk]), 15),
        (reverse("units:pencanangan_bersama", args=[unit.instansi_id]), 9),
        (alamat("detail", p), 18),
        (alamat("detail", bersama), 20),
    ):
        with django_assert_max_num_queries(batas):
            assert client.get(url).status_code == 200


def test_what_people_typed_is_shown_as_text(client, unit, orang):
    isi = dict.fromkeys(("tempat", "pemimpin_nama", "pemimpin_jabatan", "uraian"), CANARY)
    sendiri = make_pencanangan(unit, orang["operator"], **isi)
    bersama = make_bersama(unit, orang["admin"], unit, **isi)
    UnitKerja.objects.filter(pk=unit.pk).update(nama=CANARY)
    for p in (sendiri, bersama):
        p.saksi.create(nama=CANARY, asal=CANARY)
        make_publikasi(p, orang["operator"], judul=CANARY, keterangan=CANARY, url="https://contoh.go.id/")
    halaman = {
        "operator": [
            reverse("units:pencanangan_list", args=[unit.pk]),
            *(alamat(bagian, sendiri) for bagian in ("detail", "ubah", "hapus", "publikasi")),
            alamat("gerak", sendiri, "ajukan"),
        ],
        "admin": [
            reverse("units:pencanangan_bersama", args=[unit.instansi_id]),
            *(alamat(bagian, bersama) for bagian in ("detail", "ubah")),
        ],
    }
    for nama, semua in halaman.items():
        client.force_login(orang[nama])
        for a in semua:
            html = client.get(a).content.decode()
            assert "&lt;script&gt;alert(1)" in html, a
            assert CANARY not in html, a
