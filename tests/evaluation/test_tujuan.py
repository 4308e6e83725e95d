"""Whatever news leads to, somebody has said who may open it, and nobody else is mailed of it."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Ranah, Status
from evaluation.models import (
    KlarifikasiPredikat,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PredikatUnit,
    RapatPleno,
    Usulan,
)
from evaluation.services import predikat as layanan
from evaluation.services.benturan import nyatakan
from evaluation.services.komentar import tulis_komentar
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_predikat, make_unit
from units.enums import Peran
from units.models import Keanggotaan, Konsultasi, Notifikasi, Webhook
from units.selectors.kabar import tujuan
from units.services import beri_tahu, surel
from units.services.konsultasi import alamat_konsultasi
from units.services.pengingat import antre_surat

AKAR = Path(__file__).parents[2]
BERKAS = sorted([*AKAR.glob("units/services/*.py"), *AKAR.glob("evaluation/services/*.py")])
PAGI = dt.datetime(2026, 11, 25, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))

# --- Every caller -----------------------------------------------------------------------------------------------------

# What stands under these names where news is told; a new name wants a line here.
MODEL = {
    "aktif": PredikatUnit,
    "baru": PredikatUnit,
    "klarifikasi": KlarifikasiPredikat,
    "laporan": LaporanPredikat,
    "lke": LembarKerjaEvaluasi,
    "predikat": PredikatUnit,
    "rapat": RapatPleno,
    "usulan": Usulan,
    "webhook": Webhook,
}
FUNGSI = {
    "alamat_soal": lambda: ["/lke/1/A.I/?komentar=1#soal-A.I.1"],
    "alamat_konsultasi": lambda: [
        alamat_konsultasi(Konsultasi(pk=1, unit_id=1, arah=arah)) for arah in ("unit_tpi", "tpi_tpn")
    ],
}


def alamat(isi: ast.expr, fungsi: ast.AST) -> list[str]:
    """The addresses an expression can give, with 1 for every id."""
    match isi:
        case ast.Call(func=ast.Attribute(attr="get_absolute_url", value=ast.Name(id=nama) | ast.Attribute(attr=nama))):
            return [MODEL[nama](pk=1).get_absolute_url()]
        case ast.Call(func=ast.Name(id="reverse"), args=[ast.Constant(value=nama)], keywords=kata):
            return [reverse(nama, args=[1] * sum(len(k.value.elts) for k in kata))]
        case ast.Call(func=ast.Name(id=nama)):
            return FUNGSI[nama]()
        case ast.IfExp(body=satu, orelse=lain):
            return alamat(satu, fungsi) + alamat(lain, fungsi)
        case ast.JoinedStr(values=bagian):
            return ["".join(_potong(b, fungsi) for b in bagian)]
        case ast.Name(id=nama):
            isian = [n.value for n in ast.walk(fungsi) if isinstance(n, ast.Assign) and n.targets[0].id == nama]
            return [a for satu in isian for a in alamat(satu, fungsi)]
    raise AssertionError(ast.dump(isi))


def _potong(bagian: ast.expr, fungsi: ast.AST) -> str:
    if isinstance(bagian, ast.Constant):
        return bagian.value
    isi = bagian.value
    return alamat(isi, fungsi)[0] if isinstance(isi, ast.Call) else "1"


def kabar_ditulis():
    for berkas in BERKAS:
        for fungsi in ast.walk(ast.parse(berkas.read_text(encoding="utf-8"))):
            if not isinstance(fungsi, ast.FunctionDef):
                continue
            for n in ast.walk(fungsi):
                if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "beri_tahu":
                    (url,) = [k.value for k in n.keywords if k.arg == "url"]
                    yield f"{berkas.stem}.{fungsi.name}", url, fungsi


def test_every_page_that_news_leads_to_says_who_may_open_it():
    semua = list(kabar_ditulis())
    assert len(semua) >= 45
    kunci = set()
    for _tempat, url, fungsi in semua:
        for satu in alamat(url, fungsi):
            halaman, hal = tujuan(satu)
            kunci |= {halaman, *(k for k, _pk in hal)}
    assert {"predikat", "predikat/laporan", "predikat/klarifikasi", "?klarifikasi", "?benturan", "?komentar"} <= kunci
    assert {"lke", "usulan", "tpi/pleno", "unit/temuan", "unit/rekomendasi", "konsultasi-tpn"} <= kunci


@pytest.mark.parametrize("url", ["", "/entah/", "/entah/1/", "/unit/1/entah/2/", "/lke/1/entah/2/", "https://lain/x"])
def test_a_page_nobody_spoke_for_is_refused(url):
    with pytest.raises(ValueError, match="nobody said"):
        beri_tahu(kepada=[], judul="x", url=url, kecuali=None)


# --- The mail ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def jam(db):
    with time_machine.travel(PAGI, tick=False) as perjalanan:
        yield perjalanan


@pytest.fixture
def instansi(jam):
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


def orang(peran, **isi):
    return make_anggota(peran, **{"email": f"{peran}@contoh.go.id"} | isi)


def surat(instansi):
    """Address → text of the mails that leave now."""
    mail.outbox.clear()
    antre_surat(instansi=instansi)
    surel.kirim()
    return {s.to[0].removesuffix("@contoh.go.id"): s.body for s in mail.outbox}


def ganti_peran(user, peran, **lingkup):
    Keanggotaan.objects.filter(user=user).delete()
    make_anggota(peran, user=user, **lingkup)


def test_news_of_a_predicate_goes_to_who_sees_it_and_leads_to_its_page(settings, client, instansi, unit):
    settings.ZI_ALAMAT = "https://zi.contoh.go.id"
    operator, ketua = orang(Peran.OPERATOR, unit=unit), orang(Peran.TPI_KETUA, instansi=instansi)
    pindah = orang(Peran.KETUA_TIM, unit=unit)
    predikat = make_predikat(unit, actor=ketua)
    PredikatUnit.objects.update(berlaku_sampai=timezone.localdate() - dt.timedelta(days=1))
    layanan.habiskan_masa(pada=timezone.localdate())
    ganti_peran(pindah, Peran.OPERATOR, unit=make_unit("Lain", instansi=instansi))
    isi = surat(instansi)
    assert set(isi) == {"operator"}  # ketua recorded it, and ketua_tim has left
    assert f"https://zi.contoh.go.id/predikat/{predikat.pk}/" in isi["operator"]
    client.force_login(operator)
    kabar = Notifikasi.objects.get(user=operator)
    assert client.get(f"/notifikasi/{kabar.pk}/", follow=True).redirect_chain[-1][0] == predikat.get_absolute_url()


def test_a_clarification_is_mailed_to_nobody_who_may_not_know_of_it(instansi, unit):
    pimpinan, tpn = orang(Peran.PIMPINAN_UNIT, unit=unit), orang(Peran.TPN_ADMIN)
    admin = orang(Peran.ADMIN_INSTANSI, instansi=instansi)
    predikat = make_predikat(unit, actor=tpn)
    klarifikasi = layanan.buka_klarifikasi(
        predikat=predikat,
        sumber="SP4N",
        tanggal_aduan=timezone.localdate(),
        tautan="",
        ringkasan="Pungutan",
        actor=tpn,
    )
    layanan.tutup_klarifikasi(klarifikasi=klarifikasi, terbukti=True, alasan="Terbukti", actor=tpn)
    predikat.refresh_from_db()
    layanan.pulihkan_predikat(predikat=predikat, alasan="Sudah dibenahi", actor=tpn)
    assert Notifikasi.objects.filter(user=pimpinan).count() == 3
    ganti_peran(pimpinan, Peran.OPERATOR, unit=unit)  # sees the predicate still, and knows of no clarification
    isi = surat(instansi)
    assert set(isi) == {"admin_instansi"}
    for kata in ("dibuka", "Terbukti", "tetap aktif"):
        assert kata in isi[admin.email.split("@")[0]]


def test_what_tpi_says_among_itself_is_mailed_to_tpi_alone(instansi, unit):
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    ketua, dalnis = (orang(p, instansi=instansi) for p in (Peran.TPI_KETUA, Peran.TPI_DALNIS))
    bawa_ke(lke, Status.DINILAI_TPI, actor=dalnis)
    Notifikasi.objects.all().delete()
    kode = "A.I.1.i.a"
    for ranah, kata in ((Ranah.INTERNAL_TPI, "Rahasia"), (Ranah.BERSAMA, "Terbuka")):
        tulis_komentar(lke=lke, kode=kode, isi=f"{kata} @{ketua.username}", ranah=ranah, actor=dalnis)
    ganti_peran(ketua, Peran.ADMIN_INSTANSI, instansi=instansi)
    isi = surat(instansi)["tpi_ketua"]
    assert "Terbuka" in isi
    assert "Rahasia" not in isi


def test_a_conflict_is_not_mailed_to_who_now_works_in_the_unit(instansi, unit):
    lke = make_lke(unit=unit)
    dalnis, ketua = (orang(p, instansi=instansi) for p in (Peran.TPI_DALNIS, Peran.TPI_KETUA))
    nyatakan(user=dalnis, unit=unit, musim=lke.musim, ada=True, jenis="keluarga", uraian="Adik", actor=dalnis)
    assert Notifikasi.objects.filter(user=ketua).count() == 1
    make_anggota(Peran.OPERATOR, unit=unit, user=ketua)
    assert surat(instansi) == {}
