"""The instansi proposes, TPN decides."""

from __future__ import annotations

import datetime as dt

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_TPN_AKHIR, STATUS_TPN_PROSES, Aksi, JenisPredikat, Lapis, Status, StatusUsulan
from evaluation.enums.musim import Jendela
from evaluation.enums.riwayat import Jejak
from evaluation.enums.usulan import AksiUsulan, JenisBerkasUsulan
from evaluation.errors import EvaluationError, UsulanKurang
from evaluation.flow import FLOW_USULAN
from evaluation.models import BerkasEvaluasi, EvaluasiTPN, LembarKerjaEvaluasi, Musim, PredikatUnit, Riwayat, Usulan
from evaluation.selectors.evaluasi_tpn import hambatan_lke
from evaluation.selectors.lke import orang_admin, orang_tpi, orang_tpn, orang_unit
from evaluation.selectors.usulan import boleh_diusulkan, dokumen_berlaku, isi_usulan, kelengkapan
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.lke import gerak
from evaluation.services.masa import pastikan_jendela
from evaluation.services.paket import bekukan_paket
from evaluation.services.predikat import terbitkan_predikat
from evaluation.services.riwayat import BendaMoved, catat
from evaluation.services.riwayat import gerak as gerak_benda
from evaluation.services.skor import buka_lapis
from units.models import Instansi, User
from units.services import beri_tahu


def buat_usulan(*, instansi: Instansi, musim: Musim, predikat: str, actor: User) -> Usulan:
    """Begin the one proposal of an instansi for a year and a predicate. Raises EvaluationError when it exists, or for
    WBK where the instansi grants that itself."""
    if predikat == JenisPredikat.WBK and instansi.wbk_mandiri:
        raise EvaluationError(
            _("%(instansi)s menetapkan WBK sendiri, sehingga hanya WBBM yang diusulkan ke TPN.")
            % {"instansi": instansi}
        )
    try:
        with transaction.atomic():
            usulan = Usulan.objects.create(
                instansi=instansi, musim=musim, predikat=JenisPredikat(predikat), dibuat_oleh=actor
            )
            catat(objek=usulan, aksi=Jejak.BUAT, actor=actor, ke=usulan.status)
    except IntegrityError as error:
        raise EvaluationError(
            _("Usulan %(predikat)s tahun %(tahun)s sudah ada.") % {"predikat": predikat, "tahun": musim.tahun}
        ) from error
    return usulan


@transaction.atomic
def masukkan_lke(*, usulan: Usulan, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Put a layak sheet of the same instansi, year and aim into a proposal not sent yet. Raises EvaluationError."""
    _kunci_usulan(usulan, StatusUsulan.DISUSUN)
    # By the sheet's own columns alone: whoever waits for its lock then looks at it as it has become.
    baris = LembarKerjaEvaluasi.objects.filter(
        pk=lke.pk, status=Status.LAYAK, usulan=None, predikat_tujuan=usulan.predikat, musim=usulan.musim_id
    )
    if lke.unit.instansi_id != usulan.instansi_id or not baris.update(usulan=usulan):
        raise EvaluationError(_("%(unit)s tidak dapat dimasukkan ke usulan ini.") % {"unit": lke.unit})
    # Asked once more when it is sent: predicates may change until then.
    if alasan := boleh_diusulkan(lke):
        raise EvaluationError(f"{lke.unit}: {alasan}")
    catat(objek=usulan, aksi=AksiUsulan.MASUKKAN, actor=actor, rincian=_rincian_unit(lke))


@transaction.atomic
def keluarkan_lke(*, usulan: Usulan, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Take a sheet out of a proposal not sent yet; it stays layak. Raises EvaluationError."""
    _kunci_usulan(usulan, StatusUsulan.DISUSUN)
    baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, usulan=usulan, status=Status.LAYAK)
    if not baris.update(usulan=None):
        raise EvaluationError(_("%(unit)s tidak ada di usulan ini.") % {"unit": lke.unit})
    catat(objek=usulan, aksi=AksiUsulan.KELUARKAN, actor=actor, rincian=_rincian_unit(lke))


def _rincian_unit(lke: LembarKerjaEvaluasi) -> dict[str, object]:
    """The unit as it was called then."""
    return {"lke": lke.pk, "unit": lke.unit.nama}


def unggah_dokumen(*, usulan: Usulan, jenis: str, berkas: File, nama: str, actor: User) -> BerkasEvaluasi:
    """Put a required document on a proposal that is drawn up, within its window. A newer one takes the place of the
    older, which stays. Raises BuktiDitolak, MasaTutup, EvaluationError."""
    if jenis not in JenisBerkasUsulan.values:
        raise EvaluationError(_("Jenis dokumen itu tidak dikenal. Pilih dari daftar, lalu unggah lagi."))
    if usulan.status != StatusUsulan.DISUSUN:
        raise BendaMoved(usulan)
    pastikan_jendela(usulan.musim, Jendela.USULAN, usulan.instansi)
    with berkas_siap(benda=usulan.BENDA, jenis=jenis, berkas=berkas, nama=nama) as siap, transaction.atomic():
        # Looking a file through takes its time; the proposal may have left meanwhile.
        _kunci_usulan(usulan, StatusUsulan.DISUSUN)
        return pasang_berkas(objek=usulan, jenis=jenis, siap=siap, actor=actor)


@transaction.atomic
def ubah_kontak(*, usulan: Usulan, nama: str, email: str, telepon: str, actor: User) -> None:
    """Name the person whom TPN may ask, while the proposal is drawn up. The same again changes nothing.
    Raises EvaluationError."""
    baru = {"pic_nama": nama.strip(), "pic_email": email.strip(), "pic_telepon": telepon.strip()}
    if not all(baru.values()):
        raise EvaluationError(_("Isi nama, surel, dan telepon narahubung."))
    _kunci_usulan(usulan, StatusUsulan.DISUSUN)
    lama = {kolom: getattr(usulan, kolom) for kolom in baru}
    if lama == baru:
        return
    Usulan.objects.filter(pk=usulan.pk).update(**baru)
    usulan.refresh_from_db(fields=list(baru))
    catat(objek=usulan, aksi=Jejak.UBAH, actor=actor, rincian={"narahubung": baru["pic_nama"]})


@transaction.atomic
def kirim_usulan(*, usulan: Usulan, nomor_surat: str, tanggal_surat: dt.date, actor: User) -> list[Riwayat]:
    """Send the proposal: every sheet in it moves to TPN, or none; its content is frozen in a package.
    Raises UsulanKurang with all that is missing, MasaTutup, EvaluationError, LKEMoved."""
    if not nomor_surat.strip():
        raise EvaluationError(_("Isi nomor surat usulan."))
    if tanggal_surat > timezone.localdate(timezone=usulan.instansi.tz):
        raise EvaluationError(_("Tanggal surat usulan tidak boleh sesudah hari ini."))
    pastikan_jendela(usulan.musim, Jendela.USULAN, usulan.instansi)
    gerak_benda(
        objek=usulan,
        aksi=AksiUsulan.KIRIM,
        langkah=FLOW_USULAN[AksiUsulan.KIRIM],
        actor=actor,
        rincian={"nomor_surat": nomor_surat.strip(), "tanggal_surat": tanggal_surat.isoformat()},
        nomor_surat=nomor_surat.strip(),
        tanggal_surat=tanggal_surat,
        dikirim_oleh=actor,
        dikirim_pada=timezone.now(),
    )
    # Read under the lock: a unit put in a moment before goes along, one taken out does not.
    isi = list(isi_usulan(usulan).select_related("unit__instansi", "musim", "instrumen").defer("instrumen__isi"))
    if kurang := [satu.kalimat for satu in kelengkapan(usulan, isi) if not satu.ada]:
        raise UsulanKurang(kurang)
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
    bekukan_paket(usulan=usulan, isi=isi, dokumen=dokumen_berlaku(usulan).values())
    beri_tahu(
        kepada=orang_tpn(),
        judul=_("%(instansi)s mengusulkan %(n)d unit menuju %(predikat)s")
        % {"instansi": usulan.instansi, "n": len(isi), "predikat": usulan.predikat},
        url=usulan.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


@transaction.atomic
def tarik_lke(*, usulan: Usulan, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> Riwayat:
    """Take one unit back that TPN has not decided on; for this year that is the end of it. The last one takes the
    proposal with it. Raises EvaluationError, LKEMoved."""
    _kunci_usulan(usulan, StatusUsulan.DIAJUKAN)
    if lke.usulan_id != usulan.pk:
        raise EvaluationError(_("%(unit)s tidak ada di usulan ini.") % {"unit": lke.unit})
    riwayat = _tarik(usulan, lke, alasan, actor)
    tutup_bila_habis(usulan.pk, actor=actor, alasan=alasan)
    usulan.refresh_from_db()
    _beri_tahu_tpn(
        usulan,
        _("%(unit)s ditarik dari usulan %(instansi)s") % {"unit": lke.unit, "instansi": usulan.instansi},
        alasan,
        actor,
    )
    return riwayat


@transaction.atomic
def tarik_usulan(*, usulan: Usulan, alasan: str, actor: User) -> list[Riwayat]:
    """Take back every unit that TPN has not decided on. Raises EvaluationError when there is none left."""
    _kunci_usulan(usulan, StatusUsulan.DIAJUKAN)
    isi = list(
        usulan.lke.filter(status__in=sorted(STATUS_TPN_PROSES)).select_related("unit__instansi", "musim").order_by("pk")
    )
    if not isi:
        raise EvaluationError(_("Tidak ada unit yang masih dapat ditarik: semua sudah diputus."))
    riwayat = [_tarik(usulan, lke, alasan, actor) for lke in isi]
    tutup_bila_habis(usulan.pk, actor=actor, alasan=alasan)
    usulan.refresh_from_db()
    judul = _("%(instansi)s menarik %(n)d unit dari usulan %(predikat)s") % {
        "instansi": usulan.instansi,
        "n": len(isi),
        "predikat": usulan.predikat,
    }
    _beri_tahu_tpn(usulan, judul, alasan, actor)
    return riwayat


def _tarik(usulan: Usulan, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> Riwayat:
    riwayat = gerak(lke=lke, aksi=Aksi.TARIK, actor=actor, alasan=alasan, rincian={"usulan": usulan.pk})
    beri_tahu(
        kepada=(orang_unit(lke) | orang_tpi(lke)).distinct(),
        judul=_("%(unit)s ditarik dari usulan ke TPN") % {"unit": lke.unit},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def _beri_tahu_tpn(usulan: Usulan, judul: str, alasan: str, actor: User) -> None:
    beri_tahu(kepada=orang_tpn(), judul=judul, isi=alasan.strip(), url=usulan.get_absolute_url(), kecuali=actor)


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
    kunci_usulan_dari(lke)
    if tetapkan:
        pastikan_sk(lke, nomor_sk, tanggal_sk)
        pastikan_jenjang(lke)
        # A sheet that moved on is told so by the move below; what hinders counts only where it waits for the decree.
        if lke.status == Status.PENETAPAN and (halang := hambatan_lke(lke)):
            raise EvaluationError(" ".join(halang))
    aksi = Aksi.TETAPKAN if tetapkan else Aksi.TOLAK
    rincian = {"nomor_sk": nomor_sk.strip(), "tanggal_sk": tanggal_sk.isoformat()} if tetapkan else {}
    riwayat = gerak(lke=lke, aksi=aksi, actor=actor, alasan=alasan, rincian=rincian)
    if tetapkan:
        terbitkan_predikat(
            unit=lke.unit, jenis=lke.predikat_tujuan, nomor_sk=nomor_sk, tanggal_sk=tanggal_sk, lke=lke, actor=actor
        )
    EvaluasiTPN.objects.filter(lke=lke).update(putusan_alasan=alasan.strip(), rencana="")
    tutup_bila_habis(lke.usulan_id, actor=actor)
    beri_tahu(
        kepada=(orang_unit(lke) | orang_tpi(lke) | orang_admin(lke)).distinct(),
        judul=_("Keputusan TPN untuk %(unit)s: %(hasil)s")
        % {"unit": lke.unit, "hasil": lke.get_status_display().lower()},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def kunci_usulan_dari(lke: LembarKerjaEvaluasi) -> None:
    """The proposal is locked before its sheet, so that of two last decisions one sees the other and closes it."""
    Usulan.objects.filter(pk=lke.usulan_id).update(status=F("status"))


def tutup_bila_habis(usulan_id: int | None, *, actor: User, alasan: str = "") -> None:
    """Nothing is left to decide: the proposal is closed where TPN decided on a unit of it, else taken back for
    ``alasan``. Called behind its lock."""
    usulan = Usulan.objects.filter(pk=usulan_id, status=StatusUsulan.DIAJUKAN).first()
    if usulan is None:
        return
    status = set(usulan.lke.order_by().values_list("status", flat=True).distinct())
    if status & STATUS_TPN_PROSES:
        return
    aksi = AksiUsulan.SELESAI if status & (STATUS_TPN_AKHIR - {Status.DITARIK}) else AksiUsulan.TARIK
    alasan = alasan if aksi == AksiUsulan.TARIK else ""
    gerak_benda(objek=usulan, aksi=aksi, langkah=FLOW_USULAN[aksi], actor=actor, alasan=alasan)


def pastikan_sk(lke: LembarKerjaEvaluasi, nomor_sk: str, tanggal_sk: dt.date | None) -> None:
    if not nomor_sk.strip() or tanggal_sk is None:
        raise EvaluationError(_("Isi nomor dan tanggal SK penetapan."))
    if tanggal_sk > timezone.localdate(timezone=lke.unit.instansi.tz):
        raise EvaluationError(_("Tanggal SK tidak boleh sesudah hari ini."))


def pastikan_jenjang(lke: LembarKerjaEvaluasi) -> None:
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
