"""The public form: what it is, what it takes, what it refuses, and what it never holds."""

from __future__ import annotations

import base64
import gzip
import hashlib
import time
import uuid

import pytest
from django.urls import reverse

from surveys import laju
from surveys.bahasa import LETAK, teks_bahasa
from surveys.enums import CaraIsi, Kanal
from surveys.models import Kampanye, Kontak, Respons
from surveys.services.kampanye import gerakkan
from surveys.services.kode import buat_kode, kode_nomor
from tests.factories import make_kampanye

pytestmark = pytest.mark.django_db


def lengkap(kampanye: Kampanye, nilai: str = "4", **lain) -> dict[str, str]:
    from surveys.selectors.kampanye import kuesioner_dari

    isi = {f"u-{u.kode}": nilai for u in kuesioner_dari(kampanye.kuesioner).unsur}
    if (layanan := kampanye.layanan.first()) is not None:
        isi["layanan"] = str(layanan.pk)
    return isi | {"kiriman": str(uuid.uuid4()), "durasi": "45", "perangkat": uuid.uuid4().hex} | lain


def alamat(kampanye: Kampanye) -> str:
    return reverse("surveys:isi", args=[kampanye.slug])


def test_the_page_is_small_cacheable_and_costs_no_query_the_second_time(client, django_assert_num_queries):
    kampanye = make_kampanye(layanan=[("KTP-el", 100), ("Akta", 50)], minta_kontak=False)
    jawab = client.get(alamat(kampanye))
    assert jawab.status_code == 200
    assert len(jawab.content) < 50_000 - 9_000  # with its script it stays under 50 kB
    assert (jawab["Cache-Control"], jawab.cookies) == ("public, max-age=60", {})
    with django_assert_num_queries(0):
        assert client.get(alamat(kampanye)).content == jawab.content


def test_the_style_is_inside_and_the_policy_lets_in_no_other(client):
    """The first question waits for nothing but the page."""
    jawab = client.get(alamat(make_kampanye()))
    html = jawab.content.decode()
    assert 'rel="stylesheet"' not in html
    gaya = html.partition("<style>")[2].partition("</style>")[0]
    assert ":checked" in gaya
    sidik = base64.b64encode(hashlib.sha256(gaya.encode()).digest()).decode()
    kebijakan = dict(butir.strip().split(" ", 1) for butir in jawab["Content-Security-Policy"].split(";"))
    assert kebijakan["style-src"] == f"'self' 'sha256-{sidik}'"
    assert kebijakan["script-src"] == "'self'"
    assert "sha256" not in client.get(reverse("account_login"))["Content-Security-Policy"]


def test_the_form_travels_packed_where_the_phone_can_unpack_it(client):
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    utuh = client.get(alamat(kampanye))
    ringkas = client.get(alamat(kampanye), headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(ringkas.content) == utuh.content
    assert len(ringkas.content) < len(utuh.content) / 3
    assert "Accept-Encoding" in ringkas["Vary"]


def test_an_answered_form_is_one_response_with_everything_it_said(client):
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    isi = lengkap(
        kampanye, "3", diarahkan="tidak", komentar=" Ramah \x00", **{"p-usia": "17-25", "p-pekerjaan": "raja"}
    )
    jawab = client.post(alamat(kampanye), isi)
    assert (jawab.status_code, jawab["Location"]) == (302, reverse("surveys:terima_kasih", args=[kampanye.slug]))
    assert client.post(alamat(kampanye), isi).status_code == 302
    satu = Respons.objects.get()
    assert (satu.nilai, satu.kanal, satu.profil, satu.diarahkan, satu.komentar, satu.durasi) == (
        "3" * 13,
        Kanal.TAUTAN,
        {"usia": "17-25"},
        False,
        "Ramah",
        45,
    )
    assert "127.0.0.1" not in str(Respons.objects.values())
    assert "Terima kasih" in client.get(jawab["Location"]).content.decode()


def test_what_is_missing_is_named_and_the_rest_stays(client):
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    isi = lengkap(kampanye, "2", komentar="Jangan hilang <b>")
    del isi["u-AK3"], isi["layanan"]
    jawab = client.post(alamat(kampanye), isi)
    html = jawab.content.decode()
    assert (jawab.status_code, Respons.objects.count()) == (422, 0)
    assert html.count("Pilih satu jawaban.") == 1
    assert "Pilih layanan yang Anda terima." in html
    assert "Jangan hilang &lt;b&gt;</textarea>" in html
    assert html.count(" checked>") == 12
    data = client.post(alamat(kampanye), isi, headers={"Accept": "application/json"}).json()
    assert set(data["galat"]) == {"u-AK3", "layanan"}


@pytest.mark.parametrize("nilai", ["0", "5", "-1", "x", "", "4.0", "٣" * 2, "9" * 30, "\x00"])
def test_a_mark_outside_the_scale_is_no_answer(client, nilai):
    kampanye = make_kampanye()
    assert client.post(alamat(kampanye), lengkap(kampanye) | {"u-KP1": nilai}).status_code == 422
    assert not Respons.objects.exists()


def test_without_a_script_the_answers_are_shown_once_more(client):
    kampanye = make_kampanye()
    isi = lengkap(kampanye)
    del isi["kiriman"], isi["durasi"], isi["perangkat"]
    jawab = client.post(alamat(kampanye), isi)
    html = jawab.content.decode()
    assert (jawab.status_code, Respons.objects.count()) == (200, 0)
    assert "Jawaban belum terkirim" in html
    import re

    ulang = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    for _kali in range(2):
        assert client.post(alamat(kampanye), ulang).status_code == 302
    assert Respons.objects.get().durasi is None


def test_english_and_its_errors(client):
    kampanye = make_kampanye()
    html = client.get(f"{alamat(kampanye)}?bahasa=en").content.decode()
    assert '<html lang="en">' in html
    assert "Strongly agree" in html
    assert "Sangat setuju" not in html
    isi = lengkap(kampanye, bahasa="en")
    del isi["u-KP1"]
    assert "Choose one answer." in client.post(alamat(kampanye), isi).content.decode()
    assert client.post(alamat(kampanye), lengkap(kampanye, bahasa="en"))["Location"].endswith("?bahasa=en")
    assert Respons.objects.get().bahasa == "en"
    assert client.get(f"{alamat(kampanye)}?bahasa=../../etc").status_code == 200


def test_every_language_says_everything():
    utama = teks_bahasa("id")
    for berkas in LETAK.glob("*.yaml"):
        lain = teks_bahasa(berkas.stem)
        assert lain.keys() == utama.keys()
        sama = [k for k in utama if utama[k] == lain[k] and len(utama[k]) > 12]
        assert berkas.stem == "id" or not sama


@pytest.mark.parametrize(
    ("aksi", "kata"), [("jeda", "sedang dijeda"), ("tutup", "sudah ditutup"), (None, "dibuka pada"), ("draf", None)]
)
def test_a_form_that_is_not_open_says_so(client, aksi, kata):
    import datetime as dt

    from django.utils import timezone

    kini = timezone.now()
    mulai = kini + dt.timedelta(hours=2) if aksi is None else kini - dt.timedelta(days=1)
    kampanye = make_kampanye(buka=aksi != "draf", mulai=mulai)
    if aksi in {"jeda", "tutup"}:
        gerakkan(kampanye=kampanye, aksi=aksi, actor=kampanye.dibuat_oleh, alasan="Istirahat")
    jawab = client.get(alamat(kampanye))
    kirim = client.post(alamat(kampanye), lengkap(kampanye))
    if kata is None:
        assert (jawab.status_code, kirim.status_code) == (404, 404)
    else:
        assert kata in jawab.content.decode()
        assert (kirim.status_code, Respons.objects.count()) == (409, 0)


def test_a_paused_form_known_to_another_process_as_open_takes_nothing(client):
    kampanye = make_kampanye()
    client.get(alamat(kampanye))  # remembered as open
    Kampanye.objects.filter(pk=kampanye.pk).update(status="jeda")
    assert client.post(alamat(kampanye), lengkap(kampanye)).status_code == 409
    assert not Respons.objects.exists()


# Codes, kiosk, contact ------------------------------------------------------------------------------------------------


def test_codes_open_the_form_once(client):
    kampanye = make_kampanye(cara=CaraIsi.KODE)
    buat_kode(kampanye=kampanye, jumlah=2, layanan=None, actor=kampanye.dibuat_oleh)
    kode = kode_nomor(kampanye, 1)
    assert f'value="{kode}"' in client.get(f"{alamat(kampanye)}?kode={kode}").content.decode()
    assert client.post(alamat(kampanye), lengkap(kampanye, kode=kode)).status_code == 302
    ditolak = client.post(alamat(kampanye), lengkap(kampanye, kode=kode))
    assert (ditolak.status_code, "sudah dipakai" in ditolak.content.decode()) == (422, True)
    asing = client.post(alamat(kampanye), lengkap(kampanye, kode="AAAAAAAA"))
    assert (asing.status_code, "tidak dikenal" in asing.content.decode()) == (422, True)
    assert Respons.objects.get().kanal == Kanal.KODE


def test_guessing_codes_meets_a_sum(client):
    kampanye = make_kampanye(cara=CaraIsi.KODE)
    status = [client.post(alamat(kampanye), lengkap(kampanye, kode=f"AAAA{n:04}")).status_code for n in range(12)]
    assert status == [422] * 11 + [429]


def test_the_kiosk_has_its_own_door(client):
    kampanye = make_kampanye()
    pintu = reverse("surveys:kios", args=[kampanye.slug, kampanye.kunci_kios])
    assert "data-kios" in client.get(pintu).content.decode()
    for _n in range(8):  # one device, many people
        assert client.post(pintu, lengkap(kampanye, perangkat="tablet")).status_code == 302
    assert set(Respons.objects.values_list("kanal", "perangkat")) == {(Kanal.KIOS, "")}
    assert client.get(reverse("surveys:kios", args=[kampanye.slug, "salah"])).status_code == 404


def test_a_contact_needs_consent_and_gives_a_receipt_that_deletes_it(client):
    import datetime as dt
    import re

    from django.utils import timezone

    kampanye = make_kampanye(minta_kontak=True, kontak_hapus_pada=timezone.localdate() + dt.timedelta(days=60))
    isi = lengkap(kampanye, nama="Budi", telepon="+62 812-3456-7890")
    assert client.post(alamat(kampanye), isi).status_code == 422
    assert not Kontak.objects.exists()
    jawab = client.post(alamat(kampanye), isi | {"setuju": "ya"})
    halaman = client.get(jawab["Location"])
    assert "no-store" in halaman["Cache-Control"]
    resi = re.search(r'class="resi">([^<]+)<', halaman.content.decode()).group(1)
    assert Kontak.objects.count() == 1
    hapus = reverse("surveys:hapus_kontak")
    assert client.post(hapus, {"resi": "SALAH-SALAH"}).status_code == 422
    assert "sudah dihapus" in client.post(hapus, {"resi": resi.lower()}).content.decode()
    assert (Kontak.objects.count(), Respons.objects.count()) == (0, 1)
    # A link that was changed shows no receipt, and one without a contact none at all.
    terima_kasih = reverse("surveys:terima_kasih", args=[kampanye.slug])
    assert 'class="resi"' not in client.get(f"{terima_kasih}?r=xyz").content.decode()


# Against bending ------------------------------------------------------------------------------------------------------


def test_forty_people_behind_one_address_all_get_in(client):
    kampanye = make_kampanye()
    assert [client.post(alamat(kampanye), lengkap(kampanye)).status_code for _n in range(40)] == [302] * 40


def test_above_sixty_a_sum_is_asked_and_answered_once(client, monkeypatch):
    kampanye = make_kampanye()
    for _n in range(60):
        client.post(alamat(kampanye), lengkap(kampanye))
    isi = lengkap(kampanye)
    jawab = client.post(alamat(kampanye), isi, headers={"Accept": "application/json"})
    assert (jawab.status_code, Respons.objects.count()) == (429, 60)
    tantangan = jawab.json()
    hasil = str(sum(int(n) for n in tantangan["soal"].replace("?", "").split() if n.isdecimal()))
    benar = isi | {"tantangan": tantangan["tantangan"], "hitungan": hasil}
    assert client.post(alamat(kampanye), benar).status_code == 429  # no person adds up within the same second
    kini = time.time()
    monkeypatch.setattr(laju.time, "time", lambda: kini + 5)
    assert client.post(alamat(kampanye), benar | {"hitungan": "99"}).status_code == 429
    assert client.post(alamat(kampanye), benar).status_code == 302
    assert client.post(alamat(kampanye), benar | {"kiriman": str(uuid.uuid4())}).status_code == 429
    assert Respons.objects.count() == 61


def test_a_device_that_sends_again_and_again_meets_a_sum(client):
    kampanye = make_kampanye()
    status = [client.post(alamat(kampanye), lengkap(kampanye, perangkat="hp")).status_code for _n in range(6)]
    assert status == [302] * 5 + [429]


def test_a_flood_waits(client, monkeypatch):
    monkeypatch.setattr(laju, "TOLAK_JARINGAN", 2)
    kampanye = make_kampanye()
    status = [client.post(alamat(kampanye), lengkap(kampanye)).status_code for _n in range(3)]
    assert status == [302, 302, 429]


def test_without_a_cache_everybody_gets_in(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache",
                                   "LOCATION": "redis://127.0.0.1:1/0"}}  # fmt: skip
    kampanye = make_kampanye()
    assert client.post(alamat(kampanye), lengkap(kampanye)).status_code == 302


def test_text_is_escaped_where_it_is_shown(client):
    jahat = "<script>x</script>"
    kampanye = make_kampanye(nama=jahat, pengantar=jahat, layanan=[(jahat, 1)])
    html = client.get(alamat(kampanye)).content.decode()
    assert jahat not in html
    assert html.count("&lt;script&gt;x&lt;/script&gt;") >= 3
