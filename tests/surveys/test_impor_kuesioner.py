"""A questionnaire from a table: as a draft, whole or not at all."""

from __future__ import annotations

import pytest

from surveys.kuesioner import Kuesioner as Susunan
from surveys.models import Kuesioner
from surveys.services.kuesioner import isi_bawaan, simpan_kuesioner, terbitkan_kuesioner
from tests.factories import make_anggota, make_instansi
from tests.units.bantu_impor import csv, galat, hitung, masuk, terapkan
from units.enums import Peran

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
KEPALA = ["Bagian", "Kode", "Teks", "Teks Inggris", "Pernyataan", "Pernyataan Inggris", "Nilai"]
SATU = (
    ["Kuesioner", "skm-rsud", "SKM RSUD", "", "", "", "2026.1"],
    ["Jawaban", "1", "Buruk", "", "", "", ""],
    ["jawaban", "2", "Baik", "", "", "", ""],
    ["Indeks", "IKM", "Indeks kepuasan", "", "", "", ""],
    ["Unsur", "U1", "Syarat", "", "Syaratnya jelas.", "", ""],
    ["Unsur", "U2", "Waktu", "", "Waktunya tepat.", "", ""],
    ["Mutu", "A", "Baik", "", "", "", "62,5"],
    ["Mutu", "B", "Buruk", "", "", "", "0"],
    ["Profil", "jk", "Jenis kelamin", "", "", "", "ya"],
    ["Pilihan", "L", "Laki-laki", "", "", "", ""],
    ["Pilihan", "P", "Perempuan", "", "", "", ""],
)


@pytest.fixture
def instansi():
    return make_instansi(kode="1205")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


def test_a_questionnaire_comes_in_as_a_draft(instansi, admin):
    impor = masuk("kuesioner", csv(KEPALA, *SATU), admin, instansi=instansi)
    assert (impor.status, hitung(impor)) == ("siap", (1, 0, 0)), galat(impor)
    assert not Kuesioner.objects.exists()
    terapkan(impor, admin)
    assert impor.status == "selesai", impor.galat
    k = Kuesioner.objects.get()
    assert (k.instansi, k.kode, k.versi_isi, k.terbit_pada) == (instansi, "skm-rsud", "2026.1", None)
    susunan = Susunan.from_dict(k.isi)
    assert ([u.kode for u in susunan.unsur], susunan.skala, susunan.bahasa) == (["U1", "U2"], 2, ("id",))
    assert [float(m.mulai) for m in susunan.indeks[0].mutu] == [62.5, 0.0]
    assert susunan.profil[0].wajib


def test_a_draft_changes_piece_by_piece_and_a_published_one_does_not(instansi, admin):
    terapkan(masuk("kuesioner", csv(KEPALA, *SATU), admin, instansi=instansi), admin)
    lain = [list(b) for b in SATU]
    lain[4][4] = "Syaratnya mudah."
    impor = masuk("kuesioner", csv(KEPALA, *lain), admin, instansi=instansi)
    assert impor.rincian.get().isi == {"Unsur IKM U1": ["Syarat · Syaratnya jelas.", "Syarat · Syaratnya mudah."]}
    # Published between the look and the press: nothing is written.
    terbitkan_kuesioner(kuesioner=Kuesioner.objects.get(), actor=admin)
    terapkan(impor, admin)
    assert impor.status == "ditolak"
    assert "sudah terbit" in galat(impor)[0][2]
    assert Kuesioner.objects.get().isi["indeks"][0]["unsur"][0]["pernyataan"]["id"] == "Syaratnya jelas."


@pytest.mark.parametrize("milik", ["draf", "bawaan"])
@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_template_comes_back_unchanged(client, instansi, admin, milik, format_):
    asal = isi_bawaan()[-1]
    if milik == "draf":
        simpan_kuesioner(isi=asal, instansi=instansi, actor=admin)
    client.force_login(admin)
    isi = client.get(f"/data-induk/kuesioner/contoh/?format={format_}").content
    impor = masuk("kuesioner", isi, admin, instansi=instansi, nama=f"contoh.{format_}")
    assert impor.status == "siap", galat(impor)
    assert hitung(impor) == ((0, 0, 1) if milik == "draf" else (1, 0, 0))
    if milik == "bawaan":
        terapkan(impor, admin)
        k = Kuesioner.objects.get()
        assert k.versi_isi.endswith("-1205")
        assert Susunan.from_dict(k.isi) == Susunan.from_dict(asal | {"versi": k.versi_isi})


@pytest.mark.parametrize(
    ("ubah", "nomor", "pesan"),
    [
        ({0: ["Judul", "a", "b", "", "", "", ""]}, 2, "“Judul” tidak dikenal."),
        ({3: ["Jawaban", "3", "Sekali", "", "", "", ""]}, 6, "Unsur harus berada di bawah baris Indeks."),
        ({1: ["Kuesioner", "x", "y", "", "", "", "1"]}, 3, "Bagian ini sudah ada di baris 2."),
        ({4: ["Unsur", "U1", "Syarat", "", "", "", ""]}, 6, "teks “id” harus ada"),
        ({5: ["Unsur", "U1", "Waktu", "", "Tepat.", "", ""]}, 2, "kode U1 dipakai dua kali"),
        ({6: ["Mutu", "A", "Baik", "", "", "", "tinggi"]}, 5, "mutu memerlukan huruf"),
        ({4: ["Unsur", "U1", "Syarat", "", "Jelas.", "", "0,9"]}, 5, "jumlah bobot unsur harus tepat 1"),
        ({0: ["Kuesioner", "a b", "y", "", "", "", "1"]}, 2, "“kode” harus huruf"),
    ],
)
def test_a_bad_piece_is_told_by_its_row(instansi, admin, ubah, nomor, pesan):
    baris = [ubah.get(n, b) for n, b in enumerate(SATU)]
    impor = masuk("kuesioner", csv(KEPALA, *baris), admin, instansi=instansi)
    assert impor.status == "ditolak"
    assert galat(impor)[0][0] == nomor
    assert galat(impor)[0][2].startswith(pesan)
    assert not Kuesioner.objects.exists()


def test_texts_of_a_questionnaire_are_text(client, instansi, admin):
    jahat = [["Kuesioner", "skm", CANARY, "", "", "", "1"], *(list(b) for b in SATU[1:])]
    jahat[4][2] = jahat[4][4] = CANARY
    impor = masuk("kuesioner", csv(KEPALA, *jahat), admin, instansi=instansi)
    client.force_login(admin)
    isi = client.get(f"/data-induk/{impor.pk}/").content.decode()
    assert CANARY not in isi
    assert "&lt;script&gt;" in isi
