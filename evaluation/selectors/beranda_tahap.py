"""The home page's cards for the four stages: what each role is waited for with. A fixed number of queries each."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.selectors.kartu import BagianBeranda, Kartu
from units.enums import Peran
from units.enums.tahap import LingkupPencanangan, StatusTemuan
from units.models import UnitKerja, User
from units.selectors import Akses
from units.selectors.keadaan import Keadaan, TahapUnit, keadaan_unit
from units.selectors.langkah import langkah_berikut, tautan
from units.selectors.pakta import pakta_menunggu
from units.selectors.tahap import q_pantau
from units.selectors.tahap_unit import Tunggu, hitung_tahap, menunggu, q_lewat
from zi_portal.common.templatetags.zi import angka

LANGKAH_TERBANYAK = 3


def _daftar(tahun: int, **saring: str) -> str:
    """The list of units, narrowed."""
    return f"{reverse('units:tahap_saya')}?{urlencode({'tahun': tahun, **saring})}"


def tahap_unit(user: User, a: Akses, tahun: int) -> BagianBeranda:
    """Each of one's units: its stage and the next acts. One query."""
    semua = sorted(keadaan_unit(a.unit_ids, tahun).values(), key=lambda k: (k.unit.nama, k.unit.pk))
    return BagianBeranda(_("Pembangunan ZI %(tahun)s") % {"tahun": tahun}, [_kartu_unit(user, k) for k in semua])


def _kartu_unit(user: User, k: Keadaan) -> Kartu:
    langkah = langkah_berikut(user, k)
    sisa = len(langkah) - LANGKAH_TERBANYAK
    return Kartu(
        judul=k.unit.nama,
        kata=str(k.tahap.label),
        nada="awas" if k.lewat else "jalan" if k.ditetapkan else "",
        keterangan="" if langkah else _("Tidak ada yang menunggu pada empat tahap pembangunan."),
        langkah=langkah[:LANGKAH_TERBANYAK],
        rincian=[_("dan %(n)d langkah lain") % {"n": sisa}] if sisa > 0 else [],
        url=tautan("unit_detail", k.unit.pk, tahun=k.tahun),
        aksi=_("Buka halaman unit"),
        mendesak=sum(satu.untuk_saya for satu in langkah),
    )


def pakta_sendiri(user: User) -> list[BagianBeranda]:
    """The person's own pakta that waits for their signature. One query."""
    belum = pakta_menunggu(user)
    kartu = [
        Kartu(
            judul=_("Pakta integritas Anda"),
            nada="awas",
            kata=_("Belum ditandatangani"),
            keterangan=p.unit.nama,
            url=reverse("units:pakta_saya"),
            aksi=_("Baca dan tanda tangani"),
            mendesak=1,
        )
        for p in belum
    ]
    return [BagianBeranda(_("Untuk Anda sendiri"), kartu)] if kartu else []


def _hitungan(
    judul: str, n: int, satuan: str, keterangan: str, *, url: str, aksi: str, untuk_saya: bool = True
) -> Kartu:
    """A count with a way to what it counts; ``untuk_saya`` when it is the reader who is waited for."""
    return Kartu(
        judul=judul,
        angka=angka(n, 0),
        satuan=satuan,
        keterangan=keterangan,
        url=url,
        aksi=aksi,
        mendesak=n if untuk_saya else 0,
    )


def tahap_tpi(user: User, tahun: int) -> BagianBeranda:
    """Findings whose follow-up waits for TPI's word, and questions of units. Two queries."""
    verifikasi = menunggu(Tunggu.VERIFIKASI, tahun).filter(q_pantau(user)).count()
    konsultasi = menunggu(Tunggu.KONSULTASI, tahun).filter(q_pantau(user)).count()
    return BagianBeranda(
        _("Pemantauan pembangunan ZI %(tahun)s") % {"tahun": tahun},
        [
            _hitungan(
                _("Temuan menunggu verifikasi"),
                verifikasi,
                _("temuan"),
                _("Unit sudah menindaklanjuti. Verifikasi, atau kembalikan dengan alasan."),
                url=f"{reverse('units:temuan_tpi')}?status={StatusTemuan.DITINDAKLANJUTI}",
                aksi=_("Lihat temuan"),
            ),
            _hitungan(
                _("Konsultasi menunggu jawaban"),
                konsultasi,
                _("konsultasi"),
                _("Pertanyaan unit yang belum dijawab TPI."),
                url=_daftar(tahun, tunggu=Tunggu.KONSULTASI),
                aksi=_("Lihat konsultasi"),
            ),
        ],
    )


def tahap_admin(a: Akses, tahun: int) -> BagianBeranda:
    """The instansi's units by stage, and candidates without a SK. Two queries."""
    milik = a.instansi_sebagai(Peran.ADMIN_INSTANSI)
    jumlah = hitung_tahap(UnitKerja.objects.filter(instansi__in=milik, aktif=True), tahun)
    calon = menunggu(Tunggu.SK, tahun).filter(unit__instansi__in=milik).count()
    ditetapkan = sum(jumlah.get(t, 0) for t in (TahapUnit.DITETAPKAN, TahapUnit.MEMBANGUN, TahapUnit.DIPANTAU))
    return BagianBeranda(
        _("Pembangunan ZI di instansi Anda, %(tahun)s") % {"tahun": tahun},
        [
            Kartu(
                judul=_("Unit menurut tahap"),
                angka=angka(ditetapkan, 0),
                satuan=_("dari %(n)s unit sudah ditetapkan") % {"n": angka(sum(jumlah.values()), 0)},
                rincian=[f"{t.label}: {angka(jumlah[t], 0)}" for t in TahapUnit if jumlah.get(t)],
                url=_daftar(tahun),
                aksi=_("Lihat unit"),
            ),
            _hitungan(
                _("Calon menunggu SK"),
                calon,
                _("unit"),
                _("Lengkapi kriterianya, lalu catat SK penetapan.")
                if calon
                else _("Unit muncul di sini setelah dijadikan calon."),
                url=_daftar(tahun, tunggu=Tunggu.SK),
                aksi=_("Lihat calon"),
            ),
        ],
    )


def _letak(baris: QuerySet) -> list[tuple[int, int, int]]:
    """Instansi, unit and id of each row."""
    return list(baris.values_list("unit__instansi", "unit", "pk"))


def _satu(nama: str, letak: list[tuple[int, int, int]]) -> str:
    """The page of the only one; empty where there is none or a choice."""
    return reverse(f"units:{nama}_detail", args=letak[0][1:]) if len(letak) == 1 else ""


def tahap_pimpinan(a: Akses, tahun: int) -> BagianBeranda:
    """What waits for the pimpinan of an instansi, and which of its units are late. Three queries."""
    milik = a.instansi_sebagai(Peran.PIMPINAN_INSTANSI)
    bersama = menunggu(Tunggu.PENCANANGAN, tahun).filter(lingkup=LingkupPencanangan.INSTANSI)
    ada_pencanangan = _letak(bersama.filter(unit__instansi__in=milik))
    ada_rekomendasi = _letak(menunggu(Tunggu.REKOMENDASI, tahun).filter(unit__instansi__in=milik))
    instansi = ada_pencanangan[0][0] if ada_pencanangan else min(milik)
    lewat = UnitKerja.objects.filter(q_lewat(tahun), instansi__in=milik, aktif=True).count()
    return BagianBeranda(
        _("Pembangunan ZI di instansi yang Anda pimpin, %(tahun)s") % {"tahun": tahun},
        [
            _hitungan(
                _("Pencanangan menunggu konfirmasi"),
                len(ada_pencanangan),
                _("pencanangan bersama"),
                _("Periksa, lalu canangkan atau kembalikan.")
                if ada_pencanangan
                else _("Pencanangan bersama muncul di sini setelah admin instansi mengajukannya."),
                url=_satu("pencanangan", ada_pencanangan) or reverse("units:pencanangan_bersama", args=[instansi]),
                aksi=_("Lihat pencanangan"),
            ),
            _hitungan(
                _("Rekomendasi TPI"),
                len(ada_rekomendasi),
                _("menunggu Anda terima"),
                _("Pendapat TPI tentang kelayakan unit untuk diusulkan."),
                url=_satu("rekomendasi", ada_rekomendasi) or _daftar(tahun, tunggu=Tunggu.REKOMENDASI),
                aksi=_("Lihat rekomendasi"),
            ),
            _hitungan(
                _("Unit terlambat"),
                lewat,
                _("unit"),
                _("Ada butir rencana aksi atau temuan yang lewat tenggat.")
                if lewat
                else _("Tidak ada butir rencana aksi atau temuan yang lewat tenggat."),
                url=_daftar(tahun, lewat="1"),
                aksi=_("Lihat unit terlambat"),
                untuk_saya=False,
            ),
        ],
    )
