"""TPN's evaluation after the selection: desk, interview, visit, panel, and the batch under one decree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Aksi, Lapis, Status
from evaluation.enums.evaluasi_tpn import (
    KOLOM_LANGKAH,
    STATUS_LANGKAH,
    HasilClearance,
    HasilLangkah,
    HasilLapangan,
    HasilTemuan,
    LangkahTPN,
    Rencana,
)
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import (
    BerkasEvaluasi,
    Clearance,
    EvaluasiTPN,
    ItemLapangan,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    Riwayat,
    SKPenetapan,
)
from evaluation.selectors.evaluasi_tpn import hambatan, siap_diputus
from evaluation.selectors.lke import orang_admin, orang_unit
from evaluation.services.berkas import berkas_siap, buang_berkas, pasang_berkas
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import gerak, kunci_lke
from evaluation.services.riwayat import catat
from evaluation.services.seleksi import naikkan_versi
from evaluation.services.usulan import kunci_usulan_dari, putuskan_tpn, tutup_bila_habis
from units.models import User
from units.services import beri_tahu
from zi_portal.common.waktu import teks_waktu

# Which questions the survey of TPN answers.
KODE_IPAK, KODE_IPKP = "B.I.a", "B.II.a"


@transaction.atomic
def simpan_langkah(
    *,
    lke: LembarKerjaEvaluasi,
    langkah: str,
    isi: Mapping[str, object],
    temuan: Mapping[str, tuple[str, str]] | None = None,
    versi: int | None,
    actor: User,
) -> EvaluasiTPN:
    """Keep the draft of one step; ``temuan`` is the field checklist. Raises EvaluationError, LKEMoved."""
    kunci_lke(lke, *STATUS_LANGKAH[langkah])
    naikkan_versi(lke, versi)
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    kolom = {k: isi[k] for k in KOLOM_LANGKAH[langkah] if k in isi}
    rincian = {k: "" if v is None else str(v) for k, v in kolom.items() if getattr(evaluasi, k) != v}
    jadwal = langkah == LangkahTPN.WAWANCARA and rincian.keys() & {"wawancara_waktu", "wawancara_tempat"}
    for nama, nilai in kolom.items():
        setattr(evaluasi, nama, nilai)
    evaluasi.save(update_fields=list(kolom))
    for kode, (hasil, catatan) in (temuan or {}).items():
        if hasil not in ("", *HasilTemuan.values):
            raise EvaluationError(_("Hasil butir lapangan ini tidak dikenal. Muat ulang halaman."))
        baris = ItemLapangan.objects.filter(lke=lke, kode=kode)
        if baris.exclude(hasil=hasil, catatan=catatan.strip()).update(hasil=hasil, catatan=catatan.strip()):
            rincian[f"temuan.{kode}"] = f"{hasil} {catatan}".strip()
    if rincian:
        catat(objek=evaluasi, aksi=Jejak.UBAH, actor=actor, rincian={"langkah": str(langkah), **rincian})
    if jadwal and evaluasi.wawancara_waktu and evaluasi.wawancara_tempat:
        _kabari_jadwal(evaluasi, actor)
    return evaluasi


def _kabari_jadwal(evaluasi: EvaluasiTPN, actor: User) -> None:
    lke = evaluasi.lke
    waktu = teks_waktu(evaluasi.wawancara_waktu, lke.unit.instansi.tz)
    beri_tahu(
        kepada=(orang_unit(lke) | orang_admin(lke)).distinct(),
        judul=_("Wawancara TPN %(unit)s: %(waktu)s") % {"unit": lke.unit, "waktu": waktu},
        isi=evaluasi.wawancara_tempat,
        url=lke.get_absolute_url(),
        kecuali=actor,
    )


@transaction.atomic
def selesaikan_langkah(*, lke: LembarKerjaEvaluasi, langkah: str, actor: User) -> Riwayat:
    """Make a step final and move the sheet on. Raises EvaluationError naming what is missing, LKEMoved."""
    kunci_lke(lke, *STATUS_LANGKAH[langkah])
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    aksi = _SELESAI[langkah](evaluasi)
    catat(objek=evaluasi, aksi=aksi, actor=actor, dari=lke.status, rincian={"langkah": str(langkah)})
    return gerak(lke=lke, aksi=aksi, actor=actor)


def _selesai_desk(e: EvaluasiTPN) -> Aksi:
    if not e.desk_hasil:
        raise EvaluationError(_("Pilih hasil evaluasi dokumen: lulus atau tidak lulus."))
    if e.desk_hasil == HasilLangkah.LULUS:
        return Aksi.LULUS_DESK
    _wajib_rekomendasi(e.desk_kondisi, e.desk_rekomendasi)
    return Aksi.GAGAL_DESK


def _wajib_rekomendasi(kondisi: str, rekomendasi: str) -> None:
    if not kondisi.strip() or not rekomendasi.strip():
        raise EvaluationError(_("Unit yang tidak lulus berhak tahu sebabnya: isi kondisi dan rekomendasi."))


def _selesai_wawancara(e: EvaluasiTPN) -> Aksi:
    if not e.wawancara_waktu or not e.wawancara_tempat.strip():
        raise EvaluationError(_("Isi waktu dan tautan atau tempat wawancara."))
    if e.wawancara_waktu > timezone.now():
        raise EvaluationError(_("Wawancara baru dapat diselesaikan setelah waktunya."))
    if not e.wawancara_hasil.strip():
        raise EvaluationError(_("Tuliskan catatan hasil wawancara."))
    return Aksi.SELESAI_WAWANCARA


def _selesai_lapangan(e: EvaluasiTPN) -> Aksi:
    if not e.lapangan_tanggal or not e.lapangan_tim.strip():
        raise EvaluationError(_("Isi tanggal kunjungan dan tim yang berkunjung."))
    if e.lapangan_tanggal > timezone.localdate(timezone=e.lke.unit.instansi.tz):
        raise EvaluationError(_("Tanggal kunjungan tidak boleh sesudah hari ini."))
    if n := ItemLapangan.objects.filter(lke=e.lke_id, hasil="").count():
        raise EvaluationError(_("%(n)d butir lapangan belum diisi.") % {"n": n})
    if not e.lapangan_hasil:
        raise EvaluationError(_("Pilih hasil evaluasi lapangan."))
    if e.lapangan_hasil != HasilLapangan.LULUS:
        _wajib_rekomendasi(e.lapangan_kondisi, e.lapangan_rekomendasi)
    return Aksi.BAWA_PANEL if e.lapangan_hasil == HasilLapangan.PANEL else Aksi.SELESAI_LAPANGAN


def _selesai_panel(e: EvaluasiTPN) -> Aksi:
    if not e.panel_hasil or not e.panel_alasan.strip():
        raise EvaluationError(_("Pilih hasil panel dan tuliskan alasannya."))
    return Aksi.SELESAI_PANEL


_SELESAI = {
    LangkahTPN.DESK: _selesai_desk,
    LangkahTPN.WAWANCARA: _selesai_wawancara,
    LangkahTPN.LAPANGAN: _selesai_lapangan,
    LangkahTPN.PANEL: _selesai_panel,
}


@transaction.atomic
def lewati_langkah(*, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> Riwayat:
    """Leave out the interview or the visit the sheet stands before, with a reason TPN keeps. Raises EvaluationError,
    LKEMoved."""
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan mengapa langkah ini dilewati."))
    kunci_lke(lke, Status.WAWANCARA, Status.LAPANGAN)
    wawancara = lke.status == Status.WAWANCARA
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    kolom = "wawancara_lewat" if wawancara else "lapangan_lewat"
    ubah = {kolom: alasan.strip()}
    if not wawancara:
        ubah |= {"lapangan_hasil": ""}  # a draft of a visit that never was does not count
    EvaluasiTPN.objects.filter(pk=evaluasi.pk).update(**ubah)
    catat(objek=evaluasi, aksi="lewati", actor=actor, dari=lke.status, alasan=alasan)
    return gerak(lke=lke, aksi=Aksi.SELESAI_WAWANCARA if wawancara else Aksi.SELESAI_LAPANGAN, actor=actor)


@transaction.atomic
def simpan_survei(
    *,
    lke: LembarKerjaEvaluasi,
    ipak: Decimal,
    ipkp: Decimal,
    responden: int,
    sumber: str,
    versi: int | None,
    actor: User,
) -> EvaluasiTPN:
    """Keep the figures of TPN's own survey: they stand in TPN's layer from now on. Raises EvaluationError, LKEMoved,
    scoring.JawabanSalah."""
    if not sumber.strip() or responden < 1:
        raise EvaluationError(_("Isi jumlah responden dan sumber survei."))
    kunci_lke(lke, *STATUS_LANGKAH[LangkahTPN.SURVEI])
    naikkan_versi(lke, versi)
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    isi = {"survei_ipak": ipak, "survei_ipkp": ipkp, "survei_responden": responden, "survei_sumber": sumber.strip()}
    for nama, nilai in isi.items():
        setattr(evaluasi, nama, nilai)
    evaluasi.save(update_fields=list(isi))
    versi_soal = dict(
        Jawaban.objects.filter(lke=lke, lapis=Lapis.TPN, kode__in=[KODE_IPAK, KODE_IPKP]).values_list("kode", "versi")
    )
    catatan = _("Survei TPN: %(n)d responden, %(sumber)s.") % {"n": responden, "sumber": sumber.strip()}
    for kode, nilai in ((KODE_IPAK, ipak), (KODE_IPKP, ipkp)):
        simpan_jawaban(
            lke=lke,
            lapis=Lapis.TPN,
            kode=kode,
            ubah={kode: str(nilai)},
            catatan=catatan,
            versi=versi_soal[kode],
            actor=actor,
        )
    rincian = {k: str(v) for k, v in isi.items()}
    catat(objek=evaluasi, aksi=Jejak.UBAH, actor=actor, rincian={"langkah": str(LangkahTPN.SURVEI), **rincian})
    return evaluasi


@transaction.atomic
def simpan_clearance(
    *, lke: LembarKerjaEvaluasi, isi: Mapping[str, tuple[str, str]], versi: int | None, actor: User
) -> None:
    """Keep what the bodies answered: body → (result, note). A note is owed where there is one. Raises
    EvaluationError, LKEMoved."""
    kunci_lke(lke, *STATUS_LANGKAH[LangkahTPN.CLEARANCE])
    naikkan_versi(lke, versi)
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    for satu in Clearance.objects.filter(lke=lke, lembaga__in=list(isi)):
        hasil, catatan = isi[satu.lembaga][0], isi[satu.lembaga][1].strip()
        if hasil not in HasilClearance.values:
            raise EvaluationError(_("Hasil clearance ini tidak dikenal. Muat ulang halaman."))
        if hasil == HasilClearance.CATATAN and not catatan:
            raise EvaluationError(_("Tuliskan catatan dari %(l)s.") % {"l": satu.get_lembaga_display()})
        if (satu.hasil, satu.catatan) != (hasil, catatan):
            Clearance.objects.filter(pk=satu.pk).update(hasil=hasil, catatan=catatan)
            rincian = {"lembaga": satu.lembaga, "catatan": catatan}
            catat(objek=evaluasi, aksi="clearance", actor=actor, dari=satu.hasil, ke=hasil, rincian=rincian)


def unggah_foto(*, lke: LembarKerjaEvaluasi, berkas: File, nama: str, actor: User) -> BerkasEvaluasi:
    """Put a picture on the visit. Raises BuktiDitolak, LKEMoved."""
    with berkas_siap(benda=EvaluasiTPN.BENDA, jenis="foto", berkas=berkas, nama=nama) as siap, transaction.atomic():
        kunci_lke(lke, Status.LAPANGAN)
        evaluasi = EvaluasiTPN.objects.select_related("lke__unit").get(lke=lke)
        return pasang_berkas(objek=evaluasi, jenis="foto", siap=siap, actor=actor)


def buang_foto(*, lke: LembarKerjaEvaluasi, berkas: BerkasEvaluasi, actor: User) -> None:
    with transaction.atomic():
        kunci_lke(lke, Status.LAPANGAN)
        evaluasi = EvaluasiTPN.objects.select_related("lke__unit").get(lke=lke)
        buang_berkas(objek=evaluasi, berkas=berkas, actor=actor)


# Gugur ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def gugurkan(*, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> Riwayat:
    """Let a proposed unit lapse (KKN by the pimpinan, too late). The reason is read by unit and instansi. Raises
    EvaluationError, LKEMoved."""
    kunci_usulan_dari(lke)
    riwayat = gerak(lke=lke, aksi=Aksi.GUGURKAN, actor=actor, alasan=alasan)
    evaluasi, _baru = EvaluasiTPN.objects.get_or_create(lke=lke)
    EvaluasiTPN.objects.filter(pk=evaluasi.pk).update(putusan_alasan=alasan.strip(), rencana="")
    tutup_bila_habis(lke.usulan_id, actor=actor)
    beri_tahu(
        kepada=(orang_unit(lke) | orang_admin(lke)).distinct(),
        judul=_("Usulan %(unit)s digugurkan") % {"unit": lke.unit},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


@transaction.atomic
def gugurkan_usulan(*, lke: list[LembarKerjaEvaluasi], alasan: str, actor: User) -> list[Riwayat]:
    """The same for all that is left of a proposal: all or none."""
    if not lke:
        raise EvaluationError(_("Tidak ada unit yang masih dapat digugurkan di usulan ini."))
    return [gugurkan(lke=satu, alasan=alasan, actor=actor) for satu in lke]


# The batch ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def tandai_rencana(*, lke: LembarKerjaEvaluasi, rencana: str, alasan: str, actor: User) -> None:
    """Mark what is to be decided with the next decree; "" takes the mark away. A refusal needs its reason. Raises
    EvaluationError, LKEMoved."""
    if rencana not in ("", *Rencana.values):
        raise EvaluationError(_("Pilih rencana keputusan."))
    if rencana == Rencana.TOLAK and not alasan.strip():
        raise EvaluationError(_("Tuliskan alasan %(unit)s tidak ditetapkan.") % {"unit": lke.unit})
    kunci_lke(lke, Status.PENETAPAN)
    evaluasi = EvaluasiTPN.objects.get(lke=lke)
    if (evaluasi.rencana, evaluasi.rencana_alasan) == (rencana, alasan.strip()):
        return
    EvaluasiTPN.objects.filter(pk=evaluasi.pk).update(rencana=rencana, rencana_alasan=alasan.strip())
    catat(objek=evaluasi, aksi="rencana", actor=actor, dari=evaluasi.rencana, ke=rencana, alasan=alasan)


def terapkan_rencana(
    *,
    musim: Musim,
    nomor_sk: str,
    tanggal_sk: dt.date,
    berkas: File | None,
    nama_berkas: str = "",
    actor: User,
) -> list[Riwayat]:
    """Decide on all marked units of a season under one decree: all or nothing. A repeat finds nothing marked and
    changes nothing. Raises EvaluationError naming what hinders, LKEMoved, BuktiDitolak."""
    if not nomor_sk.strip():
        raise EvaluationError(_("Isi nomor SK penetapan."))
    with (
        berkas_siap(benda=SKPenetapan.BENDA, jenis="sk", berkas=berkas, nama=nama_berkas) as siap,
        transaction.atomic(),
    ):
        # Of two who apply at once the second waits here, and then finds the marks gone.
        Musim.objects.filter(pk=musim.pk).update(tahun=musim.tahun)
        rencana = list(siap_diputus(actor, tahun=musim.tahun).exclude(evaluasi_tpn__rencana=""))
        rencana = [lke for lke in rencana if actor.has_perm("evaluation.tandai_rencana", lke)]
        if not rencana:
            if SKPenetapan.objects.filter(nomor=nomor_sk.strip()).exists():
                raise EvaluationError(_("SK ini sudah diterapkan. Tidak ada unit lain yang ditandai."))
            raise EvaluationError(_("Belum ada unit yang ditandai. Tandai dahulu apa yang akan diputus."))
        halang = [
            f"{lke.unit}: {' '.join(h)}"
            for lke in rencana
            if lke.evaluasi_tpn.rencana == Rencana.TETAPKAN and (h := hambatan(lke))
        ]
        if halang:
            raise EvaluationError(
                _("Tidak ada yang diterapkan. Bereskan dahulu: %(h)s") % {"h": "; ".join(halang[:10])}
            )
        sk = _sk(musim, nomor_sk.strip(), tanggal_sk, actor)
        riwayat = []
        for lke in rencana:
            e = lke.evaluasi_tpn
            tetapkan = e.rencana == Rencana.TETAPKAN
            riwayat.append(
                putuskan_tpn(
                    lke=lke,
                    tetapkan=tetapkan,
                    actor=actor,
                    alasan=e.rencana_alasan,
                    nomor_sk=sk.nomor if tetapkan else "",
                    tanggal_sk=sk.tanggal if tetapkan else None,
                )
            )
        EvaluasiTPN.objects.filter(lke__in=rencana).update(sk=sk, rencana="")
        pasang_berkas(objek=sk, jenis="sk", siap=siap, actor=actor)
        catat(objek=sk, aksi="terapkan", actor=actor, rincian={"unit": len(rencana)})
        return riwayat


def _sk(musim: Musim, nomor: str, tanggal: dt.date, actor: User) -> SKPenetapan:
    """The decree by its number; the same number with another date is a slip of the pen. Raises EvaluationError."""
    try:
        with transaction.atomic():
            sk, _baru = SKPenetapan.objects.get_or_create(
                nomor=nomor, defaults={"musim": musim, "tanggal": tanggal, "dibuat_oleh": actor}
            )
    except IntegrityError as error:
        raise EvaluationError(_("SK bernomor ini baru saja dicatat. Muat ulang halaman.")) from error
    if (sk.tanggal, sk.musim_id) != (tanggal, musim.pk):
        raise EvaluationError(_("Nomor SK ini sudah dicatat dengan tanggal atau tahun lain. Periksa nomornya."))
    return sk
