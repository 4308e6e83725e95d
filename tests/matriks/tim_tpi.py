"""Rows of the permission matrix: the teams of TPI."""

from __future__ import annotations

from django.core.files.base import ContentFile

from evaluation.models import AnggotaTimTPI, BerkasEvaluasi, TimTPI, UnitTim
from tests.matrix import INSTANSI, PENGARAH, Baris, Dunia, selalu

PENGATUR = PENGARAH | {"admin"}
DI_MANA_PUN = selalu(*PENGATUR, "tpi_lain", "admin_lain")
MELIHAT = selalu(*INSTANSI, "tpi_lepas")
MENGATUR = selalu(*PENGATUR)


def _tim(d: Dunia) -> dict[str, object]:
    return {"pk": d.tim_tpi.pk}


def _sk(d: Dunia) -> dict[str, object]:
    return {"pk": d.tim_tpi.pk, "berkas_pk": d.sk_tim.pk}


def _unit(d: Dunia) -> dict[str, object]:
    return {"pk": d.tim_tpi.pk, "unit_pk": d.unit.pk}


def _dua(kwargs) -> list[Baris]:
    return [
        Baris(kwargs, MELIHAT, MENGATUR, sekali=True),
        Baris(kwargs, MELIHAT, MENGATUR, metode="post", sekali=True),
    ]


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:tpi_tim_list": [Baris(boleh=selalu(*INSTANSI, "tpi_lepas", "tpi_lain", "admin_lain"))],
    "evaluation:tpi_tim_baru": [Baris(boleh=DI_MANA_PUN), Baris(boleh=DI_MANA_PUN, metode="post")],
    "evaluation:tpi_tim_bagi": [Baris(boleh=DI_MANA_PUN), Baris(boleh=DI_MANA_PUN, metode="post")],
    "evaluation:tpi_tim_detail": [Baris(_tim, MELIHAT, sekali=True)],
    "evaluation:tpi_tim_ubah": _dua(_tim),
    "evaluation:tpi_tim_hapus": _dua(_tim),
    "evaluation:tpi_tim_sk": [Baris(_tim, MELIHAT, MENGATUR, metode="post", sekali=True)],
    "evaluation:tpi_tim_sk_buang": _dua(_sk),
    "evaluation:tpi_tim_unit": [Baris(_tim, MELIHAT, MENGATUR, metode="post", sekali=True)],
    "evaluation:tpi_tim_unit_lepas": _dua(_unit),
    "evaluation:tpi_tugas_riwayat": [Baris(boleh=DI_MANA_PUN)],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A team with its SK, a member and the unit."""
    admin, musim = dunia.orang["admin"], dunia.lke.musim
    tim = dunia.tim_tpi = TimTPI.objects.create(instansi=dunia.instansi, musim=musim, nama="Tim 1", dibuat_oleh=admin)
    AnggotaTimTPI.objects.create(tim=tim, user=dunia.orang["tpi_anggota"], kedudukan="anggota")
    UnitTim.objects.create(tim=tim, unit=dunia.unit, musim=musim, oleh=admin)
    dunia.sk_tim = BerkasEvaluasi.objects.create(
        benda=tim.BENDA,
        objek_id=tim.pk,
        jenis="sk",
        nama="sk.txt",
        mime="text/plain",
        ukuran=2,
        sha256="0" * 64,
        isi=ContentFile(b"SK", name="sk.txt"),
        diunggah_oleh=admin,
    )
