"""TPI: take up a sheet, accept the rest, send it back, finish it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_TPI_BERJALAN, STATUS_TPI_MENILAI, Aksi, Lapis
from evaluation.enums.jenjang import GILIRAN
from evaluation.errors import CatatanKurang, EvaluationError, PenilaianKurang, SoalBergerak
from evaluation.models import (
    Jawaban,
    Kunjungan,
    LembarKerjaEvaluasi,
    Musim,
    PenugasanTPI,
    Riwayat,
    TandaPerbaikan,
)
from evaluation.selectors.benturan import sebab_blokir
from evaluation.selectors.lke import orang_admin, orang_unit
from evaluation.selectors.musim import kata_putaran_habis, putaran_habis
from evaluation.selectors.pleno import pleno_terbuka, sudah_pleno
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.syarat import kurang_dari, syarat_banyak
from evaluation.selectors.tpi import belum_dinilai, berbeda_tanpa_catatan, cap_soal
from evaluation.services.benturan import pastikan_bebas, pastikan_bebas_lke
from evaluation.services.jenjang import mulai_jenjang
from evaluation.services.lke import gerak, kunci_lke
from evaluation.services.masa import pastikan_masa, pastikan_tenggat
from evaluation.services.penugasan import akhiri_tugas, beri_tahu_tugas, buat_tugas, kunci_orang
from evaluation.services.skor import buka_lapis, hitung_ulang, tulis_lapis
from evaluation.services.syarat import SyaratKurang
from units.enums import Peran
from units.models import Keanggotaan, UnitKerja, User
from units.selectors import akses
from units.services import beri_tahu

JEDA_KUNJUNGAN = dt.timedelta(minutes=30)


@transaction.atomic
def mulai_nilai(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Take a submitted sheet up for scoring; opens TPI's own answers the first time, or its first level where the
    season scores in levels. Raises LKEMoved, and as the others here BenturanMenghalangi."""
    pastikan_bebas_lke(lke=lke, actor=actor)
    riwayat = gerak(lke=lke, aksi=Aksi.MULAI_NILAI, actor=actor)
    if not mulai_jenjang(lke=lke, actor=actor):
        buka_lapis(lke=lke, lapis=Lapis.TPI)
    return riwayat


@transaction.atomic
def terima_sisanya(
    *, lke: LembarKerjaEvaluasi, actor: User, lapis: str = Lapis.TPI, dilihat: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Take the unit's answer as TPI's own for every question not reviewed yet. Returns their codes, in LKE order.

    ``lapis``: of the level that is at work. ``dilihat``: only these questions, each with what the person saw of it
    (``cap_soal``); when something moved since, SoalBergerak names it and nothing is taken. What was taken already is
    passed over, so a repeat changes nothing.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    pastikan_masa(lke, lapis)
    versi = f"versi_{Lapis(lapis).value}"
    _kunci_penilaian(lke, lapis, **{versi: F(versi) + 1})
    sisa = belum_dinilai(lke, lapis)
    if dilihat is not None:
        sisa = _yang_dilihat(lke, lapis, sisa, dilihat)
        if not sisa:
            transaction.set_rollback(True)  # nothing to write: give the version counter back
            return ()
    unit = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode__in=sisa).values_list("kode", "isi"))
    diubah = list(Jawaban.objects.filter(lke=lke, lapis=lapis, kode__in=sisa))
    for jawaban in diubah:
        jawaban.isi = unit[jawaban.kode]
    tulis_lapis(lke=lke, lapis=lapis, diubah=diubah, actor=actor)
    return sisa


def _yang_dilihat(
    lke: LembarKerjaEvaluasi, lapis: str, sisa: tuple[str, ...], dilihat: Mapping[str, str]
) -> tuple[str, ...]:
    """Of the questions left those that were chosen; SoalBergerak when the page showed another state of one."""
    cap = cap_soal(lke, lapis)
    bergerak = []
    for kode, lihat in dilihat.items():
        kini = cap.get(kode, "")
        if kini == lihat:
            continue
        # Only one's own layer moved, and it is judged: by oneself a moment ago, or by a colleague.
        if kini.rpartition(".")[0] == lihat.rpartition(".")[0] and kode not in sisa and _sama(lke, lapis, kode):
            continue
        bergerak.append(kode)
    if bergerak:
        raise SoalBergerak(bergerak)
    return tuple(kode for kode in sisa if kode in dilihat)


def _sama(lke: LembarKerjaEvaluasi, lapis: str, kode: str) -> bool:
    isi = dict(Jawaban.objects.filter(lke=lke, kode=kode, lapis__in=[Lapis.UNIT, lapis]).values_list("lapis", "isi"))
    return isi[lapis] == isi[Lapis.UNIT]


def _kunci_penilaian(
    lke: LembarKerjaEvaluasi,
    lapis: str = Lapis.TPI,
    status: frozenset[str] = STATUS_TPI_MENILAI,
    **ubah: object,
) -> None:
    """Lock the sheet while this layer of TPI is at work, so no answer slips in before the act is done."""
    segarkan = ("status", "versi_unit", f"versi_{Lapis(lapis).value}", "updated_at")
    kunci_lke(lke, *status, jenjang=GILIRAN[lapis], segarkan=segarkan, **ubah)


def _pastikan_putaran(lke: LembarKerjaEvaluasi, putaran: int) -> None:
    """A season may say how many rounds there are; ``putaran`` is the one a return would begin."""
    if putaran_habis(lke.musim, putaran - 1):
        raise EvaluationError(kata_putaran_habis(lke.musim))


@transaction.atomic
def kembalikan_lke(
    *, lke: LembarKerjaEvaluasi, tanda: Mapping[str, str], alasan: str, tenggat: dt.datetime, actor: User
) -> Riwayat:
    """Send a sheet back: ``tanda`` maps each flagged question to what is wanted; only those reopen, until ``tenggat``.

    Begins the next round. Raises EvaluationError when nothing is flagged, the date does not fit or the season has no
    further round, LKEMoved.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    if not tanda:
        raise EvaluationError(_("Tandai paling sedikit satu pertanyaan yang harus diperbaiki."))
    dikenal = {p.kode for p in instrumen_lke(lke).semua_pertanyaan}
    if asing := sorted(set(tanda) - dikenal):
        raise EvaluationError(_("Pertanyaan %(kode)s tidak ada di LKE ini.") % {"kode": asing[0]})
    pastikan_tenggat(lke, tenggat)
    _pastikan_putaran(lke, lke.putaran + 1)
    if lke.jenjang:
        _kunci_penilaian(lke)
    riwayat = gerak(
        lke=lke,
        aksi=Aksi.KEMBALIKAN,
        actor=actor,
        alasan=alasan,
        rincian={"tanda": sorted(tanda), "tenggat": tenggat.isoformat()},
        tenggat=tenggat,
        putaran=F("putaran") + 1,
    )
    # Once more behind the move's lock: the page may have been opened a round ago.
    _pastikan_putaran(lke, lke.putaran)
    TandaPerbaikan.objects.bulk_create(
        [
            TandaPerbaikan(lke=lke, putaran=lke.putaran, kode=kode, catatan=catatan.strip(), oleh=actor)
            for kode, catatan in tanda.items()
        ]
    )
    beri_tahu(
        kepada=orang_unit(lke),
        judul=_("TPI mengembalikan LKE %(unit)s: %(n)d pertanyaan") % {"unit": lke.unit, "n": len(tanda)},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def pastikan_tuntas(lke: LembarKerjaEvaluasi) -> None:
    """Nothing is left to judge. Raises PenilaianKurang, CatatanKurang."""
    if sisa := belum_dinilai(lke):
        raise PenilaianKurang(sisa)
    if kurang := berbeda_tanpa_catatan(lke):
        raise CatatanKurang(kurang)


def pastikan_pleno(lke: LembarKerjaEvaluasi) -> None:
    """A sheet on the agenda of an open pleno waits for it; where the season asks for a pleno, one must have closed
    since the sheet was brought there. Raises EvaluationError."""
    if rapat := pleno_terbuka(lke):
        raise EvaluationError(
            _("LKE ini ada di agenda pleno %(nomor)s. Tutup pleno itu dahulu, lalu nyatakan hasilnya.")
            % {"nomor": rapat.nomor}
        )
    if lke.musim.wajib_pleno and not sudah_pleno(lke):
        raise EvaluationError(
            _("Musim %(tahun)s mewajibkan rapat pleno. Bawa LKE ini ke pleno, tutup plenonya, lalu nyatakan hasilnya.")
            % {"tahun": lke.musim.tahun}
        )


@transaction.atomic
def bawa_pleno(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Bring a judged sheet to the pleno: from here on TPI's values stand, but for what a pleno decides.

    Needs what finishing needs. Raises PenilaianKurang, CatatanKurang, MasaTutup, LKEMoved.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    pastikan_masa(lke, Lapis.TPI)
    _kunci_penilaian(lke)
    pastikan_tuntas(lke)
    return gerak(lke=lke, aksi=Aksi.BAWA_PLENO, actor=actor)


@transaction.atomic
def selesaikan_tpi(*, lke: LembarKerjaEvaluasi, layak: bool, alasan: str, actor: User) -> Riwayat:
    """Finish TPI's evaluation as layak or tidak layak and release its scores to the unit.

    Needs every question reviewed and a note wherever TPI differs. A sheet below a gate of its aim cannot be layak
    (PermenPANRB 90/2021 Lampiran II Bab III.A), nor one with a requirement not met. Raises PenilaianKurang,
    CatatanKurang, SyaratKurang, EvaluationError, LKEMoved.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    pastikan_masa(lke, Lapis.TPI)
    _kunci_penilaian(lke, status=STATUS_TPI_BERJALAN)
    pastikan_pleno(lke)
    pastikan_tuntas(lke)
    skor = hitung_ulang(lke=lke, lapis=Lapis.TPI)
    if layak and not skor.memenuhi(lke.predikat_tujuan):
        gagal = [g.nama for g in skor.gerbang(lke.predikat_tujuan) if not g.terpenuhi]
        raise EvaluationError(
            _("Nilai TPI belum memenuhi ambang %(predikat)s: %(gagal)s. Kembalikan LKE atau nyatakan tidak layak.")
            % {"predikat": lke.predikat_tujuan, "gagal": "; ".join(gagal) or _("unit belum berpredikat WBK")}
        )
    syarat = syarat_banyak([lke])[lke.pk]
    if layak and (kurang := kurang_dari(syarat)):
        raise SyaratKurang(kurang)
    aksi = Aksi.NYATAKAN_LAYAK if layak else Aksi.NYATAKAN_TIDAK_LAYAK
    riwayat = gerak(
        lke=lke,
        aksi=aksi,
        actor=actor,
        alasan=alasan,
        rincian={
            "versi_unit": lke.versi_unit,
            "versi_tpi": lke.versi_tpi,
            "syarat": {h.kode: h.keadaan for h in syarat},
        },
        dinilai_pada=timezone.now(),
    )
    beri_tahu(
        kepada=(orang_unit(lke) | orang_admin(lke)).distinct(),
        judul=_("TPI menyelesaikan evaluasi %(unit)s: %(hasil)s")
        % {"unit": lke.unit, "hasil": lke.get_status_display().lower()},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


@transaction.atomic
def tugaskan_tpi(*, unit: UnitKerja, musim: Musim, anggota: User, actor: User) -> PenugasanTPI:
    """Assign a TPI member to a unit for a season by hand. Nobody is assigned where a conflict of interest keeps them
    away. Raises EvaluationError."""
    kunci_orang([anggota.pk])
    peran = akses(anggota)
    if unit.instansi_id not in peran.instansi_sebagai(Peran.TPI_ANGGOTA):
        raise EvaluationError(_("%(nama)s bukan anggota TPI instansi ini.") % {"nama": anggota})
    if unit.pk in peran.unit_ids:
        raise EvaluationError(_("%(nama)s bekerja di unit ini, sehingga tidak dapat menilainya.") % {"nama": anggota})
    pastikan_bebas(user=anggota, unit=unit, musim_id=musim.pk)
    if buat_tugas(unit=unit, musim=musim, user=anggota, actor=actor):
        beri_tahu_tugas(user=anggota, unit=[unit], musim=musim, actor=actor)
    return PenugasanTPI.objects.get(unit=unit, musim=musim, user=anggota)


@transaction.atomic
def tugaskan_banyak(*, pasangan: Sequence[tuple[UnitKerja, User]], musim: Musim, actor: User) -> int:
    """Assign many by hand, under the rules of ``tugaskan_tpi``; all or none, one message for each person. Returns how
    many are new. Raises EvaluationError."""
    orang = {user.pk: user for _unit, user in pasangan}
    kunci_orang(orang)
    instansi = {unit.instansi_id for unit, _user in pasangan}
    peran = Keanggotaan.objects.aktif().filter(user__in=orang, peran=Peran.TPI_ANGGOTA, instansi__in=instansi)
    boleh = set(peran.filter(user__is_active=True).order_by().values_list("user_id", "instansi_id"))
    tutup = sebab_blokir(list(orang), musim)
    baru: dict[int, list[UnitKerja]] = {}
    for unit, user in pasangan:
        if (user.pk, unit.instansi_id) not in boleh:
            raise EvaluationError(_("%(nama)s bukan anggota TPI instansi ini.") % {"nama": user})
        if sebab := tutup.get((user.pk, unit.pk)):
            raise EvaluationError(
                _("%(nama)s tidak dapat menilai %(unit)s: %(sebab)s.")
                % {"nama": user, "unit": unit, "sebab": sebab.label}
            )
        if buat_tugas(unit=unit, musim=musim, user=user, actor=actor):
            baru.setdefault(user.pk, []).append(unit)
    for user_id, daftar in baru.items():
        beri_tahu_tugas(user=orang[user_id], unit=daftar, musim=musim, actor=actor)
    return sum(map(len, baru.values()))


@transaction.atomic
def lepas_tugas(*, tugas: PenugasanTPI, actor: User) -> None:
    """End an assignment made by hand; what was scored stays. Harmless twice. One that comes from a team ends with the
    team's units or members: raises EvaluationError."""
    if tugas.tim_id is not None:
        raise EvaluationError(
            _("Tugas ini berasal dari %(tim)s. Ubah anggota tim itu, atau keluarkan unitnya dari tim.")
            % {"tim": tugas.tim}
        )
    akhiri_tugas(tugas=tugas, actor=actor)


def catat_kunjungan(*, lke: LembarKerjaEvaluasi, user: User) -> dt.datetime | None:
    """Remember that the person looks at the sheet now. Returns since when things are new to them: the end of the
    visit before this one, None on the first visit. Half an hour without a look ends a visit."""
    kini = timezone.now()
    kunjungan, pertama = Kunjungan.objects.get_or_create(lke=lke, user=user, defaults={"pada": kini})
    if pertama:
        return None
    sejak = kunjungan.pada if kini - kunjungan.pada > JEDA_KUNJUNGAN else kunjungan.sejak
    # Turning pages quickly need not write each time.
    if kini - kunjungan.pada > dt.timedelta(minutes=1):
        Kunjungan.objects.filter(pk=kunjungan.pk).update(pada=kini, sejak=sejak)
    return sejak
