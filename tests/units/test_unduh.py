"""Lists as one sees them, to take away: the same rows in the same order, for the same people, and no formulas."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.models import LembarKerjaEvaluasi, RiwayatEvaluasi
from tests import matrix as m
from tests.evaluation.jenjang import KODE, nilai
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit
from tests.matriks import TOPIK
from tests.matrix import Baris
from tests.test_permission_matrix import MATRIKS
from units.enums import Peran
from units.models import Unduhan, UnitKerja, User
from units.services.token import catat_ambilan
from zi_portal.common.unduh import XLSX_TERBANYAK, unduhan

pytestmark = pytest.mark.django_db


@pytest.fixture
def instansi():
    return make_instansi(kode="1205")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Admin Langkat", username="admin1")


def isi(jawab, bentuk: str) -> list[list[object]]:
    """Header and rows of an answer."""
    assert jawab.status_code == 200
    bita = b"".join(jawab.streaming_content)
    if bentuk == "csv":
        return list(csv.reader(io.StringIO(bita.decode("utf-8-sig")), delimiter=";"))
    lembar = load_workbook(io.BytesIO(bita)).active
    assert not [s for baris in lembar for s in baris if s.data_type == "f"]
    return [[s.value for s in baris] for baris in lembar]


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_the_list_leaves_with_its_filters_and_its_order(client, admin, instansi, bentuk):
    for n in range(30):
        make_unit(f"Puskesmas {n:02}", instansi=instansi, kode=f"P{n}")
    make_unit('=HYPERLINK("x")', instansi=instansi, kode="@1", alamat="-")
    make_unit("Dinas", instansi=instansi)
    make_unit("Puskesmas Jauh", instansi=make_instansi("Lain"))
    client.force_login(admin)
    alamat = f"/instansi/{instansi.pk}/"
    kepala, *baris = isi(client.get(alamat, {"q": "puskesmas", "halaman": "2", "unduh": bentuk}), bentuk)
    assert kepala == ["Unit kerja", "Kode", "Jenis", "Unit induk", "JPT madya", "Aktif", "Anggota tim"]
    assert [b[0] for b in baris] == [f"Puskesmas {n:02}" for n in range(30)]
    assert baris[0][5] == "ya"
    semua = {b[0] for b in isi(client.get(alamat, {"unduh": bentuk}), bentuk)}
    assert {"Puskesmas 00", "Dinas"} < semua
    # Text stays text: quoted in the one, a text cell in the other.
    assert ('\'=HYPERLINK("x")' if bentuk == "csv" else '=HYPERLINK("x")') in semua
    assert "Puskesmas Jauh" not in semua


@pytest.mark.usefixtures("short_refusals")
def test_who_may_not_see_the_list_takes_nothing_away(client, admin, instansi):
    lain = make_instansi("Lain")
    client.force_login(make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi)))
    assert client.get("/pegawai/?unduh=csv").status_code == 403
    client.force_login(admin)
    assert client.get(f"/instansi/{lain.pk}/?unduh=csv").status_code == 404
    assert not Unduhan.objects.exists()


def test_a_list_of_people_leaves_a_trace(client, admin, instansi):
    make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi, nama="Dinas"), nama="Budi", username="budi", nip="1")
    client.force_login(admin)
    assert client.get("/pegawai/?unduh=pdf").status_code == 200  # no format of ours: the page
    assert not Unduhan.objects.exists()
    baris = isi(client.get("/pegawai/?peran=operator&unduh=csv"), "csv")
    assert baris[1:] == [["Budi", "budi", "1", "Operator tim kerja (Dinas)", "ya"]]
    jejak = Unduhan.objects.values_list("user", "daftar", "bentuk", "jumlah")
    assert list(jejak) == [(admin.pk, "pegawai", "csv", 1)]
    with pytest.raises(TypeError):
        Unduhan.objects.all().delete()


@pytest.mark.parametrize("banyak", [1, 3])
def test_more_rows_ask_no_more_questions(client, admin, instansi, django_assert_num_queries, banyak):
    for n in range(banyak):
        make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi), username=f"op{n}")
    client.force_login(admin)
    isi(client.get("/pegawai/?unduh=csv"), "csv")
    with django_assert_num_queries(7):
        isi(client.get("/pegawai/?unduh=csv"), "csv")


def _dunia():
    instansi = make_instansi(kode="1205")
    unit = make_unit("Dinas", instansi=instansi, kode="D1")
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "tpn": make_anggota(Peran.TPN_ADMIN),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
    }
    bawa_ke(lke, "diajukan", actor=orang["ketua"])
    return instansi, unit, orang


@pytest.mark.parametrize(
    ("siapa", "alamat", "baris"),
    [
        ("operator", "/lke/", 1),
        ("tpn", "/predikat/", 0),
        ("ketua", "/tpi/", 1),
        ("tpn", "/tpn/", 0),
        ("admin", "/usulan/", 0),
        ("admin", "/instansi/{instansi}/tahap/", 1),
        ("ketua", "/temuan/", 0),
        ("operator", "/unit/{unit}/temuan/", 0),
        ("admin", "/instansi/{instansi}/penetapan/", 0),
        ("operator", "/survei/", 0),
        ("platform", "/instansi/", 1),
        ("admin", "/data-induk/", 0),
    ],
)
def test_every_list_can_be_taken_away(client, siapa, alamat, baris):
    instansi, unit, orang = _dunia()
    client.force_login(orang[siapa])
    alamat = alamat.format(instansi=instansi.pk, unit=unit.pk)
    for bentuk in ("csv", "xlsx"):
        kepala, *semua = isi(client.get(alamat, {"unduh": bentuk}), bentuk)
        assert len(semua) == baris
        assert all(len(b) == len(kepala) for b in semua)
    if baris:
        assert "unduh=csv" in client.get(alamat).content.decode()


def test_a_score_one_may_not_read_yet_is_not_in_the_file(client):
    _instansi, _unit, orang = _dunia()
    client.force_login(orang["operator"])
    kepala, satu = isi(client.get("/lke/?unduh=csv"), "csv")
    assert "TPN" not in kepala
    assert satu[kepala.index("Status")] == LembarKerjaEvaluasi.objects.get().get_status_display()


class Peminta:
    pk = 1


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_memory_stays_flat_however_long_the_list_is(rf, bentuk):
    kolom = [("Nama", lambda n: f"=Pegawai {n}"), ("Nilai", lambda n: n / 7)]
    puncak = []
    for banyak in (2_000, 20_000):
        request = rf.get("/", {"unduh": bentuk})
        request.user = Peminta()
        tracemalloc.start()
        jawab = unduhan(request, nama="uji", kolom=kolom, semua=range(banyak))
        assert sum(1 for _ in jawab.streaming_content)
        puncak.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert puncak[1] < puncak[0] + 2_000_000


def test_what_is_too_long_for_a_workbook_is_told(client, admin, monkeypatch):
    monkeypatch.setattr("zi_portal.common.unduh.XLSX_TERBANYAK", 0)
    client.force_login(admin)
    jawab = client.get("/pegawai/?q=&unduh=xlsx")
    assert jawab["Location"] == "/pegawai/?q="
    assert "terlalu banyak untuk .xlsx" in client.get(jawab["Location"]).content.decode()
    assert XLSX_TERBANYAK == 50_000


def test_the_admin_sees_who_took_what_away(client, admin, instansi):
    client.force_login(admin)
    alamat = reverse("units:pegawai_unduhan")
    assert "Belum ada unduhan" in client.get(alamat).content.decode()
    lain = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi("Lain"), nama="Orang lain")
    operator = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi), nama="<b>Budi</b>")
    jumlah = set()
    for banyak in (1, 3, 30):
        for n in range(banyak):
            Unduhan.objects.create(user=operator, daftar="pakta", bentuk="csv", jumlah=n)
            Unduhan.objects.create(user=lain, daftar="pegawai", bentuk="csv", jumlah=n)
        with CaptureQueriesContext(connection) as kueri:
            html = client.get(alamat).content.decode()
        jumlah.add(len(kueri))
    assert len(jumlah) == 1
    assert "&lt;b&gt;Budi&lt;/b&gt;" in html
    assert "Pakta integritas" in html
    assert "Orang lain" not in html
    assert "Tidak ada yang cocok" in client.get(alamat, {"q": "Orang"}).content.decode()
    client.force_login(operator)
    assert client.get(alamat).status_code == 403


# Every list that can be taken away -----------------------------------------------------------------------------------

DAFTAR = {
    "dinilai_tpi": (
        *("evaluation:lke_list", "evaluation:tpi_antrean", "evaluation:pleno_list", "evaluation:tpi_tugas_riwayat"),
        *("evaluation:publik_predikat", "evaluation:persyaratan", "evaluation:tpi_benturan_list"),
        *("evaluation:predikat_list", "evaluation:perbedaan", "evaluation:tpn_tim_list"),
        *("units:pakta", "units:konsultasi_list", "units:konsultasi_tpn", "units:pendampingan_list"),
        *("units:pemantauan_list", "units:aksi_list", "units:surel_list", "units:token_ambilan", "units:temuan_list"),
        *("units:temuan_tpi", "units:penetapan", "units:pegawai_list", "units:induk_list", "units:instansi_list"),
        *("units:layanan_list", "units:isu_list", "units:risiko_list", "units:inovasi_list", "units:tim_kerja_list"),
        *("units:agen_list", "units:publikasi_list", "units:program_list"),
        *("units:tindak_lanjut_list", "units:sistem_list", "units:pegawai_unit_list"),
        *("units:instansi_detail", "units:tahap_instansi", "surveys:kampanye_list"),
    ),
    "penilaian_pendahuluan": ("evaluation:pendahuluan_antrean",),
    "penetapan": ("evaluation:tpn_penetapan", "evaluation:tpn_antrean"),
}

# These hold personal data, so who takes them away is written down.
BERJEJAK = {
    *("units:pakta", "units:pegawai_list", "units:pegawai_unit_list", "units:surel_list"),
    "evaluation:tpi_benturan_list",
}


def dunia(status: str) -> m.Dunia:
    """The world of the permission matrix, with something in every list and a formula for a name."""
    d = m.lengkapi(m.buat_dunia(status))
    for topik in TOPIK:
        topik.lengkapi(d)
    UnitKerja.objects.filter(pk=d.unit.pk).update(nama='=HYPERLINK("x")')
    RiwayatEvaluasi.objects.create(
        benda="penugasan", objek_id=1, aksi="tugaskan", instansi=d.instansi, musim=d.lke.musim, unit=d.unit
    )
    if status == "dinilai_tpi":
        nilai(d.lke, "tpi", KODE, "C", d.orang["tpi_ketua"], "Kurang")
    catat_ambilan(token=d.token, apa="unit-wbk", status=200, jumlah=1)
    return d


@pytest.mark.parametrize("status", DAFTAR)
def test_every_list_leaves_with_as_many_rows_as_its_pages_have(client, status):
    d = dunia(status)
    terbawa = {nama: bawa(client, d, status, nama) for nama in DAFTAR[status]}
    assert [nama for nama, banyak in terbawa.items() if not banyak] == [], "nobody had anything to take away"


def bawa(client, d: m.Dunia, status: str, nama: str) -> int:
    """Let whoever sees most of this list take it away; how many rows there were."""
    (baris, *_lain) = [b for b in MATRIKS.get(nama, [Baris()]) if b.metode == "get" and not b.data]
    orang = baris.terlihat(status) if baris.boleh is None else baris.terlihat(status) & baris.boleh(status)
    alamat = reverse(nama, kwargs=baris.kwargs(d))
    terbanyak = 0
    for siapa in sorted(orang - {""}):
        client.force_login(User.objects.get(pk=d.orang[siapa].pk))
        jawab = client.get(alamat)
        if jawab.status_code != 200 or "page" not in (jawab.context or {}):
            continue  # an empty queue, or led on to one's own unit
        jumlah = jawab.context["page"].paginator.count
        if jumlah <= terbanyak:
            continue
        terbanyak = jumlah
        assert "Unduh daftar ini" in jawab.content.decode(), (nama, siapa)
        sebelum = Unduhan.objects.count()
        kepala, *isi_baris = isi(client.get(alamat, {"unduh": "csv"}), "csv")
        assert len(isi_baris) == jumlah, nama
        assert {len(b) for b in isi_baris} == {len(kepala)}, nama
        assert not [sel for b in isi_baris for sel in b if sel.startswith(("=", "@"))], nama
        assert len(isi(client.get(alamat, {"unduh": "xlsx"}), "xlsx")) == 1 + jumlah, nama
        assert (Unduhan.objects.count() - sebelum) == (2 if nama in BERJEJAK else 0), nama
    return terbanyak
