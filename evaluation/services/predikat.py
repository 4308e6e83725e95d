"""The life of a predicate: awarded or recorded, reported on, questioned, replaced, run out, revoked."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from decimal import Decimal

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import (
    BERKAS_LAPORAN,
    BERKAS_SK,
    BERKAS_SK_CABUT,
    KLARIFIKASI_TERBUKA,
    AksiKlarifikasi,
    AksiLaporan,
    AksiPredikat,
    DasarCabut,
    StatusPredikat,
)
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.flow import FLOW_KLARIFIKASI, FLOW_LAPORAN, FLOW_PREDIKAT
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, LembarKerjaEvaluasi, PredikatUnit
from evaluation.models.predikat import PENGIKUT_INSTANSI
from evaluation.selectors.berkas import berkas_dari
from evaluation.selectors.lke import orang_tpn
from evaluation.selectors.predikat import (
    TAHUN_LARANGAN,
    klarifikasi_menunggu,
    laporan_tidak_memenuhi,
    masa_berikut,
    orang_predikat,
    perlu_disegarkan,
    tambah_tahun,
)
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.kait import siarkan_predikat
from evaluation.services.riwayat import BendaMoved, catat, gerak
from units.enums import PERAN_TPI_PENGARAH, PERAN_UNIT, Peran
from units.models import UnitKerja, User
from units.selectors import anggota
from units.services import beri_tahu
from zi_portal.common.waktu import teks_tanggal

logger = logging.getLogger(__name__)

# The first predicates followed PermenPANRB 60/2012.
SK_PALING_AWAL = dt.date(2012, 1, 1)
SEKALI_SAPU = 500


def _hari_ini(unit: UnitKerja) -> dt.date:
    return timezone.localdate(timezone=unit.instansi.tz)


# Awarded or recorded --------------------------------------------------------------------------------------------------


@transaction.atomic
def terbitkan_predikat(
    *,
    unit: UnitKerja,
    jenis: str,
    nomor_sk: str,
    tanggal_sk: dt.date,
    actor: User,
    lke: LembarKerjaEvaluasi | None = None,
    penandatangan: str = "",
    berlaku_sampai: dt.date | None = None,
    aksi: AksiPredikat = AksiPredikat.TETAPKAN,
) -> PredikatUnit:
    """Record a predicate from its SK; the one in force is replaced. Raises EvaluationError when the SK is older than
    what is on record, falls into the wait after a revocation, or the one in force is being clarified."""
    # Locked, so that of two SK for one unit the second sees the first.
    UnitKerja.objects.filter(pk=unit.pk).update(nama=F("nama"))
    _pastikan_urut(unit, tanggal_sk, berlaku_sampai)
    lama = PredikatUnit.objects.berlaku().filter(unit=unit).first()
    if lama is not None:
        if lama.status == StatusPredikat.DALAM_KLARIFIKASI:
            raise EvaluationError(
                _("Predikat %(jenis)s %(unit)s sedang diklarifikasi. Selesaikan klarifikasinya, lalu catat SK ini.")
                % {"jenis": lama.jenis, "unit": unit.nama}
            )
        _gerak(lama, AksiPredikat.GANTIKAN, actor, aktif=False, rincian={"nomor_sk": nomor_sk.strip()})
    try:
        with transaction.atomic():
            baru = PredikatUnit.objects.create(
                unit=unit,
                jenis=JenisPredikat(jenis),
                nomor_sk=nomor_sk.strip(),
                tanggal_sk=tanggal_sk,
                penandatangan=penandatangan.strip(),
                berlaku_sampai=berlaku_sampai,
                lke=lke,
                dicatat_oleh=actor,
            )
    except IntegrityError as error:
        raise EvaluationError(_("Predikat %(unit)s baru saja dicatat. Muat ulang halaman.") % {"unit": unit}) from error
    rincian = {"jenis": baru.jenis, "nomor_sk": baru.nomor_sk, "tanggal_sk": tanggal_sk.isoformat()}
    catat(objek=baru, aksi=aksi, actor=actor, ke=baru.status, rincian=rincian)
    siarkan_predikat(baru, aksi)
    segarkan_laporan(baru)
    return baru


def _pastikan_urut(unit: UnitKerja, tanggal_sk: dt.date, berlaku_sampai: dt.date | None) -> None:
    if berlaku_sampai is not None and berlaku_sampai < tanggal_sk:
        raise EvaluationError(_("Masa berlaku tidak boleh berakhir sebelum tanggal SK."))
    sebelum = PredikatUnit.objects.filter(unit=unit)
    if mulai := sebelum.filter(boleh_diusulkan_mulai__gt=tanggal_sk).order_by("-boleh_diusulkan_mulai").first():
        raise EvaluationError(
            _("Predikat %(unit)s dicabut. SK baru tidak dapat bertanggal sebelum %(tanggal)s.")
            % {"unit": unit.nama, "tanggal": teks_tanggal(mulai.boleh_diusulkan_mulai)}
        )
    if terakhir := sebelum.filter(tanggal_sk__gt=tanggal_sk).order_by("-tanggal_sk").first():
        raise EvaluationError(
            _("SK ini lebih lama dari SK %(nomor)s tanggal %(tanggal)s yang sudah tercatat untuk unit ini.")
            % {"nomor": terakhir.nomor_sk, "tanggal": teks_tanggal(terakhir.tanggal_sk)}
        )


@dataclass(frozen=True, slots=True)
class DataSK:
    """What stands on a SK, and its file."""

    nomor: str
    tanggal: dt.date
    berkas: File | None
    penandatangan: str = ""
    berlaku_sampai: dt.date | None = None


def catat_predikat(*, unit: UnitKerja, jenis: str, sk: DataSK, actor: User) -> PredikatUnit:
    """Record a predicate that was awarded before the portal knew the unit. One in force stands in the way, but for a
    WBK that is followed by WBBM. The very same SK again gives the row that is there. Raises EvaluationError."""
    sama = PredikatUnit.objects.filter(unit=unit, jenis=jenis, nomor_sk=sk.nomor.strip(), tanggal_sk=sk.tanggal)
    if ada := sama.first():
        return ada
    if sk.berkas is None:
        raise EvaluationError(_("Unggah berkas SK-nya."))
    if sk.tanggal > _hari_ini(unit):
        raise EvaluationError(_("Tanggal SK tidak boleh sesudah hari ini."))
    if sk.tanggal < SK_PALING_AWAL:
        raise EvaluationError(
            _("Tanggal SK tidak boleh sebelum %(tanggal)s.") % {"tanggal": teks_tanggal(SK_PALING_AWAL)}
        )
    siap = berkas_siap(benda=PredikatUnit.BENDA, jenis=BERKAS_SK, berkas=sk.berkas)
    with siap as berkas, transaction.atomic():
        UnitKerja.objects.filter(pk=unit.pk).update(nama=F("nama"))
        _pastikan_jenjang(unit, jenis)
        baru = terbitkan_predikat(
            unit=unit,
            jenis=jenis,
            nomor_sk=sk.nomor,
            tanggal_sk=sk.tanggal,
            penandatangan=sk.penandatangan,
            berlaku_sampai=sk.berlaku_sampai,
            aksi=AksiPredikat.CATAT,
            actor=actor,
        )
        pasang_berkas(objek=baru, jenis=BERKAS_SK, siap=berkas, actor=actor)
        beri_tahu(
            kepada=orang_predikat(unit),
            judul=_("Predikat %(jenis)s %(unit)s dicatat dari SK %(nomor)s")
            % {"jenis": baru.jenis, "unit": unit.nama, "nomor": baru.nomor_sk},
            url=baru.get_absolute_url(),
            kecuali=actor,
        )
    habiskan_masa(pada=timezone.localdate(), unit=unit)
    baru.refresh_from_db()
    return baru


def _pastikan_jenjang(unit: UnitKerja, jenis: str) -> None:
    aktif = PredikatUnit.objects.berlaku().filter(unit=unit).first()
    if jenis == JenisPredikat.WBBM and (aktif is None or aktif.jenis != JenisPredikat.WBK):
        raise EvaluationError(
            _("%(unit)s tidak mempunyai predikat WBK yang berlaku. Catat WBK-nya dahulu, lalu WBBM.")
            % {"unit": unit.nama}
            if aktif is None
            else _("%(unit)s sudah berpredikat WBBM.") % {"unit": unit.nama}
        )
    if jenis == JenisPredikat.WBK and aktif is not None:
        raise EvaluationError(
            _("%(unit)s masih mempunyai predikat %(jenis)s yang berlaku (SK %(nomor)s).")
            % {"unit": unit.nama, "jenis": aktif.jenis, "nomor": aktif.nomor_sk}
        )


def lengkapi_sk(
    *, predikat: PredikatUnit, penandatangan: str, berlaku_sampai: dt.date | None, berkas: File | None, actor: User
) -> PredikatUnit:
    """Add to a predicate who signed its SK, until when it holds, and its file. Raises EvaluationError."""
    if berlaku_sampai is not None and berlaku_sampai < predikat.tanggal_sk:
        raise EvaluationError(_("Masa berlaku tidak boleh berakhir sebelum tanggal SK."))
    with berkas_siap(benda=PredikatUnit.BENDA, jenis=BERKAS_SK, berkas=berkas) as siap, transaction.atomic():
        baru = {"penandatangan": penandatangan.strip(), "berlaku_sampai": berlaku_sampai}
        lama = {nama: getattr(predikat, nama) for nama in baru}
        if lama != baru:
            PredikatUnit.objects.filter(pk=predikat.pk).update(**baru)
            rincian = {
                "dari": {n: str(v or "") for n, v in lama.items()},
                "ke": {n: str(v or "") for n, v in baru.items()},
            }
            catat(objek=predikat, aksi=AksiPredikat.UBAH_SK, actor=actor, rincian=rincian)
        pasang_berkas(objek=predikat, jenis=BERKAS_SK, siap=siap, actor=actor)
    habiskan_masa(pada=timezone.localdate(), unit=predikat.unit)
    predikat.refresh_from_db()
    return predikat


@transaction.atomic
def _gerak(predikat: PredikatUnit, aksi: AksiPredikat, actor: User | None, **isi: object) -> None:
    gerak(objek=predikat, aksi=aksi, langkah=FLOW_PREDIKAT[aksi], actor=actor, **isi)
    siarkan_predikat(predikat, aksi)
    if not predikat.aktif:
        segarkan_laporan(predikat)


# What the clock does --------------------------------------------------------------------------------------------------


def segarkan_laporan(predikat: PredikatUnit) -> None:
    """Write down which report is owed next, and until when."""
    masa = masa_berikut(predikat, timezone.localdate())
    kini = (masa.ke, masa.sejak, masa.tempo) if masa else (None, None, None)
    predikat.laporan_ke, predikat.laporan_sejak, predikat.laporan_tempo = kini
    predikat.save(update_fields=["laporan_ke", "laporan_sejak", "laporan_tempo"])


def habiskan_masa(*, pada: dt.date, unit: UnitKerja | None = None) -> int:
    """End the predicates whose SK said until when, the day after. Returns how many ended."""
    lewat = PredikatUnit.objects.berlaku().filter(berlaku_sampai__lt=pada)
    if unit is not None:
        lewat = lewat.filter(unit=unit)
    n = 0
    for predikat in lewat.select_related("unit__instansi", "dicatat_oleh").order_by("pk")[:SEKALI_SAPU]:
        try:
            with transaction.atomic():
                _gerak(predikat, AksiPredikat.KEDALUWARSA, None, aktif=False)
        except BendaMoved:
            continue  # another worker was there
        n += 1
        beri_tahu(
            kepada=orang_predikat(predikat.unit),
            judul=_("Masa berlaku predikat %(jenis)s %(unit)s habis")
            % {"jenis": predikat.jenis, "unit": predikat.unit.nama},
            url=predikat.get_absolute_url(),
            kecuali=predikat.dicatat_oleh,
        )
    return n


def sapu_predikat() -> int:
    """Predicates that ran out, and reports whose turn has come. Harmless to repeat; returns how many changed."""
    hari = timezone.localdate()
    n = habiskan_masa(pada=hari)
    for predikat in perlu_disegarkan(hari).order_by("pk")[:SEKALI_SAPU]:
        segarkan_laporan(predikat)
        n += 1
    return n


# Reports --------------------------------------------------------------------------------------------------------------


def buat_laporan(*, predikat: PredikatUnit, actor: User) -> LaporanPredikat:
    """Begin the report that is owed next; the one begun already is given again. Raises EvaluationError."""
    predikat.refresh_from_db()
    if predikat.aktif and predikat.laporan_ke is None:
        segarkan_laporan(predikat)
    if predikat.laporan_ke is None:
        raise EvaluationError(_("Predikat ini tidak berlaku lagi, jadi tidak ada laporan yang perlu dibuat."))
    with transaction.atomic():
        laporan, baru = LaporanPredikat.objects.get_or_create(
            predikat=predikat,
            ke=predikat.laporan_ke,
            defaults={"jatuh_tempo": predikat.laporan_tempo, "dibuat_oleh": actor},
        )
        if baru:
            catat(objek=laporan, aksi=Jejak.BUAT, actor=actor, ke=laporan.status)
    return laporan


@dataclass(frozen=True, slots=True)
class IsiLaporan:
    """What TPI writes in a report; anything may still be missing in a draft."""

    masih_memenuhi: bool | None
    nilai_pengungkit: Decimal | None
    nilai_hasil: Decimal | None
    catatan: str

    def rincian(self) -> dict[str, object]:
        return {
            "masih_memenuhi": self.masih_memenuhi,
            "nilai_pengungkit": str(self.nilai_pengungkit or ""),
            "nilai_hasil": str(self.nilai_hasil or ""),
        }


def isi_laporan(
    *, laporan: LaporanPredikat, isi: IsiLaporan, versi: int, berkas: File | None, actor: User
) -> LaporanPredikat:
    """Save what was written in a report that is with TPI. Raises EvaluationError when somebody saved it meanwhile, or
    when it was sent."""
    with berkas_siap(benda=LaporanPredikat.BENDA, jenis=BERKAS_LAPORAN, berkas=berkas) as siap, transaction.atomic():
        baris = LaporanPredikat.objects.filter(pk=laporan.pk, status__in=FLOW_LAPORAN[AksiLaporan.KIRIM].sources)
        # Locked while it is TPI's, so that it is not sent under the hand of who saves.
        if not baris.update(status=F("status")):
            raise BendaMoved(laporan)
        kolom = {
            "masih_memenuhi": isi.masih_memenuhi,
            "nilai_pengungkit": isi.nilai_pengungkit,
            "nilai_hasil": isi.nilai_hasil,
            "catatan": isi.catatan.strip(),
        }
        if any(getattr(laporan, nama) != nilai for nama, nilai in kolom.items()):
            if not baris.filter(versi=versi).update(versi=F("versi") + 1, **kolom):
                raise EvaluationError(
                    _(
                        "Laporan ini baru saja disimpan orang lain. Salin isian Anda, muat ulang halaman, lalu "
                        "lanjutkan."
                    )
                )
            laporan.refresh_from_db()
            catat(objek=laporan, aksi=Jejak.UBAH, actor=actor, rincian=isi.rincian())
        pasang_berkas(objek=laporan, jenis=BERKAS_LAPORAN, siap=siap, actor=actor)
    return laporan


def kurang_laporan(laporan: LaporanPredikat) -> list[str]:
    """What is missing before a report can be sent."""
    kurang = []
    if laporan.masih_memenuhi is None:
        kurang.append(_("simpulan masih memenuhi atau tidak"))
    if laporan.nilai_pengungkit is None or laporan.nilai_hasil is None:
        kurang.append(_("nilai pengungkit dan nilai hasil"))
    if not laporan.catatan:
        kurang.append(_("catatan pemantauan"))
    if not berkas_dari(laporan).filter(jenis=BERKAS_LAPORAN).exists():
        kurang.append(_("surat laporan yang ditandatangani"))
    return kurang


@transaction.atomic
def kirim_laporan(*, laporan: LaporanPredikat, actor: User) -> None:
    """Send the report to TPN. Raises EvaluationError when something is missing, BendaMoved when it was sent."""
    # Locked, so that what is checked is what is sent.
    LaporanPredikat.objects.filter(pk=laporan.pk).update(status=F("status"))
    laporan.refresh_from_db()
    if laporan.status not in FLOW_LAPORAN[AksiLaporan.KIRIM].sources:
        raise BendaMoved(laporan)
    if kurang := kurang_laporan(laporan):
        raise EvaluationError(_("Lengkapi dahulu: %(apa)s.") % {"apa": "; ".join(kurang)})
    gerak(
        objek=laporan,
        aksi=AksiLaporan.KIRIM,
        langkah=FLOW_LAPORAN[AksiLaporan.KIRIM],
        actor=actor,
        rincian={"masih_memenuhi": laporan.masih_memenuhi},
        dikirim_oleh=actor,
        dikirim_pada=timezone.now(),
    )
    segarkan_laporan(laporan.predikat)
    unit = laporan.unit
    simpulan = _("masih memenuhi") if laporan.masih_memenuhi else _("tidak memenuhi")
    beri_tahu(
        kepada=orang_tpn() | orang_predikat(unit),
        judul=_("Laporan pemantauan %(jenis)s %(unit)s: %(simpulan)s")
        % {"jenis": laporan.predikat.jenis, "unit": unit.nama, "simpulan": simpulan},
        url=laporan.get_absolute_url(),
        kecuali=actor,
    )


@transaction.atomic
def periksa_laporan(*, laporan: LaporanPredikat, terima: bool, alasan: str, actor: User) -> None:
    """TPN takes the report, or sends it back with its reason. Raises EvaluationError, BendaMoved."""
    aksi = AksiLaporan.TERIMA if terima else AksiLaporan.KEMBALIKAN
    gerak(
        objek=laporan,
        aksi=aksi,
        langkah=FLOW_LAPORAN[aksi],
        actor=actor,
        alasan=alasan,
        diperiksa_oleh=actor,
        diperiksa_pada=timezone.now(),
        alasan_periksa=alasan.strip(),
    )
    segarkan_laporan(laporan.predikat)
    unit = laporan.unit
    beri_tahu(
        kepada=anggota(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI, instansi=unit.instansi),
        judul=_("Laporan pemantauan %(unit)s %(hasil)s")
        % {"unit": unit.nama, "hasil": laporan.get_status_display().lower()},
        isi=alasan.strip(),
        url=laporan.get_absolute_url(),
        kecuali=actor,
    )


# Complaints -----------------------------------------------------------------------------------------------------------


def _tahu_klarifikasi(unit: UnitKerja) -> QuerySet[User]:
    """People who may know of a clarification: those around the unit who do not work in it, and its pimpinan."""
    orang_dalam = anggota(*PERAN_UNIT, unit=unit).values("pk")
    luar = (anggota(*PENGIKUT_INSTANSI, instansi=unit.instansi) | orang_tpn()).exclude(pk__in=orang_dalam)
    return luar | anggota(Peran.PIMPINAN_UNIT, unit=unit)


@transaction.atomic
def buka_klarifikasi(
    *, predikat: PredikatUnit, sumber: str, tanggal_aduan: dt.date, tautan: str, ringkasan: str, actor: User
) -> KlarifikasiPredikat:
    """Ask TPI and the unit about a complaint; the predicate is under clarification meanwhile. Raises EvaluationError,
    BendaMoved when one is open already."""
    if tanggal_aduan > _hari_ini(predikat.unit):
        raise EvaluationError(_("Tanggal pengaduan tidak boleh sesudah hari ini."))
    _gerak(predikat, AksiPredikat.MULAI_KLARIFIKASI, actor)
    klarifikasi = KlarifikasiPredikat.objects.create(
        predikat=predikat,
        sumber=sumber.strip(),
        tanggal_aduan=tanggal_aduan,
        tautan=tautan.strip(),
        ringkasan=ringkasan.strip(),
        dibuka_oleh=actor,
    )
    catat(objek=klarifikasi, aksi=AksiKlarifikasi.BUKA, actor=actor, ke=klarifikasi.status)
    beri_tahu(
        kepada=_tahu_klarifikasi(predikat.unit),
        judul=_("Klarifikasi pengaduan tentang %(unit)s dibuka") % {"unit": predikat.unit.nama},
        url=klarifikasi.get_absolute_url(),
        kecuali=actor,
    )
    return klarifikasi


@transaction.atomic
def jawab_klarifikasi(*, klarifikasi: KlarifikasiPredikat, jawaban: str, actor: User) -> None:
    """Answer for TPI or the unit; a later answer follows an earlier one, both stay in the history.
    Raises EvaluationError, BendaMoved."""
    aksi = AksiKlarifikasi.JAWAB
    gerak(
        objek=klarifikasi,
        aksi=aksi,
        langkah=FLOW_KLARIFIKASI[aksi],
        actor=actor,
        alasan=jawaban,
        jawaban=jawaban.strip(),
        dijawab_oleh=actor,
        dijawab_pada=timezone.now(),
    )
    beri_tahu(
        kepada=_tahu_klarifikasi(klarifikasi.unit),
        judul=_("Klarifikasi pengaduan tentang %(unit)s dijawab") % {"unit": klarifikasi.unit.nama},
        url=klarifikasi.get_absolute_url(),
        kecuali=actor,
    )


@transaction.atomic
def tutup_klarifikasi(*, klarifikasi: KlarifikasiPredikat, terbukti: bool, alasan: str, actor: User) -> None:
    """TPN's conclusion. Not proven: the predicate is as it was. Proven: it waits for its revocation, or for TPN's word
    that it stays (``pulihkan_predikat``). Raises EvaluationError, BendaMoved."""
    aksi = AksiKlarifikasi.NYATAKAN_TERBUKTI if terbukti else AksiKlarifikasi.NYATAKAN_TIDAK_TERBUKTI
    gerak(
        objek=klarifikasi,
        aksi=aksi,
        langkah=FLOW_KLARIFIKASI[aksi],
        actor=actor,
        alasan=alasan,
        simpulan=alasan.strip(),
        ditutup_oleh=actor,
        ditutup_pada=timezone.now(),
    )
    predikat = klarifikasi.predikat
    predikat.refresh_from_db()
    # A predicate that ran out meanwhile stays ended.
    if not terbukti and predikat.status == StatusPredikat.DALAM_KLARIFIKASI:
        _gerak(predikat, AksiPredikat.AKHIRI_KLARIFIKASI, actor, alasan=alasan)
    beri_tahu(
        kepada=_tahu_klarifikasi(klarifikasi.unit),
        judul=_("Klarifikasi pengaduan tentang %(unit)s: %(hasil)s")
        % {"unit": klarifikasi.unit.nama, "hasil": klarifikasi.get_status_display().lower()},
        isi=alasan.strip(),
        url=klarifikasi.get_absolute_url(),
        kecuali=actor,
    )


@transaction.atomic
def pulihkan_predikat(*, predikat: PredikatUnit, alasan: str, actor: User) -> None:
    """After a proven complaint: it is not revoked, and why. Raises EvaluationError, BendaMoved."""
    klarifikasi = klarifikasi_menunggu(predikat)
    if klarifikasi is None and predikat.status == StatusPredikat.DALAM_KLARIFIKASI:
        raise EvaluationError(_("Klarifikasinya masih terbuka. Tutup dahulu dengan simpulannya."))
    _gerak(predikat, AksiPredikat.AKHIRI_KLARIFIKASI, actor, alasan=alasan)
    beri_tahu(
        kepada=_tahu_klarifikasi(predikat.unit),
        judul=_("Predikat %(jenis)s %(unit)s tetap aktif") % {"jenis": predikat.jenis, "unit": predikat.unit.nama},
        isi=alasan.strip(),
        # Only who may know of the clarification.
        url=f"{predikat.get_absolute_url()}?klarifikasi={klarifikasi.pk}",
        kecuali=actor,
    )


# Revoked --------------------------------------------------------------------------------------------------------------


def cabut_predikat(*, predikat: PredikatUnit, dasar: str, rekomendasi: str, sk: DataSK, actor: User) -> None:
    """Record that a predicate was revoked by a SK, on TPN's recommendation. The unit can be proposed again two years
    after that SK, from WBK on. Raises EvaluationError, BendaMoved."""
    siap = berkas_siap(benda=PredikatUnit.BENDA, jenis=BERKAS_SK_CABUT, berkas=sk.berkas)
    with siap as berkas, transaction.atomic():
        # Locked, so that its ground is one that stands when it is revoked.
        PredikatUnit.objects.filter(pk=predikat.pk).update(status=F("status"))
        predikat.refresh_from_db()
        if not predikat.aktif:
            raise BendaMoved(predikat)
        if not sk.nomor.strip() or sk.berkas is None:
            raise EvaluationError(_("Isi nomor SK pencabutan dan unggah berkasnya."))
        if not predikat.tanggal_sk <= sk.tanggal <= _hari_ini(predikat.unit):
            raise EvaluationError(
                _("Tanggal SK pencabutan harus antara tanggal SK penetapan (%(tanggal)s) dan hari ini.")
                % {"tanggal": teks_tanggal(predikat.tanggal_sk)}
            )
        _pastikan_tertutup(predikat)
        _pastikan_dasar(predikat, dasar)
        mulai = tambah_tahun(sk.tanggal, TAHUN_LARANGAN)
        _gerak(
            predikat,
            AksiPredikat.CABUT,
            actor,
            alasan=rekomendasi,
            rincian={"dasar": dasar, "nomor_sk": sk.nomor.strip(), "tanggal_sk": sk.tanggal.isoformat()},
            aktif=False,
            dasar_cabut=DasarCabut(dasar),
            rekomendasi_tpn=rekomendasi.strip(),
            nomor_sk_cabut=sk.nomor.strip(),
            tanggal_sk_cabut=sk.tanggal,
            boleh_diusulkan_mulai=mulai,
        )
        pasang_berkas(objek=predikat, jenis=BERKAS_SK_CABUT, siap=berkas, actor=actor)
        beri_tahu(
            kepada=orang_predikat(predikat.unit) | anggota(Peran.PIMPINAN_INSTANSI, instansi=predikat.unit.instansi),
            judul=_("Predikat %(jenis)s %(unit)s dicabut") % {"jenis": predikat.jenis, "unit": predikat.unit.nama},
            isi=_("SK %(nomor)s. Unit dapat diusulkan lagi mulai %(tanggal)s.")
            % {"nomor": sk.nomor.strip(), "tanggal": teks_tanggal(mulai)},
            url=predikat.get_absolute_url(),
            kecuali=actor,
        )


def _pastikan_dasar(predikat: PredikatUnit, dasar: str) -> None:
    if dasar == DasarCabut.LAPORAN_TPI and laporan_tidak_memenuhi(predikat) is None:
        raise EvaluationError(_("Laporan pemantauan terakhir tidak menyatakan unit ini tidak memenuhi."))
    if dasar == DasarCabut.KLARIFIKASI and klarifikasi_menunggu(predikat) is None:
        raise EvaluationError(_("Belum ada klarifikasi yang dinyatakan terbukti untuk predikat ini."))


def _pastikan_tertutup(predikat: PredikatUnit) -> None:
    if KlarifikasiPredikat.objects.filter(predikat=predikat, status__in=KLARIFIKASI_TERBUKA).exists():
        raise EvaluationError(_("Masih ada klarifikasi yang terbuka. Tutup dahulu dengan simpulannya."))
