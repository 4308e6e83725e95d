"""A season in full swing around the sheets of the long list: answers of all layers, proof, moves, a pleno, proposals,
TPN's steps and predicates. Answers are copied inside the database: two million rows are too many to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Status
from evaluation.enums.evaluasi_tpn import BUTIR
from evaluation.models import (
    AgendaPleno,
    ButirPleno,
    EvaluasiTPN,
    InstansiTimTPN,
    ItemSeleksi,
    KlarifikasiPredikat,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PesertaPleno,
    PredikatUnit,
    RapatPleno,
    Riwayat,
    RiwayatEvaluasi,
    Skor,
    TimTPN,
    Usulan,
)
from evaluation.models.tim_tpn import AnggotaTimTPN
from units.models import BuktiDukung, Instansi, User

# Of every twenty sheets; the fewer, the later in the season.
STATUS = (
    *[Status.DRAF] * 2,
    *[Status.DIAJUKAN] * 3,
    *[Status.DINILAI_TPI] * 4,
    *[Status.PERBAIKAN] * 2,
    *[Status.PLENO] * 2,
    *[Status.LAYAK] * 2,
    Status.TIDAK_LAYAK,
    Status.DIUSULKAN,
    Status.SELEKSI,
    Status.DESK,
    Status.PENETAPAN,
)
_TPI = tuple(dict.fromkeys(s for s in STATUS if s not in {Status.DRAF, Status.DIAJUKAN}))
_TPN = (Status.DIUSULKAN, Status.SELEKSI, Status.DESK, Status.PENETAPAN)
_SALIN = """
    INSERT INTO evaluation_jawaban (lke_id, lapis, kode, isi, catatan, versi, diubah_oleh_id, diubah_pada)
    SELECT l.id, %s, a.kode, CASE WHEN (l.id + a.id) %% 8 < %s THEN b.isi ELSE a.isi END, %s, %s, %s, %s
    FROM evaluation_lembarkerjaevaluasi l
    JOIN units_unitkerja u ON u.id = l.unit_id AND u.instansi_id = %s
    JOIN evaluation_jawaban a ON a.lke_id = %s AND a.lapis = 'unit'
    JOIN evaluation_jawaban b ON b.lke_id = %s AND b.lapis = 'unit' AND b.kode = a.kode
    WHERE l.status IN ({status})
"""
_DINILAI = "lke_id IN (SELECT id FROM evaluation_lembarkerjaevaluasi WHERE status = 'dinilai_tpi')"
_BELUM = f"UPDATE evaluation_jawaban SET isi = '{{}}', versi = 0 WHERE lapis = 'tpi' AND id % 3 = 0 AND {_DINILAI}"
_BERGERAK = f"""
    UPDATE evaluation_jawaban SET diubah_pada = %s, versi = 2 WHERE lapis = 'unit' AND id %% 20 = 0 AND {_DINILAI}
"""
_TAUT = """
    INSERT INTO evaluation_tautanbukti (lke_id, kode, bukti_id, oleh_id, pada)
    SELECT l.id, j.kode, b.id, %s, j.diubah_pada
    FROM evaluation_lembarkerjaevaluasi l
    JOIN units_buktidukung b ON b.unit_id = l.unit_id
    JOIN evaluation_jawaban j ON j.lke_id = l.id AND j.lapis = 'unit' AND j.id %% 12 = 0
    JOIN units_unitkerja u ON u.id = l.unit_id AND u.instansi_id = %s
"""


def isi_musim(instansi: Instansi, contoh: tuple[int, int]) -> dict[str, int]:
    """Fill the sheets of ``instansi`` from two full ones; ids of what is measured."""
    ketua, admin = (User.objects.get(username=f"bench-{n}") for n in ("ketua", "admin"))
    _jawaban(instansi, contoh, ketua, admin)
    lke = list(LembarKerjaEvaluasi.objects.filter(unit__instansi=instansi).select_related("unit").order_by("pk"))
    usulan = _usulan(instansi, lke, admin)
    _riwayat(instansi, lke, ketua)
    _tpn(instansi, lke)
    pleno = _pleno(instansi, lke, ketua)
    _predikat(lke, admin)
    beda = next(x for x in lke if x.status == Status.PLENO)
    return {"usulan": usulan.pk, "pleno": pleno.pk, "beda": beda.pk}


def _jawaban(instansi: Instansi, contoh: tuple[int, int], ketua: User, admin: User) -> None:
    kini = timezone.now()
    berisi = tuple(s for s in dict.fromkeys(STATUS) if s != Status.DRAF)
    lapis = (
        (Lapis.UNIT, 0, "Sudah kami lengkapi.", admin, 40, berisi),
        (Lapis.TPI, 1, "Bukti belum cukup.", ketua, 10, _TPI),
        (Lapis.TPN, 2, "", ketua, 2, _TPN),
    )
    with connection.cursor() as kursor:
        for nama, beda, catatan, oleh, hari, status in lapis:
            saat = kini - dt.timedelta(days=hari)
            sql = _SALIN.format(status=", ".join(["%s"] * len(status)))
            kursor.execute(sql, [nama, beda, catatan, 1, oleh.pk, saat, instansi.pk, *contoh, *status])
        # Being judged: a third of the questions not yet, and some that the unit answered anew.
        kursor.execute(_BELUM)
        kursor.execute(_BERGERAK, [kini - dt.timedelta(days=1)])
        _buat(BuktiDukung, (BuktiDukung(unit=u, judul="Laporan", dibuat_oleh=admin) for u in instansi.unit_kerja.all()))
        # Else the rows just written are planned for as none.
        kursor.execute("ANALYZE")
        kursor.execute(_TAUT, [admin.pk, instansi.pk])
    kolom = Skor.objects.filter(lke=contoh[1], lapis="unit").values().get()
    kolom = {k: v for k, v in kolom.items() if k not in {"id", "lke_id", "lapis"}}
    for nama, status in ((Lapis.TPI, _TPI), (Lapis.TPN, _TPN)):
        milik = LembarKerjaEvaluasi.objects.filter(unit__instansi=instansi, status__in=status)
        _buat(Skor, (Skor(lke_id=pk, lapis=nama, **kolom) for pk in milik.values_list("pk", flat=True)))


def _buat(model: type, isi: Iterable) -> list:
    return model.objects.bulk_create(isi, batch_size=2000)


def _usulan(instansi: Instansi, lke: list[LembarKerjaEvaluasi], admin: User) -> Usulan:
    """WBK was sent with all that is at TPN; WBBM is being drawn up, half of the layak are its candidates."""
    milik = {"instansi": instansi, "musim": lke[0].musim, "dibuat_oleh": admin}
    kirim = Usulan.objects.create(
        predikat="WBK", status="diajukan", nomor_surat="1", dikirim_oleh=admin, dikirim_pada=timezone.now(), **milik
    )
    susun = Usulan.objects.create(predikat="WBBM", **milik)
    semua = LembarKerjaEvaluasi.objects.filter(unit__instansi=instansi)
    semua.filter(status__in=_TPN).update(usulan=kirim)
    layak = [x.pk for x in lke if x.status == Status.LAYAK]
    semua.filter(pk__in=layak[::2]).update(predikat_tujuan="WBBM")
    semua.filter(pk__in=layak[:80:2]).update(usulan=susun)
    return susun


def _riwayat(instansi: Instansi, lke: list[LembarKerjaEvaluasi], ketua: User) -> None:
    kini, milik = timezone.now(), {"pelaku": ketua}
    jalan = ((Aksi.BUKA, "", Status.DRAF), (Aksi.AJUKAN, Status.DRAF, Status.DIAJUKAN))
    jalan += ((Aksi.MULAI_NILAI, Status.DIAJUKAN, Status.DINILAI_TPI),)

    def saat(n: int) -> dt.datetime:
        return kini - dt.timedelta(minutes=7 * n)

    _buat(
        Riwayat,
        (
            Riwayat(lke=x, aksi=aksi, dari=dari, ke=ke, pada=saat(n), **milik)
            for n, x in enumerate(lke)
            for aksi, dari, ke in jalan
        ),
    )
    sekitar = {"instansi": instansi, "musim": lke[0].musim, "objek_id": 1, "rincian": {"nama": "surat.pdf"}}
    _buat(
        RiwayatEvaluasi,
        (
            RiwayatEvaluasi(benda=benda, unit_id=x.unit_id, lke=x, aksi="ubah", pada=saat(n), **sekitar, **milik)
            for n, x in enumerate(lke)
            for benda in ("syarat", "penugasan", "seleksi", "jenjang", "pleno")
        ),
    )


def _tpn(instansi: Instansi, lke: list[LembarKerjaEvaluasi]) -> None:
    musim, anggota = lke[0].musim, User.objects.get(username="tpn")
    tim = TimTPN.objects.create(
        musim=musim, nama="Bench", nomor_sk="1", tanggal_sk=timezone.localdate(), dibuat_oleh=anggota
    )
    AnggotaTimTPN.objects.create(tim=tim, user=anggota)
    InstansiTimTPN.objects.create(tim=tim, musim=musim, instansi=instansi)
    di_tpn = [x for x in lke if x.status in _TPN[1:]]
    _buat(EvaluasiTPN, (EvaluasiTPN(lke=x, desk_hasil="lulus", rencana="tetapkan") for x in di_tpn))
    _buat(
        ItemSeleksi,
        (ItemSeleksi(lke=x, kode=k, urut=n, hasil="sesuai") for x in di_tpn for n, k in enumerate(BUTIR)),
    )


def _pleno(instansi: Instansi, lke: list[LembarKerjaEvaluasi], ketua: User) -> RapatPleno:
    """One meeting with thirty sheets; the others that were brought there are its candidates."""
    rapat = RapatPleno.objects.create(
        instansi=instansi,
        musim=lke[0].musim,
        nomor="1",
        tanggal=timezone.localdate(),
        tempat="Aula",
        pemimpin=ketua,
        notulis=ketua,
        dibuat_oleh=ketua,
    )
    PesertaPleno.objects.create(rapat=rapat, user=ketua, nama=ketua.nama)
    agenda = [x for x in lke if x.status == Status.PLENO][:30]
    _buat(AgendaPleno, (AgendaPleno(rapat=rapat, lke=x, oleh=ketua) for x in agenda))
    kode = ("A.I.1.i.b", "A.I.1.ii.b", "A.I.1.ii.c")
    _buat(ButirPleno, (ButirPleno(rapat=rapat, lke=x, kode=k, semula={k: "B"}) for x in agenda for k in kode))
    return rapat


def _predikat(lke: list[LembarKerjaEvaluasi], admin: User) -> None:
    """Every third unit holds a predicate; of these every tenth sent a report, every twentieth is being clarified."""
    hari = timezone.localdate()
    predikat = _buat(
        PredikatUnit,
        (
            PredikatUnit(
                unit_id=x.unit_id,
                jenis="WBBM" if n % 5 == 0 else "WBK",
                nomor_sk=f"SK/{n}",
                tanggal_sk=hari - dt.timedelta(days=n % 1500),
                status="dalam_klarifikasi" if n % 20 == 0 else "aktif",
                laporan_ke=1,
                laporan_sejak=hari - dt.timedelta(days=n % 1500),
                laporan_tempo=hari - dt.timedelta(days=n % 1500 - 730),
                dicatat_oleh=admin,
            )
            for n, x in enumerate(lke[::3])
        ),
    )
    klarifikasi = {"sumber": "LAPOR!", "tanggal_aduan": hari, "ringkasan": "Pungli", "dibuka_oleh": admin}
    _buat(KlarifikasiPredikat, (KlarifikasiPredikat(predikat=p, **klarifikasi) for p in predikat[::20]))
    laporan = {"jatuh_tempo": hari, "status": "dikirim", "masih_memenuhi": True, "dibuat_oleh": admin}
    _buat(LaporanPredikat, (LaporanPredikat(predikat=p, ke=1, **laporan) for p in predikat[::10]))
