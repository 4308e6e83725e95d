"""Figures entered once per quarter, and the reach of IKU."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.enums.data_pendukung import Hitung, katalog
from units.errors import BarisBentrok, UnitsError
from units.models import IKU, DataPendukung, RealisasiIKU, RiwayatTahap, UnitKerja, User
from units.selectors.data_pendukung import (
    angka_berlaku,
    angka_berlaku_banyak,
    angka_setahun,
    capaian,
    capaian_iku,
    keganjilan,
)
from units.services.data_pendukung import DataBentrok, Isian, simpan_data_pendukung, simpan_realisasi

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
# Codes that other parts of the portal refer to.
KODE = [
    "agen_perubahan",
    "perubahan_dibuat",
    "perubahan_terintegrasi",
    "pelanggaran_tahun_lalu",
    "pelanggaran_tahun_ini",
    "pelanggaran_disanksi",
    "sasaran_kinerja",
    "sasaran_tercapai",
    "pengaduan_harus",
    "pengaduan_diproses",
    "pengaduan_selesai",
    "lhkpn_kepala",
    "lhkpn_pejabat",
    "lhkpn_lainnya",
    "lhkpn_sudah",
    "lhkasn_administrator",
    "lhkasn_pengawas",
    "lhkasn_lainnya",
    "lhkasn_sudah",
    "layanan_terdata",
    "layanan_dipermudah",
    "pegawai_pns",
    "pegawai_pppk",
    "pegawai_nonasn",
    "gratifikasi_lapor",
    "gratifikasi_tindak",
    "tlhp_temuan",
    "tlhp_selesai",
    "sop_jumlah",
    "wbs_lapor",
]


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


def simpan(unit, actor, triwulan=3, tahun=2026, **angka) -> list[str]:
    isian = {}
    for kode, nilai in angka.items():
        ada = DataPendukung.objects.filter(unit=unit, tahun=tahun, triwulan=triwulan, kode=kode).first()
        isian[kode] = Isian(nilai, ada.sumber if ada else "SIASN", ada.versi if ada else 0)
    return simpan_data_pendukung(unit=unit, tahun=tahun, triwulan=triwulan, isian=isian, actor=actor)


def alamat(unit, triwulan=3) -> str:
    return f"/unit/{unit.pk}/data-pendukung/?tahun=2026&triwulan={triwulan}"


def bidang(html: str) -> dict[str, str]:
    """The fields of the page as a browser would send them back."""
    return {
        m.group(1): m.group(2)
        for m in re.finditer(
            r'<input[^>]*name="((?:nilai|sumber|versi|lama|lamasumber)-[a-z_]+)"[^>]*?value="([^"]*)"', html
        )
    }


# The catalogue ------------------------------------------------------------------------------------------------------


def test_the_catalogue_has_every_code_others_refer_to():
    assert set(KODE) <= set(katalog().butir)
    assert katalog().butir["sop_jumlah"].hitung == Hitung.KEADAAN


def test_a_rule_is_asked_only_where_every_figure_has_been_said():
    [aturan] = katalog().cari("pengaduan").aturan
    assert not aturan.dilanggar({"pengaduan_harus": 1, "pengaduan_selesai": 5, "pengaduan_diproses": None})
    assert aturan.dilanggar({"pengaduan_harus": 5, "pengaduan_selesai": 5, "pengaduan_diproses": 1})
    assert not aturan.dilanggar({"pengaduan_harus": 6, "pengaduan_selesai": 5, "pengaduan_diproses": 1})


# Storing ------------------------------------------------------------------------------------------------------------


def test_a_figure_is_stored_with_its_history(unit, operator):
    assert simpan(unit, operator, lhkasn_sudah=70) == ["lhkasn_sudah"]
    assert simpan(unit, operator, lhkasn_sudah=72) == ["lhkasn_sudah"]
    assert simpan(unit, operator, lhkasn_sudah=72) == []
    angka = DataPendukung.objects.get()
    assert (angka.nilai, angka.versi, angka.diubah_oleh) == (72, 2, operator)
    rincian = list(RiwayatTahap.objects.filter(objek_id=angka.pk).values_list("aksi", "rincian", "pelaku_nama"))
    assert rincian == [
        ("buat", {"nilai": [None, 70], "sumber": ["", "SIASN"]}, "Siti Aminah"),
        ("ubah", {"nilai": [70, 72]}, "Siti Aminah"),
    ]


def test_empty_means_not_said_and_zero_is_a_figure(unit, operator):
    assert simpan(unit, operator, wbs_lapor=None) == []
    simpan(unit, operator, triwulan=1, wbs_lapor=0)
    assert angka_berlaku(unit, 2026, "wbs_lapor").nilai == 0
    simpan(unit, operator, triwulan=1, wbs_lapor=None)
    assert angka_berlaku(unit, 2026, "wbs_lapor") is None
    assert DataPendukung.objects.get().versi == 2


def test_the_newest_quarter_that_has_it_counts(unit, operator):
    simpan(unit, operator, triwulan=1, sop_jumlah=40, wbs_lapor=1)
    simpan(unit, operator, triwulan=2, sop_jumlah=42)
    simpan(unit, operator, triwulan=4, sop_jumlah=45)
    simpan(unit, operator, triwulan=4, sop_jumlah=None)
    berlaku = angka_berlaku_banyak(unit, 2026)
    assert {k: (b.nilai, b.triwulan, b.sumber) for k, b in berlaku.items()} == {
        "sop_jumlah": (42, 2, "SIASN"),
        "wbs_lapor": (1, 1, "SIASN"),
    }
    assert berlaku["sop_jumlah"] == angka_berlaku(unit, 2026, "sop_jumlah")
    assert angka_berlaku_banyak(unit, 2025) == {}


def test_a_figure_somebody_else_changed_stops_the_whole_group(unit, operator):
    simpan(unit, operator, pegawai_pns=60)
    lain = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra")
    simpan(unit, lain, pegawai_pns=61)
    isian = {"pegawai_pns": Isian(62, "SIASN", 1), "pegawai_pppk": Isian(9, "", 0)}
    with pytest.raises(DataBentrok) as error:
        simpan_data_pendukung(unit=unit, tahun=2026, triwulan=3, isian=isian, actor=operator)
    assert [(k, b.nilai, b.diubah_oleh) for k, b in error.value.kini.items()] == [("pegawai_pns", 61, lain)]
    assert not DataPendukung.objects.filter(kode="pegawai_pppk").exists()


def test_two_who_say_a_figure_first_do_not_overwrite_each_other(unit, operator):
    simpan(unit, operator, pegawai_pns=60)
    with pytest.raises(DataBentrok):
        simpan_data_pendukung(
            unit=unit, tahun=2026, triwulan=3, isian={"pegawai_pns": Isian(61, "", 0)}, actor=operator
        )


@pytest.mark.parametrize(
    ("triwulan", "kode", "nilai"),
    [(5, "sop_jumlah", 1), (3, "lain", 1), (3, "sop_jumlah", -1), (3, "sop_jumlah", 10**9)],
)
def test_what_cannot_be_is_refused(unit, operator, triwulan, kode, nilai):
    with pytest.raises(UnitsError):
        simpan_data_pendukung(unit=unit, tahun=2026, triwulan=triwulan, isian={kode: Isian(nilai)}, actor=operator)
    assert not DataPendukung.objects.exists()


def test_oddities_are_said_and_block_nothing(unit, operator):
    simpan(unit, operator, triwulan=2, pengaduan_harus=10, pengaduan_diproses=0, pengaduan_selesai=9)
    simpan(unit, operator, triwulan=3, pengaduan_harus=8, pengaduan_diproses=1, pengaduan_selesai=8)
    pesan = keganjilan(katalog().cari("pengaduan"), angka_setahun(unit, 2026), 3)
    assert pesan[0] == "Pengaduan yang diproses dan selesai lebih banyak daripada yang harus ditindaklanjuti."
    assert pesan[1].startswith("Pengaduan yang harus ditindaklanjuti: 8, padahal triwulan lalu sudah 10.")
    assert len(pesan) == 3
    assert keganjilan(katalog().cari("pengaduan"), angka_setahun(unit, 2026), 2) == []


# The page -----------------------------------------------------------------------------------------------------------


def test_a_group_is_saved_from_the_page(client, unit, operator):
    client.force_login(operator)
    data = bidang(client.get(alamat(unit)).content.decode())
    data |= {"kelompok": "lhkasn", "nilai-lhkasn_administrator": "5", "nilai-lhkasn_lainnya": "1.070"}
    data |= {"sumber-lhkasn_lainnya": "SiHARKA"}
    jawab = client.post(alamat(unit), data)
    assert jawab["Location"] == f"{alamat(unit)}#lhkasn"
    assert {k: b.nilai for k, b in angka_berlaku_banyak(unit, 2026).items()} == {
        "lhkasn_administrator": 5,
        "lhkasn_lainnya": 1070,
    }
    html = client.get(alamat(unit)).content.decode()
    assert "2 dari 4 terisi" in html
    assert "Tersimpan" in html


def test_with_htmx_only_the_group_comes_back(client, unit, operator):
    client.force_login(operator)
    jawab = client.post(
        alamat(unit), {"kelompok": "kinerja", "nilai-sasaran_kinerja": "6"}, headers={"HX-Request": "true"}
    )
    html = jawab.content.decode()
    assert jawab.status_code == 200
    assert html.count("<section") == 1
    assert "Tersimpan" in html
    assert 'name="versi-sasaran_kinerja" value="1"' in html


def test_a_conflict_shows_both_and_the_next_press_saves(client, unit, operator):
    simpan(unit, operator, pegawai_pns=60)
    client.force_login(operator)
    data = bidang(client.get(alamat(unit)).content.decode()) | {"kelompok": "pegawai"}
    lain = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    simpan(unit, lain, pegawai_pns=61, pegawai_nonasn=3)
    # What this person did not touch is no conflict, though somebody changed it.
    data |= {"nilai-pegawai_pns": "62", "nilai-pegawai_pppk": "9"}
    jawab = client.post(alamat(unit), data)
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "PNS kini 61 (sumber: SIASN), diubah Hendra Sitepu" in html
    assert 'value="62"' in html
    assert 'value="9"' in html
    assert angka_berlaku(unit, 2026, "pegawai_pns").nilai == 61
    client.post(alamat(unit), bidang(html) | {"kelompok": "pegawai"})
    berlaku = angka_berlaku_banyak(unit, 2026)
    assert [berlaku[k].nilai for k in ("pegawai_pns", "pegawai_pppk", "pegawai_nonasn")] == [62, 9, 3]


def test_bad_input_is_kept_and_says_what_to_do(client, unit, operator):
    client.force_login(operator)
    jawab = client.post(alamat(unit), {"kelompok": "pegawai", "nilai-pegawai_pns": "7,5", "nilai-pegawai_pppk": "9"})
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Isi bilangan bulat tanpa koma" in html
    assert 'value="7,5"' in html
    assert 'value="9"' in html
    assert not DataPendukung.objects.exists()


def test_same_as_last_quarter_fills_the_empty_fields_and_stores_nothing(client, unit, operator):
    simpan(unit, operator, triwulan=2, pegawai_pns=60, pegawai_pppk=9)
    client.force_login(operator)
    data = {"kelompok": "pegawai", "aksi": "salin", "nilai-pegawai_pppk": "8"}
    html = client.post(alamat(unit), data).content.decode()
    assert "1 angka disalin dari triwulan lalu" in html
    assert {k: v for k, v in bidang(html).items() if k in {"nilai-pegawai_pns", "nilai-pegawai_pppk"}} == {
        "nilai-pegawai_pns": "60",
        "nilai-pegawai_pppk": "8",
    }
    assert DataPendukung.objects.filter(triwulan=3).count() == 0


def test_over_the_turn_of_the_year_only_a_state_goes_on(client, unit, operator):
    simpan(unit, operator, tahun=2025, triwulan=4, layanan_terdata=20, layanan_dipermudah=4, sop_jumlah=45)
    client.force_login(operator)
    html = client.post(alamat(unit, 1), {"kelompok": "layanan", "aksi": "salin"}).content.decode()
    isi = bidang(html)
    assert [isi[f"nilai-{k}"] for k in ("layanan_terdata", "layanan_dipermudah", "sop_jumlah")] == ["20", "", "45"]


def test_the_year_stands_side_by_side(client, unit, operator):
    simpan(unit, operator, triwulan=1, sop_jumlah=40)
    simpan(unit, operator, triwulan=2, sop_jumlah=42)
    client.force_login(make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    html = client.get(f"/unit/{unit.pk}/data-pendukung/?tahun=2026&tampilan=tahun").content.decode()
    assert "<strong>42</strong>" in html
    assert "<strong>40</strong>" not in html
    assert "40" in html


def test_a_reader_sees_figures_and_no_fields(client, unit, operator):
    simpan(unit, operator, sop_jumlah=42)
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=unit.instansi))
    html = client.get(alamat(unit)).content.decode()
    assert "<strong>42</strong>" in html
    assert bidang(html) == {}
    assert client.post(alamat(unit), {"kelompok": "layanan"}).status_code == 403


def test_history_of_a_figure_tells_every_quarter(client, unit, operator):
    simpan(unit, operator, triwulan=1, sop_jumlah=40)
    simpan(unit, operator, triwulan=2, sop_jumlah=42)
    client.force_login(operator)
    html = client.get(f"/unit/{unit.pk}/data-pendukung/sop_jumlah/?tahun=2026").content.decode()
    assert "Triwulan II: – → 42" in html
    assert "Triwulan I: – → 40" in html
    assert client.get(f"/unit/{unit.pk}/data-pendukung/lain/").status_code == 404


def test_what_people_typed_is_shown_as_text(client, unit, operator):
    client.force_login(operator)
    data = {"kelompok": "layanan", "nilai-sop_jumlah": "42", "sumber-sop_jumlah": CANARY}
    client.post(alamat(unit), data)
    salah = client.post(alamat(unit), data | {"nilai-sop_jumlah": CANARY}).content.decode()
    lihat = [salah]
    for a in (alamat(unit), f"{alamat(unit)}&tampilan=tahun", f"/unit/{unit.pk}/data-pendukung/sop_jumlah/?tahun=2026"):
        lihat.append(client.get(a).content.decode())
    for html in lihat:
        assert "&lt;script&gt;alert(1)" in html
        assert CANARY not in html


@pytest.mark.parametrize("banyak", [1, 3, 30])
@pytest.mark.parametrize("tampilan", ["", "&tampilan=tahun"])
def test_query_count_stays_flat(client, unit, operator, banyak, tampilan, django_assert_num_queries):
    for kode in list(katalog().butir)[:banyak]:
        simpan(unit, operator, **{kode: 1})
    client.force_login(operator)
    client.get(alamat(unit))
    # session, person, roles, unit, figures, years, unread
    with django_assert_num_queries(7):
        client.get(alamat(unit) + tampilan)


# IKU ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def iku(unit, operator) -> IKU:
    return IKU.objects.create(
        unit=unit,
        tahun=2026,
        nama="Cakupan akta kelahiran",
        satuan="persen",
        target=98,
        realisasi_lalu=Decimal("96.5"),
        target_nasional=97,
        dibuat_oleh=operator,
    )


@pytest.mark.parametrize(
    ("target", "nilai", "kecil", "hasil"),
    [
        (98, Decimal("97.3"), False, Fraction(973, 980)),
        (30, 20, True, Fraction(3, 2)),
        (0, 5, False, None),
        (5, 0, True, None),
        (None, 5, False, None),
        (5, None, True, None),
    ],
)
def test_reach_is_exact_and_inverse_where_smaller_is_better(target, nilai, kecil, hasil):
    assert capaian(target, nilai, makin_kecil=kecil) == hasil


def test_an_iku_is_compared_with_last_year_and_the_nation(iku):
    r = [
        RealisasiIKU(iku=iku, triwulan=2, target=97, nilai=Decimal("96.9")),
        RealisasiIKU(iku=iku, triwulan=3, target=98),
    ]
    c = capaian_iku(iku, r)
    assert (c.terakhir.triwulan, c.membaik, c.di_atas_nasional) == (2, True, False)
    assert c.selisih_lalu == Fraction(2, 5)
    assert c.triwulan[1].capaian == Fraction(969, 970)
    iku.makin_kecil_makin_baik = True
    c = capaian_iku(iku, r)
    assert (c.membaik, c.di_atas_nasional) == (False, True)


def test_quarters_are_saved_once_with_history_and_never_over_another(unit, operator, iku):
    isian = {1: (Decimal(90), Decimal("91.25")), 2: (Decimal(95), None), 3: (None, None), 4: (None, None)}
    assert simpan_realisasi(iku=iku, isian=isian, versi=1, actor=operator)
    assert not simpan_realisasi(iku=iku, isian=isian, versi=1, actor=operator)
    assert iku.versi == 2
    [jejak] = RiwayatTahap.objects.filter(benda="iku")
    assert jejak.rincian == {
        "target Triwulan I": [None, "90"],
        "realisasi Triwulan I": [None, "91.25"],
        "target Triwulan II": [None, "95"],
    }
    with pytest.raises(BarisBentrok):
        simpan_realisasi(iku=iku, isian=isian | {3: (None, Decimal(1))}, versi=1, actor=operator)
    assert RealisasiIKU.objects.filter(triwulan=3).count() == 0


def test_an_iku_is_entered_and_read_on_its_pages(client, unit, operator):
    client.force_login(operator)
    baru = f"/unit/{unit.pk}/iku/baru/?tahun=2026"
    jawab = client.post(baru, {"nama": CANARY, "satuan": "persen", "target": "98,5", "realisasi_lalu": "96"})
    iku = IKU.objects.get()
    assert (jawab["Location"], iku.target) == (f"/unit/{unit.pk}/iku/{iku.pk}/", Decimal("98.5"))
    tulis = f"/unit/{unit.pk}/iku/{iku.pk}/realisasi/"
    assert client.post(tulis, {"versi": "1", "nilai_1": "abc", "target_1": "90"}).status_code == 422
    assert client.post(tulis, {"versi": "1", "nilai_1": "97,25", "target_1": "97"}).status_code == 302
    basi = client.post(tulis, {"versi": "1", "nilai_1": "50", "target_1": "97"})
    assert basi.status_code == 409
    assert 'value="50"' in basi.content.decode()
    assert "97,25" in basi.content.decode()
    html = client.get(jawab["Location"]).content.decode()
    assert "98,7\u00a0%" in html  # 97,25 of 98,5
    assert "Membaik" in html
    for a in (jawab["Location"], f"/unit/{unit.pk}/iku/?tahun=2026", tulis):
        isi = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in isi
        assert CANARY not in isi
    assert 'value="97,25"' in client.get(tulis).content.decode()


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_iku_list_query_count_stays_flat(client, unit, operator, banyak, django_assert_num_queries):
    for i in range(banyak):
        satu = IKU.objects.create(unit=unit, tahun=2026, nama=f"IKU {i}", satuan="%", target=1, dibuat_oleh=operator)
        RealisasiIKU.objects.create(iku=satu, triwulan=1, nilai=1)
    client.force_login(operator)
    client.get(f"/unit/{unit.pk}/iku/?tahun=2026")
    # as any register, and the quarters
    with django_assert_num_queries(9):
        client.get(f"/unit/{unit.pk}/iku/?tahun=2026")
