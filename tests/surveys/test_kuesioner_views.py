"""Questionnaires on the screen: read, copied, built by buttons that lose nothing, published once."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.urls import reverse

from surveys.models import Kuesioner
from surveys.services.kuesioner import isi_bawaan, terbitkan_kuesioner, urai
from surveys.susunan import baca_susunan, bakukan, formulir, rapi, tekan
from tests.factories import make_anggota, make_instansi, make_kuesioner, make_unit
from units.enums import Peran

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


def url(nama: str, *args) -> str:
    return reverse(f"surveys:{nama}", args=args)


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


def isian_dari(teks: str) -> dict[str, str]:
    """What a browser would send of the form on this page."""
    data = {}
    for tag in re.findall(r"<input [^>]+>", teks):
        kata = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if "name" not in kata or (kata.get("type") == "checkbox" and " checked" not in tag) or kata["name"] == "q":
            continue
        data[kata["name"]] = html.unescape(kata.get("value", ""))
    for nama, isi in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', teks, re.S):
        data[nama] = html.unescape(isi)
    for nama, isi in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', teks, re.S):
        terpilih = re.findall(r'value="([^"]*)" selected', isi)
        data[nama] = terpilih[0] if terpilih else ""
    return data


@pytest.mark.parametrize("isi", isi_bawaan(), ids=lambda i: i["kode"])
def test_a_shipped_one_goes_through_the_form_unchanged(isi):
    bidang = formulir(bakukan(isi))
    data = {
        "kode": isi["kode"],
        "versi": isi["versi"],
        "dasar": isi["dasar"],
        "konversi": isi["konversi"],
        "skala": str(isi["skala"]),
        "bahasa-en": "1" if bidang["inggris"] else "",
        "indeks-jumlah": str(len(bidang["indeks"])),
        "profil-jumlah": str(len(bidang["profil"])),
    }
    berbahasa = [bidang["nama"], bidang["integritas"], bidang["komentar"], *(b for _n, b in bidang["label"])]
    for i in bidang["indeks"]:
        data |= {f"{i['awal']}-{n}": i[n] for n in ("kode", "nama", "mutu")}
        data[f"{i['awal']}-unsur-jumlah"] = str(len(i["unsur"]))
        for u in i["unsur"]:
            data |= {f"{u['awal']}-{n}": str(u[n]) for n in ("kode", "bobot")}
            berbahasa += [u["nama"], u["pernyataan"]]
    for p in bidang["profil"]:
        data |= {f"{p['awal']}-{n}": p[n] for n in ("kode", "pilihan", "wajib")}
        berbahasa.append(p["label"])
    data |= {nama: nilai for satu in berbahasa for _b, nama, nilai in satu}
    assert urai(rapi(baca_susunan(data))) == urai(isi)


def test_a_copy_is_built_published_and_followed_by_a_version(client, instansi, admin):
    client.force_login(admin)
    bawaan = make_kuesioner("spak")
    alamat = f"{url('kuesioner_baru', instansi.pk)}?dari={bawaan.pk}"
    data = isian_dari(client.get(alamat).content.decode())
    assert (data["kode"], data["versi"]) == ("spak", "")
    n = int(data["indeks-0-unsur-jumlah"])
    # Buttons change rows and save nothing; what was typed stays.
    ditambah = client.post(alamat, data | {"nama-id": "Belum jadi", "tombol": "tambah-unsur-0"}).content.decode()
    baru = isian_dari(ditambah)
    assert (baru["indeks-0-unsur-jumlah"], baru["nama-id"], Kuesioner.objects.filter(instansi=instansi).count()) == (
        str(n + 1),
        "Belum jadi",
        0,
    )
    kurang = client.post(alamat, baru | {"versi": "1"})
    assert (kurang.status_code, f"indeks 1 unsur {n + 1}" in kurang.content.decode()) == (422, True)
    dihapus = isian_dari(client.post(alamat, baru | {"tombol": f"hapus-unsur-0-{n}"}).content.decode())
    assert dihapus["indeks-0-unsur-jumlah"] == str(n)
    simpan = client.post(alamat, dihapus | {"versi": "1", "nama-id": CANARY})
    draf = Kuesioner.objects.get(instansi=instansi)
    assert (simpan.status_code, draf.terbit_pada, draf.nama) == (302, None, CANARY)
    for nama in ("kuesioner_detail", "kuesioner_pratinjau", "kuesioner_ubah", "kuesioner_terbit"):
        teks = client.get(url(nama, draf.pk)).content.decode()
        assert (nama, CANARY in teks, "&lt;script&gt;alert(1)" in teks) == (nama, False, True)
    assert client.post(alamat, dihapus | {"versi": "1"}).status_code == 422  # this version exists

    ubah = url("kuesioner_ubah", draf.pk)
    data = isian_dari(client.get(ubah).content.decode())
    assert client.post(ubah, data | {"nama-id": "SPAK kami"}).status_code == 302
    lama = client.post(ubah, data | {"nama-id": "Terlambat"})
    assert (lama.status_code, "baru saja diubah orang lain" in lama.content.decode()) == (422, True)
    assert client.get(url("kuesioner_terbit", draf.pk)).status_code == 200
    for _kali in range(2):
        assert client.post(url("kuesioner_terbit", draf.pk)).status_code == 302
    draf.refresh_from_db()
    assert (draf.nama, draf.terbit_pada is not None) == ("SPAK kami", True)
    assert client.post(ubah, data | {"nama-id": "Diam-diam"}).status_code == 302
    draf.refresh_from_db()
    assert draf.nama == "SPAK kami"
    assert "Versi berikutnya" in client.get(url("kuesioner_detail", draf.pk)).content.decode()


def test_a_language_that_is_not_offered_waits_in_the_form_and_is_not_stored(client, instansi, admin):
    client.force_login(admin)
    alamat = f"{url('kuesioner_baru', instansi.pk)}?dari={make_kuesioner('spak').pk}"
    data = isian_dari(client.get(alamat).content.decode()) | {"versi": "3"}
    inggris = {n: isi for n, isi in data.items() if n.endswith("-en") and n != "bahasa-en"}
    del data["bahasa-en"]
    sesudah = isian_dari(client.post(alamat, data | {"tombol": "tambah-profil"}).content.decode())
    assert len(inggris) > 10
    assert inggris.items() <= sesudah.items()
    assert client.post(alamat, data).status_code == 302
    isi = Kuesioner.objects.get(instansi=instansi).isi
    assert (isi["bahasa"], '"en"' in json.dumps(isi)) == (["id"], False)


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"kode": "a b"}, "“kode” harus huruf"),
        ({"skala": "12"}, "skala"),
        ({"skala": "²"}, "skala"),
        ({"skala": "5"}, "label"),
        ({"indeks-0-0-bobot": "1/0"}, "indeks 1 unsur 1"),
        ({"indeks-0-0-bobot": "0,5"}, "jumlah bobot"),
        ({"indeks-0-1-pernyataan-id": "\x00"}, "indeks 1 unsur 2 pernyataan"),
        ({"indeks-0-mutu": "A; Baik; tinggi"}, "mutu memerlukan"),
        ({"profil-0-pilihan": ""}, "profil 1"),
        ({"indeks-jumlah": "9" * 40}, "indeks"),
        ({"indeks-jumlah": "0"}, "indeks"),
        ({"konversi": "entah"}, "konversi"),
    ],
)
def test_an_error_names_its_place(client, instansi, admin, ubah, kalimat):
    client.force_login(admin)
    alamat = f"{url('kuesioner_baru', instansi.pk)}?dari={make_kuesioner('spak').pk}"
    data = isian_dari(client.get(alamat).content.decode()) | {"versi": "2"}
    jawab = client.post(alamat, data | ubah)
    assert (jawab.status_code, Kuesioner.objects.filter(instansi=instansi).count()) == (422, 0)
    pesan = re.search(r"Kuesioner belum dapat dipakai\.[^<]+", jawab.content.decode())
    assert kalimat in html.unescape(pesan.group())


@pytest.mark.parametrize(
    "tombol", ["", "hapus-unsur-9-9", "hapus-indeks--1", "tambah-unsur-²", "hapus-kode-0", "x" * 99]
)
def test_an_unknown_button_changes_nothing(tombol):
    isi = bakukan(isi_bawaan()[0])
    assert tekan(bakukan(isi), tombol) == isi


def test_who_reads_which(client, instansi, admin, django_assert_max_num_queries):
    bawaan = make_kuesioner()
    isi = bawaan.isi
    for n in range(27):
        Kuesioner.objects.create(
            instansi=instansi, kode="k", versi_isi=str(n), nama=f"Sendiri {n}", isi=isi, sha256=bawaan.sha256
        )
    draf = Kuesioner.objects.filter(instansi=instansi).first()
    unit = make_unit(instansi=instansi)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    luar = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi("Kabupaten Lain"))
    tpn = make_anggota(Peran.TPN_ANGGOTA)

    def status(nama, pk) -> list[int]:
        hasil = []
        for siapa in (admin, operator, luar, tpn):
            client.force_login(siapa)
            hasil.append(client.get(url(nama, pk)).status_code)
        return hasil

    assert status("kuesioner_detail", bawaan.pk) == [200, 200, 200, 200]
    assert status("kuesioner_detail", draf.pk) == [200, 404, 404, 404]
    terbitkan_kuesioner(kuesioner=draf, actor=admin)
    assert status("kuesioner_pratinjau", draf.pk) == [200, 200, 404, 200]
    assert status("kuesioner_ubah", bawaan.pk) == [403, 403, 403, 403]
    client.force_login(admin)
    client.get(url("kuesioner_list"))
    with django_assert_max_num_queries(9):
        jawab = client.get(url("kuesioner_list"))
    assert len(jawab.context["page"].object_list) == 25
    client.force_login(make_anggota(Peran.AUDITOR, instansi=instansi))
    assert client.get(url("kuesioner_list")).status_code == 403
