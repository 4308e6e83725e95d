"""The auditor: reads what was submitted, released and decided, and acts on nothing."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from evaluation.enums import Lapis, Ranah, Status
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.permissions import LIHAT_LAPIS, ranah_terbaca
from reports.enums import JenisDokumen
from reports.models import Dokumen
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit
from units.enums import PERAN_INSTANSI, PERAN_PELAYAN, Peran
from zi_portal.kerangka import DEMO

pytestmark = pytest.mark.django_db


@pytest.fixture
def lke(db):
    lke = make_lke()
    isi_lapis_penuh(lke)
    return lke


@pytest.fixture
def auditor(lke):
    return make_anggota(Peran.AUDITOR, instansi=lke.unit.instansi)


@pytest.mark.parametrize(
    ("status", "lapis"),
    [
        (Status.DRAF, None),
        (Status.DIAJUKAN, {Lapis.UNIT}),
        (Status.DINILAI_TPI, {Lapis.UNIT}),
        (Status.PERBAIKAN, {Lapis.UNIT, Lapis.TPI}),
        (Status.LAYAK, {Lapis.UNIT, Lapis.TPI}),
        (Status.DIUSULKAN, {Lapis.UNIT, Lapis.TPI}),
        (Status.DITETAPKAN, {Lapis.UNIT, Lapis.TPI, Lapis.TPN}),
        (Status.TIDAK_DITETAPKAN, {Lapis.UNIT, Lapis.TPI, Lapis.TPN}),
    ],
)
def test_layers_by_state(lke, auditor, status, lapis):
    bawa_ke(lke, status, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    terlihat = LembarKerjaEvaluasi.objects.visible_to(auditor)
    assert terlihat.filter(pk=lke.pk).exists() == (lapis is not None)
    if lapis is not None:
        assert {x for x, perm in LIHAT_LAPIS.items() if auditor.has_perm(perm, lke)} == lapis


def test_reads_talk_between_unit_and_tpi_but_not_tpis_own(client, lke, auditor):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    for ranah, isi in ((Ranah.BERSAMA, "Untuk bersama"), (Ranah.INTERNAL_TPI, "Bisikan TPI")):
        Komentar.objects.create(lke=lke, kode="A.I.1.i.a", penulis=ketua, isi=isi, ranah=ranah)
    assert ranah_terbaca(auditor, lke) == [Ranah.BERSAMA]
    client.force_login(auditor)
    teks = client.get(reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"])).content.decode()
    assert "Untuk bersama" in teks
    assert "Bisikan TPI" not in teks


@pytest.mark.parametrize(
    "perm",
    [
        "isi_jawaban",
        "ajukan_lke",
        "nilai_tpi",
        "mulai_nilai",
        "kembalikan_lke",
        "selesaikan_tpi",
        "komentar",
        "komentar_internal",
        "nilai_tpn",
        "putuskan_tpn",
        "tpi",
    ],
)
def test_acts_on_nothing(lke, auditor, perm):
    for status in (Status.DIAJUKAN, Status.DINILAI_TPI, Status.LAYAK, Status.DIUSULKAN):
        lke.status = status
        assert not auditor.has_perm(f"evaluation.{perm}", lke)


@pytest.mark.parametrize(
    "perm", ["evaluation.tugaskan_tpi", "evaluation.antrean_tpi", "evaluation.kelola_usulan", "units.kelola_pegawai"]
)
def test_manages_nothing(lke, auditor, perm):
    assert not auditor.has_perm(perm)
    assert not auditor.has_perm("units.lihat_tahap", lke.unit)


def test_is_of_the_instansi_and_not_among_those_who_serve():
    assert {Peran.AUDITOR} == PERAN_INSTANSI - PERAN_PELAYAN
    assert "auditor" in DEMO


def test_another_instansis_sheet_does_not_exist(lke):
    lain = make_anggota(Peran.AUDITOR, instansi=make_instansi("Kabupaten Lain"))
    bawa_ke(lke, Status.LAYAK, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    assert not LembarKerjaEvaluasi.objects.visible_to(lain).exists()


def test_of_the_own_unit_the_auditor_reads_with_the_unit(lke, auditor):
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=auditor)
    bawa_ke(lke, Status.DINILAI_TPI, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    assert not auditor.has_perm("evaluation.lihat_tpi", lke)
    assert not auditor.has_perm("evaluation.telusur_lke", lke)


@pytest.mark.parametrize(
    ("dirilis", "final", "lapis", "status", "boleh"),
    [
        (False, False, "unit,tpi", Status.DINILAI_TPI, False),
        (True, False, "unit,tpi", Status.PERBAIKAN, False),
        (True, True, "unit,tpi", Status.LAYAK, True),
        (True, True, "unit,tpi,tpn", Status.DIUSULKAN, False),
        (True, True, "unit,tpi,tpn", Status.DITETAPKAN, True),
    ],
)
def test_reports_are_read_when_final_and_never_asked_for(client, lke, auditor, dirilis, final, lapis, status, boleh):
    bawa_ke(lke, status, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    dokumen = Dokumen.objects.create(
        kind=JenisDokumen.LHE,
        lke=lke,
        kunci="k",
        nomor="LHE-1",
        lapis=lapis,
        dirilis=dirilis,
        final=final,
        data_per=lke.created_at,
        sha256="0" * 64,
        ukuran=4,
        halaman=1,
        berkas=ContentFile(b"%PDF", name="lhe.pdf"),
    )
    client.force_login(auditor)
    assert client.get(reverse("reports:laporan_lke", args=[lke.pk])).status_code == 200
    jawab = client.get(reverse("reports:dokumen_unduh", args=[dokumen.pk]))
    assert (jawab.status_code == 200) == boleh
    if boleh:
        jawab.getvalue()
    assert client.post(reverse("reports:laporan_minta", args=[lke.pk])).status_code == 403


def test_home_and_menu_lead_to_sheets_and_history(client, lke, auditor):
    bawa_ke(lke, Status.DIAJUKAN, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    make_lke(unit=make_unit("Dinas Draf", instansi=lke.unit.instansi))
    client.force_login(auditor)
    teks = client.get(reverse("evaluation:beranda")).content.decode()
    assert reverse("evaluation:riwayat_saya") in teks
    assert reverse("evaluation:lke_list") in teks
    assert reverse("units:tahap_saya") not in teks
    assert "Pengawasan" in teks
