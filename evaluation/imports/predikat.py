"""Predicates of many units from their SK, those of earlier years too: one row is one SK of one unit.

The rows of a unit are read as its history, by the dates of the SK; the last one is in force when nothing ended it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from evaluation.enums import JenisPredikat
from evaluation.errors import EvaluationError
from evaluation.models import PredikatUnit
from evaluation.services.predikat_lama import SKLama, catat_sejarah, salah_sejarah
from units.enums import Lingkup
from units.imports import (
    BarisTabel,
    Bentuk,
    HasilPeriksa,
    ImporBentrok,
    JenisImpor,
    KolomImpor,
    PilihanWidget,
    ResourceImpor,
    TanggalWidget,
    TeksWidget,
)
from units.models import UnitKerja
from units.selectors import unit_milik_sendiri
from zi_portal.common.tabel import Galat, Tabel


class HariWidget(TanggalWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date:
        if (hari := super().clean(value, row, **kwargs)) is None:
            raise ValueError(_("Wajib diisi."))
        return hari


class PredikatResource(ResourceImpor):
    kode_instansi = Field("kode_instansi", "kode_instansi", TeksWidget())
    kode_unit = Field("kode_unit", "kode_unit", TeksWidget())
    jenis = Field("jenis", "jenis", PilihanWidget(JenisPredikat))
    nomor_sk = Field("nomor_sk", "nomor_sk", TeksWidget())
    tanggal_sk = Field("tanggal_sk", "tanggal_sk", HariWidget())
    penandatangan = Field("penandatangan", "penandatangan", TeksWidget())
    berlaku_sampai = Field("berlaku_sampai", "berlaku_sampai", TanggalWidget())

    class Meta:
        model = PredikatUnit
        fields = (
            "kode_instansi",
            "kode_unit",
            "jenis",
            "nomor_sk",
            "tanggal_sk",
            "penandatangan",
            "berlaku_sampai",
        )
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def susun(self, tabel: Tabel, bentuk: Bentuk) -> list[BarisTabel]:
        """Only the units that stand in the file are read."""
        baris = super().susun(tabel, bentuk)
        kode = {str(b.nilai["kode_unit"]).strip() for b in baris}
        unit = UnitKerja.objects.filter(kode__in=kode).select_related("instansi")
        self._unit = {(u.instansi.kode, u.kode): u for u in unit}
        self._ada = {}
        self._sejarah: dict[int, list[PredikatUnit]] = {}
        for p in PredikatUnit.objects.filter(unit__in=self._unit.values()).select_related("unit__instansi"):
            _berkode(p)
            self._ada[p.unit_id, p.jenis, p.nomor_sk.casefold(), p.tanggal_sk] = p
            self._sejarah.setdefault(p.unit_id, []).append(p)
        self.keadaan = {p.pk: _isi(p) for p in self._ada.values()}
        return baris

    def muat(self) -> None:
        self._unit: dict[tuple[str, str], UnitKerja] = {}
        self._di: dict[tuple[Any, ...], int] = {}
        self._baris_unit: dict[int, list[int]] = {}
        self._sendiri = unit_milik_sendiri(self.actor)

    def keadaan_kini(self) -> dict[Any, Any]:
        pk = [u.pk for u in self._unit.values()]
        list(UnitKerja.objects.select_for_update(no_key=True).filter(pk__in=pk).order_by("pk").values("pk"))
        return {p.pk: _isi(p) for p in PredikatUnit.objects.filter(unit__in=pk)}

    def init_instance(self, row: Mapping[str, Any] | None = None) -> PredikatUnit:
        baru = PredikatUnit()
        baru.kode_instansi = baru.kode_unit = ""
        return baru

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> PredikatUnit | None:
        self._di_unit = None
        wajib = ("kode_instansi", "kode_unit", "jenis", "nomor_sk", "tanggal_sk")
        try:
            isi = {n: self.fields[n].clean(row) for n in wajib}
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        unit = self._unit.get((isi["kode_instansi"], isi["kode_unit"]))
        if unit is None:
            raise ValidationError(
                {
                    "kode_unit": _("Unit %(unit)s tidak ada di instansi dengan kode %(instansi)s.")
                    % {"unit": isi["kode_unit"][:40] or "–", "instansi": isi["kode_instansi"][:40] or "–"}
                }
            )
        if unit.pk in self._sendiri:
            raise ValidationError({"kode_unit": _("Anda bekerja di unit ini, jadi SK-nya dicatat orang lain.")})
        self._di_unit = unit
        kunci = (unit.pk, isi["jenis"], isi["nomor_sk"].casefold(), isi["tanggal_sk"])
        if (lain := self._di.setdefault(kunci, baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "nomor_sk": _("SK ini ada di baris %(a)d dan baris %(b)d. Sisakan satu.")
                    % {"a": lain, "b": baris.nomor}
                }
            )
        return self._ada.get(kunci)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        salah = dict(import_validation_errors or {})
        if not salah and instance.berlaku_sampai and instance.berlaku_sampai < instance.tanggal_sk:
            salah["berlaku_sampai"] = ValidationError(_("Masa berlaku tidak boleh berakhir sebelum tanggal SK."))
        super().validate_instance(instance, salah, validate_unique)

    def lengkapi(self, instance: PredikatUnit, is_create: bool, beda: dict[str, list[Any]]) -> None:
        if is_create:
            instance.unit = self._di_unit
            self._baris_unit.setdefault(instance.unit.pk, []).append(self._kini.nomor)
        beda.pop("kode_instansi", None)
        beda.pop("kode_unit", None)

    def periksa(self, tabel: Tabel, bentuk: Bentuk) -> HasilPeriksa:
        hasil = super().periksa(tabel, bentuk)
        nomor = {id(p): n for p, n in zip(self.baru, self._nomor_baru(), strict=True)}
        kolom = self._baris[0].kolom.get("tanggal_sk", "")
        per_unit: dict[int, list[PredikatUnit]] = {}
        for p in self.baru:
            per_unit.setdefault(p.unit.pk, []).append(p)
        for unit_pk, baru in per_unit.items():
            lama = self._sejarah.get(unit_pk, [])
            for p, pesan in salah_sejarah(unit=baru[0].unit, lama=lama, baru=[(p, _sk(p)) for p in baru]):
                hasil.galat.append(Galat(pesan, nomor[id(p)], kolom))
        hasil.galat.sort(key=lambda g: g.baris or 0)
        return hasil

    def _nomor_baru(self) -> list[int]:
        return [b.nomor for b in self.hasil.beda if b.jenis == "baru"]

    def label(self, instance: PredikatUnit) -> str:
        return f"{instance.unit.nama} · {instance.jenis} · {instance.nomor_sk}"

    def tanda(self, instance: PredikatUnit) -> str:
        return f"{instance.pk}/{instance.status}"

    def tulis(self, *, alasan: str) -> None:
        """Raises ImporBentrok when something happened to a predicate meanwhile."""
        per_unit: dict[int, list[PredikatUnit]] = {}
        for p in self.baru:
            per_unit.setdefault(p.unit.pk, []).append(p)
        try:
            for unit_pk in sorted(per_unit):
                baru = per_unit[unit_pk]
                catat_sejarah(unit=baru[0].unit, sk=[_sk(p) for p in baru], actor=self.actor, alasan=alasan)
            for p, _beda in self.berubah:
                catat_sejarah(unit=p.unit, sk=[_sk(p)], actor=self.actor, alasan=alasan)
        except EvaluationError as error:
            raise ImporBentrok from error

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        semua = PredikatUnit.objects.exclude(unit__in=unit_milik_sendiri(self.actor))
        return [
            [
                p.unit.instansi.kode,
                p.unit.kode,
                p.unit.nama,
                p.jenis,
                p.nomor_sk,
                p.tanggal_sk.isoformat(),
                p.penandatangan,
                p.berlaku_sampai.isoformat() if p.berlaku_sampai else "",
            ]
            for p in semua.select_related("unit__instansi").order_by(
                "unit__instansi__nama", "unit__nama", "unit_id", "tanggal_sk", "pk"
            )
        ]


def _sk(p: PredikatUnit) -> SKLama:
    return SKLama(p.jenis, p.nomor_sk, p.tanggal_sk, p.penandatangan, p.berlaku_sampai)


def _isi(p: PredikatUnit) -> tuple[Any, ...]:
    return (p.unit_id, p.jenis, p.nomor_sk, p.tanggal_sk, p.penandatangan, p.berlaku_sampai, p.status)


def _berkode(p: PredikatUnit) -> None:
    p.kode_instansi, p.kode_unit = p.unit.instansi.kode, p.unit.kode


PREDIKAT = JenisImpor(
    kunci="predikat",
    judul=gettext_lazy("Predikat"),
    penjelasan=gettext_lazy("SK predikat WBK dan WBBM banyak unit, termasuk tahun-tahun sebelumnya."),
    resource=PredikatResource,
    izin="evaluation.impor_predikat",
    izin_baca="evaluation.impor_predikat",
    lingkup=Lingkup.NASIONAL,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Satu baris tiap SK dan unit"),
            (
                KolomImpor("Kode instansi", "kode_instansi", ("instansi",), True, True, 18),
                KolomImpor("Kode unit", "kode_unit", ("kode unit kerja",), True, True, 18),
                KolomImpor("Nama unit", "nama_unit", ("unit", "unit kerja"), teks=True, lebar=40),
                KolomImpor("Predikat", "jenis", ("jenis", "jenis predikat"), True, True, 12),
                KolomImpor("Nomor SK", "nomor_sk", ("nomor", "no sk", "nomor keputusan"), True, True, 30),
                KolomImpor("Tanggal SK", "tanggal_sk", ("tanggal", "tgl sk"), True, True, 14),
                KolomImpor("Penandatangan", "penandatangan", ("ditandatangani",), teks=True, lebar=36),
                KolomImpor("Berlaku sampai", "berlaku_sampai", ("berakhir",), teks=True, lebar=14),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy("Satu baris satu SK satu unit. Tuliskan juga SK tahun-tahun sebelumnya bila ada."),
        gettext_lazy("SK terakhir suatu unit menjadi predikat yang berlaku; yang lebih lama tercatat digantikan."),
        gettext_lazy("WBBM memerlukan WBK yang lebih dahulu, di tabel ini atau yang sudah tercatat."),
        gettext_lazy("Berkas SK diunggah kemudian dari halaman predikatnya. Nama unit hanya keterangan."),
    ),
)
