"""Surveys on the screen: who sees and makes them, the form, the moves, and what people are told."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.enums import CaraIsi, JenisKampanye, Kanal, StatusKampanye
from surveys.models import Kampanye, KodeRespons, Respons
from surveys.selectors.kampanye import target_semua
from surveys.services.kampanye import gerakkan, ubah_kampanye
from surveys.services.kode import buat_kode
from tests.factories import (
    kirim_respons,
    make_anggota,
    make_instansi,
    make_kampanye,
    make_kuesioner,
    make_unit,
)
from units.enums import Peran
from units.errors import UnitsError
from units.models import LayananUtama, RiwayatTahap

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>\"'&"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def unit():
    return make_unit(instansi=make_instansi())


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Hidayat")


def isian(unit, **lain) -> dict[str, str]:
    """A whole form of a new survey."""
    kini = timezone.now().astimezone(unit.instansi.tz)
    return {
        "nama": "Survei semester I",
        "kuesioner": str(make_kuesioner().pk),
        "tahun": "2026",
        "cara": "terbuka",
        "mulai": f"{kini - dt.timedelta(days=1):%Y-%m-%dT%H:%M}",
        "selesai": f"{kini + dt.timedelta(days=30):%Y-%m-%dT%H:%M}",
        "waktu_minimum": "15",
        "jaringan_kantor": "",
        "kiriman": str(uuid.uuid4()),
        "layanan-TOTAL_FORMS": "2",
        "layanan-INITIAL_FORMS": "0",
        "layanan-0-nama": "KTP-el",
        "layanan-0-populasi": "900",
        "layanan-1-nama": "",
        "layanan-1-populasi": "",
    } | lain


def url(nama: str, *args) -> str:
    return reverse(f"surveys:{nama}", args=args)


# Lists ----------------------------------------------------------------------------------------------------------------


def test_a_list_costs_the_same_however_long_it_is(client, unit, operator, django_assert_max_num_queries):
    client.force_login(operator)
    client.get(url("kampanye_list"))  # the first request writes the session
    tercatat = []
    for banyak in (1, 2, 27):
        for n in range(banyak):
            make_kampanye(unit=unit, actor=operator, nama=f"Survei {banyak} {n}", layanan=[("KTP", 100), ("KK", 50)])
        for alamat in (url("kampanye_list"), f"{url('kampanye_unit', unit.pk)}?tahun=2026"):
            with django_assert_max_num_queries(12) as tanya:
                assert client.get(alamat).status_code == 200
            tercatat.append(len(tanya))
    assert tercatat[:2] == tercatat[2:4] == tercatat[4:]
    jawab = client.get(url("kampanye_list"))
    assert (len(jawab.context["page"].object_list), jawab.context["page"].paginator.num_pages) == (25, 2)
    assert jawab.context["page"].object_list[0].target == target_semua(150) == 108


def test_a_list_is_narrowed_by_what_is_asked(client, unit, operator):
    lain = make_unit("Dinas Kesehatan", instansi=unit.instansi)
    make_kampanye(unit=unit, actor=operator, nama="Adminduk", tahun=2025)
    make_kampanye(unit=lain, nama="Puskesmas", buka=False)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    make_kampanye(unit=unit, actor=ketua, nama="Uji petik", jenis=JenisKampanye.TPI)
    client.force_login(ketua)

    def nama(**cari) -> set[str]:
        return {k.nama for k in client.get(url("kampanye_list"), cari).context["page"].object_list}

    assert nama() == {"Adminduk", "Puskesmas", "Uji petik"}
    assert nama(tahun=2025) == {"Adminduk"}
    assert nama(status="draf") == {"Puskesmas"}
    assert nama(jenis="tpi") == {"Uji petik"}
    assert nama(unit=lain.pk) == nama(q="kesehatan") == {"Puskesmas"}
    for buruk in ("\x00", "9" * 40, "²", "-1", "' OR 1=1"):
        for kolom in ("q", "tahun", "status", "jenis", "unit", "halaman"):
            assert client.get(url("kampanye_list"), {kolom: buruk}).status_code == 200
    # The unit that is measured does not learn of TPI's own survey.
    client.force_login(operator)
    assert nama() == {"Adminduk"}


# The form -------------------------------------------------------------------------------------------------------------


def test_a_survey_is_made_once_with_its_services_and_times_of_the_office(client, unit, operator):
    LayananUtama.objects.create(unit=unit, tahun=2026, nama="Kartu Keluarga", dibuat_oleh=operator)
    client.force_login(operator)
    alamat = f"{url('kampanye_baru', unit.pk)}?tahun=2026"
    assert 'value="Kartu Keluarga"' in client.get(alamat).content.decode()
    data = isian(unit, jaringan_kantor="103.20.4.7/24\n\n2001:db8::/32", mulai="2026-11-01T08:00")
    for _kali in range(2):
        jawab = client.post(alamat, data)
        assert jawab.status_code == 302
    kampanye = Kampanye.objects.get()
    assert jawab["Location"] == kampanye.get_absolute_url()
    assert (kampanye.jenis, kampanye.status, kampanye.jaringan_kantor) == (
        "mandiri",
        "draf",
        ["103.20.4.0/24", "2001:db8::/32"],
    )
    assert kampanye.mulai == dt.datetime(2026, 11, 1, 8, tzinfo=unit.instansi.tz)
    assert list(kampanye.layanan.values_list("nama", "populasi")) == [("KTP-el", 900)]


def test_more_rows_and_the_target_save_nothing_and_lose_nothing(client, unit, operator):
    client.force_login(operator)
    alamat = url("kampanye_baru", unit.pk)
    data = isian(unit, nama="Belum jadi", kuesioner="")
    tambah = client.post(alamat, data | {"tambah": "1"}).content.decode()
    assert ("layanan-4-nama" in tambah, 'value="Belum jadi"' in tambah) == (True, True)
    assert "invalid-feedback" not in tambah
    hitung = client.post(alamat, data | {"hitung": "1"}).content.decode()
    assert "Target seluruhnya <strong>269</strong> respons." in hitung  # Krejcie and Morgan's table: 900 -> 269
    assert not Kampanye.objects.exists()


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"selesai": "2020-01-01T08:00"}, "Waktu ditutup harus sesudah waktu dibuka."),
        ({"jaringan_kantor": "10.0.0.0/8\nkantor"}, "Baris 2, “kantor”, bukan alamat jaringan."),
        ({"minta_kontak": "on"}, "Isi tanggal kontak dihapus"),
        ({"layanan-1-nama": "ktp-EL"}, "Ada layanan yang ditulis dua kali."),
        ({"layanan-1-populasi": "12"}, "Tulis nama layanannya"),
        ({"layanan-0-populasi": "-3"}, "lebih besar dari atau sama dengan 0"),
        ({"kuesioner": "999999"}, "Pilih"),
        ({"tahun": "9999"}, "2100"),
        ({"mulai": "kemarin"}, "tanggal"),
        ({"nama": "a\x00b"}, "null"),
        ({"waktu_minimum": "9" * 30}, "600"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client, unit, operator, lain, kalimat):
    client.force_login(operator)
    jawab = client.post(url("kampanye_baru", unit.pk), isian(unit) | lain)
    assert (jawab.status_code, Kampanye.objects.count()) == (422, 0)
    assert kalimat in jawab.content.decode()
    assert 'value="900"' in jawab.content.decode() or "layanan-0-populasi" in lain


def test_whose_survey_it_becomes_follows_from_who_makes_it(client, unit, operator):
    tpi = make_anggota(Peran.TPI_DALNIS, instansi=unit.instansi)
    pembuat = {
        "mandiri": operator,
        "tpi": tpi,
        "tpn": make_anggota(Peran.TPN_ANGGOTA),
    }
    for jenis, siapa in pembuat.items():
        client.force_login(siapa)
        jawab = client.post(url("kampanye_baru", unit.pk), isian(unit, jenis="tpn", nama=jenis))
        assert (jenis, jawab.status_code) == (jenis, 302)
        assert Kampanye.objects.get(nama=jenis).jenis == jenis
    for peran in (Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI):
        client.force_login(make_anggota(peran, instansi=unit.instansi))
        assert client.post(url("kampanye_baru", unit.pk), isian(unit)).status_code == 403


def test_a_running_survey_keeps_what_was_answered_and_the_history_tells_the_rest(client, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator, layanan=[("KTP-el", 900)])
    client.force_login(operator)
    alamat = url("kampanye_ubah", kampanye.pk)
    assert 'name="kuesioner"' not in client.get(alamat).content.decode()
    data = isian(unit, nama="Nama baru", versi=str(kampanye.versi), cara="kode", **{"layanan-1-nama": "KK"})
    assert client.post(alamat, data).status_code == 302
    kampanye.refresh_from_db()
    assert (kampanye.nama, kampanye.cara) == ("Nama baru", CaraIsi.TERBUKA)
    rincian = RiwayatTahap.objects.filter(benda="kampanye", aksi="ubah").values_list("rincian", flat=True)
    assert {"layanan": [["KTP-el (900)"], ["KTP-el (900)", "KK (0)"]]} in rincian
    # A page that is older than the row is told so, and keeps what was typed.
    jawab = client.post(alamat, data | {"nama": "Terlambat"})
    assert (jawab.status_code, "baru saja diubah" in jawab.content.decode()) == (409, True)
    kini = Kampanye.objects.get()
    for ubah in ({"cara": CaraIsi.KODE}, {"selesai": kini.selesai + dt.timedelta(days=1)}):
        with pytest.raises(UnitsError, match="sudah berjalan"):
            ubah_kampanye(kampanye=kini, ubah=ubah, layanan=[], versi=kini.versi, actor=operator)
    gerakkan(kampanye=kini, aksi="tutup", actor=operator)
    assert client.post(alamat, data)["Location"] == kampanye.get_absolute_url()
    with pytest.raises(UnitsError, match="sudah berakhir"):
        ubah_kampanye(kampanye=kini, ubah={}, layanan=[], versi=kini.versi, actor=operator)


# One survey -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 40])
def test_one_survey_costs_the_same_with_many_services_and_responses(
    client, unit, operator, banyak, django_assert_max_num_queries
):
    kampanye = make_kampanye(unit=unit, actor=operator, layanan=[(f"Layanan {n}", 10 * n) for n in range(banyak)])
    for layanan in kampanye.layanan.all():
        kirim_respons(kampanye, layanan_id=layanan.pk)
    client.force_login(operator)
    with django_assert_max_num_queries(14):
        html = client.get(kampanye.get_absolute_url()).content.decode()
    assert f'hx-get="{url("kampanye_jumlah", kampanye.pk)}"' in html
    kirim_respons(kampanye)
    jawab = client.get(url("kampanye_jumlah", kampanye.pk), headers=HTMX)
    assert f'<p class="angka-besar">{banyak + 1} ' in jawab.content.decode()
    assert client.get(url("kampanye_jumlah", kampanye.pk))["Location"] == kampanye.get_absolute_url()


def test_from_draft_to_closed_with_reasons_and_a_later_end(client, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator, buka=False)
    client.force_login(operator)

    def gerak(aksi: str, **data):
        jawab = client.post(url("kampanye_gerak", kampanye.pk, aksi), data)
        kampanye.refresh_from_db()
        return jawab.status_code, kampanye.status

    assert "sesudah ini kuesioner" in client.get(url("kampanye_gerak", kampanye.pk, "buka")).content.decode().lower()
    assert kampanye.status == StatusKampanye.DRAF
    assert gerak("buka") == (302, "buka")
    assert gerak("buka") == (302, "buka")
    assert gerak("jeda", alasan=" ") == (422, "buka")
    assert gerak("jeda", alasan="Jaringan padam") == (302, "jeda")
    assert gerak("lanjut") == (302, "buka")
    lusa = (kampanye.selesai + dt.timedelta(days=2)).astimezone(unit.instansi.tz).replace(second=0, microsecond=0)
    panjang = {"sampai": f"{lusa:%Y-%m-%dT%H:%M}", "alasan": "Target belum tercapai"}
    assert client.post(url("kampanye_perpanjang", kampanye.pk), panjang | {"alasan": ""}).status_code == 422
    assert (
        client.post(url("kampanye_perpanjang", kampanye.pk), panjang | {"sampai": "2020-01-01T00:00"}).status_code
        == 422
    )
    assert client.post(url("kampanye_perpanjang", kampanye.pk), panjang).status_code == 302
    kampanye.refresh_from_db()
    assert kampanye.selesai == lusa
    assert "tidak dapat dibuka lagi" in client.get(url("kampanye_gerak", kampanye.pk, "tutup")).content.decode()
    assert gerak("tutup") == (302, "tutup")
    assert client.post(url("kampanye_perpanjang", kampanye.pk), panjang).status_code == 302
    html = client.get(kampanye.get_absolute_url()).content.decode()
    for ada in ("Jaringan padam", "Target belum tercapai", "Waktu tutup diperpanjang", "Rahmat Hidayat"):
        assert ada in html, ada
    assert client.get(url("kampanye_gerak", kampanye.pk, "hapus")).status_code == 404


@pytest.mark.parametrize(
    ("siapa", "lihat", "kelola"),
    [
        ("operator", 200, 200),
        ("pimpinan", 200, 200),
        ("tpi", 200, 403),
        ("admin", 200, 403),
        ("bupati", 200, 403),
        ("luar", 404, 404),
        ("tpn", 404, 404),
        ("auditor", 404, 404),
    ],
)
def test_who_reads_and_who_runs_a_survey_of_the_unit(client, unit, operator, siapa, lihat, kelola):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE)
    orang = {
        "operator": lambda: operator,
        "pimpinan": lambda: make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        "tpi": lambda: make_anggota(Peran.TPI_KETUA, instansi=unit.instansi),
        "admin": lambda: make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi),
        "bupati": lambda: make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi),
        "luar": lambda: make_anggota(Peran.OPERATOR, unit=make_unit(instansi=unit.instansi)),
        "tpn": lambda: make_anggota(Peran.TPN_ADMIN),
        "auditor": lambda: make_anggota(Peran.AUDITOR, instansi=unit.instansi),
    }
    client.force_login(orang[siapa]())
    for nama in ("kampanye_detail", "kampanye_bagikan", "kampanye_pratinjau"):
        assert client.get(url(nama, kampanye.pk)).status_code == lihat, nama
    for nama in ("kampanye_ubah", "kode_list", "entri", "kampanye_perpanjang"):
        assert client.get(url(nama, kampanye.pk)).status_code == kelola, nama
    # The key of the counter passes every limit: managers alone read it.
    html = client.get(url("kampanye_bagikan", kampanye.pk)).content.decode()
    assert (kampanye.kunci_kios in html) is (kelola == 200)


def test_the_preview_sends_nothing(client, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator, buka=False, layanan=[("KTP-el", 5)])
    client.force_login(operator)
    html = client.get(url("kampanye_pratinjau", kampanye.pk)).content.decode()
    assert "Pratinjau: tidak ada yang terkirim" in html
    assert html.count('type="radio"') > 40
    for tiada in ("<form", "<script", 'type="submit"'):
        assert tiada not in html


def test_what_was_written_is_shown_as_text(client, unit, operator):
    kampanye = make_kampanye(
        unit=unit, actor=operator, nama=CANARY, pengantar=CANARY, layanan=[(CANARY, 3)], cara=CaraIsi.KODE
    )
    client.force_login(operator)
    gerakkan(kampanye=kampanye, aksi="jeda", actor=operator, alasan=CANARY)
    gerakkan(kampanye=kampanye, aksi="lanjut", actor=operator)
    client.post(url("kode_buat", kampanye.pk), {"jumlah": "1", "layanan": str(kampanye.layanan.get().pk)})
    for nama in ("kampanye_detail", "kampanye_ubah", "kampanye_bagikan", "kode_list", "entri", "kampanye_pratinjau"):
        html = client.get(url(nama, kampanye.pk)).content.decode()
        assert "<script>alert" not in html, nama
        assert "&lt;script&gt;alert(1)" in html, nama
    assert "<script>alert" not in client.get(url("kampanye_list")).content.decode()


# Codes ----------------------------------------------------------------------------------------------------------------


def test_codes_are_made_brought_and_listed_without_their_responses(client, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE, layanan=[("KTP-el", 10)])
    client.force_login(operator)
    alamat = url("kode_list", kampanye.pk)
    for jumlah in ("0", "2001", "x", "9" * 30):
        assert client.post(url("kode_buat", kampanye.pk), {"jumlah": jumlah}).status_code == 422
    lain = make_kampanye(layanan=[("Lain", 1)]).layanan.get()
    assert client.post(url("kode_buat", kampanye.pk), {"jumlah": "1", "layanan": lain.pk}).status_code == 422
    assert client.post(url("kode_buat", kampanye.pk), {"jumlah": "60", "layanan": ""}).status_code == 302
    jawab = client.post(url("kode_impor", kampanye.pk), {"teks": "A-001-2026\nx1\n\nB-002-2026;loket 2\n" + "Z" * 41})
    html = jawab.content.decode()
    assert (jawab.status_code, KodeRespons.objects.count()) == (422, 60)
    assert "Baris 2, “x1”: sedikitnya 6" in html
    assert "Baris 5, “ZZZ" in html
    assert "B-002-2026;loket 2" in html  # what was typed stays
    assert client.post(url("kode_impor", kampanye.pk), {"teks": "A-001-2026\na0012026\nB-002-2026"}).status_code == 302
    keadaan = client.get(alamat).context["keadaan"]
    assert (keadaan.dibuat, keadaan.dipakai, keadaan.nomor) == (62, 0, 60)
    KodeRespons.objects.filter(nomor=7).update(dipakai_pada=timezone.now(), kiriman=uuid.uuid4())
    html = client.get(alamat).content.decode()
    assert html.count("Sudah dipakai") == 2  # the tile, and one row
    assert str(KodeRespons.objects.get(nomor=7).kiriman) not in html
    assert len(client.get(alamat, {"halaman": "2"}).context["page"].object_list) == 12


@pytest.mark.parametrize("banyak", [1, 60])
def test_a_page_of_codes_costs_the_same_however_many(client, unit, operator, banyak, django_assert_num_queries):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE, layanan=[("KTP-el", 10)])
    buat_kode(kampanye=kampanye, jumlah=banyak, layanan=kampanye.layanan.get(), actor=operator)
    client.force_login(operator)
    client.get(url("kampanye_list"))  # the first request writes the session
    with django_assert_num_queries(10):
        client.get(url("kode_list", kampanye.pk))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "Tulis sedikitnya satu kode"),
        (b"\xff\xfe\x00A", "bukan teks"),
        (b"A\x00B12345", "bukan teks"),
        (b"ABCDEFG\n" * 30_000, "terlalu besar"),
        (b"ABCDEFG\n\nx", "Berkas, baris 3, “x”"),
    ],
)
def test_a_file_that_is_no_list_of_codes_is_told_so(client, unit, operator, isi, kalimat):
    from django.core.files.uploadedfile import SimpleUploadedFile

    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE)
    client.force_login(operator)
    jawab = client.post(url("kode_impor", kampanye.pk), {"berkas": SimpleUploadedFile("kode.csv", isi)})
    assert (jawab.status_code, kalimat in jawab.content.decode()) == (422, True)


def test_codes_of_a_file_are_taken(client, unit, operator):
    from django.core.files.uploadedfile import SimpleUploadedFile

    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE)
    client.force_login(operator)
    berkas = SimpleUploadedFile("kode.csv", '\ufeff"A0012026",1\r\n"A0022026",2\r\n'.encode())
    assert client.post(url("kode_impor", kampanye.pk), {"berkas": berkas}).status_code == 302
    assert KodeRespons.objects.count() == 2
    terbuka = make_kampanye(unit=unit, actor=operator)
    assert "tidak memerlukan kode" in client.get(url("kode_list", terbuka.pk)).content.decode()
    assert client.post(url("kode_buat", terbuka.pk), {"jumlah": "3"}).status_code == 422


# Paper ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cara", CaraIsi.values)
def test_a_paper_form_is_typed_in_once_by_somebody_known(client, unit, operator, cara):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=cara, layanan=[("KTP-el", 10)])
    layanan = kampanye.layanan.get().pk
    client.force_login(operator)
    alamat = url("entri", kampanye.pk)
    data = {"u-KP1": "3", "u-KP2": "9", "komentar": "Ramah", "layanan": str(layanan), "kiriman": str(uuid.uuid4())}
    for _kali in range(2):
        jawab = client.post(alamat, data | {"durasi": "3"})
        assert (jawab.status_code, jawab["Location"]) == (302, f"{alamat}?layanan={layanan}")
    satu = Respons.objects.get()
    assert (satu.kanal, satu.petugas, satu.nilai[0], satu.nilai[1], satu.durasi, satu.perangkat) == (
        Kanal.KERTAS,
        operator,
        "3",
        "0",
        None,
        "",
    )
    html = client.get(f"{alamat}?layanan={layanan}").content.decode()
    assert "Hari ini Anda mengentri 1 formulir; seluruhnya 1." in html
    assert f'<option value="{layanan}" selected>' in html
    kosong = client.post(alamat, {"komentar": "Tetap <ada>", "kiriman": str(uuid.uuid4())})
    assert (kosong.status_code, Respons.objects.count()) == (422, 1)
    assert "Isi sedikitnya satu jawaban." in kosong.content.decode()
    assert "Tetap &lt;ada&gt;" in kosong.content.decode()
    gerakkan(kampanye=kampanye, aksi="jeda", actor=operator, alasan="Rapat")
    jeda = client.post(alamat, data | {"kiriman": str(uuid.uuid4())})
    assert (jeda.status_code, "belum tersimpan" in jeda.content.decode(), Respons.objects.count()) == (422, True, 1)
