"""Many workbooks at once: matched to units, each written by itself, and only by who may write that layer there."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Status
from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.errors import EvaluationError
from evaluation.models import BarisImporLKE, ImporLKE, KirimanLKE, RiwayatEvaluasi, RiwayatJawaban
from evaluation.permissions.impor_lke import lapis_kiriman
from evaluation.services import kiriman_lke as layanan
from evaluation.services.impor_lke import ImporDitolak
from evaluation.services.kiriman_lke import pilih_unit, terapkan_kiriman, unggah_kiriman
from tests.evaluation.test_impor_lke import CANARY, DUA, SATU, buku, jawab, jawaban, periksa
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit, make_user
from units.enums import Peran
from units.models import Notifikasi, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def dua(instansi):
    """Two units with a sheet each."""
    return [make_lke(unit=make_unit(nama, instansi=instansi)) for nama in ("Dinas Kesehatan", "RSUD Tanjung Pura")]


@pytest.fixture
def operator(dua):
    """Fills both units."""
    user = make_anggota(Peran.OPERATOR, unit=dua[0].unit)
    return make_anggota(Peran.OPERATOR, unit=dua[1].unit, user=user)


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


def zip_berkas(isi: dict[str, bytes], nama: str = "kiriman.zip") -> SimpleUploadedFile:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for satu, bita in isi.items():
            arsip.writestr(satu, bita)
    return SimpleUploadedFile(nama, keluar.getvalue())


def tanpa_cap(isi: bytes) -> bytes:
    """The workbook as somebody else's program would leave it: without our stamp."""
    from openpyxl import load_workbook

    kerja, keluar = load_workbook(io.BytesIO(isi)), io.BytesIO()
    del kerja["_portal"]
    kerja.save(keluar)
    return keluar.getvalue()


def kirim(lke, actor, *berkas: SimpleUploadedFile, lapis: str = "unit") -> KirimanLKE:
    return unggah_kiriman(instansi=lke.unit.instansi, musim=lke.musim, lapis=lapis, berkas=berkas, actor=actor)


def jalankan(kiriman: KirimanLKE, tugas: str = "t") -> list[ImporLKE]:
    for impor in kiriman.impor.order_by("pk"):
        periksa(impor, f"{tugas}{impor.pk}")
    return list(kiriman.impor.order_by("pk"))


# --- Matching and writing ---------------------------------------------------------------------------------------------


def test_each_finds_its_sheet_by_stamp_and_is_written_by_itself(dua, operator):
    # Named so that only the stamp can tell.
    berkas = zip_berkas({f"LKE ({n}).xlsx": buku(lke, operator, {SATU: "Ya"}) for n, lke in enumerate(dua)})
    impor = jalankan(kirim(dua[0], operator, berkas))
    assert [(i.lke_id, i.lapis, i.status) for i in impor] == [(lke.pk, "unit", S.SIAP) for lke in dua]
    assert terapkan_kiriman(kiriman=impor[0].kiriman, actor=operator) == 2
    assert terapkan_kiriman(kiriman=impor[0].kiriman, actor=operator) == 0  # a second press lets none go
    assert {i.status for i in jalankan(impor[0].kiriman, "u")} == {S.SELESAI}
    assert [jawaban(lke, SATU) for lke in dua] == [{SATU: "Ya"}, {SATU: "Ya"}]


def siap(kiriman: KirimanLKE, lke) -> ImporLKE:
    """A workbook that waits with one ticked row, as a comparison leaves it."""
    impor = ImporLKE.objects.create(
        kiriman=kiriman,
        lke=lke,
        lapis="unit",
        nama="LKE.xlsx",
        ukuran=1,
        sha256="a" * 64,
        status=S.SIAP,
        hasil={"sidik": f"s{lke.pk}"},
        diunggah_oleh=kiriman.diunggah_oleh,
    )
    BarisImporLKE.objects.create(impor=impor, urut=0, kunci="k", kode=SATU, masukan=SATU, label="x", dipilih=True)
    return impor


@pytest.mark.parametrize("banyak", [1, 3, 20])
def test_however_many_are_let_go_in_the_same_number_of_statements(instansi, banyak, django_assert_max_num_queries):
    lke = [make_lke(unit=make_unit(f"Unit {n}", instansi=instansi)) for n in range(banyak)]
    operator = make_user()
    for satu in lke:
        make_anggota(Peran.OPERATOR, unit=satu.unit, user=operator)
    kiriman = KirimanLKE.objects.create(
        instansi=instansi, musim=lke[0].musim, lapis="unit", nama="a.zip", diunggah_oleh=operator
    )
    for satu in lke:
        siap(kiriman, satu)
    with django_assert_max_num_queries(12):
        assert terapkan_kiriman(kiriman=kiriman, actor=User.objects.get(pk=operator.pk)) == banyak
    assert set(kiriman.impor.values_list("status", "diterapkan_oleh")) == {(S.DITERAPKAN, operator.pk)}
    riwayat = RiwayatEvaluasi.objects.filter(benda="impor", aksi="terapkan", pelaku=operator)
    assert {(r.objek_id, r.lke_id, r.unit_id, r.instansi_id, r.rincian["berkas"]) for r in riwayat} == {
        (i.pk, i.lke_id, i.lke.unit_id, instansi.pk, "LKE.xlsx") for i in kiriman.impor.select_related("lke")
    }


def test_one_whose_preview_moved_meanwhile_stays_behind(dua, operator, monkeypatch):
    impor = jalankan(
        kirim(dua[0], operator, zip_berkas({f"{lke.pk}.xlsx": buku(lke, operator, {SATU: "Ya"}) for lke in dua}))
    )
    baca = layanan.dapat_diterapkan

    def lalu_berubah(kiriman, user):
        """Between the reading and the writing another looks anew at the first."""
        hasil = baca(kiriman, user)
        ImporLKE.objects.filter(pk=impor[0].pk).update(hasil=impor[0].hasil | {"sidik": "lain"})
        return hasil

    monkeypatch.setattr(layanan, "dapat_diterapkan", lalu_berubah)
    assert terapkan_kiriman(kiriman=impor[0].kiriman, actor=operator) == 1
    assert list(impor[0].kiriman.impor.order_by("pk").values_list("status", flat=True)) == [S.SIAP, S.DITERAPKAN]


def test_without_a_stamp_the_name_of_the_file_tells_and_else_a_person(dua, operator):
    satu = tanpa_cap(buku(dua[0], operator, {SATU: "Ya"}))
    # The heading of the sheet says its unit, so the second one is emptied of it.
    from openpyxl import load_workbook

    kerja, keluar = load_workbook(io.BytesIO(tanpa_cap(buku(dua[1], operator, {DUA: "A"})))), io.BytesIO()
    for lembar in kerja:
        for baris in lembar.iter_rows():
            for sel in baris:
                if sel.value == dua[1].unit.nama:
                    sel.value = None
    kerja.save(keluar)
    berkas = [SimpleUploadedFile("LKE.xlsx", satu), SimpleUploadedFile("tanpa nama.xlsx", keluar.getvalue())]
    impor = jalankan(kirim(dua[0], operator, *berkas))
    assert [(i.lke_id, i.status) for i in impor] == [(dua[0].pk, S.SIAP), (None, S.TANPA_UNIT)]
    pilih_unit(impor=impor[1], lke=dua[1], actor=operator)
    pilih_unit(impor=impor[1], lke=dua[1], actor=operator)
    assert periksa(impor[1], "u").status == S.SIAP
    with pytest.raises(EvaluationError):
        pilih_unit(impor=impor[1], lke=dua[0], actor=operator)


def test_one_that_fails_does_not_touch_the_others(dua, operator):
    berkas = zip_berkas({"rusak.xlsx": b"PK rusak", "LKE.xlsx": buku(dua[0], operator, {SATU: "Ya"})})
    impor = jalankan(kirim(dua[0], operator, berkas))
    assert [i.status for i in impor] == [S.DITOLAK, S.SIAP]
    assert impor[0].galat
    jawab(dua[0], make_anggota(Peran.OPERATOR, unit=dua[0].unit), SATU, "Tidak")
    terapkan_kiriman(kiriman=impor[0].kiriman, actor=operator)
    impor = jalankan(impor[0].kiriman, "u")
    # Somebody was faster: the new preview shows the conflict, and nothing is lost.
    assert (impor[1].status, jawaban(dua[0], SATU)) == (S.SIAP, {SATU: "Tidak"})
    assert impor[1].baris.get().bentrok


def test_a_killed_worker_leaves_one_workbook_and_the_rest_is_done(dua, operator):
    berkas = zip_berkas({f"{n}.xlsx": buku(lke, operator, {SATU: "Ya"}) for n, lke in enumerate(dua)})
    kiriman = kirim(dua[0], operator, berkas)
    pertama = kiriman.impor.order_by("pk").first()
    ImporLKE.objects.filter(pk=pertama.pk).update(status=S.DIPERIKSA, tugas="mati", percobaan=1)
    assert [i.status for i in jalankan(kiriman)] == [S.DIPERIKSA, S.SIAP]
    ImporLKE.objects.filter(pk=pertama.pk).update(denyut=timezone.now() - dt.timedelta(minutes=3))
    assert [i.status for i in jalankan(kiriman, "u")] == [S.SIAP, S.SIAP]
    pertama.refresh_from_db()
    assert pertama.percobaan == 2


# --- Who --------------------------------------------------------------------------------------------------------------


def test_for_which_layer_each_role_may_bring_many(instansi, dua):
    peran = {
        "operator": make_anggota(Peran.OPERATOR, unit=dua[0].unit),
        "ketua tim": make_anggota(Peran.KETUA_TIM, unit=dua[0].unit),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=dua[0].unit),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "tpi anggota": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "auditor": make_anggota(Peran.AUDITOR, instansi=instansi),
        "admin lain": make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi()),
        "tpn": make_anggota(Peran.TPN_ADMIN),
        "tanpa peran": make_user(),
    }
    assert {nama: lapis_kiriman(user, instansi) for nama, user in peran.items()} == {
        "operator": ["unit"],
        "ketua tim": ["unit"],
        "pimpinan": [],
        "admin": ["unit"],
        "tpi anggota": ["tpi"],
        "tpi ketua": ["tpi"],
        "auditor": [],
        "admin lain": [],
        "tpn": [],
        "tanpa peran": [],
    }


def test_an_admin_hands_over_to_the_units_people_and_writes_and_reads_nothing(client, dua, admin, operator):
    jawab(dua[0], operator, DUA, "A")
    isi = buku(dua[0], operator, {SATU: "Ya"})
    (impor,) = jalankan(kirim(dua[0], admin, SimpleUploadedFile("LKE.xlsx", isi)))
    assert impor.status == S.SIAP
    assert Notifikasi.objects.filter(user=operator, judul__contains="menunggu Anda periksa").count() == 1
    assert terapkan_kiriman(kiriman=impor.kiriman, actor=admin) == 0
    client.force_login(admin)
    halaman = client.get(reverse("evaluation:kiriman_lke_detail", args=[impor.kiriman_id])).content.decode()
    assert "Menunggu operator unit" in halaman
    assert "berubah," not in halaman
    for nama in ("impor_lke_detail", "impor_lke_berkas"):
        assert client.get(reverse(f"evaluation:{nama}", args=[dua[0].pk, impor.pk])).status_code == 404
    # The unit's own people find it, and write it under their own name.
    client.force_login(operator)
    assert "LKE.xlsx" in client.get(reverse("evaluation:buku", args=[dua[0].pk])).content.decode()
    client.post(
        reverse("evaluation:impor_lke_pilih", args=[dua[0].pk, impor.pk]), {"sidik": impor.sidik, "terapkan": "1"}
    )
    periksa(impor, "u")
    assert jawaban(dua[0], SATU) == {SATU: "Ya"}
    assert RiwayatJawaban.objects.get(jawaban__lke=dua[0], jawaban__kode=SATU).oleh == operator


def test_a_stamp_of_a_sheet_one_may_not_bring_for_is_not_followed(dua, operator):
    asing = make_lke(unit=make_unit("Unit jauh", instansi=make_instansi()))
    isi = buku(asing, None, {SATU: "Ya"})
    hanya_satu = make_anggota(Peran.OPERATOR, unit=dua[0].unit)
    (jauh, tetangga) = jalankan(
        kirim(
            dua[0],
            hanya_satu,
            SimpleUploadedFile("Dinas Kesehatan.xlsx", isi),
            SimpleUploadedFile("LKE.xlsx", buku(dua[1], operator, {SATU: "Ya"})),
        )
    )
    assert [(i.lke_id, i.status) for i in (jauh, tetangga)] == [(None, S.TANPA_UNIT), (None, S.TANPA_UNIT)]
    assert [lke.pk for lke in layanan.sasaran_kiriman(jauh.kiriman, hanya_satu)] == [dua[0].pk]


def test_tpi_brings_its_layer_only_where_it_scores_now(instansi, dua):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    isi_lapis_penuh(dua[0])
    isi_lapis_penuh(dua[1])
    bawa_ke(dua[0], Status.DINILAI_TPI, actor=ketua)
    bawa_ke(dua[1], Status.DIAJUKAN, actor=ketua)
    for lke in dua:
        lke.refresh_from_db()
    berkas = zip_berkas(
        {"a.xlsx": buku(dua[0], ketua, {SATU: "Tidak"}, lapis="tpi"), "b.xlsx": buku(dua[1], ketua, {SATU: "Tidak"})}
    )
    impor = jalankan(kirim(dua[0], ketua, berkas, lapis="tpi"))
    assert [(i.status, i.lapis) for i in impor] == [(S.SIAP, "tpi"), (S.DITOLAK, "tpi")]
    assert "tidak terbuka untuk nilai Anda" in impor[1].galat
    terapkan_kiriman(kiriman=impor[0].kiriman, actor=ketua)
    jalankan(impor[0].kiriman, "u")
    assert (jawaban(dua[0], SATU, "tpi"), jawaban(dua[0], SATU)) == ({SATU: "Tidak"}, {SATU: "Ya"})


# --- At the door and on the screen ------------------------------------------------------------------------------------


def test_what_is_no_workbook_is_named_and_too_many_are_refused(dua, operator, monkeypatch):
    isi = buku(dua[0], operator, {})
    kiriman = kirim(dua[0], operator, zip_berkas({"LKE.xlsx": isi, "baca.pdf": b"x", f"{CANARY}.txt": b"x"}))
    assert kiriman.dilewati == ["baca.pdf", "script_.txt"]
    with pytest.raises(ImporDitolak, match="Tidak ada berkas"):
        kirim(dua[0], operator, SimpleUploadedFile("a.pdf", b"x"))
    monkeypatch.setattr(layanan, "BUKU_MAKS", 1)
    sebelum = ImporLKE.objects.count()
    with pytest.raises(ImporDitolak, match="paling banyak 1"):
        kirim(dua[0], operator, SimpleUploadedFile("a.xlsx", isi), SimpleUploadedFile("b.xlsx", isi))
    assert ImporLKE.objects.count() == sebelum


def test_the_whole_way_on_the_screen(client, dua, operator):
    client.force_login(operator)
    tujuan = reverse("evaluation:kiriman_lke_list")
    assert client.get(tujuan).status_code == 200
    assert client.post(tujuan, {"lengkap": "1", "lapis": "tpi"}).status_code == 422
    assert client.post(tujuan, {"lengkap": "1", "lapis": "unit"}).status_code == 422
    berkas = zip_berkas({"LKE.xlsx": buku(dua[0], operator, {SATU: "Ya"})}, nama=f"{CANARY}.zip")
    jawab_ = client.post(tujuan, {"lengkap": "1", "lapis": "unit", "berkas": [berkas]})
    kiriman = KirimanLKE.objects.get()
    halaman = reverse("evaluation:kiriman_lke_detail", args=[kiriman.pk])
    assert jawab_["Location"] == halaman
    assert "0 dari 1 berkas selesai dikerjakan" in client.get(halaman).content.decode()
    jalankan(kiriman)
    isi = client.get(halaman).content.decode()
    assert "Terapkan 1 berkas" in isi
    assert CANARY not in isi
    for _kali in range(2):
        client.post(reverse("evaluation:kiriman_lke_terapkan", args=[kiriman.pk]))
    jalankan(kiriman, "u")
    assert jawaban(dua[0], SATU) == {SATU: "Ya"}
    assert "1 selesai ditulis" in client.get(halaman).content.decode()


def test_two_files_for_one_unit_are_told(client, dua, operator):
    isi = [buku(dua[0], operator, {SATU: nilai}) for nilai in ("Ya", "Tidak")]
    kiriman = kirim(dua[0], operator, zip_berkas({"a.xlsx": isi[0], "b.xlsx": isi[1]}))
    jalankan(kiriman)
    client.force_login(operator)
    halaman = client.get(reverse("evaluation:kiriman_lke_detail", args=[kiriman.pk])).content.decode()
    assert halaman.count("Ada berkas lain untuk unit ini") == 2


def test_lists_cost_the_same_however_many(client, instansi, operator, dua):
    client.force_login(operator)
    isi = buku(dua[0], operator, {SATU: "Ya"})
    daftar, rincian = set(), set()
    for n in (1, 3, 6):
        kiriman = kirim(dua[0], operator, zip_berkas({f"{k}.xlsx": isi for k in range(n)}))
        ImporLKE.objects.filter(kiriman=kiriman).update(
            status=S.SIAP, lke=dua[0], hasil={"sidik": "s", "ringkas": {"berubah": 1, "bentrok": 0, "galat": 0}}
        )
        detail = reverse("evaluation:kiriman_lke_detail", args=[kiriman.pk])
        for tujuan, jumlah in ((reverse("evaluation:kiriman_lke_list"), daftar), (detail, rincian)):
            client.get(tujuan)
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(tujuan).status_code == 200
            jumlah.add(len(kueri))
    assert (len(daftar), len(rincian)) == (1, 1)
