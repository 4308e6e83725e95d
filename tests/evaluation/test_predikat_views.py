"""Pages of predicates: the register, the acts on them, and what the public reads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.enums.predikat import StatusLaporan, StatusPredikat
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from evaluation.selectors.berkas import berkas_dari
from evaluation.services import predikat as layanan
from tests.factories import make_anggota, make_instansi, make_unit
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
CANARY = "<script>alert('kenari')</script>"
AMAN = "&lt;script&gt;alert(&#x27;kenari&#x27;)&lt;/script&gt;"


def alamat(nama, *args):
    return reverse(f"evaluation:{nama}", args=args)


def berkas(nama: str = "sk.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, b"Surat keputusan\n")


@pytest.fixture
def unit():
    return make_unit("Dinas Perizinan", instansi=make_instansi())


@pytest.fixture
def orang(unit):
    return {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=unit.instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi),
        "tpn": make_anggota(Peran.TPN_ADMIN),
        "tpnanggota": make_anggota(Peran.TPN_ANGGOTA),
    }


def buat(unit, tpn, n: int = 0, **ubah) -> PredikatUnit:
    isi = {"jenis": "WBK", "nomor_sk": f"SK/{n}", "tanggal_sk": dt.date(2023, 12, 6), "dicatat_oleh": tpn}
    p = PredikatUnit.objects.create(unit=unit, **(isi | ubah))
    layanan.segarkan_laporan(p)
    return p


@pytest.fixture
def wbk(unit, orang):
    return buat(unit, orang["tpn"])


@pytest.fixture
def masuk(client, orang):
    def _masuk(siapa):
        client.force_login(orang[siapa])
        return client

    return _masuk


def aduan(wbk, orang, **ubah) -> KlarifikasiPredikat:
    isi = {"sumber": "Ombudsman", "tanggal_aduan": dt.date(2026, 1, 5), "tautan": "", "ringkasan": "Pungutan RAHASIA"}
    return layanan.buka_klarifikasi(predikat=wbk, actor=orang["tpn"], **(isi | ubah))


def pesan(jawab) -> str:
    return " ".join(str(m) for m in jawab.context["messages"])


# Recording ------------------------------------------------------------------------------------------------------------


def test_tpn_finds_the_unit_records_its_sk_and_a_second_press_opens_the_same(masuk, unit):
    client = masuk("tpn")
    assert client.get(alamat("predikat_catat"), {"q": "perizinan"}).context["hasil"] == [unit]
    url = f"{alamat('predikat_catat')}?unit={unit.pk}"
    data = {"jenis": "WBK", "nomor_sk": CANARY, "tanggal_sk": "2023-12-06", "penandatangan": CANARY}
    kurang = client.post(url, data)
    assert (kurang.status_code, PredikatUnit.objects.count()) == (422, 0)
    assert AMAN in kurang.content.decode()
    for _kali in range(2):
        jawab = client.post(url, data | {"berkas": berkas()}, follow=True)
        p = PredikatUnit.objects.get()
        assert jawab.redirect_chain[-1][0] == p.get_absolute_url()
    assert AMAN in jawab.content.decode()
    assert CANARY not in jawab.content.decode()


def test_nobody_records_for_the_unit_they_work_in(masuk, unit, orang):
    make_anggota(Peran.OPERATOR, unit=unit, user=orang["tpn"])
    client = masuk("tpn")
    assert client.get(alamat("predikat_catat"), {"q": "perizinan"}).context["hasil"] == []
    assert client.get(alamat("predikat_catat"), {"unit": unit.pk}).status_code == 403


def test_ones_own_unit_is_nobodys_to_judge(masuk, wbk, orang):
    for siapa in ("tpn", "ketua"):
        make_anggota(Peran.OPERATOR, unit=wbk.unit, user=orang[siapa])
        client = masuk(siapa)
        for nama in ("predikat_cabut", "klarifikasi_predikat_buka", "predikat_sk"):
            assert client.get(alamat(nama, wbk.pk)).status_code == 403
        assert client.post(alamat("laporan_predikat_buat", wbk.pk)).status_code == 403
    assert not LaporanPredikat.objects.exists()


# Reports --------------------------------------------------------------------------------------------------------------


def test_a_report_from_draft_to_tpns_word(masuk, wbk):
    ketua = masuk("ketua")
    ketua.post(alamat("laporan_predikat_buat", wbk.pk))
    ketua.post(alamat("laporan_predikat_buat", wbk.pk))
    laporan = LaporanPredikat.objects.get()
    isi = alamat("laporan_predikat_isi", laporan.pk)
    salah = ketua.post(isi, {"nilai_pengungkit": "60,01", "nilai_hasil": "x", "catatan": CANARY, "versi": 0})
    assert (salah.status_code, set(salah.context["form"].errors)) == (422, {"nilai_pengungkit", "nilai_hasil"})
    assert AMAN in salah.content.decode()
    data = {"masih_memenuhi": "ya", "nilai_pengungkit": "52,25", "nilai_hasil": "34,1", "catatan": CANARY, "versi": 0}
    jawab = ketua.post(isi, data | {"berkas": berkas("surat.txt")}, follow=True)
    assert (jawab.status_code, jawab.context["kurang"]) == (200, [])
    assert "52,25 / 60,00" in jawab.content.decode()
    # Somebody else saved meanwhile: told, and what was typed stays.
    bentrok = ketua.post(isi, data | {"catatan": "Milik saya"})
    assert bentrok.status_code == 422
    assert "Milik saya" in bentrok.content.decode()

    assert masuk("tpn").get(laporan.get_absolute_url()).status_code == 404
    ketua = masuk("ketua")
    ketua.post(alamat("laporan_predikat_kirim", laporan.pk))
    lagi = ketua.post(alamat("laporan_predikat_kirim", laporan.pk), follow=True)
    assert "sudah berubah" in pesan(lagi)
    for siapa in ("operator", "admin", "tpn"):
        halaman = masuk(siapa).get(laporan.get_absolute_url()).content.decode()
        assert AMAN in halaman
        assert CANARY not in halaman
    periksa = alamat("laporan_predikat_periksa", laporan.pk)
    assert masuk("tpnanggota").post(periksa, {"hasil": "kembalikan", "alasan": ""}).status_code == 422
    jawab = masuk("tpnanggota").post(periksa, {"hasil": "kembalikan", "alasan": CANARY}, follow=True)
    assert AMAN in jawab.content.decode()
    laporan.refresh_from_db()
    assert laporan.status == StatusLaporan.DIKEMBALIKAN


def test_a_file_is_read_by_who_reads_its_thing(masuk, client, unit, orang):
    sk = layanan.DataSK(nomor="SK/1", tanggal=dt.date(2023, 12, 6), berkas=berkas())
    wbk = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk, actor=orang["tpn"])
    laporan = layanan.buat_laporan(predikat=wbk, actor=orang["ketua"])
    isi = layanan.IsiLaporan(masih_memenuhi=None, nilai_pengungkit=None, nilai_hasil=None, catatan="")
    layanan.isi_laporan(laporan=laporan, isi=isi, versi=0, berkas=berkas("surat.txt"), actor=orang["ketua"])
    (satu,), (dua,) = (list(berkas_dari(objek)) for objek in (wbk, laporan))
    orang["lain"] = make_anggota(Peran.TPI_KETUA, instansi=make_instansi("Lain"))

    def status(siapa) -> list[int]:
        jawab = [masuk(siapa).get(alamat("berkas_evaluasi", b.pk)) for b in (satu, dua)]
        for satu_jawab in jawab:
            satu_jawab.getvalue()  # read to its end, a file is closed
        return [satu_jawab.status_code for satu_jawab in jawab]

    assert status("ketua") == [200, 200]
    assert status("operator") == status("tpn") == [200, 404]
    assert status("lain") == [404, 404]


# Complaints -----------------------------------------------------------------------------------------------------------


def test_a_complaint_is_asked_answered_and_concluded(masuk, wbk):
    url = alamat("klarifikasi_predikat_buka", wbk.pk)
    data = {"sumber": CANARY, "tanggal_aduan": "2026-01-05", "tautan": "javascript:alert(1)", "ringkasan": CANARY}
    salah = masuk("ketua").post(url, data)
    assert (salah.status_code, set(salah.context["form"].errors)) == (422, {"tautan"})
    assert AMAN in salah.content.decode()
    ftp = masuk("ketua").post(url, data | {"tautan": "ftp://contoh.go.id/1"})
    assert set(ftp.context["form"].errors) == {"tautan"}
    masuk("ketua").post(url, data | {"tautan": "https://lapor.example.go.id/1"})
    lagi = masuk("tpn").post(url, data | {"tautan": ""}, follow=True)
    assert "Dalam klarifikasi" in pesan(lagi)
    k = KlarifikasiPredikat.objects.get()
    masuk("pimpinan").post(alamat("klarifikasi_predikat_jawab", k.pk), {"jawaban": CANARY})
    jawab = masuk("tpnanggota").post(
        alamat("klarifikasi_predikat_tutup", k.pk), {"hasil": "terbukti", "alasan": CANARY}, follow=True
    )
    halaman = jawab.content.decode()
    assert halaman.count(AMAN) >= 4
    assert CANARY not in halaman
    lagi = masuk("ketua").post(alamat("klarifikasi_predikat_jawab", k.pk), {"jawaban": "Terlambat"}, follow=True)
    assert "sudah berubah" in pesan(lagi)
    detail = masuk("tpn").get(wbk.get_absolute_url()).content.decode()
    assert "menunggu pencabutan" in detail
    masuk("tpn").post(alamat("predikat_pulihkan", wbk.pk), {"alasan": "Sudah dipulihkan"})
    wbk.refresh_from_db()
    assert wbk.status == StatusPredikat.AKTIF


def test_a_complaint_leaves_no_trace_for_those_who_may_not_know(masuk, wbk, orang):
    k = aduan(wbk, orang)
    layanan.tutup_klarifikasi(klarifikasi=k, terbukti=False, alasan="Tidak RAHASIA", actor=orang["tpn"])
    aduan(PredikatUnit.objects.get(pk=wbk.pk), orang)
    tempat = [
        alamat("predikat_list"),
        alamat("predikat_list") + "?status=dalam_klarifikasi",
        wbk.get_absolute_url(),
        reverse("units:unit_detail", args=[wbk.unit_id]),
    ]
    tahu = [masuk("pimpinan").get(url).content.decode() for url in tempat]
    assert "RAHASIA" in tahu[2]
    assert "Dalam klarifikasi" in tahu[0]
    for url in (tempat[0], *tempat[2:]):
        halaman = masuk("operator").get(url).content.decode()
        assert "klarifikasi" not in halaman.lower()
        assert "RAHASIA" not in halaman
    ditanya = masuk("operator").get(tempat[1]).context
    assert (list(ditanya["page"]), ditanya["jumlah"]["status_dalam_klarifikasi"]) == ([], 0)
    assert masuk("operator").get(k.get_absolute_url()).status_code == 404
    assert not Notifikasi.objects.filter(user=orang["operator"]).exists()


# Revocation -----------------------------------------------------------------------------------------------------------


def test_a_revocation_asks_for_the_units_name(masuk, wbk):
    PredikatUnit.objects.filter(pk=wbk.pk).update(nomor_sk=CANARY)
    type(wbk.unit).objects.filter(pk=wbk.unit_id).update(nama=f"Dinas {CANARY}")
    url = alamat("predikat_cabut", wbk.pk)
    data = {"dasar": "pemeriksaan", "rekomendasi": CANARY, "nomor_sk": CANARY, "tanggal_sk": "2026-03-02"}
    halaman = masuk("tpn").get(url).content.decode()
    assert CANARY not in halaman
    salah = masuk("tpn").post(url, data | {"nama_unit": "Dinas", "berkas": berkas()})
    assert (salah.status_code, set(salah.context["form"].errors)) == (422, {"nama_unit"})
    nama = f"  dinas   {CANARY} "
    jawab = masuk("tpn").post(url, data | {"nama_unit": nama, "berkas": berkas()}, follow=True)
    wbk.refresh_from_db()
    assert wbk.status == StatusPredikat.DICABUT
    assert CANARY not in jawab.content.decode()
    assert "2 Maret 2028" in jawab.content.decode()
    assert "Dicabut" in pesan(masuk("tpn").post(url, data, follow=True))
    for siapa in ("operator", "ketua", "admin"):
        assert "2 Maret 2028" in masuk(siapa).get(wbk.get_absolute_url()).content.decode()


# The register ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("siapa", ["tpn", "ketua", "operator"])
def test_the_register_and_the_public_page_cost_the_same_for_one_and_for_thirty(masuk, client, unit, orang, siapa):
    def hitung() -> tuple[int, int]:
        masuk(siapa)
        with CaptureQueriesContext(
            connection,
        ) as satu:
            assert client.get(alamat("predikat_list")).status_code == 200
        client.logout()
        with CaptureQueriesContext(connection) as dua:
            assert client.get(alamat("publik_predikat")).status_code == 200
        return len(satu), len(dua)

    buat(unit, orang["tpn"])
    awal = hitung()
    for n in range(1, 31):
        lain = make_unit(f"Unit {n}", instansi=unit.instansi if n % 2 else None)
        buat(lain, orang["tpn"], n)
    assert hitung() == awal
    assert awal[1] <= 5


@pytest.mark.parametrize(
    "kueri", ["?status=entah&laporan=x&jenis=y&instansi=99", "?halaman=999", "?q=%00", "?instansi=x"]
)
def test_an_address_that_asks_for_nonsense_is_answered_all_the_same(masuk, client, wbk, kueri):
    assert masuk("tpn").get(alamat("predikat_list") + kueri).status_code == 200
    client.logout()
    assert client.get(alamat("publik_predikat") + kueri).status_code == 200


# The public -----------------------------------------------------------------------------------------------------------


def test_everybody_reads_the_sk_and_nothing_else(client, unit, orang, wbk):
    aduan(wbk, orang)
    lain = make_unit("Dinas Pasar", instansi=make_instansi("Kota Lain"))
    buat(
        lain,
        orang["tpn"],
        5,
        aktif=False,
        status="dicabut",
        nomor_sk_cabut="SK/CABUT/5",
        tanggal_sk_cabut=dt.date(2026, 3, 2),
        rekomendasi_tpn="RAHASIA",
    )
    tanpa = make_unit("Tanpa predikat")

    def nama(**kueri) -> list[str]:
        return [p.unit.nama for p in client.get(alamat("publik_predikat"), kueri).context["page"]]

    assert nama() == ["Dinas Pasar", "Dinas Perizinan"]
    assert nama(status="aktif") == nama(q="perizinan") == nama(instansi=unit.instansi_id) == ["Dinas Perizinan"]
    assert nama(status="dicabut") == nama(q="kota lain") == nama(q="sk/5") == ["Dinas Pasar"]
    assert nama(status="dalam_klarifikasi") == nama()  # no filter of this page
    assert nama(laporan="lewat") == nama()
    assert nama(jenis="WBBM") == []
    satu = client.get(alamat("publik_predikat_unit", unit.pk))
    dua = client.get(alamat("publik_predikat_unit", lain.pk))
    for jawab in (client.get(alamat("publik_predikat")), satu, dua):
        halaman = jawab.content.decode()
        assert "klarifikasi" not in halaman.lower()
        assert "RAHASIA" not in halaman
        assert jawab["Cache-Control"] == "max-age=300, public"
        assert not jawab.cookies
    assert "SK/CABUT/5, 2 Maret 2026" in dua.content.decode()
    assert client.get(alamat("publik_predikat_unit", tanpa.pk)).status_code == 404
    assert client.post(alamat("publik_predikat")).status_code == 405
    assert alamat("publik_predikat") in client.get(reverse("account_login")).content.decode()


def test_the_public_page_is_the_same_for_who_is_signed_in_and_kept_out_of_shared_caches(masuk, client, wbk):
    umum = client.get(alamat("publik_predikat"))
    milik = masuk("tpn").get(alamat("publik_predikat"))
    assert milik.content == umum.content
    assert milik["Cache-Control"] == "max-age=300, private"


def test_free_text_of_an_award_is_escaped_for_the_public(client, wbk):
    PredikatUnit.objects.update(nomor_sk=CANARY, penandatangan=CANARY)
    type(wbk.unit).objects.update(nama=CANARY)
    for url in (alamat("publik_predikat") + f"?q={CANARY}", alamat("publik_predikat_unit", wbk.unit_id)):
        halaman = client.get(url).content.decode()
        assert AMAN in halaman
        assert CANARY not in halaman
