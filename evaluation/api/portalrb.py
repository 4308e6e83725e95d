"""The three answers PortalRB pulls (its technical guide, version 1.0.0): paths, names and types are its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from evaluation.enums import JenisPredikat
from evaluation.models import Musim
from evaluation.selectors.portalrb import (
    POLA_ID,
    alasan_tertutup,
    berhak_wbbm,
    isi_banyak,
    jawaban_nasional,
    musim_portalrb,
    unit_terkirim,
)
from units.api.galat import GALAT, GalatAPI
from units.api.masuk import Pemegang, TokenAuth
from units.enums.token import Cakupan
from units.services.token import catat_ambilan

router = Router(tags=["PortalRB"], auth=TokenAuth(Cakupan.PORTALRB))


class Unit(Schema):
    id: str = Field(description="id unit, tetap selama usulan")
    nama: str
    kategori: str = Field(description="WBK, WBK-AFIRMASI, atau WBBM")
    afirmasi: bool


class DaftarUnit(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "tahun": 2026,
                "units": [{"id": "UNIT-LANGKAT-12", "nama": "Badan Kepegawaian", "kategori": "WBK", "afirmasi": False}],
            }
        }
    )

    tahun: int
    units: list[Unit]


class Jawaban(Schema):
    soal_id: int = Field(description="id soal dalam master soal nasional")
    jawaban_unit: str | None
    jawaban_tpi: str | None
    catatan_unit: str | None
    bukti_dukung_unit: str | None = Field(description="judul dan tautan atau nama berkas, satu baris satu bukti")
    catatan_tpi: str | None


class JawabanUnit(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "unit_id": "UNIT-LANGKAT-12",
                "nama_unit": "Badan Kepegawaian",
                "tahun": 2026,
                "answers": [
                    {
                        "soal_id": 1,
                        "jawaban_unit": "Ya",
                        "jawaban_tpi": "Ya",
                        "catatan_unit": None,
                        "bukti_dukung_unit": "SK Tim Kerja (sk.pdf)",
                        "catatan_tpi": None,
                    }
                ],
            }
        }
    )

    unit_id: str
    nama_unit: str
    tahun: int
    answers: list[Jawaban]


def _dicatat(apa: str) -> Callable[..., Callable[..., object]]:
    """Writes down what was asked for and what became of it, also when it was refused."""

    def bungkus(view: Callable[..., object]) -> Callable[..., object]:
        @wraps(view)
        def dibungkus(request: HttpRequest, **kwargs: str) -> object:
            unit, status, jumlah = kwargs.get("unit_id", ""), 500, None
            try:
                hasil = view(request, **kwargs)
                status, jumlah = 200, len(hasil.units) if isinstance(hasil, DaftarUnit) else None
                return hasil
            except GalatAPI as error:
                status = error.status
                raise
            finally:
                # A name that is none of ours is not kept: it may hold anything.
                dikenal = unit if POLA_ID.fullmatch(unit) else ""
                catat_ambilan(token=request.auth.token, apa=apa, status=status, unit=dikenal, jumlah=jumlah)

        return dibungkus

    return bungkus


def _musim(pemegang: Pemegang) -> Musim:
    """The season that is pulled. Raises GalatAPI 403 when PortalRB gets nothing now."""
    musim = musim_portalrb()
    if musim is None:
        raise GalatAPI(403, _("Belum ada musim evaluasi yang dibuka."))
    if alasan := alasan_tertutup(musim, pemegang.instansi):
        raise GalatAPI(
            403, _("PortalRB hanya dapat mengambil data dalam masa pengusulan. %(kapan)s") % {"kapan": alasan}
        )
    return musim


def _daftar(pemegang: Pemegang, musim: Musim, predikat: JenisPredikat) -> DaftarUnit:
    return DaftarUnit(
        tahun=musim.tahun,
        units=[
            Unit(id=u.id, nama=u.nama, kategori=u.kategori, afirmasi=u.afirmasi)
            for u in unit_terkirim(pemegang.instansi, musim, predikat)
        ],
    )


@router.get("/pengusulan/unit-wbk", response={200: DaftarUnit} | GALAT, summary="Unit yang diusulkan WBK")
@_dicatat("unit-wbk")
def unit_wbk(request: HttpRequest) -> DaftarUnit:
    return _daftar(request.auth, _musim(request.auth), JenisPredikat.WBK)


@router.get("/pengusulan/unit-wbbm", response={200: DaftarUnit} | GALAT, summary="Unit yang diusulkan WBBM")
@_dicatat("unit-wbbm")
def unit_wbbm(request: HttpRequest) -> DaftarUnit:
    musim = _musim(request.auth)
    if not berhak_wbbm(request.auth.instansi, musim):
        raise GalatAPI(403, _("Instansi ini belum dapat mengusulkan WBBM: belum ada unit berpredikat WBK yang aktif."))
    return _daftar(request.auth, musim, JenisPredikat.WBBM)


@router.get("/lke/jawaban-unit/{unit_id}", response={200: JawabanUnit} | GALAT, summary="Jawaban LKE sebuah unit")
@_dicatat("jawaban-unit")
def jawaban_unit(request: HttpRequest, unit_id: str) -> JawabanUnit:
    musim = _musim(request.auth)
    if not POLA_ID.fullmatch(unit_id):
        raise GalatAPI(422, _("Id unit itu tidak berbentuk seperti id dalam daftar unit."))
    unit = next((u for u in unit_terkirim(request.auth.instansi, musim) if u.id == unit_id), None)
    if unit is None:
        raise GalatAPI(404, _("Unit itu tidak ada dalam usulan yang terkirim."))
    return JawabanUnit(
        unit_id=unit.id,
        nama_unit=unit.nama,
        tahun=musim.tahun,
        answers=[
            Jawaban(
                soal_id=j.soal.soal_id,
                jawaban_unit=j.unit,
                jawaban_tpi=j.tpi,
                catatan_unit=j.catatan_unit,
                bukti_dukung_unit=j.bukti,
                catatan_tpi=j.catatan_tpi,
            )
            for j in jawaban_nasional(unit, isi_banyak([unit])[unit.lke_id])
            if j.soal.soal_id is not None
        ],
    )
