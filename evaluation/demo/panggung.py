"""The stage of the demo: who and what is there, and how an act is set back to the day it would have happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import pre_save
from django.utils import timezone

from evaluation.demo.data import INSTANSI, ORANG, UNIT, DataOrang, nip
from evaluation.models import (
    Jawaban,
    Komentar,
    Kunjungan,
    LembarKerjaEvaluasi,
    Musim,
    NilaiSyarat,
    PenilaiLKE,
    PenugasanTPI,
    Perpanjangan,
    PredikatUnit,
    Riwayat,
    RiwayatEvaluasi,
    RiwayatJawaban,
    Skor,
    TandaPerbaikan,
    TautanBukti,
    Usulan,
)
from units.enums import LINGKUP_PERAN, JenisInstansi, Lingkup, Peran
from units.models import Instansi, Keanggotaan, Notifikasi, PesanKonsultasi, RiwayatTahap, UnitKerja, User

TAHUN = 2026
# Column of each table that tells when a row of a sheet came to be.
WAKTU_BARIS = (
    (Jawaban, "diubah_pada"),
    (Komentar, "dibuat_pada"),
    (Komentar, "selesai_pada"),
    (Kunjungan, "pada"),
    (NilaiSyarat, "diubah_pada"),
    (NilaiSyarat, "dikecualikan_pada"),
    (PenilaiLKE, "mulai"),
    (PenilaiLKE, "selesai"),
    (Skor, "dihitung_pada"),
    (TandaPerbaikan, "pada"),
    (TautanBukti, "pada"),
    (TautanBukti, "dilepas_pada"),
    (PredikatUnit, "dicatat_pada"),
)
# What the database refuses to set back once it is stored.
TETAP = (Riwayat, RiwayatEvaluasi, RiwayatJawaban, RiwayatTahap, Perpanjangan, PesanKonsultasi)


@dataclass
class Panggung:
    """Rows of the demo by their natural keys: units as "INSTANSI/UNIT", people by sign-in, seasons by year."""

    benih: int
    sandi: str
    kini: dt.datetime = field(default_factory=timezone.now)
    instansi: dict[str, Instansi] = field(default_factory=dict)
    unit: dict[str, UnitKerja] = field(default_factory=dict)
    orang: dict[str, User] = field(default_factory=dict)
    musim: dict[int, Musim] = field(default_factory=dict)

    def hari(self, selisih: float, jam: int = 9) -> dt.datetime:
        """A moment ``selisih`` days from today at ``jam`` o'clock. One in the past is on a working day, and past."""
        saat = timezone.localtime(self.kini).replace(hour=jam, minute=0, second=0, microsecond=0)
        saat += dt.timedelta(days=selisih)
        if selisih > 0:
            return saat
        while saat.weekday() >= 5:
            saat -= dt.timedelta(days=1)
        return min(saat, self.kini)

    @contextmanager
    def pada(self, saat: dt.datetime, lke: LembarKerjaEvaluasi, usulan: Usulan | None = None) -> Iterator[None]:
        """What services do inside is set back to ``saat``: the sheet's new rows, its moments, and what was told."""
        sejak = timezone.now()
        with tercatat(saat):
            yield
        geser(lke=lke, sejak=sejak, ke=saat, usulan=usulan)


@contextmanager
def tercatat(saat: dt.datetime) -> Iterator[None]:
    """History rows written inside carry ``saat``. Before they are stored, because the database refuses it after."""

    def mundurkan(instance: Model, **_kwargs: object) -> None:
        instance.pada = saat

    for model in TETAP:
        pre_save.connect(mundurkan, sender=model)
    try:
        yield
    finally:
        for model in TETAP:
            pre_save.disconnect(mundurkan, sender=model)


def geser(*, lke: LembarKerjaEvaluasi, sejak: dt.datetime, ke: dt.datetime, usulan: Usulan | None = None) -> None:
    """Move every moment of this sheet that is not before ``sejak`` to ``ke``."""
    for model, kolom in WAKTU_BARIS:
        model.objects.filter(lke=lke, **{f"{kolom}__gte": sejak}).update(**{kolom: ke})
    for kolom in ("created_at", "updated_at", "diajukan_pada", "dinilai_pada"):
        LembarKerjaEvaluasi.objects.filter(pk=lke.pk, **{f"{kolom}__gte": sejak}).update(**{kolom: ke})
    alamat = [lke.get_absolute_url()]
    if usulan is not None:
        alamat.append(usulan.get_absolute_url())
        for kolom in ("dibuat_pada", "dikirim_pada"):
            Usulan.objects.filter(pk=usulan.pk, **{f"{kolom}__gte": sejak}).update(**{kolom: ke})
    for url in alamat:
        Notifikasi.objects.filter(url__startswith=url, dibuat_pada__gte=sejak).update(dibuat_pada=ke)
    lke.refresh_from_db()


@transaction.atomic
def siapkan(panggung: Panggung, *, ganti_sandi: bool) -> None:
    """Instansi, units, people with their roles, the two seasons. Adds what is missing and keeps the rest."""
    for i in INSTANSI:
        panggung.instansi[i.kode], _ = Instansi.objects.get_or_create(
            kode=i.kode, defaults={"nama": i.nama, "jenis": i.jenis, "alamat": i.alamat}
        )
    for u in UNIT:
        panggung.unit[f"{u.instansi}/{u.kode}"], _ = UnitKerja.objects.get_or_create(
            instansi=panggung.instansi[u.instansi],
            kode=u.kode,
            defaults={
                "nama": u.nama,
                "jenis": u.jenis,
                "alamat": u.alamat,
                "induk": panggung.unit[f"{u.instansi}/{u.induk}"] if u.induk else None,
            },
        )
    nama_pengguna = [o.username for o in ORANG]
    ada = {u.username: u for u in User.objects.filter(username__in=nama_pengguna)}
    for nomor, o in enumerate(ORANG, start=1):
        panggung.orang[o.username] = ada.get(o.username) or _buat_orang(panggung, o, nomor)
    if ganti_sandi:
        User.objects.filter(username__in=nama_pengguna).update(password=panggung.sandi)


def _buat_orang(panggung: Panggung, o: DataOrang, nomor: int) -> User:
    user = User.objects.create(
        username=o.username,
        nama=o.nama,
        nip=nip(nomor),
        jabatan=o.jabatan,
        email=f"{o.username}@contoh.go.id",
        password=panggung.sandi,
        date_joined=panggung.hari(-400),
    )
    lingkup = LINGKUP_PERAN[o.peran]
    Keanggotaan.objects.create(
        user=user,
        peran=Peran(o.peran),
        unit=panggung.unit[o.lingkup] if lingkup == Lingkup.UNIT else None,
        instansi=panggung.instansi[o.lingkup] if lingkup == Lingkup.INSTANSI else None,
        mulai=panggung.hari(-400).date(),
    )
    return user


def siapkan_musim(panggung: Panggung, instrumen) -> None:
    """Last year's season, closed, and this year's, wide open around today; an open one that ran out is opened again."""
    p = panggung
    panggung.musim[TAHUN - 1], _ = Musim.objects.get_or_create(
        tahun=TAHUN - 1,
        defaults={
            "instrumen": instrumen,
            "isi_mulai": p.hari(-480),
            "isi_selesai": p.hari(-390, 23),
            "tpi_selesai": p.hari(-330, 23),
            "tahun_bukti_awal": TAHUN - 3,
            "tahun_bukti_akhir": TAHUN - 1,
        },
    )
    kini, baru = Musim.objects.get_or_create(
        tahun=TAHUN,
        defaults={
            "instrumen": instrumen,
            "isi_mulai": p.hari(-120),
            "isi_selesai": p.hari(60, 23),
            "pendahuluan": [JenisInstansi.KEMENTERIAN, JenisInstansi.LEMBAGA],
            "tpi_selesai": p.hari(90, 23),
            "tahun_bukti_awal": TAHUN - 2,
            "tahun_bukti_akhir": TAHUN,
        },
    )
    if not baru and kini.isi_selesai < p.hari(7):
        kini.isi_selesai, kini.tpi_selesai = p.hari(60, 23), p.hari(90, 23)
        kini.save(update_fields=["isi_selesai", "tpi_selesai"])
    panggung.musim[TAHUN] = kini


def tugaskan(panggung: Panggung, username: str, *unit: str, oleh: str) -> None:
    """Assign a TPI member to units of this season, without the inbox lines the page would send."""
    for kode in unit:
        PenugasanTPI.objects.get_or_create(
            unit=panggung.unit[kode],
            musim=panggung.musim[TAHUN],
            user=panggung.orang[username],
            defaults={"oleh": panggung.orang[oleh], "pada": panggung.hari(-100)},
        )
