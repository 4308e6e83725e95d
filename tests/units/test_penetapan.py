"""Stage II: candidates, three criteria, one SK for several units, removal, and the one-year clock."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.enums.tahap import Benda, DasarMasa, JenisKriteria, LingkupPencanangan, StatusCalon, StatusPencanangan
from units.errors import BarisMoved, UnitsError
from units.models import (
    BerkasBukti,
    BuktiDukung,
    BuktiTahap,
    CalonUnit,
    Instansi,
    KriteriaCalon,
    Notifikasi,
    Pencanangan,
    RiwayatTahap,
    SKPenetapan,
    UnitKerja,
    User,
)
from units.selectors.penetapan import (
    KRITERIA_WAJIB,
    kriteria_kurang,
    masa_bangun,
    masa_bangun_banyak,
    setahun_sesudah,
    unit_dapat_dicalonkan,
)
from units.services.penetapan import DataSK, IsiKriteria, batalkan_calon, calonkan, keluarkan, tetapkan

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
TANGGAL = dt.date(2025, 3, 3)


@pytest.fixture
def instansi() -> Instansi:
    return make_instansi()


@pytest.fixture
def admin(instansi) -> User:
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Melati Admin")


def lengkap(alasan: str = "Melayani seluruh warga") -> list[IsiKriteria]:
    return [IsiKriteria(j.value, "ya", alasan) for j in KRITERIA_WAJIB]


def buat_calon(unit: UnitKerja, admin: User, kriteria=None, **isi) -> CalonUnit:
    calon = CalonUnit(unit=unit, tahun=2026, **isi)
    return calonkan(calon=calon, kriteria=lengkap() if kriteria is None else kriteria, actor=admin)


def berkas() -> ContentFile:
    return ContentFile(b"Surat keputusan penetapan unit kerja\n", name="sk.txt")


def data_sk(**isi) -> DataSK:
    dasar = {"nomor": "188/12/2025", "tanggal": TANGGAL, "pejabat_nama": "H. Syah Rizal", "pejabat_jabatan": "Bupati"}
    return DataSK(**dasar | isi)


def putuskan(instansi: Instansi, *calon: CalonUnit, actor: User, kiriman=None, **isi) -> SKPenetapan:
    return tetapkan(
        instansi=instansi,
        calon_ids=[c.pk for c in calon],
        data=data_sk(**isi),
        berkas=berkas(),
        nama="sk.txt",
        actor=actor,
        kiriman=kiriman,
    )


def jejak(objek) -> list[tuple[str, str]]:
    semua = RiwayatTahap.objects.filter(benda=objek.BENDA, objek_id=objek.pk).order_by("pk")
    return list(semua.values_list("aksi", "ke"))


def berkas_di_gudang() -> int:
    try:
        folder, _ = default_storage.listdir("bukti")
    except FileNotFoundError:
        return 0
    return sum(len(default_storage.listdir(f"bukti/{f}")[1]) for f in folder)


# --- Candidates -------------------------------------------------------------------------------------------------------


def test_a_unit_is_put_forward_once_however_often_the_form_is_sent(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    client.force_login(admin)
    data = {
        "jalur": "stranas",
        "predikat_tujuan": "WBK",
        "kawasan": "Pelabuhan Pangkalan Susu",
        "nilai_layanan_utama": "ya",
        "alasan_layanan_utama": "Dokumen kependudukan",
        "nama_bebas_0": "Kesiapan pimpinan",
        "nilai_bebas_0": "sebagian",
        "alasan_bebas_0": "Baru menjabat",
        "kiriman": str(uuid.uuid4()),
    }
    alamat = f"/instansi/{instansi.pk}/penetapan/pilih/{unit.pk}/"
    satu, dua = (client.post(alamat, data) for _ in range(2))
    calon = CalonUnit.objects.get()
    assert satu["Location"] == dua["Location"] == f"/instansi/{instansi.pk}/penetapan/calon/{calon.pk}/"
    assert (calon.unit, calon.jalur, calon.kawasan, calon.status) == (
        unit,
        "stranas",
        "Pelabuhan Pangkalan Susu",
        "calon",
    )
    assert list(calon.kriteria.values_list("jenis", "nama", "nilai", "alasan")) == [
        ("layanan_utama", "", "ya", "Dokumen kependudukan"),
        ("bebas", "Kesiapan pimpinan", "sebagian", "Baru menjabat"),
    ]
    assert jejak(calon) == [("buat", "")]


def test_a_unit_is_no_candidate_twice(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    buat_calon(unit, admin)
    with pytest.raises(UnitsError, match="sudah menjadi calon"):
        buat_calon(unit, admin)
    assert unit not in unit_dapat_dicalonkan(instansi)
    client.force_login(admin)
    jawab = client.post(
        f"/instansi/{instansi.pk}/penetapan/pilih/{unit.pk}/", {"jalur": "reguler", "predikat_tujuan": "WBK"}
    )
    assert jawab.status_code == 422
    assert "sudah menjadi calon" in jawab.content.decode()


def test_a_unit_of_another_instansi_cannot_be_put_forward(client, instansi, admin):
    asing = make_unit()
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/pilih/{asing.pk}/"
    assert client.post(alamat, {"jalur": "reguler", "predikat_tujuan": "WBK"}).status_code == 404
    assert not CalonUnit.objects.exists()


def test_a_criterion_of_ones_own_needs_a_name_and_nothing_typed_is_lost(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    client.force_login(admin)
    data = {"jalur": "reguler", "predikat_tujuan": "WBK", "nama_bebas_0": "", "alasan_bebas_0": "Siap berubah"}
    jawab = client.post(f"/instansi/{instansi.pk}/penetapan/pilih/{unit.pk}/", data)
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Beri nama untuk kriteria lain." in html
    assert "Siap berubah" in html


def ubah(client, calon: CalonUnit, **isi):
    alamat = f"/instansi/{calon.unit.instansi_id}/penetapan/calon/{calon.pk}/ubah/"
    return client.post(alamat, {"jalur": "reguler", "predikat_tujuan": "WBK", "versi": calon.versi} | isi)


def test_a_change_of_a_criterion_is_told_in_the_history(client, instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin, kriteria=[IsiKriteria("dampak_luas", "ya", "Lama")])
    client.force_login(admin)
    jawab = ubah(client, calon, nilai_dampak_luas="sebagian", alasan_dampak_luas="Baru")
    assert jawab.status_code == 302
    calon.refresh_from_db()
    assert calon.versi == 2
    assert list(calon.kriteria.values_list("nilai", "alasan")) == [("sebagian", "Baru")]
    rincian = RiwayatTahap.objects.get(benda=Benda.CALON_UNIT, aksi="ubah").rincian
    assert rincian == {"Dampak luas pada masyarakat": ["Memenuhi: Lama", "Memenuhi sebagian: Baru"]}
    ubah(client, calon, nilai_dampak_luas="sebagian", alasan_dampak_luas="Baru")
    calon.refresh_from_db()
    assert calon.versi == 2  # nothing new writes nothing


def test_two_people_never_overwrite_each_others_criteria_unseen(client, instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin, kriteria=[])
    rekan = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Hendra Sitepu")
    client.force_login(rekan)
    ubah(client, calon, nilai_dampak_luas="ya", alasan_dampak_luas="Kata Hendra")
    client.force_login(admin)
    jawab = ubah(client, calon, nilai_dampak_luas="tidak", alasan_dampak_luas="Kata Melati")
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Hendra Sitepu" in html
    assert "Kata Hendra" in html
    assert "Kata Melati" in html
    assert KriteriaCalon.objects.get().alasan == "Kata Hendra"
    # Having seen it, the person may insist.
    assert 'name="versi" value="2"' in html
    calon.refresh_from_db()
    assert ubah(client, calon, nilai_dampak_luas="tidak", alasan_dampak_luas="Kata Melati").status_code == 302
    assert KriteriaCalon.objects.get().alasan == "Kata Melati"


def test_what_a_sk_has_named_stays_as_it_was(client, instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    putuskan(instansi, calon, actor=admin)
    calon.refresh_from_db()
    client.force_login(admin)
    jawab = ubah(client, calon, nilai_dampak_luas="tidak", alasan_dampak_luas="Berubah")
    assert jawab.status_code == 422
    assert "Sekarang berstatus “Ditetapkan”" in jawab.content.decode()
    assert set(calon.kriteria.values_list("alasan", flat=True)) == {"Melayani seluruh warga"}
    with pytest.raises(BarisMoved):
        batalkan_calon(calon=calon, actor=admin)


def test_a_candidate_taken_off_the_list_leaves_a_trace_and_may_come_again(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    calon = buat_calon(unit, admin)
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/calon/{calon.pk}/hapus/"
    assert "dapat dicalonkan lagi" in client.get(alamat).content.decode()
    for _ in range(2):
        assert client.post(alamat, {"alasan": "Belum siap"})["Location"] == f"/instansi/{instansi.pk}/penetapan/"
    assert jejak(calon) == [("buat", ""), ("hapus", "")]
    assert RiwayatTahap.objects.get(aksi="hapus").alasan == "Belum siap"
    assert buat_calon(unit, admin).pk != calon.pk


# --- The SK -----------------------------------------------------------------------------------------------------------


def test_one_sk_chooses_several_units_and_lies_in_each_archive_stored_once(instansi, admin):
    unit = [make_unit(f"Unit {n}", instansi=instansi) for n in range(3)]
    operator = make_anggota(Peran.OPERATOR, unit=unit[0])
    calon = [buat_calon(u, admin) for u in unit]
    sk = putuskan(instansi, *calon, actor=admin)
    for satu in calon:
        satu.refresh_from_db()
        assert (satu.status, satu.sk, satu.ditetapkan_pada) == (StatusCalon.DITETAPKAN, sk, TANGGAL)
        assert jejak(satu)[-1] == ("tetapkan", "ditetapkan")
    assert jejak(sk) == [("buat", "")]
    bukti = BuktiDukung.objects.order_by("unit")
    assert [b.unit for b in bukti] == unit
    assert {(b.nomor, b.tanggal) for b in bukti} == {("188/12/2025", TANGGAL)}
    assert len(set(BerkasBukti.objects.values_list("isi", flat=True))) == 1
    assert BerkasBukti.objects.count() == 3
    assert berkas_di_gudang() == 1
    with BerkasBukti.objects.last().isi.open("rb") as isi:
        assert isi.read() == b"Surat keputusan penetapan unit kerja\n"
    letak = BuktiTahap.objects.filter(unit=unit[1]).order_by("pk").values_list("benda", "objek_id")
    assert list(letak) == [(Benda.SK_PENETAPAN, sk.pk), (Benda.CALON_UNIT, calon[1].pk)]
    kabar = Notifikasi.objects.get(user=operator)
    assert (kabar.judul, kabar.url) == (
        "Unit Anda ditetapkan membangun Zona Integritas",
        f"/unit/{unit[0].pk}/penetapan/",
    )


def test_a_sk_with_one_candidate_not_judged_chooses_nobody_and_says_which(instansi, admin):
    siap = buat_calon(make_unit("Unit siap", instansi=instansi), admin)
    belum = buat_calon(
        make_unit("Unit belum", instansi=instansi),
        admin,
        kriteria=[
            IsiKriteria("layanan_utama", "ya", "Ada"),
            IsiKriteria("risiko_tinggi", "ya", "  "),
            IsiKriteria("bebas", "", "", "Kesiapan"),
        ],
    )
    assert kriteria_kurang(belum) == [JenisKriteria.RISIKO_TINGGI, JenisKriteria.DAMPAK_LUAS]
    with pytest.raises(UnitsError) as galat:
        putuskan(instansi, siap, belum, actor=admin)
    assert "Unit belum (Risiko tinggi" in galat.value.message
    assert "Dampak luas pada masyarakat)" in galat.value.message
    assert "Unit siap" not in galat.value.message
    assert set(CalonUnit.objects.values_list("status", flat=True)) == {StatusCalon.CALON}
    assert not SKPenetapan.objects.exists()
    assert not BuktiDukung.objects.exists()
    assert berkas_di_gudang() == 0


def test_a_criterion_not_met_but_judged_does_not_stand_in_the_way(instansi, admin):
    kriteria = [IsiKriteria(j.value, "tidak", "Dipertimbangkan") for j in KRITERIA_WAJIB]
    calon = buat_calon(make_unit(instansi=instansi), admin, kriteria=kriteria)
    putuskan(instansi, calon, actor=admin)
    calon.refresh_from_db()
    assert calon.status == StatusCalon.DITETAPKAN


def test_a_sk_names_no_candidate_of_another_instansi(instansi, admin):
    asing = buat_calon(make_unit(), make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi()))
    milik = buat_calon(make_unit(instansi=instansi), admin)
    with pytest.raises(UnitsError, match="tidak ditemukan lagi"):
        putuskan(instansi, milik, asing, actor=admin)
    with pytest.raises(UnitsError, match="Pilih paling sedikit satu"):
        putuskan(instansi, asing, actor=admin)
    assert not SKPenetapan.objects.exists()


def test_a_number_is_used_once_in_an_instansi(instansi, admin):
    satu, dua = (buat_calon(make_unit(instansi=instansi), admin) for _ in range(2))
    putuskan(instansi, satu, actor=admin)
    with pytest.raises(UnitsError, match="Nomor SK ini sudah dicatat"):
        putuskan(instansi, dua, actor=admin)
    assert berkas_di_gudang() == 1
    putuskan(instansi, dua, actor=admin, nomor="188/13/2025")


def test_the_date_of_a_sk_lies_not_in_the_future(instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    with pytest.raises(UnitsError, match="sesudah hari ini"):
        putuskan(instansi, calon, actor=admin, tanggal=timezone.localdate() + dt.timedelta(days=2))


def test_a_second_click_gives_the_sk_of_the_first(instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    kiriman = uuid.uuid4()
    satu, dua = (putuskan(instansi, calon, actor=admin, kiriman=kiriman) for _ in range(2))
    assert satu == dua
    assert berkas_di_gudang() == 1
    assert BuktiDukung.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_admins_deciding_at_once_on_the_same_unit_give_one_sk(instansi, admin):
    rekan = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    sama, a, b = (buat_calon(make_unit(f"Unit {n}", instansi=instansi), admin) for n in ("sama", "a", "b"))

    def coba(actor: User, nomor: str, *calon: CalonUnit):
        def jalan():
            try:
                return putuskan(instansi, *calon, actor=actor, nomor=nomor)
            except UnitsError as error:
                return error

        return jalan

    hasil = bersama(coba(admin, "SK-A", sama, a), coba(rekan, "SK-B", sama, b))
    menang = [h for h in hasil if isinstance(h, SKPenetapan)]
    kalah = [h for h in hasil if isinstance(h, UnitsError)]
    assert (len(menang), len(kalah)) == (1, 1)
    assert "Bukan calon lagi: Unit sama. Tidak ada unit yang ditetapkan" in kalah[0].message
    status = dict(CalonUnit.objects.values_list("pk", "status"))
    ikut, tinggal = (a, b) if menang[0].nomor == "SK-A" else (b, a)
    assert status == {sama.pk: "ditetapkan", ikut.pk: "ditetapkan", tinggal.pk: "calon"}
    assert SKPenetapan.objects.count() == 1
    assert berkas_di_gudang() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_gives_one_sk(instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    kiriman = uuid.uuid4()
    satu, dua = bersama(*[lambda: putuskan(instansi, calon, actor=admin, kiriman=kiriman)] * 2)
    assert satu == dua
    assert berkas_di_gudang() == 1


def test_the_page_of_the_sk_refuses_and_keeps_what_was_typed(client, instansi, admin):
    calon = buat_calon(make_unit("Unit belum", instansi=instansi), admin, kriteria=[])
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/tetapkan/"
    assert "Unit belum</a>" in client.get(f"{alamat}?calon={calon.pk}").content.decode()
    data = {
        "calon": [calon.pk],
        "nomor": "188/99",
        "tanggal": "2025-03-03",
        "pejabat_nama": "Bupati Langkat",
        "pejabat_jabatan": "Bupati",
        "berkas": SimpleUploadedFile("sk.txt", b"Isi surat keputusan\n"),
    }
    jawab = client.post(alamat, data)
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Nilai dahulu kriteria ini beserta alasannya: Unit belum" in html
    assert 'value="188/99"' in html
    assert 'value="Bupati Langkat"' in html


def test_a_file_with_macros_is_refused_with_a_way_out(client, instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    client.force_login(admin)
    data = {
        "calon": [calon.pk],
        "nomor": "1",
        "tanggal": "2025-03-03",
        "pejabat_nama": "B",
        "pejabat_jabatan": "B",
        "berkas": SimpleUploadedFile("sk.docm", b"PK"),
    }
    jawab = client.post(f"/instansi/{instansi.pk}/penetapan/tetapkan/", data)
    assert jawab.status_code == 422
    assert "Berkas ini berisi makro." in jawab.content.decode()
    assert not SKPenetapan.objects.exists()


def test_the_sk_is_asked_for_with_a_token(instansi, admin):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    assert client.post(f"/instansi/{instansi.pk}/penetapan/tetapkan/", {"nomor": "1"}).status_code == 403


# --- Removal ----------------------------------------------------------------------------------------------------------


def keluar(client, calon, **isi):
    return client.post(f"/instansi/{calon.unit.instansi_id}/penetapan/calon/{calon.pk}/keluarkan/", isi)


def test_a_chosen_unit_is_taken_out_with_day_and_reason_and_may_come_again(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit)
    calon = buat_calon(unit, admin)
    putuskan(instansi, calon, actor=admin)
    client.force_login(admin)
    jawab = keluar(client, calon, tanggal="2025-08-01", alasan="")
    assert jawab.status_code == 422
    assert "Tulis alasannya" in jawab.content.decode()
    assert keluar(client, calon, tanggal="2025-08-01", alasan="Digabung dengan dinas lain").status_code == 302
    calon.refresh_from_db()
    assert (calon.status, calon.dikeluarkan_pada) == (StatusCalon.DIKELUARKAN, dt.date(2025, 8, 1))
    assert RiwayatTahap.objects.get(aksi="keluarkan").alasan == "Digabung dengan dinas lain"
    assert Notifikasi.objects.filter(user=pimpinan, judul__startswith="Unit Anda dikeluarkan").count() == 1
    assert keluar(client, calon, tanggal="2025-08-01", alasan="Lagi").status_code == 422
    assert unit in unit_dapat_dicalonkan(instansi)
    lagi = buat_calon(unit, admin)
    assert (lagi.status, CalonUnit.objects.filter(unit=unit).count()) == (StatusCalon.CALON, 2)
    html = client.get(f"/unit/{unit.pk}/penetapan/").content.decode()
    assert "menunggu SK pimpinan instansi" in html
    assert "Sebelumnya" in html


@pytest.mark.parametrize(("tanggal", "pesan"), [(dt.date(2025, 3, 2), "mendahului SK"), (None, "sesudah hari ini")])
def test_the_day_of_a_removal_lies_between_the_sk_and_today(instansi, admin, tanggal, pesan):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    putuskan(instansi, calon, actor=admin)
    calon.refresh_from_db()
    tanggal = tanggal or timezone.localdate() + dt.timedelta(days=2)
    with pytest.raises(UnitsError, match=pesan):
        keluarkan(calon=calon, tanggal=tanggal, alasan="Alasan", actor=admin)


# --- The clock --------------------------------------------------------------------------------------------------------


def cat_pencanangan(unit, tanggal, *, peserta=(), status=StatusPencanangan.DICANANGKAN):
    baris = Pencanangan.objects.create(
        unit=unit,
        tahun=tanggal.year,
        lingkup=LingkupPencanangan.INSTANSI if peserta else LingkupPencanangan.UNIT,
        status=status,
        tanggal=tanggal,
        tempat="Stabat",
        pemimpin_nama="B",
        pemimpin_jabatan="Bupati",
        dibuat_oleh=make_anggota(Peran.OPERATOR, unit=unit),
    )
    baris.peserta.set(peserta)
    return baris


def test_a_year_of_building_is_counted_from_the_sk(instansi, admin):
    unit = make_unit(instansi=instansi)
    assert masa_bangun(unit) == (masa_bangun_banyak([unit])[unit.pk])
    assert (masa_bangun(unit).mulai, masa_bangun(unit).sudah, masa_bangun(unit).dasar) == (None, False, DasarMasa.SK)
    calon = buat_calon(unit, admin)
    putuskan(instansi, calon, actor=admin)
    masa = masa_bangun(unit, dt.date(2026, 3, 2))
    assert (masa.mulai, masa.genap_setahun, masa.sudah) == (TANGGAL, dt.date(2026, 3, 3), False)
    assert masa_bangun(unit, dt.date(2026, 3, 3)).sudah is True
    calon.refresh_from_db()
    keluarkan(calon=calon, tanggal=dt.date(2025, 8, 1), alasan="Digabung", actor=admin)
    assert masa_bangun(unit).mulai is None


def test_a_year_of_building_may_be_counted_from_the_declaration(instansi, admin):
    instansi.dasar_masa = DasarMasa.PENCANANGAN
    instansi.save()
    unit, lain = make_unit(instansi=instansi), make_unit(instansi=instansi)
    cat_pencanangan(unit, dt.date(2024, 2, 29))
    cat_pencanangan(unit, dt.date(2025, 5, 5), status=StatusPencanangan.DRAF)
    cat_pencanangan(unit, dt.date(2025, 6, 6), status=StatusPencanangan.DIBATALKAN)
    assert masa_bangun(unit).mulai == dt.date(2024, 2, 29)
    assert masa_bangun(unit).genap_setahun == dt.date(2025, 3, 1)
    # A joint one counts for those who took part, not for the unit that only keeps its papers.
    cat_pencanangan(unit, dt.date(2025, 1, 10), peserta=[lain], status=StatusPencanangan.LENGKAP)
    assert masa_bangun(unit).mulai == dt.date(2024, 2, 29)
    assert masa_bangun(lain).mulai == dt.date(2025, 1, 10)


def test_a_removal_ends_what_was_declared_before_it(instansi, admin):
    instansi.dasar_masa = DasarMasa.PENCANANGAN
    instansi.save()
    unit = make_unit(instansi=instansi)
    cat_pencanangan(unit, dt.date(2025, 4, 1))
    calon = buat_calon(unit, admin)
    putuskan(instansi, calon, actor=admin)
    calon.refresh_from_db()
    keluarkan(calon=calon, tanggal=dt.date(2025, 8, 1), alasan="Digabung", actor=admin)
    assert masa_bangun(unit).mulai is None
    cat_pencanangan(unit, dt.date(2025, 9, 1))
    assert masa_bangun(unit).mulai == dt.date(2025, 9, 1)


def test_a_year_after_an_ordinary_day_is_the_same_day():
    assert setahun_sesudah(dt.date(2025, 11, 24)) == dt.date(2026, 11, 24)


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_clock_of_many_units_costs_the_same(instansi, admin, banyak, django_assert_num_queries):
    unit = [make_unit(f"Unit {n}", instansi=instansi) for n in range(banyak)]
    with django_assert_num_queries(2):  # the instansi, the SK
        assert len(masa_bangun_banyak(unit)) == banyak


def test_the_admin_sets_from_which_date_a_year_counts(client, instansi, admin):
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/atur/"
    assert client.post(alamat, {"dasar_masa": "pencanangan"}).status_code == 302
    instansi.refresh_from_db()
    assert instansi.dasar_masa == DasarMasa.PENCANANGAN
    assert client.post(alamat, {"dasar_masa": "tahun_baru"}).status_code == 422


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_list_query_count_stays_flat(client, instansi, admin, banyak, django_assert_num_queries):
    calon = [buat_calon(make_unit(f"Unit {n:02}", instansi=instansi), admin) for n in range(banyak)]
    putuskan(instansi, *calon, actor=admin)
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/"
    client.get(alamat)
    # session, person, roles, instansi, count, page, criteria, clock (2), per state, unread, years
    with django_assert_num_queries(12):
        jawab = client.get(alamat)
    assert len(jawab.context["page"].object_list) == min(banyak, 25)


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_page_of_a_sk_query_count_stays_flat(client, instansi, admin, banyak, django_assert_num_queries):
    calon = [buat_calon(make_unit(f"Unit {n:02}", instansi=instansi), admin) for n in range(banyak)]
    sk = putuskan(instansi, *calon, actor=admin)
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/sk/{sk.pk}/"
    client.get(alamat)
    # session, person, roles, instansi, SK, count, page, criteria, proof and its versions, history, unread, years
    with django_assert_num_queries(13):
        client.get(alamat)


def test_the_list_finds_by_state_route_and_word(client, instansi, admin):
    satu = buat_calon(make_unit("Dinas Kesehatan", instansi=instansi), admin, jalur="stranas")
    buat_calon(make_unit("Kecamatan Hinai", instansi=instansi), admin)
    putuskan(instansi, satu, actor=admin)
    client.force_login(admin)

    def isi(saring: str) -> list[str]:
        return [c.unit.nama for c in client.get(f"/instansi/{instansi.pk}/penetapan/?{saring}").context["page"]]

    assert isi("") == ["Dinas Kesehatan", "Kecamatan Hinai"]
    assert isi("status=ditetapkan") == ["Dinas Kesehatan"]
    assert isi("jalur=reguler") == ["Kecamatan Hinai"]
    assert isi("q=hinai") == ["Kecamatan Hinai"]
    assert isi("q=188/12") == ["Dinas Kesehatan"]
    html = client.get(f"/instansi/{instansi.pk}/penetapan/?q=paspor").content.decode()
    assert "Tidak ada yang cocok" in html


def test_only_the_admin_is_offered_to_change_things(client, instansi, admin):
    calon = buat_calon(make_unit(instansi=instansi), admin)
    for peran, boleh in [(Peran.ADMIN_INSTANSI, True), (Peran.TPI_KETUA, False), (Peran.PIMPINAN_INSTANSI, False)]:
        client.force_login(make_anggota(peran, instansi=instansi))
        daftar = client.get(f"/instansi/{instansi.pk}/penetapan/").content.decode()
        satu = client.get(f"/instansi/{instansi.pk}/penetapan/calon/{calon.pk}/").content.decode()
        assert calon.unit.nama in daftar
        assert ("Tambah calon" in daftar) is boleh
        assert ("Batalkan pencalonan" in satu) is boleh


def test_candidates_stand_side_by_side(client, instansi, admin):
    satu = buat_calon(make_unit("Dinas A", instansi=instansi), admin, kriteria=lengkap("Alasan pertama"))
    dua = buat_calon(make_unit("Dinas B", instansi=instansi), admin, kriteria=[IsiKriteria("bebas", "ya", "", "Siap")])
    asing = buat_calon(make_unit("Dinas asing"), make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi()))
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/penetapan/banding/"
    html = client.get(f"{alamat}?calon={satu.pk}&calon={dua.pk}&calon={asing.pk}&calon=x").content.decode()
    for kata in ("Dinas A", "Dinas B", "Alasan pertama", "Siap", "Belum dinilai"):
        assert kata in html
    assert "Dinas asing" not in html
    assert "Belum ada yang dibandingkan" in client.get(alamat).content.decode()


def test_the_unit_reads_its_own_page(client, instansi, admin):
    unit = make_unit(instansi=instansi)
    calon = buat_calon(unit, admin)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    client.force_login(operator)
    assert "Calon menuju WBK" in client.get(f"/unit/{unit.pk}/penetapan/").content.decode()
    putuskan(instansi, calon, actor=admin)
    html = client.get(f"/unit/{unit.pk}/penetapan/").content.decode()
    for kata in ("188/12/2025", "3 Maret 2025", "3 Maret 2026", "SK penetapan unit kerja pembangunan ZI", "Bupati"):
        assert kata in html, kata
    assert "Kelola penetapan" not in html
    lain = make_unit(instansi=instansi)
    client.force_login(make_anggota(Peran.OPERATOR, unit=lain))
    assert client.get(f"/unit/{unit.pk}/penetapan/").status_code == 404
    assert "Belum dicalonkan" in client.get(f"/unit/{lain.pk}/penetapan/").content.decode()


def test_what_people_typed_is_shown_as_text(client, instansi, admin):
    unit = make_unit(CANARY, instansi=instansi)
    kriteria = [*lengkap(CANARY), IsiKriteria("bebas", "ya", CANARY, CANARY)]
    calon = buat_calon(unit, admin, kriteria=kriteria, kawasan=CANARY, catatan=CANARY)
    dasar = f"/instansi/{instansi.pk}/penetapan/"
    sebelum = [f"{dasar}tetapkan/?calon={calon.pk}", f"{dasar}calon/{calon.pk}/hapus/"]
    client.force_login(admin)
    html = [client.get(a).content.decode() for a in (*sebelum, f"{dasar}calon/{calon.pk}/ubah/")]
    sk = putuskan(instansi, calon, actor=admin, nomor=CANARY, pejabat_nama=CANARY, pejabat_jabatan=CANARY)
    sesudah = [
        dasar,
        f"{dasar}sk/{sk.pk}/",
        f"{dasar}banding/?calon={calon.pk}",
        f"{dasar}calon/{calon.pk}/",
        f"{dasar}calon/{calon.pk}/keluarkan/",
        f"/unit/{unit.pk}/penetapan/",
    ]
    html += [client.get(a).content.decode() for a in sesudah]
    for satu in html:
        assert "&lt;script&gt;alert(1)" in satu
        assert CANARY not in satu
