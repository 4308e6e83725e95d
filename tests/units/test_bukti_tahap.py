"""Proof on things of the stages: files, links, the archive, taking away, who may, and which bytes go out to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from evaluation.services.bukti import ganti_berkas, hapus_bukti, simpan_ke_arsip
from tests import berkas as buat
from tests.factories import make_anggota, make_instansi, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.enums.monev import Kewajiban
from units.enums.tahap import Benda, LingkupPencanangan, StatusPemantauan, StatusPencanangan
from units.errors import UnitsError
from units.models import (
    BerkasBukti,
    BuktiDukung,
    BuktiTahap,
    CalonUnit,
    LayananUtama,
    Pemantauan,
    Pencanangan,
    RiwayatTahap,
    SKPenetapan,
    Temuan,
    UnitKerja,
    User,
)
from units.selectors.bukti_tahap import PEMBAWA, Letak, letak
from units.selectors.kewajiban import ObjekKewajiban
from units.selectors.tahap import bukti_tahap
from units.services.bukti import DataBukti
from units.services.bukti_tahap import unggah_bukti_tahap
from units.services.tahap import hapus_baris

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
HARI = dt.date(2026, 3, 2)


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def ketua_tpi(unit) -> User:
    return make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)


@pytest.fixture
def layanan(unit, operator) -> LayananUtama:
    return LayananUtama.objects.create(unit=unit, tahun=2026, nama="Akta kelahiran", dibuat_oleh=operator)


@pytest.fixture
def klien(client, operator):
    client.force_login(operator)
    return client


def alamat(objek, akhir: str = "daftar", *lain) -> str:
    return reverse(f"units:bukti_tahap_{akhir}", args=[objek.unit.pk, objek.BENDA.value, objek.pk, *lain])


def kirim(klien, objek, *berkas, json_: bool = True, **data):
    kepala = {"Accept": "application/json"} if json_ else {}
    return klien.post(alamat(objek, "unggah"), {"berkas": list(berkas), **data, "lengkap": "1"}, headers=kepala)


def pasang(objek, operator, isi: str = "satu", unit: UnitKerja | None = None, **data) -> BuktiTahap:
    tempat = Letak(unit or objek.unit, objek.BENDA, objek)
    berkas = buat.unggahan(buat.pdf(isi), f"{isi}.pdf")
    return unggah_bukti_tahap(
        tempat=tempat, berkas=berkas, nama=berkas.name, data=DataBukti(**data), actor=operator
    ).pasangan


def buka(klien, unit, versi: BerkasBukti, nama: str = "berkas") -> int:
    jawab = klien.get(reverse(f"evaluation:bukti_tahap_{nama}", args=[unit.pk, versi.pk]))
    if jawab.streaming:
        jawab.getvalue()
    return jawab.status_code


def jejak(objek) -> list[tuple[str, str, list]]:
    baris = RiwayatTahap.objects.filter(benda=objek.BENDA, objek_id=objek.pk, aksi__contains="bukti").order_by("pk")
    return [(r.aksi, r.pelaku_nama, r.rincian["bukti"]) for r in baris]


# --- Hanging it there -------------------------------------------------------------------------------------------------


def test_a_file_hangs_on_the_thing_and_lies_in_the_archive(klien, unit, layanan, operator):
    jawab = kirim(klien, layanan, buat.unggahan(buat.pdf(), "Standar.pdf"), judul="Standar pelayanan", nomor="9/2026")
    pasangan = BuktiTahap.objects.get()
    assert (jawab.status_code, jawab.json()["pesan"]) == (201, "Terpasang")
    assert (pasangan.unit, pasangan.benda, pasangan.objek_id, pasangan.oleh) == (unit, "layanan", layanan.pk, operator)
    assert (pasangan.bukti.unit, pasangan.bukti.judul, pasangan.bukti.nomor) == (unit, "Standar pelayanan", "9/2026")
    assert jejak(layanan) == [("pasang_bukti", "Siti Aminah", ["", "Standar pelayanan"])]


def test_the_same_file_on_the_same_thing_is_one(klien, layanan):
    satu, dua = (kirim(klien, layanan, buat.unggahan(buat.pdf("a"), nama)) for nama in ("a.pdf", "salinan.pdf"))
    assert [satu.status_code, dua.status_code] == [201, 200]
    assert dua.json()["sudah_ada"] is True
    assert (BuktiTahap.objects.count(), BuktiDukung.objects.count(), BerkasBukti.objects.count()) == (1, 1, 1)
    assert len(jejak(layanan)) == 1


def test_a_file_that_the_archive_holds_is_taken_from_there(klien, unit, layanan, operator):
    bukti, _ada = simpan_ke_arsip(
        unit=unit, berkas=buat.unggahan(buat.pdf("a")), nama="SK.pdf", data=DataBukti(), actor=operator
    )
    jawab = kirim(klien, layanan, buat.unggahan(buat.pdf("a"), "lain.pdf"))
    assert "arsip" in jawab.json()["pesan"]
    assert BuktiTahap.objects.get().bukti == bukti
    _folder, isi = default_storage.listdir(f"bukti/{unit.pk}")
    assert len(isi) == 1


def test_many_files_without_script_each_with_its_own_name(klien, layanan):
    berkas = [buat.unggahan(buat.pdf(f"{n}"), f"Dok {n}.pdf") for n in range(3)]
    makro = buat.unggahan(buat.ooxml(tambahan={"word/vbaProject.bin": b"x"}), "makro.docx")
    jawab = kirim(klien, layanan, *berkas, makro, json_=False, judul="Satu judul", tanggal="2026-02-01")
    assert jawab["Location"] == alamat(layanan)
    html = klien.get(alamat(layanan)).content.decode()
    assert "makro.docx" in html
    assert "3 berkas terpasang." in html
    assert sorted(BuktiDukung.objects.values_list("judul", "tanggal")) == [
        (f"Dok {n}", dt.date(2026, 2, 1)) for n in range(3)
    ]


@pytest.mark.parametrize("isi", [b"", b"MZ\x90\x00bukan pdf"])
def test_a_file_that_cannot_be_taken_leaves_nothing_behind(klien, unit, layanan, isi):
    jawab = kirim(klien, layanan, buat.unggahan(isi, "sk.pdf"))
    assert jawab.status_code == 422
    assert jawab.json()["pesan"]
    assert not BuktiTahap.objects.exists()
    assert not default_storage.exists(f"bukti/{unit.pk}") or default_storage.listdir(f"bukti/{unit.pk}")[1] == []


def test_the_quota_of_the_archive_holds_here_too(klien, layanan, settings):
    settings.BUKTI_KUOTA_BERKAS = 1
    assert kirim(klien, layanan, buat.unggahan(buat.pdf("a"))).status_code == 201
    jawab = kirim(klien, layanan, buat.unggahan(buat.pdf("b")))
    assert (jawab.status_code, BerkasBukti.objects.count()) == (422, 1)
    assert "Arsip unit sudah penuh" in jawab.json()["pesan"]


def test_a_dangerous_file_is_refused(klien, layanan, settings):
    with buat.clamd_tiruan() as clamd:
        settings.CLAMD_URL = clamd.url
        jawab = kirim(klien, layanan, buat.unggahan(buat.pdf("EICAR")))
    assert jawab.status_code == 422
    assert "berbahaya" in jawab.json()["pesan"]
    assert not BerkasBukti.objects.exists()


def test_a_body_cut_off_is_not_taken(klien, layanan):
    jawab = klien.post(alamat(layanan, "unggah"), {"berkas": buat.unggahan(buat.pdf())})
    assert jawab.status_code == 302
    assert not BuktiTahap.objects.exists()


def test_a_link_hangs_once_and_must_be_one(klien, layanan):
    for url in ("https://disdukcapil.go.id/berita", " https://disdukcapil.go.id/berita", "javascript:alert(1)", ""):
        klien.post(alamat(layanan, "tautan"), {"url": url, "judul": "Berita"})
    pasangan = BuktiTahap.objects.get()
    assert (pasangan.bukti.url, pasangan.bukti.judul) == ("https://disdukcapil.go.id/berita", "Berita")
    assert "Isi alamat lengkap" in klien.get(alamat(layanan)).content.decode()


def test_proof_is_found_in_the_archive_and_hung_once(klien, unit, layanan, operator):
    bukti = [
        BuktiDukung.objects.create(unit=unit, judul=f"{kata} pelayanan", dibuat_oleh=operator)
        for kata in ("Maklumat", "Standar")
    ]
    temu = klien.get(f"{alamat(layanan, 'pilih')}?q=maklumat", headers={"HX-Request": "true"}).content.decode()
    assert "Maklumat pelayanan" in temu
    assert "Standar pelayanan" not in temu
    for _ in range(2):
        klien.post(alamat(layanan, "pilih"), {"bukti": [b.pk for b in bukti]})
    assert list(BuktiTahap.objects.values_list("bukti", flat=True)) == [b.pk for b in bukti]
    assert len(jejak(layanan)) == 2
    assert "Maklumat" not in klien.get(alamat(layanan, "pilih"), headers={"HX-Request": "true"}).content.decode()


def test_proof_of_another_unit_or_a_deleted_one_cannot_be_chosen(klien, unit, layanan, operator):
    asing = BuktiDukung.objects.create(unit=make_unit(instansi=unit.instansi), judul="Asing", dibuat_oleh=operator)
    mati = BuktiDukung.objects.create(
        unit=unit, judul="Mati", dibuat_oleh=operator, dihapus_pada=dt.datetime.now(dt.UTC), dihapus_oleh=operator
    )
    for bukti in (asing, mati):
        klien.post(alamat(layanan, "pilih"), {"bukti": bukti.pk})
    assert not BuktiTahap.objects.exists()
    html = klien.get(alamat(layanan)).content.decode()
    assert "Asing" not in html
    assert "sudah tidak ada di arsip unit" in html


# --- Taking it away ---------------------------------------------------------------------------------------------------


def test_taking_away_asks_keeps_the_proof_and_can_be_traced(klien, layanan, operator):
    pasangan = pasang(layanan, operator, "SK")
    tujuan = alamat(layanan, "lepas", pasangan.pk)
    assert "Lepas bukti" in klien.get(tujuan).content.decode()
    for _ in range(2):
        assert klien.post(tujuan)["Location"] == alamat(layanan)
    assert not BuktiTahap.objects.exists()
    assert BuktiDukung.objects.hidup().get() == pasangan.bukti
    assert jejak(layanan)[1:] == [("lepas_bukti", "Siti Aminah", ["SK", ""])]


def test_deleting_from_the_archive_names_and_leaves_the_things(klien, unit, layanan, operator):
    pasangan = pasang(layanan, operator, "SK")
    hapus = reverse("evaluation:bukti_hapus", args=[unit.pk, pasangan.bukti_id])
    assert "Layanan utama: Akta kelahiran" in klien.get(hapus).content.decode()
    klien.post(hapus)
    assert not BuktiTahap.objects.exists()
    assert jejak(layanan)[1:] == [("lepas_bukti", "Siti Aminah", ["SK", ""])]
    assert "SK" not in [b.bukti.judul for b in bukti_tahap(Benda.LAYANAN, [layanan.pk]).get(layanan.pk, [])]


# --- Which things, and whose ------------------------------------------------------------------------------------------


def test_every_kind_of_thing_with_proof_is_a_row_of_a_unit_or_named_apart():
    tanpa_unit = {Benda.SK_PENETAPAN, Benda.KEWAJIBAN}
    for benda, pembawa in PEMBAWA.items():
        if benda in tanpa_unit:
            continue
        assert benda == pembawa.model.BENDA
        assert pembawa.model._meta.get_field("unit").related_model is UnitKerja


@pytest.mark.parametrize("benda", ["pegawai_unit", "impor", "tidak-ada", "layanan"])
def test_what_is_no_thing_of_the_unit_is_not_found(klien, unit, benda):
    for akhir in ("daftar", "pilih"):
        assert klien.get(reverse(f"units:bukti_tahap_{akhir}", args=[unit.pk, benda, 10**20])).status_code == 404
        assert klien.get(reverse(f"units:bukti_tahap_{akhir}", args=[unit.pk, benda, 987])).status_code == 404


def test_a_thing_of_another_unit_or_a_deleted_one_takes_no_proof(klien, unit, layanan, operator):
    lain = make_unit(instansi=unit.instansi)
    asing = LayananUtama.objects.create(unit=lain, tahun=2026, nama="Izin", dibuat_oleh=operator)
    hapus_baris(baris=layanan, actor=operator)
    for objek in (asing, layanan):
        tujuan = reverse("units:bukti_tahap_unggah", args=[unit.pk, "layanan", objek.pk])
        isi = {"berkas": buat.unggahan(buat.pdf()), "lengkap": "1"}
        assert klien.post(tujuan, isi).status_code == 404
    assert not BuktiTahap.objects.exists()


def test_a_thing_deleted_meanwhile_takes_no_proof(unit, layanan, operator):
    tempat = letak(operator, unit, "layanan", layanan.pk)
    hapus_baris(baris=layanan, actor=operator)
    with pytest.raises(UnitsError, match="sudah dihapus"):
        unggah_bukti_tahap(
            tempat=tempat, berkas=buat.unggahan(buat.pdf()), nama="a.pdf", data=DataBukti(), actor=operator
        )
    assert not BerkasBukti.objects.exists()


def test_a_duty_is_no_row_and_is_every_units_own(klien, unit, operator):
    duty, lain = (ObjekKewajiban(u, 2026, Kewajiban.MONEV) for u in (unit, make_unit(instansi=unit.instansi)))
    orang_lain = make_anggota(Peran.OPERATOR, unit=lain.unit)
    pasang(lain, orang_lain, "Rahasia")
    assert kirim(klien, duty, buat.unggahan(buat.pdf("m"), "Monev.pdf")).status_code == 201
    html = klien.get(alamat(duty)).content.decode()
    assert "Monev" in html
    assert "Rahasia" not in html
    with pytest.raises(ValueError, match="say of which unit"):
        bukti_tahap(Benda.KEWAJIBAN, [duty.pk])
    for salah in (20268, 20260, 7, 20147):
        assert klien.get(reverse("units:bukti_tahap_daftar", args=[unit.pk, "kewajiban", salah])).status_code == 404


def test_a_decree_is_the_things_of_the_units_it_names(client, unit, operator):
    lain, tanpa = make_unit(instansi=unit.instansi), make_unit(instansi=unit.instansi)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    sk = SKPenetapan.objects.create(
        instansi=unit.instansi,
        nomor="800/7/2026",
        tanggal=HARI,
        pejabat_nama="Bupati",
        pejabat_jabatan="Bupati",
        dibuat_oleh=admin,
    )
    for u in (unit, lain):
        CalonUnit.objects.create(
            unit=u, tahun=2026, status="ditetapkan", sk=sk, ditetapkan_pada=HARI, dibuat_oleh=admin
        )
    pasang(sk, operator, "Milik kami", unit=unit)
    orang = make_anggota(Peran.OPERATOR, unit=lain)
    assert [t.bukti.judul for t in bukti_tahap(Benda.SK_PENETAPAN, [sk.pk], unit)[sk.pk]] == ["Milik kami"]
    client.force_login(orang)
    html = client.get(reverse("units:bukti_tahap_daftar", args=[lain.pk, "sk_penetapan", sk.pk])).content.decode()
    assert "800/7/2026" in html
    assert "Milik kami" not in html
    client.force_login(make_anggota(Peran.OPERATOR, unit=tanpa))
    assert client.get(reverse("units:bukti_tahap_daftar", args=[tanpa.pk, "sk_penetapan", sk.pk])).status_code == 404


@pytest.mark.parametrize(
    ("lingkup", "peran", "kode"),
    [
        ("unit", Peran.OPERATOR, 201),
        ("unit", Peran.ADMIN_INSTANSI, 403),
        ("instansi", Peran.OPERATOR, 403),
        ("instansi", Peran.ADMIN_INSTANSI, 201),
        ("instansi", Peran.PIMPINAN_UNIT, 403),
        ("unit", Peran.TPI_KETUA, 403),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_hang_proof_on_a_declaration(client, unit, operator, lingkup, peran, kode):
    pencanangan = Pencanangan.objects.create(
        unit=unit,
        tahun=2026,
        lingkup=lingkup,
        tanggal=HARI,
        tempat="Stabat",
        pemimpin_nama="Ahmad",
        pemimpin_jabatan="Kepala",
        dibuat_oleh=operator,
    )
    orang = make_anggota(peran, unit=unit, instansi=unit.instansi)
    client.force_login(orang)
    assert kirim(client, pencanangan, buat.unggahan(buat.pdf())).status_code == kode
    # The archive is the unit's own: an admin hangs files of their own, and does not look into it.
    pilih = 200 if peran == Peran.OPERATOR and kode == 201 else 403
    assert client.get(alamat(pencanangan, "pilih"), headers={"HX-Request": "true"}).status_code == pilih


# --- Bytes ------------------------------------------------------------------------------------------------------------


def test_who_follows_the_unit_opens_what_hangs_on_its_things(client, unit, layanan, operator, ketua_tpi):
    pasangan = pasang(layanan, operator, "SK")
    versi = pasangan.bukti.berkas.get()
    client.force_login(ketua_tpi)
    html = client.get(reverse("units:layanan_detail", args=[unit.pk, layanan.pk])).content.decode()
    assert reverse("evaluation:bukti_tahap_lihat", args=[unit.pk, versi.pk]) in html
    assert "Tambah bukti" not in html
    assert [buka(client, unit, versi, n) for n in ("berkas", "pratinjau", "lihat")] == [200, 200, 200]
    assert (
        "Layanan utama: Akta kelahiran"
        in client.get(reverse("evaluation:bukti_tahap_lihat", args=[unit.pk, versi.pk])).content.decode()
    )
    # The archive stays closed to them.
    assert client.get(reverse("evaluation:bukti_arsip_berkas", args=[unit.pk, versi.pk])).status_code == 403


def test_only_the_newest_version_goes_out(client, unit, layanan, operator, ketua_tpi):
    bukti = pasang(layanan, operator, "SK").bukti
    lama = bukti.berkas.get()
    baru = ganti_berkas(bukti=bukti, berkas=buat.unggahan(buat.pdf("baru")), nama="b.pdf", actor=operator)
    client.force_login(ketua_tpi)
    assert [buka(client, unit, v) for v in (lama, baru)] == [404, 200]


def test_what_hangs_nowhere_any_more_does_not_go_out(client, unit, layanan, operator, ketua_tpi):
    pasangan = pasang(layanan, operator, "SK")
    versi = pasangan.bukti.berkas.get()
    bebas, _ada = simpan_ke_arsip(
        unit=unit, berkas=buat.unggahan(buat.pdf("x")), nama="x.pdf", data=DataBukti(), actor=operator
    )
    client.force_login(ketua_tpi)
    assert buka(client, unit, versi) == 200
    assert buka(client, unit, bebas.berkas.get()) == 404
    hapus_baris(baris=layanan, actor=operator)
    assert buka(client, unit, versi) == 404


def test_a_deleted_proof_does_not_go_out(client, unit, layanan, operator, ketua_tpi):
    bukti = pasang(layanan, operator, "SK").bukti
    versi = bukti.berkas.get()
    hapus_bukti(bukti=bukti, actor=operator)
    client.force_login(ketua_tpi)
    assert buka(client, unit, versi) == 404


def test_it_goes_out_under_its_own_unit_only(client, unit, layanan, operator, ketua_tpi):
    versi = pasang(layanan, operator, "SK").bukti.berkas.get()
    lain = make_unit(instansi=unit.instansi)
    client.force_login(ketua_tpi)
    assert buka(client, unit, versi) == 200
    assert buka(client, lain, versi) == 404
    client.force_login(make_anggota(Peran.OPERATOR, unit=lain))
    assert buka(client, lain, versi) == 404
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=make_instansi("Kabupaten Lain")))
    assert buka(client, unit, versi) == 404


@pytest.mark.parametrize("peran", [Peran.OPERATOR, Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI])
def test_proof_on_a_draft_of_tpi_is_for_tpi_alone(client, unit, operator, ketua_tpi, peran):
    """The draft, what hangs on it and its findings exist for TPI only, until TPI publishes it."""
    pemantauan = Pemantauan.objects.create(unit=unit, tahun=2026, periode="Semester I", dibuat_oleh=ketua_tpi)
    temuan = Temuan.objects.create(
        unit=unit,
        tahun=2026,
        pemantauan=pemantauan,
        area=1,
        uraian="Rahasia TPI",
        rekomendasi="-",
        tenggat=HARI,
        dibuat_oleh=ketua_tpi,
    )
    versi = [pasang(objek, ketua_tpi, f"draf {objek.BENDA}").bukti.berkas.get() for objek in (pemantauan, temuan)]
    orang = make_anggota(peran, unit=unit, instansi=unit.instansi)
    for siapa, kode in ((ketua_tpi, 200), (orang, 404)):
        client.force_login(siapa)
        assert [buka(client, unit, v) for v in versi] == [kode, kode]
        assert [client.get(alamat(objek)).status_code for objek in (pemantauan, temuan)] == [kode, kode]
    if peran == Peran.OPERATOR:
        hapus = client.get(reverse("evaluation:bukti_hapus", args=[unit.pk, versi[1].bukti_id])).content.decode()
        assert "Rahasia TPI" not in hapus
    Pemantauan.objects.filter(pk=pemantauan.pk).update(status=StatusPemantauan.TERBIT)
    client.force_login(orang)
    assert [buka(client, unit, v) for v in versi] == [200, 200]


def test_a_file_not_scanned_yet_is_held_back(client, unit, layanan, operator, ketua_tpi):
    versi = pasang(layanan, operator, "SK").bukti.berkas.get()
    BerkasBukti.objects.update(pindai="tertunda")
    client.force_login(ketua_tpi)
    assert buka(client, unit, versi) == 403
    html = client.get(reverse("units:layanan_detail", args=[unit.pk, layanan.pk])).content.decode()
    assert "Menunggu pemindaian" in html


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_things_page_shows_kind_date_and_size(klien, unit, layanan, operator):
    pasang(layanan, operator, "SK", tanggal=HARI, nomor="7/2026")
    html = klien.get(reverse("units:layanan_detail", args=[unit.pk, layanan.pk])).content.decode()
    for kata in ("PDF", "2 Maret 2026", "7/2026", " B · ", "Tambah bukti", "Unduh SK", "Lepas SK", "Bukti dipasang"):
        assert kata in html, kata


def test_what_people_typed_is_shown_as_text(klien, unit, operator):
    layanan = LayananUtama.objects.create(unit=unit, tahun=2026, nama=CANARY, dibuat_oleh=operator)
    pasangan = pasang(layanan, operator, "SK", judul=CANARY, nomor=CANARY)
    tautan = {"url": "https://a.go.id/<script>", "judul": CANARY}
    klien.post(alamat(layanan, "tautan"), tautan)
    kepala = {"HX-Request": "true"}
    versi = pasangan.bukti.berkas.get()
    halaman = [
        klien.get(reverse("units:layanan_detail", args=[unit.pk, layanan.pk])),
        klien.get(alamat(layanan)),
        klien.get(alamat(layanan), headers=kepala),
        klien.get(alamat(layanan, "lepas", pasangan.pk)),
        klien.get(reverse("evaluation:bukti_tahap_lihat", args=[unit.pk, versi.pk])),
        klien.get(reverse("evaluation:bukti_hapus", args=[unit.pk, pasangan.bukti_id])),
        klien.get(reverse("evaluation:bukti_detail", args=[unit.pk, pasangan.bukti_id])),
    ]
    klien.post(alamat(layanan, "lepas", pasangan.pk))
    halaman.append(klien.get(f"{alamat(layanan)}?tambah=1", headers=kepala))
    for nomor, jawab in enumerate(halaman):
        html = jawab.content.decode()
        assert "&lt;script&gt;alert(1)" in html, nomor
        assert CANARY not in html, nomor


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_proof_of_a_thing_is_read_in_a_fixed_number_of_queries(
    klien, unit, layanan, operator, banyak, django_assert_num_queries
):
    for n in range(banyak):
        pasang(layanan, operator, f"{n}")
    klien.get(alamat(layanan))
    # session, person, roles, unit, thing, proof, versions
    with django_assert_num_queries(7):
        klien.get(alamat(layanan), headers={"HX-Request": "true"})
    # and on the whole page: archive and its versions, unread
    with django_assert_num_queries(10):
        klien.get(alamat(layanan))


@pytest.mark.django_db(transaction=True)
def test_a_double_click_and_two_people_hang_one_proof():
    unit = make_unit()
    orang = [make_anggota(Peran.OPERATOR, unit=unit) for _ in range(3)]
    layanan = LayananUtama.objects.create(unit=unit, tahun=2026, nama="KTP", dibuat_oleh=orang[0])
    isi = buat.pdf("sama")
    hasil = bersama(
        *(
            lambda o=o: unggah_bukti_tahap(
                tempat=letak(o, unit, "layanan", layanan.pk),
                berkas=buat.unggahan(isi, "a.pdf"),
                nama="a.pdf",
                data=DataBukti(),
                actor=o,
            )
            for o in orang
        )
    )
    assert sorted(h.sudah_ada for h in hasil) == [False, True, True]
    assert (BuktiTahap.objects.count(), BuktiDukung.objects.count(), len(jejak(layanan))) == (1, 1, 1)


def test_a_participant_opens_the_papers_of_a_joint_declaration_and_nothing_else(client, unit, operator):
    peserta = make_unit("Peserta", instansi=unit.instansi)
    p = Pencanangan.objects.create(
        unit=unit,
        tahun=2026,
        lingkup=LingkupPencanangan.INSTANSI,
        status=StatusPencanangan.DICANANGKAN,
        tanggal=dt.date(2026, 3, 2),
        tempat="Aula",
        pemimpin_nama="Bupati",
        pemimpin_jabatan="Bupati Langkat",
        dibuat_oleh=operator,
    )
    p.peserta.add(peserta)
    versi = pasang(p, operator).bukti.berkas.first()
    lain = pasang(LayananUtama.objects.create(unit=unit, tahun=2026, nama="KTP", dibuat_oleh=operator), operator, "dua")
    client.force_login(make_anggota(Peran.OPERATOR, unit=peserta))
    assert buka(client, unit, versi) == 200
    assert buka(client, unit, versi, "lihat") == 200
    assert buka(client, unit, lain.bukti.berkas.first()) == 404
    client.force_login(make_anggota(Peran.OPERATOR, unit=make_unit("Bukan peserta", instansi=unit.instansi)))
    assert buka(client, unit, versi) == 404
    Pencanangan.objects.filter(pk=p.pk).update(status=StatusPencanangan.DIAJUKAN)
    client.force_login(make_anggota(Peran.OPERATOR, unit=peserta))
    assert buka(client, unit, versi) == 404
