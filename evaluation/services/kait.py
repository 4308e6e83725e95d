"""What other systems of an instansi are told of its sheets and predicates: that something moved, and whose. Values are
read by the API, which knows what has been released."""

from __future__ import annotations

from evaluation.models import LembarKerjaEvaluasi, PredikatUnit, Riwayat
from units.enums.webhook import Peristiwa
from units.models import UnitKerja
from units.services.webhook import siarkan


def siarkan_lke(lke: LembarKerjaEvaluasi, riwayat: Riwayat) -> None:
    """A move of a sheet; in the transaction of the move. ``lke_id`` is the id that the API knows it by."""
    isi = {
        "lke_id": lke.pk,
        **_unit(lke.unit),
        "tahun": lke.musim.tahun,
        "predikat_tujuan": lke.predikat_tujuan,
        "putaran": lke.putaran,
        "aksi": riwayat.aksi,
        "dari": riwayat.dari,
        "ke": riwayat.ke,
    }
    siarkan(instansi_id=lke.unit.instansi_id, peristiwa=Peristiwa.LKE, isi=isi)


def siarkan_predikat(predikat: PredikatUnit, aksi: str) -> None:
    """A predicate recorded or moved; in the transaction of the move."""
    isi = {
        "predikat_id": predikat.pk,
        **_unit(predikat.unit),
        "jenis": predikat.jenis,
        "aksi": aksi,
        "status": predikat.status,
        "aktif": predikat.aktif,
        "nomor_sk": predikat.nomor_sk,
        "tanggal_sk": predikat.tanggal_sk.isoformat(),
    }
    siarkan(instansi_id=predikat.unit.instansi_id, peristiwa=Peristiwa.PREDIKAT, isi=isi)


def _unit(unit: UnitKerja) -> dict[str, object]:
    return {"unit_id": unit.pk, "unit_kode": unit.kode, "unit_nama": unit.nama}
