"""Responses from elsewhere come in whole or not at all, once, and marked as such."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from surveys.enums import Kanal
from surveys.models import Respons
from surveys.services.kampanye import gerakkan
from surveys.services.olah import olah_semua
from tests.factories import make_anggota, make_kampanye
from units.enums import Peran
from units.models import RiwayatTahap
from zi_portal.common.tabel import tulis_csv

pytestmark = pytest.mark.django_db

JAHAT = "<script>alert(1)</script>"
UNSUR = [*(f"KP{n}" for n in range(1, 9)), *(f"AK{n}" for n in range(1, 6))]
KEPALA = ["Tanggal", "Layanan", *UNSUR, "Usia", "Diarahkan", "Komentar", "Catatan"]


@pytest.fixture
def kampanye(client):
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    client.force_login(kampanye.dibuat_oleh)
    return kampanye


def baris(**ubah):
    isi = {"Tanggal": f"{timezone.localdate():%d/%m/%Y}", "Layanan": "ktp-el", "Usia": "17–25 tahun"}
    isi |= dict.fromkeys(UNSUR, "4") | {"Diarahkan": "Tidak", "Komentar": "Cepat", "Catatan": "x"} | ubah
    return [isi[k] for k in KEPALA]


def unggah(client, kampanye, semua, kepala=KEPALA, nama="survei.csv"):
    berkas = SimpleUploadedFile(nama, tulis_csv(kepala, semua))
    return client.post(reverse("surveys:impor_respons", args=[kampanye.pk]), {"berkas": berkas})


def terapkan(client, kampanye, titipan):
    return client.post(
        reverse("surveys:impor_respons_terapkan", args=[kampanye.pk]), {"titipan": titipan}, follow=True
    ).content.decode()


def test_a_table_is_shown_first_then_taken_once(client, kampanye):
    jawab = unggah(client, kampanye, [baris(), baris(KP1="", Komentar=JAHAT)])
    pratinjau = jawab.context["pratinjau"]
    assert (pratinjau.jumlah, pratinjau.diabaikan, Respons.objects.count()) == (2, ["Catatan"], 0)
    assert "Respons diimpor" in terapkan(client, kampanye, pratinjau.titipan)
    terapkan(client, kampanye, pratinjau.titipan)
    satu, dua = Respons.objects.order_by("pk")
    assert (satu.kanal, satu.nilai, dua.nilai) == (Kanal.IMPOR, "4" * 13, "0" + "4" * 12)
    assert (satu.profil, satu.diarahkan, satu.layanan.nama) == ({"usia": "17-25"}, False, "KTP-el")
    assert satu.pada.astimezone(kampanye.unit.instansi.tz).date() == timezone.localdate()
    assert unggah(client, kampanye, [baris(), baris(KP1="", Komentar=JAHAT)]).context["pratinjau"].sudah == 2
    assert RiwayatTahap.objects.get(aksi="impor").rincian["jumlah"] == 2
    assert olah_semua(kampanye=kampanye) == 2
    assert "Impor" in client.get(reverse("surveys:respons_list", args=[kampanye.pk])).content.decode()


def test_one_bad_row_takes_nothing_and_every_error_names_its_row(client, kampanye):
    besok = timezone.localdate() + dt.timedelta(days=2)
    jawab = unggah(
        client,
        kampanye,
        [
            baris(),
            baris(KP1="5", KP2="0", Layanan=f"{JAHAT}"),
            baris(Usia="tua", Diarahkan="mungkin", Tanggal=""),
            baris(Tanggal=f"{besok:%d/%m/%Y}", Komentar="x" * 1001),
            baris(**dict.fromkeys(UNSUR, "")),
        ],
    )
    assert jawab.status_code == 422
    assert sorted({(g.baris, g.kolom) for g in jawab.context["galat"]}) == [
        (3, "KP1"),
        (3, "KP2"),
        (3, "Layanan"),
        (4, "Diarahkan"),
        (4, "Tanggal"),
        (4, "Usia"),
        (5, "Komentar"),
        (5, "Tanggal"),
        (6, ""),
    ]
    assert JAHAT not in jawab.content.decode()
    assert not Respons.objects.exists()


def test_what_is_no_table_of_this_survey_is_refused(client, kampanye):
    assert unggah(client, kampanye, [["1"]], kepala=["KP1"]).status_code == 422
    assert unggah(client, kampanye, [baris()], nama="survei.xlsx").status_code == 422
    assert unggah(client, kampanye, [baris()], nama="survei.pdf").status_code == 422
    assert client.post(reverse("surveys:impor_respons", args=[kampanye.pk])).status_code == 200
    assert "kedaluwarsa" in terapkan(client, kampanye, "x\x00")


def test_a_preview_counts_for_its_own_open_campaign_only(client, kampanye):
    titipan = unggah(client, kampanye, [baris()]).context["pratinjau"].titipan
    lain = make_kampanye(unit=kampanye.unit, actor=kampanye.dibuat_oleh)
    assert "survei lain" in terapkan(client, lain, titipan)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    assert "tidak sedang berjalan" in terapkan(client, kampanye, titipan)
    assert not Respons.objects.exists()


def test_only_the_unit_imports(client, kampanye):
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi))
    assert client.get(reverse("surveys:impor_respons", args=[kampanye.pk])).status_code == 403
    assert not Respons.objects.exists()
