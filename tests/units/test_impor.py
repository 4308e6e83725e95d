"""Tables on their way in: taken or refused at the door, checked row by row, written whole or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from tests.berkas import ooxml
from tests.factories import make_anggota, make_instansi, make_unit
from units.enums import Peran
from units.enums.data_pendukung import katalog
from units.errors import UnitsError
from units.imports import JENIS
from units.models import BarisImpor, DataPendukung, Impor, PegawaiUnit, RiwayatTahap, UnitKerja, User
from units.selectors.data_pendukung import angka_berlaku_banyak
from units.services.data_pendukung import Isian, simpan_data_pendukung
from units.services.impor import (
    ImporDitolak,
    batalkan_impor,
    jalankan_impor,
    sapu_impor,
    terapkan_impor,
    unggah_impor,
)
from units.services.tahap import hapus_baris, ubah_baris
from zi_portal.common.tabel import Tabel, TabelDitolak, baca_tabel, tulis_csv, tulis_xlsx

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
KEPALA = ["NIP", "Nama", "Jabatan", "Surel", "Tidak bertugas sejak"]
SATU = ["198001012005011001", "Budi Santoso", "Analis", "budi@contoh.go.id", ""]
DUA = ["198502022010012002", "Rina Lubis", "Pranata Komputer", "", ""]


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


def xlsx(*baris, ubah: Callable[[Workbook], None] | None = None) -> bytes:
    buku = Workbook()
    for satu in baris:
        buku.active.append(satu)
    if ubah:
        ubah(buku)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def csv(*baris, pemisah: str = ";", sandi: str = "utf-8") -> bytes:
    return "".join(f"{pemisah.join(str(s) for s in satu)}\r\n" for satu in baris).encode(sandi)


def dibongkar(isi: bytes, ganti: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The same workbook with parts replaced or added."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama in asal.namelist():
            baru = ganti.get(nama, asal.read(nama))
            tujuan.writestr(nama, baru(asal.read(nama)) if callable(baru) else baru)
        for nama in ganti.keys() - set(asal.namelist()):
            tujuan.writestr(nama, ganti[nama])
    return keluar.getvalue()


def unggah(unit, actor, isi: bytes, nama="pegawai.csv", jenis="pegawai", tahun=2026, *, jalan=True) -> Impor:
    berkas = SimpleUploadedFile(nama, isi)
    impor = unggah_impor(unit=unit, tahun=tahun, jenis=jenis, berkas=berkas, nama=nama, actor=actor)
    if jalan and impor.status == "antre":
        jalankan_impor(impor_id=impor.pk, tugas="t1")
        impor.refresh_from_db()
    return impor


def terapkan(impor: Impor, actor: User, tugas: str = "t2") -> Impor:
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=actor)
    jalankan_impor(impor_id=impor.pk, tugas=tugas)
    impor.refresh_from_db()
    return impor


def galat(impor: Impor) -> list[tuple[int, str, str]]:
    return [(g["baris"], g["kolom"], g["pesan"]) for g in impor.hasil.get("galat", [])]


def pegawai(unit) -> list[tuple[str, str, str]]:
    return list(PegawaiUnit.objects.hidup().filter(unit=unit).order_by("pk").values_list("nip", "nama", "jabatan"))


# Good tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_a_good_table_is_shown_first_and_then_written(unit, operator, format_):
    isi = xlsx(KEPALA, SATU, DUA) if format_ == "xlsx" else csv(KEPALA, SATU, DUA)
    impor = unggah(unit, operator, isi, f"pegawai.{format_}")
    assert (impor.status, impor.baris, impor.hasil["hitung"]) == ("siap", 2, {"baru": 2, "berubah": 0, "tetap": 0})
    assert pegawai(unit) == []
    terapkan(impor, operator)
    assert (impor.status, impor.diterapkan_oleh) == ("selesai", operator)
    assert pegawai(unit) == [tuple(SATU[:3]), tuple(DUA[:3])]
    p = PegawaiUnit.objects.get(nip=SATU[0])
    assert (p.unit, p.tahun, p.dibuat_oleh, p.surel, p.keluar_pada) == (unit, 2026, operator, SATU[3], None)
    # One row of history for the table, not one for each pegawai.
    jejak = RiwayatTahap.objects.filter(unit=unit).order_by("pk").values_list("benda", "aksi", "rincian")
    assert list(jejak) == [
        ("impor", "buat", {}),
        ("impor", "terapkan", {}),
        ("impor", "selesai", {"baru": 2, "berubah": 0, "tetap": 0}),
    ]


def test_the_same_table_again_changes_nothing(unit, operator):
    isi = csv(KEPALA, SATU, DUA)
    terapkan(unggah(unit, operator, isi), operator)
    lagi = unggah(unit, operator, isi)
    assert lagi.hasil["hitung"] == {"baru": 0, "berubah": 0, "tetap": 2}


def test_changes_are_told_from_old_to_new(unit, operator):
    terapkan(unggah(unit, operator, csv(KEPALA, SATU, DUA)), operator)
    satu = [SATU[0], "Budi Santoso", "Analis Madya", SATU[3], "31/03/2026"]
    impor = unggah(unit, operator, csv(KEPALA, satu, DUA, ["", "Tamu Kantor", "", "", ""]))
    assert impor.hasil["hitung"] == {"baru": 1, "berubah": 1, "tetap": 1}
    beda = {b.baris: (b.jenis, b.isi) for b in impor.rincian.all()}
    assert beda[2] == ("berubah", {"Jabatan": ["Analis", "Analis Madya"], "Tidak bertugas sejak": [None, "2026-03-31"]})
    assert beda[3] == ("tetap", {})
    assert beda[4] == ("baru", {"Nama": [None, "Tamu Kantor"]})
    terapkan(impor, operator)
    p = PegawaiUnit.objects.get(nip=SATU[0])
    assert (p.jabatan, p.keluar_pada.isoformat(), p.versi) == ("Analis Madya", "2026-03-31", 2)


def test_without_a_nip_the_exact_name_is_the_key_and_a_known_nip_stays(unit, operator):
    terapkan(unggah(unit, operator, csv(KEPALA, SATU, ["", "Rina Lubis", "Honorer", "", ""])), operator)
    impor = unggah(unit, operator, csv(KEPALA, ["", "Budi Santoso", "Ketua", SATU[3], ""], DUA))
    assert impor.hasil["hitung"] == {"baru": 0, "berubah": 2, "tetap": 0}
    terapkan(impor, operator)
    assert pegawai(unit) == [(SATU[0], "Budi Santoso", "Ketua"), tuple(DUA[:3])]


def test_a_missing_column_leaves_its_data_alone(unit, operator):
    terapkan(unggah(unit, operator, csv(KEPALA, SATU)), operator)
    impor = unggah(unit, operator, csv(["Nama lengkap", "nip", "Golongan"], ["Budi S.", SATU[0], "III/a"]))
    terapkan(impor, operator)
    assert PegawaiUnit.objects.values_list("nama", "jabatan").get() == ("Budi S.", "Analis")


def test_an_account_of_the_instansi_with_the_same_nip_is_linked(unit, operator):
    User.objects.filter(pk=operator.pk).update(nip=SATU[0])
    jauh = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=make_instansi("Kabupaten Lain")), nip=DUA[0])
    impor = unggah(unit, operator, csv(KEPALA, SATU, DUA))
    assert impor.rincian.get(baris=2).isi["Akun portal"] == [None, "Siti Aminah"]
    terapkan(impor, operator)
    assert [p.user for p in PegawaiUnit.objects.order_by("pk")] == [operator, None]
    assert jauh.nip == DUA[0]


@pytest.mark.parametrize(
    "isi",
    [
        csv(KEPALA, ["198001012005011001", "Bérénice", "", "", ""], sandi="cp1252"),
        csv(KEPALA, ["198001012005011001", "Bérénice", "", "", ""], sandi="utf-8-sig"),
        csv(KEPALA, ["198001012005011001", "Bérénice", "", "", ""], pemisah=","),
        csv(KEPALA, ["198001012005011001", "Bérénice", "", "", ""], pemisah="\t"),
        b"sep=;\r\n" + csv(KEPALA, ["198001012005011001", "Bérénice", "", "", ""]),
        csv(KEPALA, ["19800101 200501 1 001", "  Bérénice ", "", "", ""]),
    ],
    ids=["cp1252", "utf-8-sig", "comma", "tab", "sep", "spaces"],
)
def test_csv_as_programs_write_it(unit, operator, isi):
    impor = unggah(unit, operator, isi)
    terapkan(impor, operator)
    assert pegawai(unit) == [("198001012005011001", "Bérénice", "")]


@pytest.mark.parametrize("awal", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(unit, operator, awal):
    nama = f'{awal}HYPERLINK("x")'
    impor = unggah(unit, operator, csv(KEPALA, ["", nama.replace('"', ""), "", "", ""]))
    terapkan(impor, operator)
    assert PegawaiUnit.objects.get().nama == nama.replace('"', "")


# Bad tables ---------------------------------------------------------------------------------------------------------

BARIS_KOSONG = b'<row r="%d" spans="1:5" s="1" customFormat="1"/>'


def bom_dimensi() -> bytes:
    """As left by a person who coloured whole columns: every row of the sheet stands in the file, empty."""
    kosong = b"".join(BARIS_KOSONG % n for n in range(4, 1_048_577))
    return dibongkar(
        xlsx(KEPALA, SATU, DUA),
        {"xl/worksheets/sheet1.xml": lambda isi: isi.replace(b"</sheetData>", kosong + b"</sheetData>")},
    )


def dimensi_palsu() -> bytes:
    """A row at the very end, and a claim to be as wide as a sheet can be."""

    def ubah(isi: bytes) -> bytes:
        akhir = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        return isi.replace(b"A1:E3", b"A1:XFD1048576").replace(b"</sheetData>", akhir)

    return dibongkar(xlsx(KEPALA, SATU, DUA), {"xl/worksheets/sheet1.xml": ubah})


def bom_teks() -> bytes:
    bom = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si><t>a</t></si>" * 900_000
    return dibongkar(xlsx(KEPALA, SATU), {"xl/sharedStrings.xml": bom + b"</sst>"})


def xxe(isi: bytes) -> bytes:
    dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    kepala, tanda, sisa = isi.partition(b"<worksheet")
    return kepala + dtd + tanda + sisa


DI_PINTU: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "header": (
        "a.csv",
        lambda: csv(["Nomor", "Nama"], ["1", "Budi"]),
        "Kolom yang kurang: NIP. Yang ditemukan di baris pertama: Nomor, Nama",
    ),
    "header twice": ("a.csv", lambda: csv(["NIP", "Nama", "Nama"], ["", "B", "C"]), "“Nama” ada dua kali"),
    "empty first row": ("a.xlsx", lambda: xlsx([None, None], KEPALA, SATU), "Baris pertama kosong"),
    "blank rows": ("a.xlsx", bom_dimensi, "melewati 20.000 baris"),
    "shared strings": ("a.xlsx", bom_teks, "terlalu besar untuk sebuah tabel"),
    "zip bomb": ("a.xlsx", lambda: ooxml("xlsx", {"xl/media/a.bin": b"\0" * 60_000_000}), "tidak wajar besarnya"),
    "macro": ("a.xlsx", lambda: dibongkar(xlsx(KEPALA, SATU), {"xl/vbaProject.bin": b"x"}), "berisi makro"),
    "xlsm": ("a.xlsm", lambda: xlsx(KEPALA, SATU), "tanpa makro"),
    "password": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "dikunci kata sandi"),
    "ending": ("a.pdf", lambda: xlsx(KEPALA, SATU), "Yang diterima hanya .xlsx, .ods, dan .csv"),
    "csv as xlsx": ("a.xlsx", lambda: csv(KEPALA, SATU), "Isi berkas ini bukan .xlsx"),
    "xlsx as csv": ("a.csv", lambda: xlsx(KEPALA, SATU), "Isi berkas ini bukan .csv"),
    "no workbook": ("a.xlsx", lambda: ooxml("docx"), "rusak atau bukan .xlsx"),
    "hollow workbook": ("a.xlsx", lambda: ooxml("xlsx"), "rusak atau bukan .xlsx"),
    "empty": ("a.csv", lambda: b"", "kosong (0 bita)"),
    "NUL": ("a.csv", lambda: csv(KEPALA, ["", "Bu\0di", "", "", ""]), "bukan teks biasa"),
    "UTF-16": ("a.csv", lambda: csv(KEPALA, SATU, sandi="utf-16"), "UTF-16"),
    "size": ("a.csv", lambda: csv(KEPALA, *[SATU] * 100_000), "paling besar 5 MB"),
    "XXE": (
        "a.xlsx",
        lambda: dibongkar(xlsx(KEPALA, SATU), {"xl/worksheets/sheet1.xml": xxe}),
        "rusak atau bukan .xlsx",
    ),
    "hidden DTD": (
        "a.xlsx",
        lambda: dibongkar(xlsx(KEPALA), {"xl/worksheets/sheet1.xml": lambda i: xxe(i).decode().encode("utf-16")}),
        "rusak atau bukan .xlsx",
    ),
    "external link": (
        "a.xlsx",
        lambda: dibongkar(xlsx(KEPALA, SATU), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "mengambil data dari berkas lain",
    ),
}


@pytest.mark.parametrize("kasus", DI_PINTU)
def test_what_is_no_such_table_is_refused_at_the_door(unit, operator, media_root, kasus):
    nama, buat, pesan = DI_PINTU[kasus]
    isi = buat()
    with pytest.raises(ImporDitolak) as error:
        unggah(unit, operator, isi, nama)
    assert pesan in error.value.message
    assert not Impor.objects.exists()
    assert [p for p in media_root.rglob("*") if p.is_file()] == []


def tw_nip_angka(buku: Workbook) -> None:
    buku.active["A2"] = 198001012005011001


DALAM: dict[str, tuple[str, Callable[[], bytes], list[tuple[int, str, str]]]] = {
    "NIP twice": (
        "a.csv",
        lambda: csv(KEPALA, SATU, DUA, SATU),
        [(4, "NIP", f"NIP {SATU[0]} ada di baris 2 dan baris 4.")],
    ),
    "name twice": (
        "a.csv",
        lambda: csv(KEPALA, ["", "Budi", "", "", ""], ["", "Budi", "", "", ""]),
        [(3, "Nama", "“Budi” ada di baris 2 dan baris 3.")],
    ),
    "formula": (
        "a.xlsx",
        lambda: xlsx(KEPALA, SATU, [DUA[0], "=A1&B1", "", "", ""]),
        [(3, "Nama", "Sel B3 berisi rumus.")],
    ),
    "error cell": (
        "a.xlsx",
        lambda: xlsx(KEPALA, SATU, ["", "Budi", "#N/A", "", ""]),
        [(3, "Jabatan", "Sel C3 berisi galat.")],
    ),
    "NIP as number": (
        "a.xlsx",
        lambda: xlsx(KEPALA, SATU, ubah=tw_nip_angka),
        [(2, "NIP", "NIP tersimpan sebagai angka")],
    ),
    "NIP in Excel's way": (
        "a.csv",
        lambda: csv(KEPALA, ["1,98E+17", "Budi", "", "", ""]),
        [(2, "NIP", "NIP tersimpan sebagai angka")],
    ),
    "NIP short": (
        "a.csv",
        lambda: csv(KEPALA, ["19800101200501100", "Budi", "", "", ""]),
        [(2, "NIP", "NIP harus 18 angka, yang ini 17.")],
    ),
    "NIP text": (
        "a.csv",
        lambda: csv(KEPALA, ["tidak ada", "Budi", "", "", ""]),
        [(2, "NIP", "NIP hanya berisi angka.")],
    ),
    "no name": ("a.csv", lambda: csv(KEPALA, [SATU[0], "", "", "", ""]), [(2, "Nama", "Wajib diisi.")]),
    "wrong types": (
        "a.xlsx",
        lambda: xlsx(KEPALA, [SATU[0], timezone.now().date(), "A", "bukan surel", "kemarin"]),
        [(2, "Nama", "Isi dengan teks."), (2, "Surel", ""), (2, "Tidak bertugas sejak", "“kemarin” bukan tanggal.")],
    ),
    "long name": ("a.csv", lambda: csv(KEPALA, ["", "B" * 151, "", "", ""]), [(2, "Nama", "")]),
    "no rows": ("a.csv", lambda: csv(KEPALA), [(2, "", "Belum ada baris data")]),
    "far row": ("a.xlsx", dimensi_palsu, [(20_002, "", "Tabel melewati 20.000 baris")]),
    "many rows": (
        "a.csv",
        lambda: csv(["NIP", "Nama"], *[["", f"P{i}"] for i in range(20_001)]),
        [(20_002, "", "Tabel melewati 20.000 baris")],
    ),
}


@pytest.mark.parametrize("kasus", DALAM)
def test_what_is_wrong_inside_is_told_by_row_and_column(unit, operator, kasus):
    nama, buat, harap = DALAM[kasus]
    impor = unggah(unit, operator, buat(), nama)
    assert impor.status == "ditolak"
    assert [(b, k) for b, k, _p in galat(impor)] == [(b, k) for b, k, _p in harap]
    for (_b, _k, pesan), (_b2, _k2, awal) in zip(galat(impor), harap, strict=True):
        assert pesan.startswith(awal)
    assert pegawai(unit) == []
    assert impor.rincian.count() == 0
    with pytest.raises(UnitsError):
        terapkan_impor(impor=impor, sidik="", actor=operator)


def test_one_bad_row_keeps_all_the_others_out_and_every_fault_is_told(unit, operator):
    buruk = [["12", f"Orang {i}", "", "salah", ""] for i in range(600)]
    impor = unggah(unit, operator, csv(KEPALA, SATU, *buruk))
    assert (impor.status, impor.hasil["jumlah_galat"], len(impor.hasil["galat"])) == ("ditolak", 1200, 500)
    assert galat(impor)[0][:2] == (3, "NIP")


@pytest.mark.parametrize("kasus", ["blank rows", "shared strings", "zip bomb"])
def test_a_hostile_workbook_costs_little_memory(unit, operator, kasus):
    import tracemalloc

    nama, buat, _pesan = DI_PINTU[kasus]
    isi = buat()
    tracemalloc.start()
    with pytest.raises(ImporDitolak):
        unggah(unit, operator, isi, nama)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert puncak < 100 * 1024 * 1024


def test_two_of_one_name_need_a_nip(unit, operator):
    for nip in (SATU[0], DUA[0]):
        PegawaiUnit.objects.create(unit=unit, tahun=2026, nama="Budi", nip=nip, dibuat_oleh=operator)
    impor = unggah(unit, operator, csv(KEPALA, ["", "Budi", "Analis", "", ""]))
    assert galat(impor) == [(2, "NIP", "Ada 2 pegawai bernama “Budi”. Isi NIP-nya.")]


# All or nothing -----------------------------------------------------------------------------------------------------


def test_what_changed_since_the_preview_is_not_overwritten(unit, operator):
    p = PegawaiUnit.objects.create(unit=unit, tahun=2026, nama="Budi", nip=SATU[0], dibuat_oleh=operator)
    impor = unggah(unit, operator, csv(KEPALA, SATU, DUA))
    sidik = impor.sidik
    ubah_baris(baris=p, ubah={"jabatan": "Kepala"}, versi=1, actor=operator)
    terapkan(impor, operator)
    assert impor.status == "siap"
    assert "berubah sejak pratinjau" in impor.galat
    assert PegawaiUnit.objects.get().jabatan == "Kepala"
    assert impor.rincian.get(baris=2).isi["Jabatan"] == ["Kepala", "Analis"]
    # The stale preview can no longer be applied; the new one can.
    with pytest.raises(UnitsError):
        terapkan_impor(impor=impor, sidik=sidik, actor=operator)
    terapkan(impor, operator)
    assert impor.status == "selesai"
    assert pegawai(unit) == [tuple(SATU[:3]), tuple(DUA[:3])]


def test_a_pegawai_deleted_meanwhile_is_a_change_too(unit, operator):
    p = PegawaiUnit.objects.create(unit=unit, tahun=2026, nama="Budi", nip=SATU[0], dibuat_oleh=operator)
    impor = unggah(unit, operator, csv(KEPALA, SATU))
    hapus_baris(baris=p, actor=operator)
    terapkan(impor, operator)
    assert (impor.status, impor.hasil["hitung"]["baru"]) == ("siap", 1)


def test_applying_twice_writes_once(unit, operator):
    impor = unggah(unit, operator, csv(KEPALA, SATU))
    terapkan(impor, operator)
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    for tugas in ("t2", "t3"):
        jalankan_impor(impor_id=impor.pk, tugas=tugas)
    assert len(pegawai(unit)) == 1
    assert RiwayatTahap.objects.filter(benda="impor", aksi="selesai").count() == 1


def test_a_write_that_fails_half_way_leaves_nothing(unit, operator):
    terapkan(unggah(unit, operator, csv(KEPALA, SATU)), operator)
    impor = unggah(unit, operator, csv(KEPALA, [*SATU[:2], "Kepala", "", ""], DUA))
    # The database refuses the second half: a rule that only it knows.
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.execute(
                "CREATE FUNCTION tolak() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'tidak'; END $$ LANGUAGE plpgsql"
            )
            kursor.execute(
                "CREATE TRIGGER tolak BEFORE UPDATE ON units_pegawaiunit FOR EACH ROW EXECUTE FUNCTION tolak()"
            )
        else:
            kursor.execute(
                "CREATE TRIGGER tolak BEFORE UPDATE ON units_pegawaiunit BEGIN SELECT RAISE(ABORT, 'tidak'); END"
            )
    terapkan(impor, operator)
    assert impor.status in {"gagal", "siap"}
    assert pegawai(unit) == [tuple(SATU[:3])]


def test_the_same_file_sent_twice_is_one_import(unit, operator):
    satu, dua = (unggah(unit, operator, csv(KEPALA, SATU), jalan=False) for _ in range(2))
    assert satu.pk == dua.pk


def test_a_cancelled_table_is_never_written_and_its_file_stays(unit, operator):
    impor = unggah(unit, operator, csv(KEPALA, SATU))
    for _ in range(2):
        batalkan_impor(impor=impor, actor=operator)
    assert impor.status == "dibatalkan"
    with pytest.raises(UnitsError):
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    jalankan_impor(impor_id=impor.pk, tugas="t9")
    assert pegawai(unit) == []
    with impor.isi.open() as berkas:
        assert berkas.read() == csv(KEPALA, SATU)
    terapkan(unggah(unit, operator, csv(KEPALA, SATU)), operator)
    assert len(pegawai(unit)) == 1


def test_a_run_that_died_is_sent_again_and_given_up_in_the_end(unit, operator):
    impor = unggah(unit, operator, csv(KEPALA, SATU), jalan=False)
    kini = timezone.now()
    mati = {"status": "diperiksa", "tugas": "hilang", "denyut": kini - timezone.timedelta(minutes=3)}
    Impor.objects.filter(pk=impor.pk).update(**mati, percobaan=1)
    assert sapu_impor() == 1  # runs at once here
    impor.refresh_from_db()
    assert (impor.status, impor.percobaan) == ("siap", 2)
    assert sapu_impor() == 0
    Impor.objects.filter(pk=impor.pk).update(**mati, percobaan=3)
    sapu_impor()
    impor.refresh_from_db()
    assert impor.status == "gagal"
    assert "Unggah lagi" in impor.galat


# The template -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_pegawai_template_comes_back_unchanged(client, unit, operator, format_):
    aneh = ["", "=1+1 Kantor", "'kutip; titik koma", "", ""]
    lama = ["", "Pensiunan", '"Kepala"', "", "2026-03-31"]
    data = [SATU, DUA, ["", "Bérénice @", "-", "b@contoh.id", ""], lama, aneh]
    for nip, nama, jabatan, surel, keluar in data:
        PegawaiUnit.objects.create(
            unit=unit,
            tahun=2026,
            nip=nip,
            nama=nama,
            jabatan=jabatan,
            surel=surel,
            keluar_pada=keluar or None,
            dibuat_oleh=operator,
        )
    PegawaiUnit.objects.create(unit=unit, tahun=2025, nip="12", nama="NIP lama", dibuat_oleh=operator)
    client.force_login(operator)
    jawab = client.get(f"/unit/{unit.pk}/impor/pegawai/contoh/?format={format_}")
    impor = unggah(unit, operator, jawab.content, f"contoh.{format_}")
    assert (impor.status, impor.hasil.get("hitung")) == ("siap", {"baru": 0, "berubah": 0, "tetap": 6})


@pytest.mark.parametrize("bentuk", ["lebar", "panjang"])
@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_figures_template_comes_back_unchanged(client, unit, operator, bentuk, format_):
    isi_angka(unit, operator, 1, sop_jumlah=(40, "e-SOP"), wbs_lapor=(0, ""))
    isi_angka(unit, operator, 2, sop_jumlah=(42, "SK 12"))
    client.force_login(operator)
    alamat = f"/unit/{unit.pk}/impor/data_pendukung/contoh/?format={format_}&bentuk={bentuk}&tahun=2026"
    impor = unggah(unit, operator, client.get(alamat).content, f"contoh.{format_}", "data_pendukung")
    assert (impor.status, impor.hasil.get("hitung")) == ("siap", {"baru": 0, "berubah": 0, "tetap": 3})


def test_the_empty_template_keeps_long_numbers_as_text(client, unit, operator):
    client.force_login(operator)
    isi = client.get(f"/unit/{unit.pk}/impor/pegawai/contoh/").content
    buku = load_workbook(io.BytesIO(isi))
    assert [s.value for s in buku["Data"][1]] == KEPALA
    assert buku["Data"].column_dimensions["A"].number_format == "@"
    assert buku.sheetnames == ["Data", "Petunjuk"]
    assert unggah(unit, operator, isi, "contoh.xlsx").status == "ditolak"


def test_tables_written_here_read_back_as_they_were():
    kepala, baris = ["A", "B"], [["=1", "\t-x"], ["'+y", 'a;"b"'], ["'", "1"]]
    for nama, isi in (
        ("a.csv", tulis_csv(kepala, baris)),
        ("a.xlsx", tulis_xlsx(kepala, baris, lebar=[1, 1], teks=set(), petunjuk=[])),
    ):
        tabel = baca_tabel(io.BytesIO(isi), nama)
        # A mark that a person typed before a formula sign is read as ours.
        assert [list(b) for _n, b in tabel.baris] == [
            ["=1", "\t-x"],
            ["'+y" if nama == "a.xlsx" else "+y", 'a;"b"'],
            ["'", "1"],
        ]
    assert isinstance(tabel, Tabel)


# Figures ------------------------------------------------------------------------------------------------------------


def isi_angka(unit, actor, triwulan, **angka) -> None:
    isian = {k: Isian(n, s) for k, (n, s) in angka.items()}
    simpan_data_pendukung(unit=unit, tahun=2026, triwulan=triwulan, isian=isian, actor=actor)


LEBAR = ["Kode", "Uraian", "TW I", "TW II", "TW III", "TW IV", "Sumber"]
PANJANG = ["Kode", "Triwulan", "Nilai", "Sumber"]


@pytest.mark.parametrize(
    "isi",
    [
        xlsx(LEBAR, ["sop_jumlah", "SOP", 40, 42.0, None, "", "e-SOP"], ["wbs_lapor", "", 0, None, None, None, ""]),
        csv(
            PANJANG,
            ["sop_jumlah", "I", "40", "e-SOP"],
            ["sop_jumlah", "TW II", "42", "e-SOP"],
            ["sop_jumlah", "3", "", ""],
            ["wbs_lapor", "triwulan 1", "0", ""],
        ),
    ],
    ids=["wide", "long"],
)
def test_figures_come_in_both_shapes(unit, operator, isi):
    impor = unggah(unit, operator, isi, f"a.{'xlsx' if isi[:2] == b'PK' else 'csv'}", "data_pendukung")
    assert impor.hasil.get("hitung") == {"baru": 3, "berubah": 0, "tetap": 0}, impor.hasil
    terapkan(impor, operator)
    assert impor.status == "selesai"
    baris = DataPendukung.objects.values_list("kode", "triwulan", "nilai", "sumber", "tahun")
    assert set(baris) == {
        ("sop_jumlah", 1, 40, "e-SOP", 2026),
        ("sop_jumlah", 2, 42, "e-SOP", 2026),
        ("wbs_lapor", 1, 0, "", 2026),
    }
    jejak = RiwayatTahap.objects.filter(benda="data_pendukung").first()
    assert jejak.alasan == f"Impor {impor.nama}"


def test_a_figure_changed_meanwhile_is_not_overwritten(unit, operator):
    isi_angka(unit, operator, 1, sop_jumlah=(40, "e-SOP"))
    impor = unggah(unit, operator, csv(PANJANG, ["sop_jumlah", "I", "41", ""]), "a.csv", "data_pendukung")
    assert impor.rincian.get().isi == {"Nilai": [40, 41]}
    simpan_data_pendukung(
        unit=unit, tahun=2026, triwulan=1, isian={"sop_jumlah": Isian(45, "e-SOP", 1)}, actor=operator
    )
    terapkan(impor, operator)
    assert impor.status == "siap"
    assert impor.rincian.get().isi == {"Nilai": [45, 41]}
    assert angka_berlaku_banyak(unit, 2026)["sop_jumlah"].nilai == 45
    terapkan(impor, operator)
    assert angka_berlaku_banyak(unit, 2026)["sop_jumlah"][:3] == (41, 1, "e-SOP")


@pytest.mark.parametrize(
    ("baris", "kolom", "pesan"),
    [
        (
            ["sop_jumlh", "", 1, None, None, None],
            "Kode",
            "Kode “sop_jumlh” tidak ada dalam daftar. Mungkin maksud Anda sop_jumlah.",
        ),
        (["sop_jumlah", "", None, 7.5, None, None], "TW II", "“7.5” bukan bilangan bulat."),
        (["sop_jumlah", "", None, None, "1.250", None], "TW III", "“1.250” bukan bilangan bulat."),
        (["sop_jumlah", "", -1, None, None, None], "TW I", "Isi bilangan dari 0"),
        (["sop_jumlah", "", True, None, None, None], "TW I", "“True” bukan bilangan bulat."),
    ],
)
def test_a_figure_that_cannot_be_is_told_by_row_and_column(unit, operator, baris, kolom, pesan):
    impor = unggah(unit, operator, xlsx(LEBAR, ["wbs_lapor", "", 1, 1, 1, 1], baris), "a.xlsx", "data_pendukung")
    [(nomor, di, kata)] = galat(impor)
    assert (nomor, di) == (3, kolom)
    assert kata.startswith(pesan)
    assert not DataPendukung.objects.exists()


def test_a_figure_twice_names_both_rows(unit, operator):
    baris = ["sop_jumlah", "II", "4", ""]
    impor = unggah(unit, operator, csv(PANJANG, baris, baris), "a.csv", "data_pendukung")
    assert galat(impor) == [(3, "Kode", "sop_jumlah Triwulan II ada di baris 2 dan baris 3. Sisakan satu.")]


def test_a_header_of_neither_shape_names_what_the_nearer_lacks():
    with pytest.raises(TabelDitolak) as error:
        JENIS["data_pendukung"].periksa_kepala(["Kode", "Nilai"])
    assert "Kolom yang kurang: Triwulan." in str(error.value)


# Pages --------------------------------------------------------------------------------------------------------------


def alamat(unit, *bagian) -> str:
    return f"/unit/{unit.pk}/impor/" + "".join(f"{b}/" for b in bagian)


def test_from_the_upload_to_the_written_table(client, unit, operator, django_capture_on_commit_callbacks):
    client.force_login(operator)
    with django_capture_on_commit_callbacks(execute=True):
        jawab = client.post(alamat(unit, "pegawai"), {"berkas": SimpleUploadedFile("p.csv", csv(KEPALA, SATU))})
    impor = Impor.objects.get()
    assert jawab["Location"] == alamat(unit, impor.pk)
    html = client.get(alamat(unit, impor.pk)).content.decode()
    assert "1 baris baru, 0 baris berubah, 0 tetap" in html
    assert "Budi Santoso (198001012005011001)" in html
    with django_capture_on_commit_callbacks(execute=True):
        client.post(alamat(unit, impor.pk, "terapkan"), {"sidik": impor.sidik})
    html = client.get(alamat(unit, impor.pk)).content.decode()
    assert "1 baris baru dan 0 baris berubah ditulis" in html
    assert len(pegawai(unit)) == 1
    berkas = client.get(alamat(unit, impor.pk, "berkas"))
    assert b"".join(berkas.streaming_content) == csv(KEPALA, SATU)
    assert 'filename="p.csv"' in berkas["Content-Disposition"]


def test_a_refused_file_says_why_on_the_page(client, unit, operator):
    client.force_login(operator)
    jawab = client.post(
        alamat(unit, "pegawai"), {"berkas": SimpleUploadedFile("p.csv", csv(["Nama", CANARY], ["B", "1"]))}
    )
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Kolom yang kurang: NIP" in html
    assert "&lt;script&gt;" in html
    assert CANARY not in html
    assert client.post(alamat(unit, "pegawai")).status_code == 422
    assert client.get(alamat(unit, "lain")).status_code == 404


def test_while_it_runs_the_page_asks_again_and_then_stops(client, unit, operator):
    impor = unggah(unit, operator, csv(KEPALA, SATU), jalan=False)
    client.force_login(operator)
    html = client.get(alamat(unit, impor.pk), headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{alamat(unit, impor.pk)}"' in html
    Impor.objects.filter(pk=impor.pk).update(status="diperiksa", tugas="t", maju=200, baris=5000)
    assert "Memeriksa 200 dari 5.000 baris" in client.get(alamat(unit, impor.pk)).content.decode()
    jalankan_impor(impor_id=impor.pk, tugas="t")
    html = client.get(alamat(unit, impor.pk), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in html
    assert "Terapkan" in html


def test_what_people_typed_is_shown_as_text(client, unit, operator):
    client.force_login(operator)
    baik = unggah(unit, operator, csv(KEPALA, ["", CANARY, CANARY, "", ""]), "<b>pegawai.csv")
    buruk = unggah(unit, operator, csv(KEPALA, ["", CANARY, "", "", CANARY], ["", CANARY, "", "", ""]))
    assert buruk.status == "ditolak"
    for a in (alamat(unit, baik.pk), alamat(unit, buruk.pk)):
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a
    # A file's name loses its brackets when it comes in.
    for a in (alamat(unit), alamat(unit, baik.pk, "batalkan")):
        html = client.get(a).content.decode()
        assert "_b_pegawai.csv" in html, a
        assert "<b>pegawai" not in html, a


def test_an_import_of_another_unit_is_not_found_under_this_one(client, unit, operator):
    lain = make_unit(instansi=unit.instansi)
    impor = unggah(lain, make_anggota(Peran.OPERATOR, unit=lain), csv(KEPALA, SATU))
    client.force_login(operator)
    for bagian in ((), ("batalkan",), ("berkas",)):
        assert client.get(alamat(unit, impor.pk, *bagian)).status_code == 404
    assert client.post(alamat(unit, impor.pk, "terapkan"), {"sidik": impor.sidik}).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, unit, operator, banyak, django_assert_num_queries):
    client.force_login(operator)
    for i in range(banyak):
        impor = unggah(unit, operator, csv(KEPALA, *[["", f"Orang {i} {n}", "", "", ""] for n in range(banyak)]))
    client.get(alamat(unit))
    # session, person, roles, unit, count, page, years, unread
    with django_assert_num_queries(8):
        client.get(alamat(unit))
    # the import instead of the list, its rows counted and read, its history
    with django_assert_num_queries(10):
        client.get(alamat(unit, impor.pk))


# Many rows ----------------------------------------------------------------------------------------------------------


def test_five_thousand_rows_are_checked_and_written(unit, operator):
    baris = [[f"{198001010000000000 + i}", f"Pegawai {i}", "Pelaksana", f"p{i}@contoh.go.id", ""] for i in range(5000)]
    impor = unggah(unit, operator, xlsx(KEPALA, *baris), "banyak.xlsx")
    assert (impor.status, impor.baris, impor.maju, impor.rincian.count()) == ("siap", 5000, 5000, 5000)
    terapkan(impor, operator)
    assert (impor.status, PegawaiUnit.objects.count()) == ("selesai", 5000)
    for satu in baris:
        satu[2] = "Analis"
    lagi = unggah(unit, operator, xlsx(KEPALA, *baris), "banyak.xlsx")
    assert lagi.hasil["hitung"] == {"baru": 0, "berubah": 5000, "tetap": 0}
    terapkan(lagi, operator)
    assert PegawaiUnit.objects.filter(jabatan="Analis", versi=2).count() == 5000
    assert BarisImpor.objects.count() == 10_000


def test_progress_is_told_while_rows_are_checked(unit, operator):
    impor = unggah(unit, operator, csv(KEPALA, *[["", f"Orang {n}", "", "", ""] for n in range(450)]), jalan=False)
    langkah = []
    asli = JENIS["pegawai"].resource(unit=unit, tahun=2026, actor=operator, kemajuan=langkah.append)
    with impor.isi.open() as berkas:
        tabel = baca_tabel(berkas, impor.nama)
    asli.periksa(tabel, JENIS["pegawai"].bentuk[0])
    assert langkah == [200, 400]


def test_the_catalogue_fits_the_table():
    assert len(katalog().butir) * 4 < 20_000


def test_nip_and_mail_in_a_table_are_for_those_who_keep_the_register(client, unit, operator):
    diterima = unggah(unit, operator, csv(KEPALA, SATU))
    ditolak = unggah(unit, operator, csv(KEPALA, SATU, SATU))
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit)
    tpi = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    for user, terbaca in ((operator, True), (pimpinan, True), (tpi, False)):
        client.force_login(user)
        for impor in (diterima, ditolak):
            for lihat in ("baru", "berubah"):
                for kepala in ({}, {"HX-Request": "true"}):
                    jawab = client.get(f"/unit/{unit.pk}/impor/{impor.pk}/", {"lihat": lihat}, headers=kepala)
                    html = jawab.content.decode()
                    assert jawab.status_code == 200
                    if lihat == "baru":
                        assert (SATU[0] in html) is terbaca
                    if not terbaca:
                        assert SATU[3] not in html
