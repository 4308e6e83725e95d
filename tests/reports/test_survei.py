"""The report of a survey says what the pages say, is a draft until the seal, and is read by who reads the survey."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.errors import BelumAdaLaporan
from reports.models import Pekerjaan
from reports.selectors import isi_survei
from reports.services import buat_dokumen, minta_dokumen
from reports.services.cetak import html_survei
from surveys.services.kampanye import gerakkan
from surveys.services.olah import olah_semua
from surveys.services.pengeluaran import keluarkan
from surveys.services.segel import segel
from surveys.services.tindak_lanjut import tulis_rencana
from tests.factories import kirim_respons, make_anggota, make_kampanye
from units.enums import Peran

pytestmark = pytest.mark.django_db

JAHAT = "<script>alert(1)</script>"
RAGAM = "4343434343434"


@pytest.fixture
def kampanye():
    kampanye = make_kampanye(nama=f"Survei {JAHAT}", layanan=[(f"KTP {JAHAT}", 400)])
    for n in range(12):
        kirim_respons(
            kampanye, RAGAM, profil={"jenis_kelamin": "L" if n else "P"}, komentar=f"Kanaria {n}", durasi=60 if n else 1
        )
    olah_semua(kampanye=kampanye)
    return kampanye


def test_the_report_tells_every_chapter_and_hides_small_groups(kampanye):
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    satu = kampanye.respons.last()
    keluarkan(kampanye=kampanye, respons=[satu.pk], alasan=f"Uji coba {JAHAT}", actor=penelaah)
    actor = kampanye.dibuat_oleh
    tulis_rencana(
        kampanye=kampanye, unsur="KP4", rencana=f"Tambah loket {JAHAT}", waktu="2027", penanggung_jawab="X", actor=actor
    )
    isi = isi_survei(kampanye.pk)
    assert (isi.final, isi.n_masuk, isi.n_sah, isi.n_tanda, isi.n_keluar, isi.target) == (False, 12, 11, 1, 1, 196)
    assert [(k.alasan, k.jumlah) for k in isi.keluar] == [(f"Uji coba {JAHAT}", 1)]
    assert [n for d in isi.profil for _label, n in d.baris] == [None, None]
    html = html_survei(isi)
    for bab in ("BAB I.", "BAB II.", "BAB III.", "BAB IV.", "BAB V.", "Lampiran 1.", "Lampiran 2.", "DRAF"):
        assert bab in html
    assert JAHAT not in html
    assert "Kanaria" not in html


def test_the_report_is_final_once_sealed_and_its_key_goes_with_its_content(kampanye):
    draf = isi_survei(kampanye.pk)
    assert isi_survei(kampanye.pk).kunci() == draf.kunci()
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    baris = segel(kampanye=kampanye)
    akhir = isi_survei(kampanye.pk)
    assert (akhir.final, akhir.segel) == (True, (12, baris.sha256))
    assert akhir.kunci() != draf.kunci()
    dokumen = buat_dokumen(kind="survei", hal_id=kampanye.pk)
    assert dokumen.final
    with dokumen.berkas.open() as berkas:
        assert berkas.read(4) == b"%PDF"
    assert minta_dokumen(kind="survei", actor=kampanye.dibuat_oleh, survei=kampanye) == dokumen


def test_without_a_response_there_is_nothing_to_report(client):
    kampanye = make_kampanye()
    with pytest.raises(BelumAdaLaporan):
        isi_survei(kampanye.pk)
    client.force_login(kampanye.dibuat_oleh)
    assert "belum dapat dibuat" in client.get(reverse("reports:laporan_survei", args=[kampanye.pk])).content.decode()


def test_who_reads_a_document_of_a_survey(client, kampanye):
    dokumen = buat_dokumen(kind="survei", hal_id=kampanye.pk)
    alamat = reverse("reports:dokumen_unduh", args=[dokumen.pk])
    instansi = kampanye.unit.instansi
    for user, kode in (
        (kampanye.dibuat_oleh, 200),
        (make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi), 200),
        (make_anggota(Peran.TPN_ADMIN), 404),
        (make_anggota(Peran.OPERATOR, unit=make_kampanye().unit), 404),
    ):
        client.force_login(user)
        jawab = client.get(alamat)
        assert jawab.status_code == kode
        if jawab.streaming:
            jawab.getvalue()  # read to its end, the file is closed
    client.force_login(kampanye.dibuat_oleh)
    tulis_rencana(
        kampanye=kampanye, unsur="KP1", rencana="Papan", waktu="", penanggung_jawab="", actor=kampanye.dibuat_oleh
    )
    assert client.post(reverse("reports:survei_minta", args=[kampanye.pk])).status_code == 302
    assert Pekerjaan.objects.get().survei == kampanye


def test_a_plan_keeps_its_versions_and_is_written_by_the_unit_alone(client, kampanye):
    alamat = reverse("surveys:tindak_lanjut_survei", args=[kampanye.pk])
    client.force_login(kampanye.dibuat_oleh)
    for rencana in ("Tambah loket", f"Tambah dua loket {JAHAT}", f"Tambah dua loket {JAHAT}"):
        assert client.post(alamat, {"unsur": "KP4", "rencana": rencana}).status_code == 302
    isi = client.get(alamat).content.decode()
    assert ("Tambah dua loket &lt;script&gt;" in isi, JAHAT in isi) == (True, False)
    assert list(kampanye.tindak_lanjut.values_list("rencana", flat=True)) == [
        f"Tambah dua loket {JAHAT}",
        "Tambah loket",
    ]
    assert client.post(alamat, {"unsur": "tidak-ada", "rencana": "x"}).status_code == 200
    assert client.post(alamat, {"unsur": "KP4", "rencana": "x" * 1001}).status_code == 200
    assert client.post(alamat, {"unsur": "KP4", "rencana": ""}).status_code == 302
    assert isi_survei(kampanye.pk).rencana == ()
    assert kampanye.tindak_lanjut.count() == 3
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi))
    assert client.post(alamat, {"unsur": "KP4", "rencana": "Dari TPI"}).status_code == 403
