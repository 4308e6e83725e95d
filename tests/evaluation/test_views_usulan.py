"""The proposal in the browser: who may, what is refused, receipt, and flat lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status, StatusUsulan
from evaluation.models import LembarKerjaEvaluasi, Skor, Usulan
from evaluation.services.usulan import buat_usulan, kirim_usulan, masukkan_lke
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    maju_ke_penetapan,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_unit,
)
from tests.matrix import SEMUA, buat_dunia
from units.enums import Peran

pytestmark = pytest.mark.django_db
SURAT = {"nomor_surat": "B/7/2026", "tanggal_surat": "2026-01-02", "yakin": "on"}


@pytest.fixture
def dunia():
    return buat_dunia(Status.LAYAK)


@pytest.fixture
def usulan(dunia):
    return buat_usulan(instansi=dunia.instansi, musim=dunia.lke.musim, predikat="WBK", actor=dunia.orang["admin"])


def alamat(nama, *args):
    return reverse(f"evaluation:{nama}", args=args)


def pesan(jawab) -> str:
    return " ".join(str(m) for m in jawab.context["messages"])


def test_only_the_admin_of_the_instansi_reaches_a_draft_proposal(client, dunia, usulan):
    for nama in sorted(SEMUA):
        client.force_login(dunia.orang[nama])
        baca, tulis = (200, 302) if nama == "admin" else (404, 404)
        assert (nama, client.get(alamat("usulan_detail", usulan.pk)).status_code) == (nama, baca)
        assert (nama, client.get(alamat("usulan_kirim", usulan.pk)).status_code) == (nama, baca)
        for satu in ("usulan_masukkan", "usulan_keluarkan"):
            kode = client.post(alamat(satu, usulan.pk), {"lke": dunia.lke.pk}).status_code
            assert (nama, satu, kode) == (nama, satu, tulis)


def test_tpn_reads_a_sent_proposal_and_changes_nothing(client, dunia, usulan):
    masukkan_lke(usulan=usulan, lke=dunia.lke, actor=dunia.orang["admin"])
    lengkapi_usulan(usulan, actor=dunia.orang["admin"])
    client.force_login(dunia.orang["admin"])
    client.post(alamat("usulan_kirim", usulan.pk), SURAT)
    for nama in ("tpn_anggota", "tpn_admin"):
        client.force_login(dunia.orang[nama])
        halaman = client.get(alamat("usulan_detail", usulan.pk)).content.decode()
        assert "B/7/2026" in halaman
        assert "Keluarkan" not in halaman
        assert client.post(alamat("usulan_keluarkan", usulan.pk), {"lke": dunia.lke.pk}).status_code == 403
        assert client.post(alamat("usulan_kirim", usulan.pk), SURAT).status_code == 403


def test_from_a_layak_unit_to_the_receipt(client, dunia):
    client.force_login(dunia.orang["admin"])
    assert [x.pk for x in client.get(alamat("usulan_list")).context["menunggu"]] == [dunia.lke.pk]
    isi = {"instansi": dunia.instansi.pk, "musim": dunia.lke.musim.pk, "predikat": "WBK"}
    usulan_url = client.post(alamat("usulan_buat"), isi).url
    # A second click leads to the one that is there.
    assert client.post(alamat("usulan_buat"), isi).url == usulan_url
    usulan = Usulan.objects.get()

    assert [b.lke.pk for b in client.get(usulan_url).context["calon"]] == [dunia.lke.pk]
    client.post(alamat("usulan_masukkan", usulan.pk), {"lke": dunia.lke.pk})
    baris = client.get(usulan_url).context["baris"]
    assert [(b.memenuhi, b.gagal, b.syarat) for b in baris] == [(True, (), 12)]
    client.post(alamat("usulan_keluarkan", usulan.pk), {"lke": dunia.lke.pk})
    assert client.get(usulan_url).context["baris"] == []
    client.post(alamat("usulan_masukkan", usulan.pk), {"lke": dunia.lke.pk})
    lengkapi_usulan(usulan, actor=dunia.orang["admin"])

    jawab = client.post(alamat("usulan_kirim", usulan.pk), SURAT, follow=True)
    assert "Usulan berisi 1 unit sudah dikirim" in pesan(jawab)
    halaman = jawab.content.decode()
    assert "Tanda terima" in halaman
    assert "2 Januari 2026" in halaman
    assert "Masukkan" not in halaman
    assert LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk).status == Status.DIUSULKAN

    lagi = client.post(alamat("usulan_kirim", usulan.pk), SURAT, follow=True)
    assert "Tidak ada yang berubah" in pesan(lagi)


@pytest.mark.parametrize(
    "ubah",
    [
        {"nomor_surat": " "},
        {"tanggal_surat": ""},
        {"tanggal_surat": "2100-01-01"},
        {"tanggal_surat": "x"},
        {"yakin": ""},
    ],
)
def test_without_a_letter_nothing_is_sent(client, dunia, usulan, ubah):
    masukkan_lke(usulan=usulan, lke=dunia.lke, actor=dunia.orang["admin"])
    lengkapi_usulan(usulan, actor=dunia.orang["admin"])
    client.force_login(dunia.orang["admin"])
    assert client.post(alamat("usulan_kirim", usulan.pk), SURAT | ubah).status_code == 422
    usulan.refresh_from_db()
    assert (usulan.status, usulan.nomor_surat) == (StatusUsulan.DISUSUN, "")


def test_what_does_not_belong_is_refused_with_a_sentence(client, dunia, usulan):
    draf = make_lke(unit=make_unit("Draf", instansi=dunia.instansi), musim=make_musim(2025))
    isi_lapis_penuh(draf)
    bawa_ke(draf, Status.LAYAK, actor=dunia.orang["tpi_dalnis"])
    jauh = make_lke(unit=make_unit("Jauh"))
    isi_lapis_penuh(jauh)
    bawa_ke(jauh, Status.LAYAK, actor=dunia.orang["tpi_dalnis"])
    client.force_login(dunia.orang["admin"])
    url = alamat("usulan_masukkan", usulan.pk)
    assert "tidak dapat dimasukkan" in pesan(client.post(url, {"lke": draf.pk}, follow=True))
    for nomor in (jauh.pk, 99999, "", "abc", "9" * 30):
        assert client.post(url, {"lke": nomor}).status_code == 404
    assert not usulan.lke.exists()


def test_a_proposal_is_made_only_for_ones_own_instansi(client, dunia):
    client.force_login(dunia.orang["admin_lain"])
    isi = {"instansi": dunia.instansi.pk, "musim": dunia.lke.musim.pk, "predikat": "WBK"}
    assert client.post(alamat("usulan_buat"), isi).status_code == 422
    assert not Usulan.objects.exists()


def test_a_gate_that_is_missed_is_named(client, dunia, usulan):
    masukkan_lke(usulan=usulan, lke=dunia.lke, actor=dunia.orang["admin"])
    skor = Skor.objects.get(lke=dunia.lke, lapis=Lapis.TPI)
    kode = next(iter(skor.rincian["syarat"]["WBK"]))
    skor.rincian["gagal"]["WBK"] = [kode]
    skor.memenuhi_wbk = False
    skor.save()
    client.force_login(dunia.orang["admin"])
    baris = client.get(alamat("usulan_detail", usulan.pk)).context["baris"][0]
    assert (baris.memenuhi, len(baris.gagal)) == (False, 1)
    assert baris.gagal[0] in client.get(alamat("usulan_kirim", usulan.pk)).content.decode()


def test_lists_stay_flat(client):
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi)
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat="WBK", actor=admin)
    client.force_login(admin)
    halaman = [alamat("usulan_list"), alamat("usulan_detail", usulan.pk), alamat("usulan_kirim", usulan.pk)]
    banyak = {url: set() for url in halaman}
    for n in (2, 4, 14):
        for i in range(n):
            lke = make_lke(unit=make_unit(f"Unit {n} {i}", instansi=instansi))
            isi_lapis_penuh(lke)
            bawa_ke(lke, Status.LAYAK, actor=dalnis)
            if i % 2:
                masukkan_lke(usulan=usulan, lke=lke, actor=admin)
        for url in halaman:
            client.get(url)  # a session that is renewed now and then writes; the second visit only reads
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            banyak[url].add(len(queries))
    assert [len(n) for n in banyak.values()] == [1, 1, 1]
    assert all(n.pop() <= 24 for n in banyak.values())


def test_names_and_numbers_are_shown_as_text(client):
    jahat = "<script>alert(1)</script>"
    instansi = make_instansi(f"Kabupaten {jahat}")
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama=f"Admin {jahat}")
    tpn = make_anggota(Peran.TPN_ADMIN)
    lke = make_lke(unit=make_unit(f"Dinas {jahat}", instansi=instansi))
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.LAYAK, actor=make_anggota(Peran.TPI_DALNIS, instansi=instansi))
    usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat="WBK", actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    client.force_login(admin)
    lengkapi_usulan(usulan, actor=admin)
    halaman = [client.get(alamat("usulan_kirim", usulan.pk))]
    kirim_usulan(usulan=usulan, nomor_surat=jahat, tanggal_surat=lke.created_at.date(), actor=admin)
    halaman += [client.get(alamat("usulan_list")), client.get(alamat("usulan_detail", usulan.pk))]
    maju_ke_penetapan(LembarKerjaEvaluasi.objects.get(pk=lke.pk), actor=tpn)
    client.force_login(tpn)
    halaman += [client.get(alamat("tpn_antrean")), client.get(alamat("tpn_putuskan", lke.pk))]
    for satu in halaman:
        assert "&lt;script&gt;" in satu.content.decode()
        assert jahat not in satu.content.decode()


def test_long_lists_come_in_pages(client):
    """Candidates and waiting units by 25, in the same order on each page."""
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = make_lke(unit=make_unit("Unit 00", instansi=instansi))
    unit = [make_unit(f"Unit {n:02}", instansi=instansi) for n in range(1, 27)]
    for satu in unit:
        LembarKerjaEvaluasi.objects.create(
            unit=satu,
            musim=lke.musim,
            instrumen=lke.instrumen,
            predikat_tujuan="WBK",
            status=Status.LAYAK,
            diajukan_pada=timezone.now(),
        )
    usulan = buat_usulan(instansi=instansi, musim=lke.musim, predikat="WBK", actor=admin)
    client.force_login(admin)
    for alamat in (reverse("evaluation:usulan_list"), usulan.get_absolute_url()):
        satu, dua = (client.get(alamat, {"halaman": n}).content.decode() for n in (1, 2))
        assert ("Unit 25" in satu, "Unit 26" in satu, "1–25 dari 26" in satu) == (True, False, True)
        assert ("Unit 25" in dua, "Unit 26" in dua) == (False, True)
