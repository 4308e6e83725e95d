"""Responses come in once, are counted once, carry signs, and are sealed; who may not, cannot."""

from __future__ import annotations

import datetime as dt
import uuid
from fractions import Fraction

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from surveys.enums import CaraIsi, Golongan, JenisKampanye, Kanal, StatusKampanye, Tanda
from surveys.errors import KodeDitolak, SurveiError, TidakMenerima
from surveys.indeks import hitung
from surveys.models import Kampanye, Kontak, Olahan, Rekap, Respons, Segel, TandaRespons
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.rekap import rekap_kini
from surveys.services.isi import dari_kantor
from surveys.services.kampanye import atur_layanan, gerakkan, perpanjang, tutup_yang_lewat
from surveys.services.kode import buat_kode, kode_nomor, masukkan_kode
from surveys.services.kontak import baca_kontak, hapus_dengan_resi, hapus_yang_lewat, simpan_kontak
from surveys.services.kuesioner import simpan_kuesioner, terbitkan_kuesioner
from surveys.services.olah import olah, olah_semua, olah_yang_menunggu, periksa_rekap
from surveys.services.pengeluaran import keluarkan, masukkan_lagi
from surveys.services.segel import periksa_segel, segel, segel_yang_menunggu
from tests.factories import kirim_respons, make_anggota, make_instansi, make_kampanye, make_kuesioner
from units.enums import Peran
from units.errors import BarisMoved, UnitsError
from units.models import RiwayatTahap

pytestmark = pytest.mark.django_db


def indeks(kampanye: Kampanye, apa: str = "sah") -> dict[str, Fraction | None]:
    k = kuesioner_dari(kampanye.kuesioner)
    return {i.kode: i.nilai for i in hitung(k, getattr(rekap_kini(kampanye, k), apa))}


def tanda(respons: Respons) -> set[str]:
    return set(respons.tanda.values_list("jenis", flat=True))


# In -------------------------------------------------------------------------------------------------------------------


def test_the_same_form_twice_is_one_response():
    kampanye, kiriman = make_kampanye(), uuid.uuid4()
    satu = kirim_respons(kampanye, kiriman=kiriman)
    dua = kirim_respons(kampanye, "1" * 13, kiriman=kiriman)
    assert (satu.pk, dua.nilai, Respons.objects.count()) == (dua.pk, "4" * 13, 1)


@pytest.mark.parametrize("aksi", ["jeda", "tutup"])
def test_a_campaign_that_is_not_open_takes_nothing(aksi):
    kampanye = make_kampanye()
    gerakkan(kampanye=kampanye, aksi=aksi, actor=kampanye.dibuat_oleh, alasan="Loket tutup")
    with pytest.raises(TidakMenerima):
        kirim_respons(kampanye)
    assert not Respons.objects.exists()


def test_before_and_after_its_days_it_takes_nothing():
    kini = timezone.now()
    nanti = make_kampanye(mulai=kini + dt.timedelta(hours=1))
    lewat = make_kampanye()
    Kampanye.objects.filter(pk=lewat.pk).update(selesai=kini - dt.timedelta(seconds=1))
    for kampanye in (nanti, lewat):
        with pytest.raises(TidakMenerima):
            kirim_respons(kampanye)


def test_a_response_never_changes_and_is_never_deleted(transactional_db):
    satu = kirim_respons(make_kampanye())
    with pytest.raises(DatabaseError), transaction.atomic():
        Respons.objects.filter(pk=satu.pk).update(nilai="1" * 13)
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic():
            Respons.objects.filter(pk=satu.pk).delete()
    Respons.objects.filter(pk=satu.pk).update(golongan=Golongan.BERSIH)


# Codes ----------------------------------------------------------------------------------------------------------------


def test_a_code_is_used_once_and_by_the_same_form_again():
    kampanye = make_kampanye(cara=CaraIsi.KODE, layanan=[("KTP-el", 100)])
    layanan = kampanye.layanan.get()
    buat_kode(kampanye=kampanye, jumlah=3, layanan=layanan, actor=kampanye.dibuat_oleh)
    kode, kiriman = kode_nomor(kampanye, 1), uuid.uuid4()
    satu = kirim_respons(kampanye, kanal=Kanal.KODE, kode=kode.lower().replace("-", " "), kiriman=kiriman)
    assert satu.layanan == layanan
    assert kirim_respons(kampanye, kanal=Kanal.KODE, kode=kode, kiriman=kiriman) == satu
    with pytest.raises(KodeDitolak, match="sudah dipakai"):
        kirim_respons(kampanye, kanal=Kanal.KODE, kode=kode)
    with pytest.raises(KodeDitolak, match="tidak dikenal"):
        kirim_respons(kampanye, kanal=Kanal.KODE, kode="AAAA-AAAA")
    assert Respons.objects.count() == 1


def test_a_code_is_not_used_up_when_the_campaign_is_closed():
    kampanye = make_kampanye(cara=CaraIsi.KODE)
    buat_kode(kampanye=kampanye, jumlah=1, layanan=None, actor=kampanye.dibuat_oleh)
    kode = kode_nomor(kampanye, 1)
    gerakkan(kampanye=kampanye, aksi="jeda", actor=kampanye.dibuat_oleh, alasan="Listrik padam")
    with pytest.raises(TidakMenerima):
        kirim_respons(kampanye, kanal=Kanal.KODE, kode=kode)
    gerakkan(kampanye=kampanye, aksi="lanjut", actor=kampanye.dibuat_oleh)
    assert kirim_respons(kampanye, kanal=Kanal.KODE, kode=kode).pk


def test_codes_from_elsewhere_are_taken_once_and_short_ones_refused():
    kampanye = make_kampanye(cara=CaraIsi.KODE)
    actor = kampanye.dibuat_oleh
    assert masukkan_kode(kampanye=kampanye, kode=["A-1234567", "a1234567", "B7654321", ""], actor=actor) == 2
    assert masukkan_kode(kampanye=kampanye, kode=["A1234567", "C7654321"], actor=actor) == 1
    with pytest.raises(SurveiError, match="terlalu pendek"):
        masukkan_kode(kampanye=kampanye, kode=["12"], actor=actor)
    with pytest.raises(SurveiError, match="tautan terbuka"):
        masukkan_kode(kampanye=make_kampanye(), kode=["A1234567"], actor=actor)
    assert kirim_respons(kampanye, kanal=Kanal.KODE, kode="a-1234567").pk


# Signs ----------------------------------------------------------------------------------------------------------------


def test_what_one_response_shows_by_itself():
    kampanye = make_kampanye(waktu_minimum=20, jaringan_kantor=["10.1.0.0/16"])
    ragam = "4343434343434"
    cepat = kirim_respons(kampanye, ragam, durasi=19)
    lambat = kirim_respons(kampanye, ragam, durasi=20)
    seragam = kirim_respons(kampanye, durasi=60)
    kantor = kirim_respons(kampanye, ragam, ip="10.1.2.3")
    diarahkan = kirim_respons(kampanye, ragam, diarahkan=True)
    assert olah(kampanye=kampanye) == 5
    assert [tanda(r) for r in (cepat, lambat, seragam, kantor, diarahkan)] == [
        {Tanda.CEPAT},
        set(),
        {Tanda.SERAGAM},
        {Tanda.KANTOR},
        {Tanda.DIARAHKAN},
    ]
    golongan = dict(Respons.objects.values_list("pk", "golongan"))
    # Alike everywhere is what a content citizen answers: alone it sets nobody apart.
    assert [golongan[r.pk] for r in (cepat, lambat, seragam, kantor, diarahkan)] == [2, 1, 1, 2, 2]


def test_a_flood_from_one_network_is_found_back_to_its_first():
    kampanye = make_kampanye()
    for _n in range(25):
        kirim_respons(kampanye, ip="203.0.113.9")
    olah(kampanye=kampanye)
    assert set(Respons.objects.values_list("golongan", flat=True)) == {Golongan.BERTANDA}  # ten alike are enough
    for n in range(25):
        kirim_respons(kampanye, "43434343434" + str(n % 4 + 1) + str(n // 4 % 4 + 1), ip="203.0.113.9")
    olah(kampanye=kampanye)
    assert TandaRespons.objects.filter(jenis=Tanda.LONJAKAN).count() == 50
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []


def test_forty_people_behind_one_address_are_not_set_apart():
    """A queue at a counter: many content, each with a profile of their own, within the hour."""
    kampanye, kini = make_kampanye(), timezone.now()
    for n in range(40):
        nilai = "4" * 13 if n % 2 else "4343434434344"
        profil = {"jenis_kelamin": "LP"[n % 2], "usia": ["17-25", "26-34", "35-44", "45-54"][n // 2 % 4]}
        with time_machine.travel(kini - dt.timedelta(minutes=60 - n), tick=False):
            kirim_respons(kampanye, nilai, ip="203.0.113.9", durasi=40, profil=profil, perangkat=f"hp{n}")
    olah(kampanye=kampanye)
    assert set(Respons.objects.values_list("golongan", flat=True)) == {Golongan.BERSIH}


def test_a_family_shares_a_phone_a_stuffer_does_not_pass():
    kampanye = make_kampanye()
    semua = [kirim_respons(kampanye, "434343434343" + str(n), perangkat="hp") for n in (1, 2, 3, 4)]
    olah(kampanye=kampanye)
    assert [tanda(r) for r in semua] == [set(), set(), {Tanda.PERANGKAT}, {Tanda.PERANGKAT}]
    kios = [kirim_respons(kampanye, "434343434343" + str(n), kanal=Kanal.KIOS, perangkat="tablet") for n in (1, 2, 3)]
    olah(kampanye=kampanye)
    assert [tanda(r) for r in kios] == [set()] * 3


@pytest.mark.parametrize(
    ("ip", "hasil"),
    [("10.1.2.3", True), ("10.2.0.1", False), ("2001:db8::5", True), ("", False), ("rumit", False)],
)
def test_the_networks_of_the_office(ip, hasil):
    assert dari_kantor(("10.1.0.0/16", "2001:db8::/32"), ip) is hasil


# Counts ---------------------------------------------------------------------------------------------------------------


def test_an_index_is_right_before_and_after_counting():
    kampanye = make_kampanye()
    kirim_respons(kampanye, "3" * 13)
    kirim_respons(kampanye, "4" * 13)
    assert indeks(kampanye) == {"IPKP": Fraction(7, 2), "IPAK": Fraction(7, 2)}
    olah_yang_menunggu()
    kirim_respons(kampanye, "3333333344444")
    assert indeks(kampanye) == {"IPKP": Fraction(10, 3), "IPAK": Fraction(11, 3)}
    assert olah_semua(kampanye=kampanye) == 1
    assert olah_semua(kampanye=kampanye) == 0
    assert indeks(kampanye) == {"IPKP": Fraction(10, 3), "IPAK": Fraction(11, 3)}
    assert Olahan.objects.get().dihitung == 3


def test_an_excluded_response_has_no_effect_and_comes_back():
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    layanan = kampanye.layanan.get()
    kirim_respons(kampanye, "3" * 13, layanan_id=layanan.pk)
    curang = kirim_respons(kampanye, "4" * 13, durasi=2, layanan_id=layanan.pk, profil={"usia": "17-25"})
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    with pytest.raises(SurveiError, match="alasan"):
        keluarkan(kampanye=kampanye, respons=[curang.pk], alasan=" ", actor=penelaah)
    assert keluarkan(kampanye=kampanye, respons=[curang.pk], alasan="Dua detik", actor=penelaah) == 1
    assert keluarkan(kampanye=kampanye, respons=[curang.pk], alasan="Dua detik", actor=penelaah) == 0
    assert indeks(kampanye) == {"IPKP": Fraction(3), "IPAK": Fraction(3)}
    assert indeks(kampanye, "masuk") == {"IPKP": Fraction(7, 2), "IPAK": Fraction(7, 2)}
    k = kuesioner_dari(kampanye.kuesioner)
    assert rekap_kini(kampanye, k).jumlah(Golongan.BERTANDA, dimensi="layanan", nilai=str(layanan.pk)).n == 0
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []
    assert masukkan_lagi(kampanye=kampanye, respons=[curang.pk], alasan="Salah orang", actor=penelaah) == 1
    curang.refresh_from_db()
    assert curang.golongan == Golongan.BERTANDA
    assert indeks(kampanye) == indeks(kampanye, "masuk")
    assert list(curang.pengeluaran.values_list("keluar", "alasan")) == [(True, "Dua detik"), (False, "Salah orang")]
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []


def test_recompute_tells_and_mends_a_count_that_was_changed(capsys):
    kampanye = make_kampanye()
    kirim_respons(kampanye)
    olah(kampanye=kampanye)
    call_command("recompute_surveys", "--check")
    rekap = Rekap.objects.get(dimensi="", golongan=Golongan.BERSIH)
    rekap.isi["u"]["AK1"] = [1, 0, 0, 0]
    rekap.save(update_fields=["isi"])
    with pytest.raises(CommandError):
        call_command("recompute_surveys", "--check")
    assert "1 kelompok berbeda (semua)" in capsys.readouterr().out
    call_command("recompute_surveys")
    call_command("recompute_surveys", "--check")


# The life of a campaign -----------------------------------------------------------------------------------------------


def test_closing_seals_and_wipes_the_key_and_a_change_is_found():
    kampanye = make_kampanye()
    satu = kirim_respons(kampanye, ip="203.0.113.9")
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    assert segel_yang_menunggu() == 1
    assert segel_yang_menunggu() == 0
    kampanye.refresh_from_db()
    baris = Segel.objects.get()
    assert (baris.jumlah, kampanye.garam, segel(kampanye=kampanye)) == (1, "", baris)
    assert periksa_segel(baris) == ""
    Respons.objects.filter(pk=satu.pk).update(golongan=Golongan.DIKELUARKAN)
    assert periksa_segel(baris) == ""  # how it counts is not part of the raw set
    Segel.objects.update(jumlah=2)
    baris.refresh_from_db()
    assert periksa_segel(baris) != ""
    with pytest.raises(CommandError):
        call_command("recompute_surveys", "--check")


def test_what_has_run_past_its_end_is_closed_by_itself():
    kampanye, lain = make_kampanye(), make_kampanye()
    Kampanye.objects.filter(pk=kampanye.pk).update(selesai=timezone.now() - dt.timedelta(minutes=1))
    assert (tutup_yang_lewat(), tutup_yang_lewat()) == (1, 0)
    assert set(Kampanye.objects.values_list("pk", "status")) == {
        (kampanye.pk, StatusKampanye.TUTUP),
        (lain.pk, StatusKampanye.BUKA),
    }
    assert RiwayatTahap.objects.get(aksi="tutup").pelaku_nama == "Portal ZI"


def test_an_extension_needs_a_reason_and_a_later_day():
    kampanye = make_kampanye()
    akhir, actor = kampanye.selesai, kampanye.dibuat_oleh
    with pytest.raises(SurveiError, match="alasan"):
        perpanjang(kampanye=kampanye, sampai=akhir + dt.timedelta(days=1), alasan="", actor=actor)
    with pytest.raises(SurveiError, match="sesudah"):
        perpanjang(kampanye=kampanye, sampai=akhir, alasan="Responden kurang", actor=actor)
    perpanjang(kampanye=kampanye, sampai=akhir + dt.timedelta(days=1), alasan="Responden kurang", actor=actor)
    baris = kampanye.perpanjangan.get()
    assert (kampanye.selesai, baris.dari, baris.sampai) == (akhir + dt.timedelta(days=1), akhir, kampanye.selesai)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=actor)
    with pytest.raises(SurveiError, match="Hanya survei"):
        perpanjang(kampanye=kampanye, sampai=akhir + dt.timedelta(days=9), alasan="Lagi", actor=actor)


def test_moves_that_do_not_exist_are_refused():
    kampanye = make_kampanye(buka=False)
    actor = kampanye.dibuat_oleh
    for aksi in ("jeda", "lanjut", "tutup"):
        with pytest.raises(BarisMoved):
            gerakkan(kampanye=kampanye, aksi=aksi, actor=actor, alasan="x")
    gerakkan(kampanye=kampanye, aksi="buka", actor=actor)
    with pytest.raises(UnitsError, match="alasan"):
        gerakkan(kampanye=kampanye, aksi="jeda", actor=actor)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=actor)
    for aksi in ("buka", "lanjut", "jeda", "batal"):
        with pytest.raises(BarisMoved):
            gerakkan(kampanye=kampanye, aksi=aksi, actor=actor, alasan="x")


def test_services_of_a_running_campaign_only_grow():
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    atur_layanan(kampanye=kampanye, layanan=[("KTP-el", 120), ("Akta", 5)])
    assert list(kampanye.layanan.values_list("nama", "populasi")) == [("KTP-el", 120), ("Akta", 5)]
    with pytest.raises(SurveiError, match="tidak dapat dihapus"):
        atur_layanan(kampanye=kampanye, layanan=[("Akta", 5)])
    with pytest.raises(SurveiError, match="dua kali"):
        atur_layanan(kampanye=kampanye, layanan=[("KTP-el", 1), ("ktp-EL", 5)])


# Questionnaires and contacts ------------------------------------------------------------------------------------------


def test_an_own_questionnaire_is_frozen_once_published_and_stays_in_its_instansi():
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    isi = dict(make_kuesioner("spak").isi, kode="spak-langkat", versi="1")
    draf = simpan_kuesioner(isi=isi, instansi=instansi, actor=admin)
    with pytest.raises(SurveiError, match="sudah terbit"):
        make_kampanye_dengan(draf, instansi)
    simpan_kuesioner(isi=isi | {"nama": "Survei Langkat"}, instansi=instansi, actor=admin, kuesioner=draf, versi=1)
    with pytest.raises(SurveiError, match="orang lain"):
        simpan_kuesioner(isi=isi, instansi=instansi, actor=admin, kuesioner=draf, versi=1)
    terbitkan_kuesioner(kuesioner=draf, actor=admin)
    with pytest.raises(SurveiError, match="sudah terbit"):
        simpan_kuesioner(isi=isi, instansi=instansi, actor=admin, kuesioner=draf, versi=draf.versi)
    with pytest.raises(SurveiError, match="Versi ini sudah ada"):
        simpan_kuesioner(isi=isi, instansi=instansi, actor=admin)
    assert make_kampanye_dengan(draf, instansi).pk
    with pytest.raises(SurveiError):
        make_kampanye_dengan(draf, make_instansi("Kabupaten Lain"))


def make_kampanye_dengan(kuesioner, instansi):
    from surveys.services.kampanye import buat_kampanye
    from tests.factories import make_unit

    unit, kini = make_unit(instansi=instansi), timezone.now()
    kampanye = Kampanye(
        unit=unit, kuesioner=kuesioner, nama="Survei", tahun=2026, mulai=kini, selesai=kini + dt.timedelta(days=1)
    )
    return buat_kampanye(kampanye=kampanye, layanan=[], actor=make_anggota(Peran.OPERATOR, unit=unit))


def test_contacts_are_closed_apart_and_go_by_receipt_or_by_date():
    hari = timezone.localdate()
    kampanye = make_kampanye(minta_kontak=True, kontak_hapus_pada=hari + dt.timedelta(days=30))
    satu = kirim_respons(kampanye, nama="Budi Canary", telepon="081234567890")
    kirim_respons(kampanye, nama="Ani", telepon="081234567890")
    olah(kampanye=kampanye)
    mentah = Kontak.objects.get(respons=satu)
    assert "Canary" not in mentah.isi
    assert "0812" not in mentah.isi
    assert TandaRespons.objects.filter(jenis=Tanda.TELEPON).count() == 2
    ketua = make_anggota(Peran.KETUA_TIM, unit=kampanye.unit)
    isi = baca_kontak(kampanye=kampanye, actor=ketua, alasan="Verifikasi TPN")
    assert [(k.nama, k.telepon) for k in isi] == [("Budi Canary", "081234567890"), ("Ani", "081234567890")]
    assert RiwayatTahap.objects.get(aksi="baca_kontak").pelaku == ketua
    tiga = kirim_respons(kampanye, "3" * 13)
    from surveys.selectors.kampanye import kampanye_publik

    resi = simpan_kontak(
        kampanye=kampanye_publik(kampanye.slug), respons_id=tiga.pk, nama="Cici", telepon="089911112222"
    )
    assert hapus_dengan_resi(resi="SALAH-SALAH-SALAH") is False
    assert hapus_dengan_resi(resi=resi.lower()) is True
    assert hapus_dengan_resi(resi=resi) is False
    Kontak.objects.update(hapus_pada=hari - dt.timedelta(days=1))
    assert hapus_yang_lewat() == 2
    assert Respons.objects.count() == 3


# Who may --------------------------------------------------------------------------------------------------------------

PERAN = [
    *(Peran.OPERATOR, Peran.KETUA_TIM, Peran.PIMPINAN_UNIT),
    *(Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI, Peran.AUDITOR),
    *(Peran.TPN_ANGGOTA, Peran.ADMIN_PLATFORM),
]
# K manages, L reads, X excludes, C reads contacts; by the order of PERAN.
TABEL = {
    (JenisKampanye.MANDIRI, StatusKampanye.BUKA): ["KL", "KLC", "KL", "", "LXC", "L", "L", "", "", ""],
    (JenisKampanye.MANDIRI, StatusKampanye.TUTUP): ["KL", "KLC", "KL", "", "LXC", "L", "L", "", "L", ""],
    (JenisKampanye.TPI, StatusKampanye.BUKA): ["", "", "", "", "KLXC", "L", "L", "", "", ""],
    (JenisKampanye.TPI, StatusKampanye.TUTUP): ["", "", "", "", "KLXC", "L", "L", "", "L", ""],
    (JenisKampanye.TPN, StatusKampanye.BUKA): ["", "", "", "", "", "", "", "", "KLXC", ""],
}
HAK = {"K": "kelola_kampanye", "L": "lihat_kampanye", "X": "keluarkan_respons", "C": "lihat_kontak"}


@pytest.mark.parametrize(("letak", "boleh"), TABEL.items())
def test_who_may(letak, boleh):
    jenis, status = letak
    kampanye = make_kampanye(jenis=jenis)
    if status == StatusKampanye.TUTUP:
        gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    nyata, terlihat = [], []
    for peran in PERAN:
        user = make_anggota(peran, unit=kampanye.unit)
        nyata.append("".join(h for h, nama in HAK.items() if user.has_perm(f"surveys.{nama}", kampanye)))
        terlihat.append(Kampanye.objects.visible_to(user).exists())
    assert nyata == boleh
    # A row exists for exactly those who may read it.
    assert terlihat == ["L" in satu for satu in boleh]


def test_nobody_reviews_the_survey_of_the_unit_they_work_in():
    kampanye = make_kampanye()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    make_anggota(Peran.OPERATOR, unit=kampanye.unit, user=ketua)
    assert not ketua.has_perm("surveys.keluarkan_respons", kampanye)


def test_another_unit_and_another_instansi_see_nothing():
    kampanye = make_kampanye()
    for peran in (Peran.OPERATOR, Peran.KETUA_TIM, Peran.TPI_KETUA, Peran.ADMIN_INSTANSI):
        from tests.factories import make_unit

        orang = make_anggota(peran, unit=make_unit("Lain", instansi=make_instansi("Kabupaten Lain")))
        assert not Kampanye.objects.visible_to(orang).exists()
        assert not any(orang.has_perm(f"surveys.{nama}", kampanye) for nama in HAK.values())
