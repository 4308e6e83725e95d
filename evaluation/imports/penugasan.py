"""Who assesses which unit this season, as a table: one row assigns one member of TPI to one unit.

Whom a conflict of interest keeps away is told by row. What the table does not name stays assigned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from evaluation.errors import EvaluationError
from evaluation.models import Musim, PenugasanTPI
from evaluation.selectors.benturan import sebab_blokir
from evaluation.services.tpi import tugaskan_banyak
from units.enums import Lingkup, Peran
from units.imports import BarisTabel, Bentuk, ImporBentrok, JenisImpor, KolomImpor, ResourceImpor, TeksWidget
from units.models import UnitKerja, User
from units.selectors import anggota
from zi_portal.common.tabel import Galat, TabelDitolak


class PenugasanResource(ResourceImpor):
    kode_unit = Field("kode_unit", "kode_unit", TeksWidget())
    nip = Field("nip", "nip", TeksWidget())
    username = Field("username", "username", TeksWidget())

    class Meta:
        model = PenugasanTPI
        fields = ("kode_unit", "nip", "username")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def muat(self) -> None:
        self._musim = Musim.objects.dibuka().filter(tahun=self.tahun).first()
        self._unit = {u.kode: u for u in UnitKerja.objects.filter(instansi=self.instansi, aktif=True)}
        orang = list(anggota(Peran.TPI_ANGGOTA, instansi=self.instansi))
        self._per_nama = {u.username.casefold(): u for u in orang}
        self._per_nip: dict[str, User | None] = {}
        for u in orang:
            if u.nip:
                self._per_nip[u.nip] = None if u.nip in self._per_nip else u
        self._tutup = sebab_blokir([u.pk for u in orang], self._musim) if self._musim else {}
        self._ada = {(t.unit_id, t.user_id): t for t in self._baris_kini().select_related("unit", "user")}
        self.keadaan = dict.fromkeys(self._ada, 1)
        self._di: dict[tuple[int, int], int] = {}

    def _baris_kini(self) -> Any:
        return PenugasanTPI.objects.filter(unit__instansi=self.instansi, musim=self._musim)

    def keadaan_kini(self) -> dict[Any, int]:
        return dict.fromkeys(self._baris_kini().order_by("pk").values_list("unit_id", "user_id"), 1)

    def susun(self, tabel, bentuk) -> list[BarisTabel]:
        if self._musim is None:
            raise TabelDitolak(Galat(_("Belum ada musim evaluasi tahun %(tahun)s.") % {"tahun": self.tahun}))
        return super().susun(tabel, bentuk)

    def init_instance(self, row: Mapping[str, Any] | None = None) -> PenugasanTPI:
        return _berkunci(PenugasanTPI(musim=self._musim), "", "", "")

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> PenugasanTPI | None:
        self._pasangan = None
        try:
            isi = {n: self.fields[n].clean(row) if n in row else "" for n in self.fields}
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        unit = self._unit.get(isi["kode_unit"])
        if unit is None:
            raise ValidationError(
                {
                    "kode_unit": _("Unit dengan kode %(kode)s tidak ada di instansi ini.")
                    % {"kode": isi["kode_unit"][:40] or "–"}
                }
            )
        user = self._cari_orang(isi)
        if (lain := self._di.setdefault((unit.pk, user.pk), baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "kode_unit": _("Baris %(a)d dan baris %(b)d menugaskan orang yang sama ke unit yang sama.")
                    % {"a": lain, "b": baris.nomor}
                }
            )
        self._pasangan = (unit, user)
        if ada := self._ada.get((unit.pk, user.pk)):
            return _berkunci(ada, isi["kode_unit"], isi["nip"], isi["username"])
        if sebab := self._tutup.get((user.pk, unit.pk)):
            raise ValidationError(
                {
                    "kode_unit": _("%(nama)s tidak dapat menilai %(unit)s: %(sebab)s.")
                    % {"nama": user, "unit": unit, "sebab": sebab.label}
                }
            )
        return None

    def _cari_orang(self, isi: Mapping[str, str]) -> User:
        nip, nama = isi["nip"].replace(" ", ""), isi["username"].casefold()
        if nip and not nama and nip in self._per_nip and self._per_nip[nip] is None:
            raise ValidationError({"nip": _("NIP ini dipakai lebih dari satu akun. Isi nama penggunanya.")})
        dari_nip, dari_nama = self._per_nip.get(nip), self._per_nama.get(nama)
        if nip and nama and dari_nip and dari_nip is not dari_nama:
            raise ValidationError({"username": _("NIP dan nama pengguna di baris ini milik dua akun yang berbeda.")})
        if user := dari_nama if nama else dari_nip:
            return user
        raise ValidationError(
            {"username" if nama else "nip": _("Orang ini bukan anggota TPI instansi ini. Beri perannya lebih dahulu.")}
        )

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def lengkapi(self, instance: PenugasanTPI, is_create: bool, beda: dict[str, list[Any]]) -> None:
        instance.unit, instance.user = self._pasangan
        beda.clear()
        beda["unit"] = [None, instance.unit.nama]
        beda["user"] = [None, instance.user.nama]

    def _catat(self, jenis: str, instance: PenugasanTPI, isi: dict[str, list[Any]]) -> None:
        nama = {"unit": _("Unit kerja"), "user": _("Anggota TPI")}
        super()._catat(jenis, instance, {nama.get(k, k): v for k, v in isi.items()})

    def label(self, instance: PenugasanTPI) -> str:
        return f"{instance.user.nama} → {instance.unit.nama}"

    def tanda(self, instance: PenugasanTPI) -> str:
        return str(instance.pk)

    def tulis(self, *, alasan: str) -> None:
        """Raises ImporBentrok when somebody declared a conflict meanwhile."""
        try:
            tugaskan_banyak(pasangan=[(t.unit, t.user) for t in self.baru], musim=self._musim, actor=self.actor)
        except EvaluationError as error:
            raise ImporBentrok from error

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        self.muat()
        tugas = sorted(self._ada.values(), key=lambda t: (t.unit.nama, t.user.nama, t.pk))
        return [[t.unit.kode, t.unit.nama, t.user.nip, t.user.username, t.user.nama] for t in tugas]


def _berkunci(tugas: PenugasanTPI, kode_unit: str, nip: str, username: str) -> PenugasanTPI:
    """Put beside an assignment what the row says, so that an existing one is told to be the same."""
    tugas.kode_unit, tugas.nip, tugas.username = kode_unit, nip, username
    return tugas


PENUGASAN = JenisImpor(
    kunci="penugasan_tpi",
    judul=gettext_lazy("Penugasan penilai"),
    penjelasan=gettext_lazy("Anggota TPI dan unit yang mereka nilai, satu tahun."),
    resource=PenugasanResource,
    izin="evaluation.impor_penugasan",
    izin_baca="evaluation.impor_penugasan",
    lingkup=Lingkup.INSTANSI,
    per_tahun=True,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Satu baris tiap unit dan anggota"),
            (
                KolomImpor("Kode unit", "kode_unit", ("kode", "unit", "kode unit kerja"), True, True, 18),
                KolomImpor("Nama unit", "nama_unit", ("unit kerja",), teks=True, lebar=40),
                KolomImpor("NIP", "nip", ("nip penilai", "nip anggota"), True, True, 24),
                KolomImpor("Nama pengguna", "username", ("username", "akun"), teks=True, lebar=24),
                KolomImpor("Nama", "nama", ("nama penilai", "nama anggota"), teks=True, lebar=36),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy("Satu baris menugaskan satu anggota TPI ke satu unit. Isi NIP atau nama penggunanya."),
        gettext_lazy("Orang yang mempunyai benturan kepentingan dengan unit itu ditolak beserta sebabnya."),
        gettext_lazy("Tugas yang tidak ada di tabel tidak dilepas. Nama unit dan Nama hanya keterangan."),
    ),
)
