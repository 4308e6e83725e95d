"""What the Berita Acara of a rapat pleno tells, read in a fixed number of queries."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.enums.pleno import StatusPleno
from evaluation.models import RapatPleno, TimTPI
from evaluation.selectors.pleno import LKEPleno, isi_rapat, ringkas_lke
from reports.errors import BelumAdaLaporan
from reports.pleno import Hadirin, IsiPleno, Putusan, UnitPleno
from reports.selectors.kop import nama_kop
from zi_portal.common.templatetags.zi import tanggal as teks_tanggal


def isi_pleno(rapat_id: int) -> IsiPleno:
    """The Berita Acara of one meeting. Raises BelumAdaLaporan when it was cancelled, RapatPleno.DoesNotExist."""
    rapat = RapatPleno.objects.select_related("instansi", "musim", "pemimpin", "notulis").get(pk=rapat_id)
    if rapat.status == StatusPleno.DIBATALKAN:
        raise BelumAdaLaporan(_("Pleno ini dibatalkan, jadi Berita Acaranya tidak dibuat."))
    isi = isi_rapat(rapat)
    final = rapat.status == StatusPleno.DITUTUP
    return IsiPleno(
        rapat=rapat.pk,
        kop=(nama_kop(rapat.instansi).upper(), _("TIM PENILAI INTERNAL ZONA INTEGRITAS")),
        alamat=rapat.instansi.alamat,
        instansi=rapat.instansi.nama,
        zona=rapat.instansi.zona_waktu,
        tahun=rapat.musim.tahun,
        final=final,
        keadaan="" if final else _("pleno belum ditutup"),
        data_per=rapat.diubah_pada,
        no_surat=rapat.nomor,
        tanggal=rapat.tanggal,
        waktu=rapat.waktu,
        tempat=rapat.tempat,
        dasar=_dasar(rapat),
        pemimpin=rapat.pemimpin.nama,
        notulis=rapat.notulis.nama,
        hadirin=tuple(
            Hadirin(p.nama, p.jabatan, p.user.nip if p.user else "", _peran(rapat, p.user_id), p.hadir, p.alasan)
            for p in rapat.peserta.select_related("user")
        ),
        unit=tuple(_unit(x) for x in isi),
    )


def _peran(rapat: RapatPleno, user_id: int | None) -> str:
    if user_id and user_id == rapat.pemimpin_id:
        return _("Pemimpin")
    return _("Notulis") if user_id and user_id == rapat.notulis_id else _("Peserta")


def _dasar(rapat: RapatPleno) -> tuple[str, ...]:
    """The SK of the teams of this TPI, where they are recorded."""
    tim = TimTPI.objects.hidup().filter(instansi=rapat.instansi_id, musim=rapat.musim_id).exclude(nomor_sk="")
    return tuple(
        _("Surat keputusan nomor %(nomor)s%(tanggal)s tentang %(tim)s")
        % {
            "nomor": t.nomor_sk,
            "tanggal": _(" tanggal %(t)s") % {"t": teks_tanggal(t.tanggal_sk)} if t.tanggal_sk else "",
            "tim": t.nama,
        }
        for t in tim.order_by("nama", "pk")
    )


def _unit(x: LKEPleno) -> UnitPleno:
    """One sheet: as the meeting left it once it was closed, as it stands before."""
    nilai = x.agenda.ringkas or ringkas_lke(x.lke)
    mandiri, pengungkit, hasil, total = (
        nilai[n] and Decimal(nilai[n]) for n in ("mandiri", "pengungkit", "hasil", "total")
    )
    return UnitPleno(
        nama=x.lke.unit.nama,
        predikat=x.lke.predikat_tujuan,
        mandiri=mandiri,
        pengungkit=pengungkit,
        hasil=hasil,
        total=total,
        simpulan=_simpulan(nilai["memenuhi"]),
        putusan=tuple(
            Putusan(
                kode=b.butir.kode,
                teks=b.pertanyaan.teks,
                semula=b.tpi,
                hasil=b.hasil,
                berubah=b.berubah,
                alasan=b.butir.alasan,
                tidak_bulat=b.butir.tidak_bulat,
                pendapat=b.butir.pendapat,
            )
            for b in x.butir
        ),
        abstain=x.abstain,
    )


def _simpulan(memenuhi: bool | None) -> str:
    if memenuhi is None:
        return "–"
    return _("Memenuhi ambang nilai") if memenuhi else _("Belum memenuhi ambang nilai")
