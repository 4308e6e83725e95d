"""Findings: from opening to verification, who may what, what is TPI's alone, and what other pages may ask."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import make_unit
from tests.serentak import bersama
from tests.units.tpi import (
    CANARY,
    LIHAT_UNIT,
    PEMANTAU,
    PENGIKUT,
    PENGISI,
    TAHUN,
    buat_dunia,
    diberi_tahu,
    jejak,
    make_pemantauan,
    make_temuan,
)
from units.enums.tahap import Area, StatusTemuan, Tingkat
from units.errors import BarisMoved, UnitsError
from units.models import RiwayatTahap, Temuan
from units.selectors.pemantauan import RingkasTemuan, ringkas_temuan, temuan_unit
from units.services.tahap import kunci_unit
from units.services.temuan import buat_temuan, gerak_temuan, perpanjang_temuan, ubah_temuan

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
T = StatusTemuan
NAMA_UNIT = {"Rahmat Operator", "Hendra Ketua Tim", "Nurhayati Pimpinan", "Rangkap Jabatan"}
NAMA_TPI = {"Fitriani Anggota", "Irwansyah Ketua", "Surya Dalnis"}
# Move → who makes it, from which states, to which state.
LANGKAH = {
    "tindak_lanjuti": (PENGISI, {T.TERBUKA, T.DIKEMBALIKAN}, T.DITINDAKLANJUTI),
    "verifikasi": (PEMANTAU, {T.DITINDAKLANJUTI}, T.DIVERIFIKASI),
    "kembalikan": (PEMANTAU, {T.DITINDAKLANJUTI}, T.DIKEMBALIKAN),
    "buka_lagi": (PEMANTAU, {T.DIVERIFIKASI}, T.TERBUKA),
}


@pytest.fixture
def d():
    return buat_dunia()


def segar(temuan: Temuan) -> Temuan:
    return Temuan.objects.select_related("pemantauan", "unit__instansi").get(pk=temuan.pk)


def isian(**lain) -> dict[str, object]:
    return {
        "area": Area.PENGAWASAN,
        "tingkat": Tingkat.BERAT,
        "uraian": "UPG belum melapor",
        "rekomendasi": "Susun laporan bulanan",
        "tenggat": HARI_INI + dt.timedelta(days=14),
        "kode": "A.I.5.i.a",
        **lain,
    }


# --- The story ------------------------------------------------------------------------------------------------------
def test_a_finding_is_opened_followed_up_returned_and_verified(client, d):
    client.force_login(d["tpi"])
    data = isian(kiriman=str(uuid.uuid4()))
    satu, dua = (client.post(d.alamat("temuan", "baru"), data) for _ in range(2))
    temuan = Temuan.objects.get()
    assert satu["Location"] == dua["Location"] == d.alamat("temuan", temuan.pk)
    assert (temuan.unit, temuan.tahun, temuan.status, temuan.pemantauan) == (d.unit, TAHUN, T.TERBUKA, None)
    assert diberi_tahu("Temuan baru dari TPI: UPG belum melapor") == NAMA_UNIT

    def langkah(siapa: str, aksi: str, alasan: str = "") -> str:
        client.force_login(d[siapa])
        jawab = client.post(d.alamat("temuan", temuan.pk, "langkah", aksi), {"alasan": alasan})
        assert jawab["Location"] == d.alamat("temuan", temuan.pk)
        return segar(temuan).status

    assert langkah("operator", "tindak_lanjuti", "Laporan Januari sampai Maret.") == T.DITINDAKLANJUTI
    assert diberi_tahu("Temuan ditindaklanjuti") == NAMA_TPI
    assert langkah("ketua", "kembalikan", "Belum ada laporan April.") == T.DIKEMBALIKAN
    assert diberi_tahu("Tindak lanjut dikembalikan") == NAMA_UNIT
    assert langkah("ketua_tim", "tindak_lanjuti", "Laporan April terlampir.") == T.DITINDAKLANJUTI
    assert langkah("tpi", "verifikasi") == T.DIVERIFIKASI
    assert diberi_tahu("Temuan diverifikasi") == NAMA_UNIT
    assert segar(temuan).diverifikasi_pada is not None
    assert langkah("dalnis", "buka_lagi", "Terulang bulan ini.") == T.TERBUKA
    assert segar(temuan).diverifikasi_pada is None
    assert jejak(temuan) == [
        ("buat", "Fitriani Anggota"),
        ("tindak_lanjuti", "Rahmat Operator"),
        ("kembalikan", "Irwansyah Ketua"),
        ("tindak_lanjuti", "Hendra Ketua Tim"),
        ("verifikasi", "Fitriani Anggota"),
        ("buka_lagi", "Surya Dalnis"),
    ]
    html = client.get(d.alamat("temuan", temuan.pk)).content.decode()
    for kata in ("Belum ada laporan April.", "Laporan April terlampir.", "Terulang bulan ini."):
        assert kata in html


# --- Who may --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", StatusTemuan.values)
@pytest.mark.parametrize("aksi", LANGKAH)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_make_each_move_from_each_state(client, d, aksi, status):
    siapa_boleh, asal, tujuan = LANGKAH[aksi]
    temuan = make_temuan(d, status)
    for siapa in d.orang:
        client.force_login(d[siapa])
        with transaction.atomic():
            jawab = client.post(d.alamat("temuan", temuan.pk, "langkah", aksi), {"alasan": "Karena itu"})
            kini = segar(temuan).status
            transaction.set_rollback(True)
        if siapa not in LIHAT_UNIT:
            harap = (404, status)
        elif siapa not in siapa_boleh:
            harap = (403, status)
        else:
            harap = (302, tujuan) if status in asal else (422, status)
        assert (jawab.status_code, kini) == harap, siapa
        # The page offers exactly what the server takes.
        html = client.get(d.alamat("temuan", temuan.pk)).content.decode()
        tombol = f'action="{d.alamat("temuan", temuan.pk, "langkah", aksi)}"'
        assert (tombol in html) == (siapa in siapa_boleh and status in asal), siapa


# A draft is never followed up, hence has one state.
@pytest.mark.parametrize(("terbit", "status"), [(False, T.TERBUKA), *((True, s) for s in StatusTemuan.values)])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_change_the_words_and_the_due_date(client, d, terbit, status):
    temuan = make_temuan(d, status, pemantauan=make_pemantauan(d, terbit=terbit))
    lusa = HARI_INI + dt.timedelta(days=60)
    for siapa in d.orang:
        client.force_login(d[siapa])
        with transaction.atomic():
            kode = [
                client.post(d.alamat("temuan", temuan.pk, "ubah"), isian(versi=1)).status_code,
                client.post(
                    d.alamat("temuan", temuan.pk, "perpanjang"),
                    {"tenggat": lusa, "alasan": "Anggaran", "versi": segar(temuan).versi},
                ).status_code,
                client.get(d.alamat("temuan", "baru")).status_code,
                client.get(d.alamat("temuan")).status_code,
            ]
            transaction.set_rollback(True)
        if siapa in PEMANTAU:
            ubah = 302 if status == T.TERBUKA else 422
            panjang = 422 if status == T.DIVERIFIKASI else 302
            harap = [ubah, panjang, 200, 200]
        elif siapa in LIHAT_UNIT:
            harap = [403, 403, 403, 200 if siapa in PENGIKUT else 403]
        else:
            harap = [404] * 4
        assert kode == harap, siapa


def test_nobody_monitors_their_own_unit(client, d):
    """Lead of the TPI and operator of this unit: follows up as the unit, and judges nothing of it."""
    temuan = make_temuan(d, T.DITINDAKLANJUTI)
    client.force_login(d["ketua_sendiri"])
    for aksi in ("verifikasi", "kembalikan"):
        alamat = d.alamat("temuan", temuan.pk, "langkah", aksi)
        assert client.post(alamat, {"alasan": "Beres"}).status_code == 403
    assert segar(temuan).status == T.DITINDAKLANJUTI
    assert temuan.uraian not in client.get("/temuan/").content.decode()
    # Of another unit of the instansi they are TPI like any lead.
    lain = make_temuan(d, T.DITINDAKLANJUTI, unit=d.unit_lain, uraian="Temuan unit lain")
    assert lain.uraian in client.get("/temuan/").content.decode()
    client.post(f"/unit/{d.unit_lain.pk}/temuan/{lain.pk}/langkah/verifikasi/")
    assert segar(lain).status == T.DIVERIFIKASI


# --- Moves, exactly -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("aksi", ["tindak_lanjuti", "kembalikan", "buka_lagi"])
def test_a_move_that_owes_a_reason_says_so_and_changes_nothing(client, d, aksi):
    _siapa, asal, _ = LANGKAH[aksi]
    temuan = make_temuan(d, sorted(asal)[0])
    client.force_login(d["operator" if aksi == "tindak_lanjuti" else "ketua"])
    jawab = client.post(d.alamat("temuan", temuan.pk, "langkah", aksi), {"alasan": "  "})
    assert jawab.status_code == 422
    assert "Tulis alasannya" in jawab.content.decode()
    assert segar(temuan).status in asal
    assert jejak(temuan) == []


def test_a_second_press_is_no_error(client, d):
    temuan = make_temuan(d, T.DITINDAKLANJUTI)
    client.force_login(d["ketua"])
    for _ in range(2):
        html = client.post(d.alamat("temuan", temuan.pk, "langkah", "verifikasi"), follow=True).content.decode()
        assert "Temuan diverifikasi." in html
    assert jejak(temuan) == [("verifikasi", "Irwansyah Ketua")]


def test_who_comes_too_late_reads_what_happened_and_keeps_the_words(client, d):
    temuan = make_temuan(d, T.DITINDAKLANJUTI)
    gerak_temuan(temuan=segar(temuan), aksi="verifikasi", actor=d["dalnis"])
    client.force_login(d["ketua"])
    jawab = client.post(d.alamat("temuan", temuan.pk, "langkah", "kembalikan"), {"alasan": "Kurang lampiran"})
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Sekarang berstatus “Diverifikasi”" in html
    assert "Kurang lampiran" in html


def test_an_unknown_move_is_no_page(client, d):
    temuan = make_temuan(d)
    client.force_login(d["ketua"])
    assert client.post(d.alamat("temuan", temuan.pk, "langkah", "hancurkan")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_six_who_verify_at_once_one_wins():
    d = buat_dunia()
    temuan = make_temuan(d, T.DITINDAKLANJUTI)

    def coba(siapa: str, aksi: str):
        try:
            return gerak_temuan(temuan=segar(temuan), aksi=aksi, actor=d[siapa], alasan="Sudah dilihat")
        except UnitsError as error:
            return error

    pelomba = [("tpi", "verifikasi"), ("ketua", "verifikasi"), ("dalnis", "verifikasi")]
    pelomba += [("tpi", "kembalikan"), ("ketua", "kembalikan"), ("dalnis", "kembalikan")]
    hasil = bersama(*[lambda s=s, a=a: coba(s, a) for s, a in pelomba])
    assert sum(isinstance(h, Temuan) for h in hasil) == 1
    assert sum(isinstance(h, BarisMoved) for h in hasil) == 5
    assert RiwayatTahap.objects.filter(objek_id=temuan.pk).count() == 1
    assert segar(temuan).status in {T.DIVERIFIKASI, T.DIKEMBALIKAN}


# --- The due date ---------------------------------------------------------------------------------------------------
def test_a_due_date_is_moved_with_a_reason_and_its_history(client, d):
    temuan = make_temuan(d, tenggat=HARI_INI - dt.timedelta(days=3))
    baru = HARI_INI + dt.timedelta(days=20)
    client.force_login(d["tpi"])
    data = {"tenggat": baru, "alasan": "Menunggu anggaran perubahan", "versi": 1}
    for _ in range(2):  # the second press finds its own act done
        assert client.post(d.alamat("temuan", temuan.pk, "perpanjang"), data).status_code in {302, 422}
    assert segar(temuan).tenggat == baru
    assert jejak(temuan) == [("perpanjang", "Fitriani Anggota")]
    assert diberi_tahu("Tenggat temuan menjadi") == NAMA_UNIT
    client.force_login(d["operator"])
    html = client.get(d.alamat("temuan", temuan.pk)).content.decode()
    assert "Tenggat diperpanjang" in html
    assert "Menunggu anggaran perubahan" in html


@pytest.mark.parametrize(("hari", "alasan"), [(30, "x"), (10, "x"), (-1, "x"), (60, "")])
def test_a_due_date_moves_only_forward_and_with_a_reason(client, d, hari, alasan):
    temuan = make_temuan(d)  # due in 30 days
    client.force_login(d["tpi"])
    data = {"tenggat": HARI_INI + dt.timedelta(days=hari), "alasan": alasan, "versi": 1}
    assert client.post(d.alamat("temuan", temuan.pk, "perpanjang"), data).status_code == 422
    assert segar(temuan).tenggat == HARI_INI + dt.timedelta(days=30)
    assert jejak(temuan) == []


def test_a_due_date_seen_before_another_change_is_not_moved(d):
    temuan = make_temuan(d)
    lusa = HARI_INI + dt.timedelta(days=90)
    perpanjang_temuan(temuan=segar(temuan), tenggat=lusa, alasan="A", versi=1, actor=d["tpi"])
    with pytest.raises(BarisMoved):
        perpanjang_temuan(
            temuan=segar(temuan), tenggat=lusa + dt.timedelta(days=1), alasan="B", versi=1, actor=d["ketua"]
        )
    assert segar(temuan).tenggat == lusa


# --- Drafts are TPI's alone -----------------------------------------------------------------------------------------
def test_a_finding_of_a_draft_exists_for_tpi_alone(client, d):
    draf = make_pemantauan(d, terbit=False)
    client.force_login(d["tpi"])
    data = isian(uraian="Temuan rahasia draf")
    client.post(f"{d.alamat('temuan', 'baru')}?pemantauan={draf.pk}", data)
    temuan = Temuan.objects.get()
    assert temuan.pemantauan == draf
    assert diberi_tahu("Temuan baru") == set()
    for siapa in sorted(PENGIKUT):
        client.force_login(d[siapa])
        boleh = siapa in PEMANTAU
        daftar = client.get(d.alamat("temuan"))
        assert (temuan.uraian in daftar.content.decode()) == boleh, siapa
        assert daftar.context["page"].paginator.count == int(boleh), siapa
        cari = client.get(f"{d.alamat('temuan')}?q=rahasia")
        assert cari.context["page"].paginator.count == int(boleh), siapa
        assert daftar.context["ringkas"] is None, siapa
        assert client.get(d.alamat("temuan", temuan.pk)).status_code == (200 if boleh else 404), siapa
        assert client.get(d.alamat("pemantauan", draf.pk)).status_code == (200 if boleh else 404), siapa
        langkah = client.post(d.alamat("temuan", temuan.pk, "langkah", "tindak_lanjuti"), {"alasan": "Ya"})
        assert langkah.status_code == (403 if boleh else 404), siapa
    assert ringkas_temuan([d.unit.pk]) == {}
    assert not temuan_unit(d["operator"], d.unit).exists()
    with pytest.raises(UnitsError):
        gerak_temuan(temuan=segar(temuan), aksi="tindak_lanjuti", actor=d["operator"], alasan="Ya")


def test_a_finding_does_not_join_a_monitoring_that_was_handed_over(client, d):
    terbit = make_pemantauan(d)
    client.force_login(d["tpi"])
    jawab = client.post(f"{d.alamat('temuan', 'baru')}?pemantauan={terbit.pk}", isian())
    assert jawab.status_code == 422
    assert "sudah disampaikan" in jawab.content.decode()
    lain = make_pemantauan(d, terbit=False, unit=d.unit_lain)
    client.force_login(d["ketua"])
    assert client.post(f"{d.alamat('temuan', 'baru')}?pemantauan={lain.pk}", isian()).status_code == 404
    assert client.post(f"{d.alamat('temuan', 'baru')}?pemantauan=x", isian()).status_code == 404
    assert not Temuan.objects.exists()


def test_a_draft_finding_can_be_taken_out_and_a_known_one_cannot(client, d):
    draf = make_temuan(d, pemantauan=make_pemantauan(d, terbit=False))
    tahu = make_temuan(d)
    client.force_login(d["ketua"])
    assert "Hapus temuan" in client.get(d.alamat("temuan", draf.pk, "hapus")).content.decode()
    for _ in range(2):
        assert client.post(d.alamat("temuan", draf.pk, "hapus")).status_code == 302
    assert jejak(draf) == [("hapus", "Irwansyah Ketua")]
    html = client.post(d.alamat("temuan", tahu.pk, "hapus"), follow=True).content.decode()
    assert "tidak dapat dihapus" in html
    assert segar(tahu).dihapus_pada is None


def test_the_unit_reads_history_only_from_the_hand_over_on(client, d):
    draf = make_pemantauan(d, terbit=False)
    temuan = buat_temuan(temuan=Temuan(unit=d.unit, pemantauan=draf, **isian()), actor=d["tpi"])
    ubah_temuan(temuan=segar(temuan), ubah={"uraian": "Lebih lunak"}, versi=1, actor=d["tpi"])
    client.force_login(d["tpi"])
    client.post(d.alamat("pemantauan", draf.pk, "terbitkan"), {"versi": 1})
    client.force_login(d["operator"])
    html = client.get(d.alamat("temuan", temuan.pk)).content.decode()
    assert "Lebih lunak" in html
    assert "UPG belum melapor" not in html
    client.force_login(d["ketua"])
    assert "UPG belum melapor" in client.get(d.alamat("temuan", temuan.pk)).content.decode()


# --- Input ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kode", "diterima"),
    [
        ("", True),
        ("A.I.5", True),
        ("A.I.5.iii", True),
        ("A.I.5.iii.a", True),
        ("A.II.5.iii.a.2", True),
        ("B.II.a", True),
        ("A.I.7.i.a", False),
        ("a.i.5.i.a", False),
        ("A.I.5.iii.a; DROP", False),
        ("A.I.3.i.a", False),  # of another area than the one chosen
        ("<b>", False),
    ],
)
def test_the_code_has_the_shape_of_a_question_and_its_area(client, d, kode, diterima):
    client.force_login(d["tpi"])
    jawab = client.post(d.alamat("temuan", "baru"), isian(kode=kode))
    assert jawab.status_code == (302 if diterima else 422)
    assert Temuan.objects.exists() is diterima


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(client, d):
    client.force_login(d["tpi"])
    jawab = client.post(
        d.alamat("temuan", "baru"), isian(rekomendasi="", tenggat=HARI_INI - dt.timedelta(days=1), area="9")
    )
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "UPG belum melapor" in html
    assert "Tanggal ini sudah lewat" in html
    assert not Temuan.objects.exists()


def test_unit_year_and_state_never_come_from_the_browser(client, d):
    client.force_login(d["tpi"])
    data = isian(unit=d.unit_lain.pk, tahun=1999, status=T.DIVERIFIKASI, pemantauan=make_pemantauan(d).pk)
    client.post(f"{d.alamat('temuan', 'baru')}?tahun=2020", data)
    temuan = Temuan.objects.get()
    assert (temuan.unit, temuan.tahun, temuan.status, temuan.pemantauan) == (d.unit, TAHUN, T.TERBUKA, None)


def test_two_people_never_overwrite_each_other_unseen(client, d):
    temuan = make_temuan(d)
    client.force_login(d["ketua"])
    client.post(d.alamat("temuan", temuan.pk, "ubah"), isian(uraian="Kata ketua", versi=1))
    client.force_login(d["tpi"])
    jawab = client.post(d.alamat("temuan", temuan.pk, "ubah"), isian(uraian="Kata anggota", versi=1))
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Irwansyah Ketua" in html
    assert "Kata anggota" in html
    assert segar(temuan).uraian == "Kata ketua"


def test_a_published_finding_keeps_its_due_date_when_its_words_change(client, d):
    temuan = make_temuan(d)
    client.force_login(d["tpi"])
    lusa = HARI_INI + dt.timedelta(days=300)
    client.post(d.alamat("temuan", temuan.pk, "ubah"), isian(uraian="Diperjelas", tenggat=lusa, versi=1))
    kini = segar(temuan)
    assert (kini.uraian, kini.tenggat) == ("Diperjelas", HARI_INI + dt.timedelta(days=30))
    # The history says severity in words, not numbers.
    assert "Sedang → Berat" in client.get(d.alamat("temuan", temuan.pk)).content.decode()


def test_what_people_typed_is_shown_as_text(client, d):
    client.force_login(d["tpi"])
    tujuan = client.post(d.alamat("temuan", "baru"), isian(uraian=CANARY, rekomendasi=CANARY))["Location"]
    client.force_login(d["operator"])
    client.post(f"{tujuan}langkah/tindak_lanjuti/", {"alasan": CANARY})
    client.force_login(d["ketua"])
    gagal = client.post(f"{tujuan}langkah/buka_lagi/", {"alasan": CANARY})
    assert gagal.status_code == 422
    halaman = [gagal] + [
        client.get(a) for a in (tujuan, d.alamat("temuan"), "/temuan/", f"{tujuan}perpanjang/", "/notifikasi/")
    ]
    for jawab in halaman:
        html = jawab.content.decode()
        assert "&lt;script&gt;alert(1)" in html, jawab.request["PATH_INFO"]
        assert CANARY not in html, jawab.request["PATH_INFO"]


# --- Lists and selectors --------------------------------------------------------------------------------------------
def test_open_findings_of_earlier_years_stand_first_and_say_so(client, d):
    lama = make_temuan(d, T.DIKEMBALIKAN, tahun=TAHUN - 1, uraian="Sisa tahun lalu")
    make_temuan(d, T.DIVERIFIKASI, tahun=TAHUN - 1, uraian="Beres tahun lalu")
    kini = make_temuan(d, uraian="Temuan kini", tenggat=HARI_INI - dt.timedelta(days=5))
    beres = make_temuan(d, T.DIVERIFIKASI, uraian="Beres kini")
    client.force_login(d["operator"])
    jawab = client.get(d.alamat("temuan"))
    assert list(jawab.context["page"]) == [lama, kini, beres]
    assert f"dari {TAHUN - 1}" in jawab.content.decode()
    assert [t.uraian for t in client.get(f"{d.alamat('temuan')}?tahun={TAHUN - 1}").context["page"]] == [
        "Sisa tahun lalu",
        "Beres tahun lalu",
    ]


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("saring", "harap"),
    [
        ("status=terbuka", {"berat lewat", "pelayanan"}),
        ("status=ditindaklanjuti", {"ditindak"}),
        ("area=6", {"pelayanan"}),
        ("tingkat=1", {"berat lewat"}),
        ("lewat=1", {"berat lewat"}),
        ("q=ditin", {"ditindak"}),
        ("q=tidakada", set()),
        ("status=&area=&tingkat=", {"berat lewat", "pelayanan", "ditindak"}),
        ("status=x&area=99&tingkat=abc&halaman=9", {"berat lewat", "pelayanan", "ditindak"}),
    ],
)
def test_both_lists_filter(client, d, saring, harap):
    make_temuan(d, uraian="berat lewat", tingkat=Tingkat.BERAT, tenggat=HARI_INI - dt.timedelta(days=1))
    make_temuan(d, uraian="pelayanan", area=Area.PELAYANAN, tenggat=HARI_INI)
    make_temuan(d, T.DITINDAKLANJUTI, uraian="ditindak")
    client.force_login(d["ketua"])
    for alamat in (d.alamat("temuan"), "/temuan/"):
        assert {t.uraian for t in client.get(f"{alamat}?{saring}").context["page"]} == harap, alamat


def test_the_list_over_units_shows_what_one_monitors_late_first(client, d):
    kini = make_temuan(d, uraian="kini")
    telat = make_temuan(d, unit=d.unit_lain, uraian="telat", tenggat=HARI_INI - dt.timedelta(days=9))
    telat_lagi = make_temuan(d, uraian="telat lagi", tenggat=HARI_INI - dt.timedelta(days=2))
    make_temuan(d, T.DIVERIFIKASI, uraian="beres")
    make_temuan(d, uraian="draf", pemantauan=make_pemantauan(d, terbit=False))
    jauh = make_unit("Unit jauh")
    make_temuan(d, unit=jauh, uraian="jauh")
    for siapa, harap in {
        "ketua": [telat, telat_lagi, kini],
        "tpi": [telat_lagi, kini],  # assigned to the one unit
        "ketua_sendiri": [telat],  # not the unit they work in
        "tpi_lepas": [],
    }.items():
        client.force_login(d[siapa])
        assert list(client.get("/temuan/").context["page"]) == harap, siapa
    client.force_login(d["ketua"])
    assert list(client.get("/temuan/?unit=kesehatan").context["page"]) == [telat]
    for siapa in ("operator", "admin", "bupati", "tpn"):
        client.force_login(d[siapa])
        assert client.get("/temuan/").status_code == 403, siapa


def test_counts_by_unit_take_one_query_and_count_published_ones(d, django_assert_num_queries):
    kemarin = HARI_INI - dt.timedelta(days=1)
    make_temuan(d, tenggat=kemarin)
    make_temuan(d, T.DITINDAKLANJUTI, pemantauan=make_pemantauan(d))
    make_temuan(d, T.DIKEMBALIKAN, tahun=TAHUN - 1)
    make_temuan(d, T.DIVERIFIKASI, tenggat=kemarin)
    make_temuan(d, pemantauan=make_pemantauan(d, terbit=False))
    make_temuan(d, dihapus_pada=timezone.now())
    make_temuan(d, unit=d.unit_lain, tenggat=HARI_INI)
    kosong = make_unit(instansi=d.instansi)
    with django_assert_num_queries(1):
        hasil = ringkas_temuan([d.unit.pk, d.unit_lain.pk, kosong.pk])
    assert hasil == {
        d.unit.pk: RingkasTemuan(terbuka=3, lewat=1, menunggu_tpi=1),
        d.unit_lain.pk: RingkasTemuan(terbuka=1, lewat=0, menunggu_tpi=0),
    }


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, d, banyak, django_assert_num_queries):
    for n in range(banyak):
        temuan = make_temuan(d, pemantauan=make_pemantauan(d))
        if n:
            gerak_temuan(temuan=segar(temuan), aksi="tindak_lanjuti", actor=d["operator"], alasan="Ya")
    for siapa, alamat, jumlah in (
        ("operator", d.alamat("temuan"), 9),  # session, person, roles, unit, count, page, counts, years, unread
        ("ketua", "/temuan/", 7),
        ("operator", d.alamat("temuan", temuan.pk), 9),
    ):
        client.force_login(d[siapa])
        client.get(alamat)
        with django_assert_num_queries(jumlah):
            client.get(alamat)


def test_the_page_prints_without_its_forms(client, d):
    temuan = make_temuan(d)
    client.force_login(d["operator"])
    html = client.get(d.alamat("temuan", temuan.pk)).content.decode()
    assert html.index("no-print", html.index("judul-bukti")) < html.index("Langkah berikutnya")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
@pytest.mark.django_db(transaction=True)
def test_a_move_and_its_history_do_not_wait_for_whoever_holds_the_unit():
    """Else each waits for the other: a move holds the finding, and who holds the unit asks for the finding next."""
    d = buat_dunia()
    temuan = make_temuan(d)

    def gerak_singkat() -> Temuan:
        with connection.cursor() as kursor:
            kursor.execute("SET lock_timeout = '2s'")
        return gerak_temuan(temuan=temuan, aksi="tindak_lanjuti", actor=d["operator"], alasan="WBS dikelola")

    with transaction.atomic():
        kunci_unit(d.unit)
        [hasil] = bersama(gerak_singkat)
        assert hasil is not None
        kini = Temuan.objects.get(pk=temuan.pk)
        ubah = {"uraian": "WBS belum dikelola dengan baik"}
        with pytest.raises(UnitsError):  # answered at once, no deadlock: the finding has moved on
            ubah_temuan(temuan=kini, ubah=ubah, versi=kini.versi, actor=d["tpi"])
