"""What the report of a survey tells, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from reports.errors import BelumAdaLaporan
from reports.selectors.kop import nama_kop
from reports.survei import (
    AngkaIndeks,
    BatasIndeks,
    IndeksLaporan,
    IsiSurvei,
    KelompokLaporan,
    Keluar,
    LayananLaporan,
    Perpanjangan,
    Rencana,
    UnsurLaporan,
)
from surveys.enums import Golongan, StatusKampanye, Tanda
from surveys.indeks import NilaiIndeks
from surveys.models import Kampanye, Pengeluaran, Respons, Segel, TandaRespons
from surveys.selectors.hasil import Dimensi, Hasil, IndeksHasil, hasil_kampanye
from surveys.selectors.tindak_lanjut import rencana_kini
from zi_portal.common.templatetags.zi import angka


def isi_survei(kampanye_id: int) -> IsiSurvei:
    """The report of one campaign. Raises BelumAdaLaporan before the first response, and for one cancelled or deleted;
    Kampanye.DoesNotExist."""
    k = Kampanye.objects.select_related("unit__instansi", "kuesioner").get(pk=kampanye_id)
    if k.dihapus_pada or k.status == StatusKampanye.BATAL:
        raise BelumAdaLaporan(_("Survei ini dibatalkan, jadi laporannya tidak dibuat."))
    hasil = hasil_kampanye(k)
    if not hasil.n_masuk:
        raise BelumAdaLaporan(_("Belum ada respons, jadi belum ada yang dilaporkan."))
    segel = Segel.objects.filter(kampanye=k).first()
    instansi, final = k.unit.instansi, segel is not None
    kanal = next(d for d in hasil.dimensi if d.kunci == "kanal")
    nama_unsur = {u.unsur.kode: u.unsur.nama for i in hasil.indeks for u in i.unsur}
    rencana = rencana_kini(k)
    return IsiSurvei(
        survei=k.pk,
        kop=(nama_kop(instansi).upper(), k.unit.nama.upper()),
        alamat=k.unit.alamat or instansi.alamat,
        instansi=instansi.nama,
        unit=k.unit.nama,
        zona=instansi.zona_waktu,
        tahun=k.tahun,
        nama=k.nama,
        jenis=str(k.get_jenis_display()),
        final=final,
        keadaan="" if final else _keadaan(k),
        data_per=_data_per(k, segel, [r.pada for r in rencana.values()]),
        mulai=k.mulai,
        selesai=k.ditutup_pada or k.selesai,
        cara=str(k.get_cara_display()),
        perpanjangan=tuple(Perpanjangan(p.dari, p.sampai, p.alasan) for p in k.perpanjangan.order_by("pk")),
        kuesioner=str(k.kuesioner),
        dasar=hasil.kuesioner.dasar,
        skala=hasil.kuesioner.skala,
        label=tuple(str(t) for t in hasil.kuesioner.label),
        konversi=hasil.konversi,
        integritas=str(hasil.kuesioner.integritas or ""),
        n_masuk=hasil.n_masuk,
        n_sah=hasil.n_sah,
        n_tanda=hasil.n_tanda,
        n_keluar=hasil.n_keluar,
        populasi=hasil.populasi,
        target=hasil.target_n,
        layanan=tuple(LayananLaporan(t.nama, t.populasi, t.target, t.n) for t in hasil.target),
        kanal=_kelompok(kanal),
        profil=tuple(_kelompok(d) for d in hasil.dimensi if d.profil),
        tanda=_tanda(k),
        keluar=_keluar(k),
        diarahkan=hasil.diarahkan,
        ditanya=hasil.ditanya,
        indeks=tuple(_indeks(i, hasil) for i in hasil.indeks if i.sah.nilai is not None),
        rencana=tuple(
            Rencana(nama, rencana[kode].rencana, rencana[kode].waktu, rencana[kode].penanggung_jawab)
            for kode, nama in nama_unsur.items()
            if kode in rencana
        ),
        segel=(segel.jumlah, segel.sha256) if segel else None,
    )


def _keadaan(k: Kampanye) -> str:
    if k.status == StatusKampanye.TUTUP:
        return _("survei sudah ditutup, segelnya sedang dibuat")
    return _("survei belum ditutup")


def _data_per(k: Kampanye, segel: Segel | None, rencana: list[dt.datetime]) -> dt.datetime:
    """The newest change among what the report tells."""
    masuk = Respons.objects.filter(kampanye=k).aggregate(akhir=Max("pada"))["akhir"]
    keluar = Pengeluaran.objects.filter(kampanye=k).aggregate(akhir=Max("pada"))["akhir"]
    return max(filter(None, [masuk, keluar, k.ditutup_pada, segel and segel.pada, *rencana]))


def _kelompok(d: Dimensi) -> KelompokLaporan:
    return KelompokLaporan(d.judul, tuple((b.label, None if d.profil and b.tertutup else b.n) for b in d.baris))


def _tanda(k: Kampanye) -> tuple[tuple[str, int], ...]:
    jumlah = dict(
        TandaRespons.objects.filter(kampanye=k)
        .order_by()
        .values("jenis")
        .annotate(n=Count("pk"))
        .values_list("jenis", "n")
    )
    return tuple((str(t.label), jumlah[t]) for t in Tanda if t in jumlah)


def _keluar(k: Kampanye) -> tuple[Keluar, ...]:
    """Responses that are out now, by the reason last given for each."""
    terakhir = dict(
        Pengeluaran.objects.filter(kampanye=k, keluar=True, respons__golongan=Golongan.DIKELUARKAN)
        .order_by("pk")
        .values_list("respons_id", "alasan")
    )
    return tuple(Keluar(alasan, n) for alasan, n in sorted(Counter(terakhir.values()).items(), key=lambda x: -x[1]))


def _angka(i: NilaiIndeks) -> AngkaIndeks:
    return AngkaIndeks(i.n, i.nilai)


def _indeks(i: IndeksHasil, hasil: Hasil) -> IndeksLaporan:
    tren = next((t for t in hasil.tren if t.indeks == i.sah.kode), None)
    rentang = i.sah.rentang
    return IndeksLaporan(
        kode=i.sah.kode,
        nama=i.sah.nama,
        sah=_angka(i.sah),
        masuk=_angka(i.masuk),
        bersih=_angka(i.bersih),
        rentang=(angka(rentang[0]), angka(rentang[1])) if rentang else None,
        mutu=f"{i.sah.mutu.huruf} ({i.sah.mutu.nama})" if i.sah.mutu else "",
        batas=tuple(BatasIndeks(b.batas.nama, b.batas.nilai, b.cukup) for b in i.status_batas),
        unsur=tuple(
            UnsurLaporan(
                u.unsur.kode,
                u.unsur.nama,
                u.pernyataan,
                u.unsur.bobot,
                u.unsur.rata,
                u.empat,
                u.unsur.n,
                u.unsur.sebaran,
            )
            for u in i.unsur
        ),
        judul=i.judul_unsur,
        pengaruh=i.pengaruh,
        tren=tuple((t.nama, t.tahun, t.n, t.nilai) for t in tren.titik) if tren else (),
        judul_tren=tren.judul if tren else "",
    )
