"""TPN's pages: the queue, the decision with all layers side by side, and the predicate on the unit's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.enums import Aksi, Lapis, Status
from evaluation.models import Jawaban, LembarKerjaEvaluasi, PredikatUnit
from evaluation.services.usulan import buat_usulan, kirim_usulan, masukkan_lke
from tests.factories import (
    JALAN,
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    maju_ke_penetapan,
    make_anggota,
    make_instansi,
    make_lke,
    make_predikat,
    make_unit,
)
from tests.matrix import buat_dunia
from units.enums import Peran

pytestmark = pytest.mark.django_db
KODE = "A.I.1.i.a"
SK = {"putusan": "tetapkan", "nomor_sk": "SK/9/2026", "tanggal_sk": "2026-01-15"}


@pytest.fixture
def dunia():
    return buat_dunia(Status.PENETAPAN)


def alamat(nama, *args):
    return reverse(f"evaluation:{nama}", args=args)


def status(lke) -> str:
    return LembarKerjaEvaluasi.objects.get(pk=lke.pk).status


def diusulkan(instansi, nama, *, tujuan="WBK", terisi=None):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    unit = make_unit(nama, instansi=instansi)
    if tujuan == "WBBM":
        make_predikat(unit, actor=ketua)
    lke = make_lke(unit=unit, tujuan=tujuan)
    isi_lapis_penuh(lke, ubah=terisi)
    bawa_ke(lke, Status.LAYAK, actor=ketua)
    usulan = instansi.usulan.filter(status="disusun", predikat=tujuan).first()
    if usulan is None:
        usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat=tujuan, actor=admin)
        lengkapi_usulan(usulan, actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    return lke, usulan, admin


def test_the_decision_page_shows_all_layers_with_their_gates(client, dunia):
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPN, kode=KODE).update(isi={KODE: "Tidak"}, catatan="Lapangan")
    client.force_login(dunia.orang["tpn_admin"])
    isi = client.get(alamat("tpn_putuskan", dunia.lke.pk)).context
    assert isi["lapis"] == [Lapis.UNIT, Lapis.TPI, Lapis.TPN]
    assert [len(isi["gerbang"]), set(isi["gerbang"][0].nilai)] == [12, set(isi["lapis"])]
    assert isi["skor"][Lapis.TPN].total < isi["skor"][Lapis.TPI].total
    assert [(b.kode, b.unit, b.tpi, b.tpn, b.catatan_tpn) for b in isi["berbeda_tpn"]] == [
        (KODE, "Ya", "Ya", "Tidak", "Lapangan")
    ]


def test_an_award_shows_on_the_units_page_after_the_decree_only(client, dunia):
    unit = reverse("units:unit_detail", args=[dunia.unit.pk])
    client.force_login(dunia.orang["operator"])
    assert "Belum berpredikat" in client.get(unit).content.decode()

    client.force_login(dunia.orang["tpn_admin"])
    jawab = client.post(alamat("tpn_putuskan", dunia.lke.pk), SK, follow=True)
    assert "ditetapkan" in " ".join(str(m) for m in jawab.context["messages"])
    assert status(dunia.lke) == Status.DITETAPKAN

    for nama in ("operator", "tpi_ketua", "tpn_anggota"):
        client.force_login(dunia.orang[nama])
        halaman = client.get(unit).content.decode()
        assert "SK SK/9/2026, 15 Januari 2026" in halaman
        assert "Belum berpredikat" not in halaman


def test_the_timeline_tells_who_moved_it_where_and_under_which_decree(client, dunia):
    client.force_login(dunia.orang["tpn_admin"])
    jejak = [r.aksi for r in client.get(alamat("tpn_putuskan", dunia.lke.pk)).context["riwayat"]]
    assert jejak == [*reversed(JALAN[Status.PENETAPAN]), Aksi.BUKA]
    client.post(alamat("tpn_putuskan", dunia.lke.pk), SK)
    halaman = client.get(alamat("lke_riwayat", dunia.lke.pk)).content.decode()
    assert "SK SK/9/2026 tanggal 15/01/2026" in halaman
    assert dunia.orang["tpn_admin"].nama in halaman


def test_a_refusal_reaches_the_history_with_its_reason(client, dunia):
    client.force_login(dunia.orang["tpn_admin"])
    url = alamat("tpn_putuskan", dunia.lke.pk)
    assert client.post(url, {"putusan": "tolak", "alasan": ""}).status_code == 422
    client.post(url, {"putusan": "tolak", "alasan": "Pengaduan belum tuntas"})
    assert status(dunia.lke) == Status.TIDAK_DITETAPKAN
    assert not PredikatUnit.objects.exists()
    client.force_login(dunia.orang["operator"])
    assert "Pengaduan belum tuntas" in client.get(alamat("lke_riwayat", dunia.lke.pk)).content.decode()


@pytest.mark.parametrize(
    "ubah",
    [{"putusan": ""}, {"putusan": "lain"}, {"nomor_sk": " "}, {"tanggal_sk": ""}, {"tanggal_sk": "2100-01-01"}],
)
def test_a_decision_that_is_not_whole_is_not_recorded(client, dunia, ubah):
    client.force_login(dunia.orang["tpn_admin"])
    assert client.post(alamat("tpn_putuskan", dunia.lke.pk), SK | ubah).status_code == 422
    assert status(dunia.lke) == Status.PENETAPAN
    assert not PredikatUnit.objects.exists()


def test_wbbm_without_an_active_wbk_is_refused_on_the_page(client):
    lke, usulan, admin = diusulkan(make_instansi(), "Dinas", tujuan="WBBM")
    kirim_usulan(usulan=usulan, nomor_surat="B/1", tanggal_surat=lke.created_at.date(), actor=admin)
    PredikatUnit.objects.update(aktif=False, status="kedaluwarsa")
    tpn = make_anggota(Peran.TPN_ADMIN)
    maju_ke_penetapan(LembarKerjaEvaluasi.objects.get(pk=lke.pk), actor=tpn)
    client.force_login(tpn)
    jawab = client.post(alamat("tpn_putuskan", lke.pk), SK)
    assert jawab.status_code == 422
    assert "tidak mempunyai predikat WBK yang aktif" in jawab.content.decode()
    assert status(lke) == Status.PENETAPAN


def test_a_tpn_admin_does_not_decide_on_the_unit_they_work_in(client, dunia):
    admin = dunia.orang["tpn_admin"]
    make_anggota(Peran.OPERATOR, unit=dunia.unit, user=admin)
    client.force_login(admin)
    assert client.post(alamat("tpn_putuskan", dunia.lke.pk), SK).status_code == 403
    assert status(dunia.lke) == Status.PENETAPAN


def test_the_queue_holds_what_was_sent_and_nothing_else(client):
    satu, lain = make_instansi(), make_instansi("Kabupaten Lain")
    terkirim, usulan, admin = diusulkan(satu, "Terkirim")
    disusun, _, _ = diusulkan(lain, "Disusun")
    kirim_usulan(usulan=usulan, nomor_surat="B/1", tanggal_surat=terkirim.created_at.date(), actor=admin)
    client.force_login(make_anggota(Peran.TPN_ANGGOTA))
    isi = client.get(alamat("tpn_antrean")).context
    assert [x.pk for x in isi["page"]] == [terkirim.pk]
    assert [(u.pk, u.jumlah, u.diputus) for u in isi["usulan"]] == [(usulan.pk, 1, 0)]
    assert list(isi["instansi"]) == [satu]
    assert client.get(alamat("lke_bagian", disusun.pk, "A.I.1")).status_code == 404


def test_the_queue_filters_and_stays_flat(client):
    instansi = make_instansi()
    client.force_login(make_anggota(Peran.TPN_ADMIN))
    url, banyak = alamat("tpn_antrean"), set()
    for mulai, n in ((0, 1), (1, 2), (3, 17)):
        for i in range(mulai, mulai + n):
            # An instansi of its own for each: the list must not ask for them one by one.
            lke, usulan, admin = diusulkan(make_instansi(f"Kabupaten {i}"), f"Dinas {i:02d}")
            kirim_usulan(usulan=usulan, nomor_surat=f"B/{i}", tanggal_surat=lke.created_at.date(), actor=admin)
        client.get(url)  # a session that is renewed now and then writes; the second visit only reads
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        banyak.add(len(queries))
    assert len(banyak) == 1
    assert banyak.pop() <= 15
    wbbm, usulan, admin = diusulkan(instansi, "RSUD", tujuan="WBBM", terisi={KODE: {KODE: "Tidak"}})
    kirim_usulan(usulan=usulan, nomor_surat="B/99", tanggal_surat=wbbm.created_at.date(), actor=admin)

    def baris(**query):
        return [x.unit.nama for x in client.get(url, query).context["page"]]

    assert len(baris()) == 21
    assert baris(q="rsud") == baris(predikat="WBBM") == baris(instansi=instansi.pk) == ["RSUD"]
    assert baris(status="ditetapkan") == []
    assert baris(urut="unit")[0] == "Dinas 00"
    assert len(baris(instansi="abc", status="draf", urut="x")) == 21
