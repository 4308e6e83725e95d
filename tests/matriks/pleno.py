"""Rows of the permission matrix: the rapat pleno. Its meeting is called by the ketua tim; the assigned member was
called to it, the others of TPI lead or don't know of it."""

from __future__ import annotations

import datetime as dt

from evaluation.enums import Status
from evaluation.models import AgendaPleno, ButirPleno, Jawaban, PesertaPleno, RapatPleno
from tests.matrix import INSTANSI, PENGARAH, Baris, Dunia, Orang, melihat_lke, selalu, semua

# The member that was called, the leads, the admin.
MELIHAT = selalu(*PENGARAH, "tpi_anggota", "admin")
MENULIS = selalu(*PENGARAH)
PERANAN = selalu(*INSTANSI, "tpi_lepas", "tpi_lain", "admin_lain")


def melihat_butir(status: str) -> Orang:
    """An item shows TPI's answer, which is not there before TPI began."""
    return frozenset() if status in {Status.DRAF, Status.DIAJUKAN, Status.PENDAHULUAN} else MELIHAT(status)


def _rapat(d: Dunia) -> dict[str, object]:
    return {"pk": d.pleno.pk}


def _lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.pleno.pk, "lke_pk": d.lke.pk}


def _butir(d: Dunia) -> dict[str, object]:
    return {"pk": d.pleno.pk, "butir_pk": d.butir_pleno.pk}


def _peserta(d: Dunia) -> dict[str, object]:
    return {"pk": d.pleno.pk, "peserta_pk": d.peserta_pleno.pk}


def _sheet(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _dua(kwargs, terlihat, boleh, data=None) -> list[Baris]:
    return [
        Baris(kwargs, terlihat, boleh, sekali=True),
        Baris(kwargs, terlihat, boleh, metode="post", data=data or {}, sekali=True),
    ]


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:pleno_list": [Baris(boleh=PERANAN, sekali=True)],
    "evaluation:pleno_baru": _dua(lambda d: {}, semua, selalu(*PENGARAH, "tpi_lain")),
    "evaluation:pleno_detail": [Baris(_rapat, MELIHAT)],
    "evaluation:pleno_ubah": _dua(_rapat, MELIHAT, MENULIS),
    "evaluation:pleno_mulai": [Baris(_rapat, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_tutup": _dua(_rapat, MELIHAT, MENULIS),
    "evaluation:pleno_batal": _dua(_rapat, MELIHAT, MENULIS),
    "evaluation:pleno_peserta": [Baris(_rapat, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_peserta_lepas": [Baris(_peserta, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_hadir": [Baris(_rapat, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_agenda": [Baris(_rapat, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_butir_pilih": _dua(_lke, MELIHAT, MENULIS),
    "evaluation:pleno_keluarkan": [Baris(_lke, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_butir": [
        Baris(_butir, melihat_butir),
        Baris(_butir, MELIHAT, MENULIS, metode="post", data={"keputusan": "tetap", "versi": "0"}),
    ],
    "evaluation:pleno_butir_buang": [Baris(_butir, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:pleno_berkas": [Baris(_rapat, MELIHAT, MENULIS, metode="post", sekali=True)],
    "evaluation:tpi_bawa_pleno": [
        Baris(_sheet, melihat_lke, MENULIS),
        Baris(_sheet, melihat_lke, MENULIS, metode="post"),
    ],
    "evaluation:tpi_kembali_nilai": [
        Baris(_sheet, melihat_lke, MENULIS),
        Baris(_sheet, melihat_lke, MENULIS, metode="post", data={"alasan": "Periksa lagi"}),
    ],
    "reports:laporan_pleno": [Baris(_rapat, MELIHAT)],
    "reports:pleno_minta": [Baris(_rapat, MELIHAT, metode="post")],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A meeting at work about the sheet, whatever state that has reached since."""
    ketua = dunia.orang["tpi_ketua"]
    rapat = dunia.pleno = RapatPleno.objects.create(
        instansi=dunia.instansi,
        musim=dunia.lke.musim,
        status="berlangsung",
        nomor="BA-1",
        tanggal=dt.date(2026, 11, 20),
        tempat="Aula",
        pemimpin=ketua,
        notulis=ketua,
        dibuat_oleh=ketua,
    )
    AgendaPleno.objects.create(rapat=rapat, lke=dunia.lke, oleh=ketua)
    isi = Jawaban.objects.get(lke=dunia.lke, lapis="unit", kode="A.I.1.i.a").isi
    dunia.butir_pleno = ButirPleno.objects.create(rapat=rapat, lke=dunia.lke, kode="A.I.1.i.a", urutan=1, semula=isi)
    anggota = dunia.orang["tpi_anggota"]
    dunia.peserta_pleno = PesertaPleno.objects.create(rapat=rapat, user=anggota, nama=anggota.nama)
