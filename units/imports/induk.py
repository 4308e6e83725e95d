"""Instansi, and the unit kerja of one, as tables: a row meets the one with its kode; the rest stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from units.enums import JenisInstansi, JenisUnit, Lingkup
from units.imports.dasar import (
    BarisTabel,
    Bentuk,
    HasilPeriksa,
    JenisImpor,
    KolomImpor,
    PilihanWidget,
    ResourceImpor,
    TeksWidget,
    YaTidakWidget,
)
from units.models import Instansi, UnitKerja
from units.models.organisasi import ZonaWaktu
from zi_portal.common.tabel import Galat, Tabel

KEPING = 500


class _BerkodeResource(ResourceImpor):
    """Rows known by their kode."""

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> Any:
        try:
            kode = self.fields["kode"].clean(row)
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        if not kode:
            return None
        if (lain := self._di.setdefault(kode, baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "kode": _("Kode %(kode)s ada di baris %(a)d dan baris %(b)d. Sisakan satu.")
                    % {"kode": kode, "a": lain, "b": baris.nomor}
                }
            )
        return self._ada.get(kode)

    def label(self, instance: Any) -> str:
        return f"{instance.nama} ({instance.kode})"

    def tanda(self, instance: Any) -> str:
        return str(instance.pk)


class InstansiResource(_BerkodeResource):
    kode = Field("kode", "kode", TeksWidget())
    nama = Field("nama", "nama", TeksWidget())
    jenis = Field("jenis", "jenis", PilihanWidget(JenisInstansi))
    alamat = Field("alamat", "alamat", TeksWidget())
    zona_waktu = Field("zona_waktu", "zona_waktu", PilihanWidget(ZonaWaktu, kosong=ZonaWaktu.WIB.value))

    class Meta:
        model = Instansi
        fields = ("kode", "nama", "jenis", "alamat", "zona_waktu")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Instansi:
        return Instansi()

    def muat(self) -> None:
        self._ada = {i.kode: i for i in Instansi.objects.all()}
        self.keadaan = {i.pk: _isi_instansi(i) for i in self._ada.values()}
        self._di: dict[str, int] = {}

    def keadaan_kini(self) -> dict[Any, Any]:
        semua = Instansi.objects.select_for_update(no_key=True).order_by("pk")
        return {i.pk: _isi_instansi(i) for i in semua}

    def tulis(self, *, alasan: str) -> None:
        Instansi.objects.bulk_create(self.baru, batch_size=KEPING)
        _timpa(Instansi, self.berubah)

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        return [
            [i.kode, i.nama, i.get_jenis_display(), i.alamat, i.get_zona_waktu_display()]
            for i in Instansi.objects.order_by("nama", "pk")
        ]


def _isi_instansi(i: Instansi) -> tuple[Any, ...]:
    return (i.kode, i.nama, i.jenis, i.alamat, i.zona_waktu)


class UnitKerjaResource(_BerkodeResource):
    """``kode_induk`` is the parent unit by its kode, which may stand in the same file."""

    kode = Field("kode", "kode", TeksWidget())
    nama = Field("nama", "nama", TeksWidget())
    jenis = Field("jenis", "jenis", PilihanWidget(JenisUnit, kosong=JenisUnit.LAINNYA.value))
    alamat = Field("alamat", "alamat", TeksWidget())
    kode_induk = Field("kode_induk", "kode_induk", TeksWidget())
    jpt_madya = Field("jpt_madya", "jpt_madya", YaTidakWidget(kosong=False))
    aktif = Field("aktif", "aktif", YaTidakWidget(kosong=True))

    class Meta:
        model = UnitKerja
        fields = ("kode", "nama", "jenis", "alamat", "kode_induk", "jpt_madya", "aktif")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def init_instance(self, row: Mapping[str, Any] | None = None) -> UnitKerja:
        baru = UnitKerja(instansi=self.instansi)
        baru.kode_induk = ""
        return baru

    def muat(self) -> None:
        self._ada = {}
        for satu in UnitKerja.objects.filter(instansi=self.instansi).select_related("induk"):
            satu.kode_induk = satu.induk.kode if satu.induk else ""
            self._ada[satu.kode] = satu
        self.keadaan = {u.pk: _isi_unit(u) for u in self._ada.values()}
        self._di: dict[str, int] = {}
        self._induk_di: dict[str, tuple[int, str]] = {}

    def keadaan_kini(self) -> dict[Any, Any]:
        semua = UnitKerja.objects.select_for_update(no_key=True).filter(instansi=self.instansi)
        return {u.pk: _isi_unit(u) for u in semua.order_by("pk")}

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        salah = dict(import_validation_errors or {})
        if instance.kode_induk and instance.kode_induk == instance.kode:
            salah["kode_induk"] = ValidationError(_("Unit tidak dapat menjadi induknya sendiri."))
        elif instance.kode_induk and instance.jpt_madya:
            salah["kode_induk"] = ValidationError(
                _("Unit yang dipimpin JPT madya langsung dinilai TPI, tanpa unit induk. Kosongkan salah satunya.")
            )
        self._induk_di[instance.kode] = (self._kini.nomor, instance.kode_induk)
        super().validate_instance(instance, salah, validate_unique)

    def periksa(self, tabel: Tabel, bentuk: Bentuk) -> HasilPeriksa:
        hasil = super().periksa(tabel, bentuk)
        kolom = self._baris[0].kolom.get("kode_induk", "")
        hasil.galat.extend(Galat(pesan, nomor, kolom) for nomor, pesan in self._salah_induk())
        return hasil

    def _salah_induk(self) -> list[tuple[int, str]]:
        """Parents that are nowhere, and rings; the parent may stand further down, so this waits for the last row."""
        atas = {kode: u.kode_induk for kode, u in self._ada.items()}
        atas |= {kode: induk for kode, (_nomor, induk) in self._induk_di.items()}
        salah = []
        for kode, (nomor, induk) in self._induk_di.items():
            if not induk or induk == kode:
                continue
            if induk not in atas:
                pesan = _("Unit induk dengan kode %(kode)s tidak ada di instansi ini dan tidak ada di tabel ini.")
                salah.append((nomor, pesan % {"kode": induk[:40]}))
                continue
            dilalui, langkah = {kode}, induk
            while langkah and langkah not in dilalui:
                dilalui.add(langkah)
                langkah = atas.get(langkah, "")
            if langkah:
                pesan = _("Unit ini sendiri induk dari %(kode)s. Pilih unit induk lain.")
                salah.append((nomor, pesan % {"kode": induk}))
        return salah

    def tulis(self, *, alasan: str) -> None:
        # The parents first: a child may stand above its parent in the file.
        UnitKerja.objects.bulk_create(self.baru, batch_size=KEPING)
        pk = {u.kode: u.pk for u in (*self._ada.values(), *self.baru)}
        ubah: list[tuple[UnitKerja, set[str]]] = [(u, {"induk"}) for u in self.baru if u.kode_induk]
        for satu, beda in self.berubah:
            ubah.append((satu, {"induk" if b == "kode_induk" else b for b in beda}))
        for satu, _beda in ubah:
            satu.induk_id = pk.get(satu.kode_induk)
        _timpa(UnitKerja, ubah)

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        semua = UnitKerja.objects.filter(instansi=self.instansi).select_related("induk").order_by("nama", "pk")
        return [
            [
                u.kode,
                u.nama,
                u.get_jenis_display(),
                u.alamat,
                u.induk.kode if u.induk else "",
                _ya(u.jpt_madya),
                _ya(u.aktif),
            ]
            for u in semua
        ]


def _isi_unit(u: UnitKerja) -> tuple[Any, ...]:
    return (u.kode, u.nama, u.jenis, u.alamat, u.induk_id, u.jpt_madya, u.aktif)


def _ya(nilai: bool) -> str:
    return _("ya") if nilai else _("tidak")


def _timpa(model: Any, berubah: list[tuple[Any, set[str]]]) -> None:
    """Store what changed. An upsert of rows that are there: six times quicker than bulk_update's CASE."""
    kolom = set().union(*(beda for _satu, beda in berubah))
    if kolom:
        model.objects.bulk_create(
            [satu for satu, _beda in berubah],
            batch_size=KEPING,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(kolom),
        )


_KODE = KolomImpor("Kode", "kode", ("kode unit", "kode instansi", "kode unit kerja"), wajib=True, teks=True, lebar=20)
_ALAMAT = KolomImpor("Alamat", "alamat", ("alamat kantor",), teks=True, lebar=44)

INSTANSI = JenisImpor(
    kunci="instansi",
    judul=gettext_lazy("Instansi"),
    penjelasan=gettext_lazy("Daftar instansi: kementerian, lembaga, dan pemerintah daerah."),
    resource=InstansiResource,
    izin="units.kelola_platform",
    izin_baca="units.kelola_platform",
    lingkup=Lingkup.NASIONAL,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Daftar instansi"),
            (
                _KODE,
                KolomImpor("Nama", "nama", ("nama instansi", "instansi"), wajib=True, teks=True, lebar=44),
                KolomImpor("Jenis", "jenis", ("jenis instansi", "kategori"), wajib=True, teks=True, lebar=24),
                _ALAMAT,
                KolomImpor("Zona waktu", "zona_waktu", ("zona",), teks=True, lebar=12),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy("Satu baris satu instansi, dikenali dari kodenya. Baris pertama adalah judul kolom."),
        gettext_lazy(
            "Jenis: Kementerian, Lembaga, Pemerintah provinsi, Pemerintah kabupaten, atau Pemerintah kota. "
            "Zona waktu: WIB, WITA, atau WIT."
        ),
        gettext_lazy("Instansi yang tidak ada di tabel tidak dihapus."),
    ),
)

UNIT_KERJA = JenisImpor(
    kunci="unit_kerja",
    judul=gettext_lazy("Unit kerja"),
    penjelasan=gettext_lazy("Unit kerja satu instansi, dengan unit induknya."),
    resource=UnitKerjaResource,
    izin="units.kelola_pegawai",
    izin_baca="units.kelola_pegawai",
    lingkup=Lingkup.INSTANSI,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Daftar unit kerja"),
            (
                _KODE,
                KolomImpor("Nama", "nama", ("nama unit", "nama unit kerja", "unit kerja"), True, True, 44),
                KolomImpor("Jenis", "jenis", ("jenis unit", "jenis layanan"), teks=True, lebar=36),
                _ALAMAT,
                KolomImpor("Kode unit induk", "kode_induk", ("unit induk", "induk"), teks=True, lebar=20),
                KolomImpor("JPT madya", "jpt_madya", ("dipimpin jpt madya",), teks=True, lebar=12),
                KolomImpor("Aktif", "aktif", ("status",), teks=True, lebar=10),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy("Satu baris satu unit kerja, dikenali dari kodenya. Baris pertama adalah judul kolom."),
        gettext_lazy("Kode unit induk boleh menunjuk unit lain di tabel ini. Kosongkan bila langsung dinilai TPI."),
        gettext_lazy("JPT madya dan Aktif: isi ya atau tidak."),
        gettext_lazy("Unit yang tidak ada di tabel tidak dihapus; isi tidak di kolom Aktif untuk menutupnya."),
    ),
)
