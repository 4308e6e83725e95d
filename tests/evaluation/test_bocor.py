"""Nobody finds what is hidden from them, whatever page, list, filter, file or message they open; and whoever may read
it does find it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Ranah, Status
from evaluation.enums.musim import CaraNilai
from evaluation.models import LembarKerjaEvaluasi, PenugasanTPI, PesertaPleno, Skor
from evaluation.services import benturan, komentar
from tests import matrix as m
from tests.evaluation.jenjang import KODE, Tim, buat_tim, isi, nilai, sampai_dalnis
from tests.evaluation.kenari import DUNIA, Kenari, buka, rendah
from tests.factories import make_anggota, make_lke_status, make_penugasan, make_unit
from tests.matriks import jenjang
from tests.matriks import pleno as topik_pleno
from tests.matriks import predikat as topik_predikat
from tests.matrix import Baris
from tests.test_permission_matrix import MATRIKS
from units.enums import Peran
from units.enums.token import Cakupan
from units.models import Keanggotaan, Notifikasi, User
from units.services import beri_tahu, pengingat, surel
from units.services.token import buat_token
from zi_portal.common.templatetags.zi import angka

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Of the unit's year; they hold nothing of a sheet and are swept in one world.
TAHAP = "units:"


@pytest.fixture(autouse=True)
def _tanpa_log():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# Whom the matrix doesn't know opens what these do.
SEPERTI = {
    "tpi_kedua": "tpi_anggota",
    "tpi_ketiga": "tpi_anggota",
    "tpi_tim_lain": "tpi_lepas",
    "tpn_lain": "tpn_anggota",
}


def alamat(k: Kenari, siapa: str, *, tahap: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """What this person may read of the permission matrix, then lists sorted, narrowed and searched. What is refused
    there, test_permission_matrix tells."""
    yield reverse("evaluation:publik_predikat"), {}
    yield reverse("evaluation:publik_predikat_unit", args=[k.dunia.unit.pk]), {}
    sudah = set()
    for nama, daftar in MATRIKS.items():
        for baris in daftar:
            if baris.metode != "get" or (nama.startswith(TAHAP) and not tahap and nama != "units:notifikasi"):
                continue
            if not (_terbuka(k, siapa, baris) or (nama in jenjang.MATRIKS and k.lke.jenjang)):
                continue
            kunci = (reverse(nama, kwargs=baris.kwargs(k.dunia)), tuple(baris.data.items()))
            if kunci not in sudah:
                sudah.add(kunci)
                yield kunci[0], dict(baris.data)
    if LembarKerjaEvaluasi.objects.visible_to(k.orang(siapa)).filter(pk=k.lke.pk).exists():
        yield from _daftar(k)


def _terbuka(k: Kenari, siapa: str, baris: Baris) -> bool:
    # A draft that came back from the parent unit is still its assessor's to read.
    status = Status.PENDAHULUAN if siapa == "penilai" else k.dunia.lke.status
    orang = baris.terlihat(status) if baris.boleh is None else baris.terlihat(status) & baris.boleh(status)
    return SEPERTI.get(siapa, siapa) in orang


def _daftar(k: Kenari) -> Iterator[tuple[str, dict[str, object]]]:
    """Where a layer, a sort, a filter or a search might tell more than the page alone."""
    pk, e = k.lke.pk, "evaluation:"
    lapis = [s.lapis for s in k.lke.skor.exclude(lapis="unit")]
    yield reverse(f"{e}tpi_antrean"), {"urut": "tpi", "status": k.lke.status}
    yield reverse(f"{e}tpn_antrean"), {"urut": "tpi", "status": k.lke.status}
    yield reverse(f"{e}predikat_list"), {"status": "dalam_klarifikasi"}
    yield reverse(f"{e}tpi_berubah", args=[pk]), {"sejak": "nilai"}
    for satu in lapis:
        yield reverse(f"{e}lke_banding", args=[pk]), {"a": "unit", "b": satu}
        yield reverse(f"{e}lke_riwayat", args=[pk]), {"lapis": satu}
        yield reverse(f"{e}perbedaan", args=[pk]), {"pasangan": f"unit-{satu}"}
    for bentuk in ("csv", "xlsx"):
        yield reverse(f"{e}lke_riwayat_unduh", args=[pk, bentuk]), {}
    yield reverse(f"{e}riwayat_unduh", args=[k.dunia.instansi.pk, "csv"]), {}
    for kata in k.boleh:
        if kata.startswith("knr"):
            yield reverse(f"{e}lke_cari", args=[pk]), {"q": kata[:-2]}


def _teks_api(k: Kenari) -> str:
    """All that a token with every right reads of this sheet and around it."""
    _token, kunci = buat_token(
        instansi=k.dunia.instansi, nama="Uji", cakupan=Cakupan.values, hari=1, actor=k.orang("admin")
    )
    daftar = [f"/api/v1/{nama}" for nama in ("unit", "tahap", "temuan", "data-pendukung", "lke", "survei")]
    rinci = [f"/api/v1/lke/{k.lke.pk}", f"/api/v1/unit/{k.dunia.unit.pk}"]
    portalrb = [f"/api/portalrb/pengusulan/unit-{p}" for p in ("wbk", "wbbm")]
    semua = []
    for url in daftar + rinci + portalrb:
        data = {"limit": 100, "tahun": k.lke.musim.tahun} if url in daftar else {}
        if url.endswith("data-pendukung"):
            data |= {"unit": k.dunia.unit.pk}
        jawab = Client(headers={"authorization": f"Bearer {kunci}"}).get(url, data)
        assert jawab.status_code < 500
        assert jawab.status_code == 200 or url not in daftar, (url, jawab.content)
        semua.append(jawab.content.decode())
    return "".join(semua)


@pytest.mark.parametrize("nama", DUNIA)
def test_who_finds_what(nama):
    """Everybody where the words stand, and those with most to learn wherever they may go."""
    k = DUNIA[nama]()
    k.dunia.lke = k.lke  # in the state it has come to
    ditemukan: dict[str, set[str]] = {kata: set() for kata in k.boleh}
    bocor: list[str] = []
    for siapa in (*k.dunia.orang, ""):
        client = Client(raise_request_exception=False)
        if siapa:
            client.force_login(k.orang(siapa))
        semua = list(alamat(k, siapa, tahap=nama == "dinilai")) if siapa in k.pengamat else []
        for url, data in k.tempat + [a for a in semua if a not in k.tempat]:
            status, teks = buka(client, url, data)
            assert status < 500, (url, data)
            for kata in (kata for kata in k.boleh if kata in teks):
                ditemukan[kata].add(siapa)
                if siapa not in k.boleh[kata]:
                    bocor.append(f"{siapa}: {kata} di {url} {data or ''}")
    assert not bocor, "\n".join(bocor)
    # They are there to be found.
    belum = {kata: set(orang) - ditemukan[kata] for kata, orang in k.boleh.items()}
    assert {kata: orang for kata, orang in belum.items() if orang} == {}
    # Nor does the API, which reads as an auditor does.
    teks = _teks_api(k)
    for kata in (kata for kata in k.boleh if kata.startswith("knr")):
        assert kata not in teks or "auditor" in k.boleh[kata], kata
    for skor in k.lke.skor.all():
        boleh = k.boleh.get(angka(skor.total))
        assert boleh is None or (format(skor.total, "f") in teks) == ("auditor" in boleh), skor.lapis
    # Nor does any message tell.
    for pesan in Notifikasi.objects.select_related("user"):
        teks = f"{pesan.judul} {pesan.isi}"
        siapa = next((nama for nama, user in k.dunia.orang.items() if user == pesan.user), "?")
        assert [kata for kata in k.boleh if kata in teks and siapa not in k.boleh[kata]] == []


# With it and without it ----------------------------------------------------------------------------------------------

# What forms are signed with is another one in each answer.
TANDA = re.compile(r"\b[A-Za-z0-9]{64}\b")


def _tetangga(tim: Tim) -> None:
    """Two finished sheets between whose scores the hidden one would come to stand."""
    for n, total in enumerate((80, 95)):
        unit = make_unit(f"Unit tetangga {n}", instansi=tim.lke.unit.instansi)
        lke = make_lke_status(Status.LAYAK, unit=unit, musim=tim.lke.musim)
        make_penugasan(tim.a, lke)
        angka = {"total": total, "pengungkit": total / 2, "hasil": total / 2, "terisi": 113, "lengkap": True}
        for lapis in (Lapis.UNIT, Lapis.TPI):
            Skor.objects.create(
                lke=lke, lapis=lapis, versi_jawaban=1, memenuhi_wbk=True, memenuhi_wbbm=False, rincian={}, **angka
            )


def _daftar_daftar(tim: Tim, lapis: Lapis) -> list[tuple[str, dict[str, object]]]:
    """Lists in each of their orders, narrowed and searched, and the pages that count."""
    pk, instansi, e = tim.lke.pk, tim.lke.unit.instansi_id, "evaluation:"
    tpi, daftar, beda, riwayat = (
        reverse(f"{e}tpi_antrean"),
        reverse(f"{e}lke_list"),
        reverse(f"{e}perbedaan", args=[pk]),
        reverse(f"{e}lke_riwayat", args=[pk]),
    )
    return [
        (reverse(f"{e}beranda"), {}),
        *((tpi, data) for data in ({}, {"urut": "tpi"}, {"status": Status.DINILAI_TPI, "q": "dinas"})),
        *((daftar, data) for data in ({}, {"urut": "-mandiri"}, {"status": Status.DINILAI_TPI, "urut": "status"})),
        *((beda, data) for data in ({}, {"pasangan": f"unit-{lapis}"})),
        *((riwayat, data) for data in ({"lapis": lapis}, {"q": "rahasia"})),
        (reverse(f"{e}lke_cari", args=[pk]), {"q": "rahasia"}),
        (reverse(f"{e}lke_banding", args=[pk]), {"a": "unit", "b": lapis}),
        (reverse(f"{e}riwayat_instansi", args=[instansi]), {}),
        (reverse("units:instansi_detail", args=[instansi]), {}),
        (reverse("units:tahap_instansi", args=[instansi]), {}),
        (reverse("units:unit_detail", args=[tim.lke.unit_id]), {}),
    ]


def _lihat(user: User, alamat: list[tuple[str, dict[str, object]]]) -> dict[str, tuple[int, str]]:
    """Address → status and words; opening a page leaves nothing behind, so that it can be opened again."""
    client = Client()
    client.force_login(user)
    cache.clear()
    with transaction.atomic():
        hasil = {f"{url} {data or ''}": buka(client, url, data) for url, data in alamat}
        transaction.set_rollback(True)
    return {url: (status, TANDA.sub("", teks)) for url, (status, teks) in hasil.items()}


@pytest.mark.parametrize(
    ("cara", "lapis", "pembaca", "lain"),
    [
        # Which layer, who may read it now, and who may not.
        (CaraNilai.LANGSUNG, Lapis.TPI, "a", ("operator", "auditor")),
        (CaraNilai.BUTA, Lapis.AT2, "b", ("a",)),
        (CaraNilai.BUTA, Lapis.TPI, "dalnis", ("a", "ketua")),
    ],
)
def test_no_list_counts_orders_or_finds_by_what_is_hidden(cara, lapis, pembaca, lain):
    """Low scores with their notes and TPI's talk, at one moment not there and at the same moment there: all lists are
    the same to who may not read them. Who may does see a difference."""
    tim = buat_tim(cara)
    if pembaca == "dalnis":
        sampai_dalnis(tim)
    _tetangga(tim)
    orang = vars(tim) | {"auditor": make_anggota(Peran.AUDITOR, instansi=tim.lke.unit.instansi)}
    alamat = _daftar_daftar(tim, lapis)
    buka_siapa = dict.fromkeys(lain, alamat) | {
        pembaca: [a for a in alamat if a[1] in ({"urut": "tpi"}, {"lapis": lapis})]
    }
    with time_machine.travel(timezone.now(), tick=False):
        tanpa = {nama: _lihat(orang[nama], mana) for nama, mana in buka_siapa.items()}
        isi(tim.lke, lapis, rendah(tim.lke, 80), catatan="Catatan rahasia")
        nilai(tim.lke, lapis, KODE, "C", orang[pembaca], "Catatan rahasia")
        if lapis == Lapis.TPI and not tim.lke.jenjang:
            komentar.tulis_komentar(
                lke=tim.lke, kode=KODE, isi="Bicara rahasia", ranah=Ranah.INTERNAL_TPI, actor=tim.ketua
            )
        dengan = {nama: _lihat(orang[nama], mana) for nama, mana in buka_siapa.items()}
    beda = {nama: [url for url, isi in dengan[nama].items() if isi != tanpa[nama][url]] for nama in buka_siapa}
    assert beda.pop(pembaca)
    assert [(nama, url) for nama in beda for url in beda[nama]] == []
    # The pages did open.
    for nama in lain:
        assert sum(status == 200 for status, _teks in dengan[nama].values()) >= 6


# Mail -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def dunia() -> m.Dunia:
    dunia = m.buat_dunia(Status.DINILAI_TPI)
    topik_pleno.lengkapi(dunia)
    topik_predikat.lengkapi(dunia)
    return dunia


def _pindah(user: User, unit) -> None:
    """To a desk where they still get mail of this instansi."""
    Keanggotaan.objects.filter(user=user).update(peran=Peran.OPERATOR, unit=unit, instansi=None)


def test_mail_that_waits_tells_only_who_still_may_know(dunia):
    """Two people hear the same and both have a mail in the outbox; before it leaves one of them loses the right."""
    lke, rapat, instansi = dunia.lke, dunia.pleno, dunia.instansi
    unit_lain = make_unit("Unit tetangga", instansi=instansi)
    internal = komentar.tulis_komentar(
        lke=lke, kode=KODE, isi="Bicara", ranah=Ranah.INTERNAL_TPI, actor=dunia.orang["tpi_ketua"]
    )
    ikut = {"unit": lke.unit, "musim": lke.musim}
    anggota, pengarah, orang_unit = Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.OPERATOR
    # What the news leads to, who is told, and how the right ends.
    kasus = {
        "tugas": (lke.get_absolute_url(), anggota, lambda u: PenugasanTPI.objects.filter(user=u).delete()),
        "benturan": (
            lke.get_absolute_url(),
            anggota,
            lambda u: benturan.nyatakan(user=u, ada=True, jenis="keluarga", uraian="Ipar", actor=u, **ikut),
        ),
        "pleno": (rapat.get_absolute_url(), anggota, lambda u: PesertaPleno.objects.filter(user=u).delete()),
        "unit": (lke.get_absolute_url(), orang_unit, lambda u: _pindah(u, unit_lain)),
        "internal": (
            f"{lke.get_absolute_url()}?komentar={internal.pk}",
            pengarah,
            lambda u: _pindah(u, lke.unit),
        ),
        "laporan": (dunia.laporan_draf.get_absolute_url(), pengarah, lambda u: _pindah(u, lke.unit)),
        "aduan": (
            f"{dunia.predikat_unit.get_absolute_url()}?klarifikasi={dunia.klarifikasi_predikat.pk}",
            pengarah,
            lambda u: _pindah(u, lke.unit),
        ),
    }
    kata = {nama: f"knrsurat{nama}xq" for nama in kasus}
    for nama, (url, peran, _hilang) in kasus.items():
        lingkup = {"unit": lke.unit} if peran == orang_unit else {"instansi": instansi}
        for siapa in ("tetap", "lepas"):
            user = make_anggota(peran, username=f"{nama}-{siapa}", email=f"{nama}-{siapa}@contoh.go.id", **lingkup)
            make_penugasan(user, lke)
            PesertaPleno.objects.create(rapat=rapat, user=user, nama=user.nama)
            beri_tahu(kepada=[user], judul=kata[nama], isi="Alasannya", url=url, kecuali=dunia.orang["tpn_admin"])
    pengingat.antre_surat(instansi=instansi)
    for nama, (_url, _peran, hilang) in kasus.items():
        hilang(User.objects.get(username=f"{nama}-lepas"))
    surel.kirim()
    terkirim = {s.to[0].partition("@")[0]: f"{s.subject} {s.body} {s.alternatives[0][0]}" for s in mail.outbox}
    for nama, satu in kata.items():
        assert satu in terkirim[f"{nama}-tetap"]
        assert satu not in terkirim.get(f"{nama}-lepas", ""), nama
