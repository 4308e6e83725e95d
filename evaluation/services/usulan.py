"""The instansi proposes, TPN decides."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Aksi, JenisPredikat, Lapis, Status, StatusUsulan
from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi, Musim, PredikatUnit, Riwayat, Usulan
from evaluation.selectors.lke import orang_admin, orang_tpi, orang_tpn, orang_unit
from evaluation.services.lke import gerak
from evaluation.services.skor import buka_lapis
from units.models import Instansi, User
from units.services import beri_tahu


def buat_usulan(*, instansi: Instansi, musim: Musim, predikat: str, actor: User) -> Usulan:
    """Begin the one proposal of an instansi for a year and a predicate. Raises EvaluationError when it exists."""
    try:
        with transaction.atomic():
            return Usulan.objects.create(
                instansi=instansi, musim=musim, predikat=JenisPredikat(predikat), dibuat_oleh=actor
            )
    except IntegrityError as error:
        raise EvaluationError(
            _("Usulan %(predikat)s tahun %(tahun)s sudah ada.") % {"predikat": predikat, "tahun": musim.tahun}
        ) from error


def masukkan_lke(*, usulan: Usulan, lke: LembarKerjaEvaluasi) -> None:
    """Put a layak sheet of the same instansi, year and aim into a proposal not sent yet. Raises EvaluationError."""
    with transaction.atomic():
        _kunci_usulan(usulan, StatusUsulan.DISUSUN)
        baris = LembarKerjaEvaluasi.objects.filter(
            pk=lke.pk,
            status=Status.LAYAK,
            usulan=None,
            predikat_tujuan=usulan.predikat,
            musim=usulan.musim_id,
            unit__instansi=usulan.instansi_id,
        )
        if not LembarKerjaEvaluasi.objects.filter(pk__in=baris.values("pk")).update(usulan=usulan):
            raise EvaluationError(_("%(unit)s tidak dapat dimasukkan ke usulan ini.") % {"unit": lke.unit})


def keluarkan_lke(*, usulan: Usulan, lke: LembarKerjaEvaluasi) -> None:
    """Take a sheet out of a proposal not sent yet; it stays layak. Raises EvaluationError."""
    with transaction.atomic():
        _kunci_usulan(usulan, StatusUsulan.DISUSUN)
        baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, usulan=usulan, status=Status.LAYAK)
        if not baris.update(usulan=None):
            raise EvaluationError(_("%(unit)s tidak ada di usulan ini.") % {"unit": lke.unit})


@transaction.atomic
def kirim_usulan(*, usulan: Usulan, nomor_surat: str, tanggal_surat: dt.date, actor: User) -> list[Riwayat]:
    """Send the proposal: every sheet in it moves to TPN, or none. Raises EvaluationError, LKEMoved."""
    if not nomor_surat.strip():
        raise EvaluationError(_("Isi nomor surat usulan."))
    if tanggal_surat > timezone.localdate(timezone=usulan.instansi.tz):
        raise EvaluationError(_("Tanggal surat usulan tidak boleh sesudah hari ini."))
    _kunci_usulan(
        usulan,
        StatusUsulan.DISUSUN,
        status=StatusUsulan.DIAJUKAN,
        nomor_surat=nomor_surat.strip(),
        tanggal_surat=tanggal_surat,
        dikirim_oleh=actor,
        dikirim_pada=timezone.now(),
    )
    # Read under the lock: a unit put in a moment before goes along, one taken out does not.
    isi = list(usulan.lke.select_related("unit__instansi", "musim"))
    if not isi:
        raise EvaluationError(_("Usulan masih kosong. Masukkan paling sedikit satu unit yang layak."))
    riwayat = []
    for lke in isi:
        riwayat.append(gerak(lke=lke, aksi=Aksi.USULKAN, actor=actor, rincian={"usulan": usulan.pk}))
        buka_lapis(lke=lke, lapis=Lapis.TPN, salin_dari=Lapis.TPI, actor=actor)
        beri_tahu(
            kepada=(orang_unit(lke) | orang_tpi(lke)).distinct(),
            judul=_("%(unit)s diusulkan ke TPN untuk %(predikat)s") % {"unit": lke.unit, "predikat": usulan.predikat},
            url=lke.get_absolute_url(),
            kecuali=actor,
        )
    beri_tahu(
        kepada=orang_tpn(),
        judul=_("%(instansi)s mengusulkan %(n)d unit menuju %(predikat)s")
        % {"instansi": usulan.instansi, "n": len(isi), "predikat": usulan.predikat},
        url=usulan.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


@transaction.atomic
def putuskan_tpn(
    *,
    lke: LembarKerjaEvaluasi,
    tetapkan: bool,
    actor: User,
    alasan: str = "",
    nomor_sk: str = "",
    tanggal_sk: dt.date | None = None,
) -> Riwayat:
    """Record the decision on a proposed unit. An award needs number and date of the Keputusan Menteri, and makes the
    predicate; WBBM needs and replaces the unit's active WBK. A refusal needs its reason.
    Raises EvaluationError, LKEMoved.
    """
    # The proposal is locked first, so that of two last decisions one sees the other and closes it.
    Usulan.objects.filter(pk=lke.usulan_id).update(status=F("status"))
    if tetapkan:
        _pastikan_sk(lke, nomor_sk, tanggal_sk)
        _pastikan_jenjang(lke)
    aksi = Aksi.TETAPKAN if tetapkan else Aksi.TOLAK
    rincian = {"nomor_sk": nomor_sk.strip(), "tanggal_sk": tanggal_sk.isoformat()} if tetapkan else {}
    riwayat = gerak(lke=lke, aksi=aksi, actor=actor, alasan=alasan, rincian=rincian)
    if tetapkan:
        PredikatUnit.objects.filter(unit=lke.unit, aktif=True).update(aktif=False)
        PredikatUnit.objects.create(
            unit=lke.unit,
            jenis=lke.predikat_tujuan,
            nomor_sk=nomor_sk.strip(),
            tanggal_sk=tanggal_sk,
            lke=lke,
            dicatat_oleh=actor,
        )
    usulan = lke.usulan
    if usulan and not usulan.lke.filter(status=Status.DIUSULKAN).exists():
        Usulan.objects.filter(pk=usulan.pk, status=StatusUsulan.DIAJUKAN).update(status=StatusUsulan.SELESAI)
    beri_tahu(
        kepada=(orang_unit(lke) | orang_tpi(lke) | orang_admin(lke)).distinct(),
        judul=_("Keputusan TPN untuk %(unit)s: %(hasil)s")
        % {"unit": lke.unit, "hasil": lke.get_status_display().lower()},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def _pastikan_sk(lke: LembarKerjaEvaluasi, nomor_sk: str, tanggal_sk: dt.date | None) -> None:
    if not nomor_sk.strip() or tanggal_sk is None:
        raise EvaluationError(_("Isi nomor dan tanggal SK penetapan."))
    if tanggal_sk > timezone.localdate(timezone=lke.unit.instansi.tz):
        raise EvaluationError(_("Tanggal SK tidak boleh sesudah hari ini."))


def _pastikan_jenjang(lke: LembarKerjaEvaluasi) -> None:
    """WBBM stands on an active WBK, and a unit with WBBM is not taken back to WBK (PermenPANRB 90/2021 Bab III)."""
    aktif = set(PredikatUnit.objects.filter(unit=lke.unit_id, aktif=True).values_list("jenis", flat=True))
    if lke.predikat_tujuan == JenisPredikat.WBBM and JenisPredikat.WBK not in aktif:
        raise EvaluationError(
            _("%(unit)s tidak mempunyai predikat WBK yang aktif, sehingga WBBM tidak dapat ditetapkan.")
            % {"unit": lke.unit}
        )
    if lke.predikat_tujuan == JenisPredikat.WBK and JenisPredikat.WBBM in aktif:
        raise EvaluationError(
            _("%(unit)s sudah berpredikat WBBM, sehingga WBK tidak dapat ditetapkan lagi.") % {"unit": lke.unit}
        )


def _kunci_usulan(usulan: Usulan, dari: str, /, **ubah: object) -> None:
    """Guard and lock in one: an UPDATE of the proposal while it is still in the status ``dari``."""
    baris = Usulan.objects.filter(pk=usulan.pk, status=dari)
    if not baris.update(**(ubah or {"status": dari})):
        raise EvaluationError(_("Usulan ini sudah berubah. Muat ulang halaman."))
    usulan.refresh_from_db()
