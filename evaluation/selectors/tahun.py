"""What the LKE adds to a unit's year: the act that is due, its dates, how far its score is from a predicate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.enums.musim import Jendela
from evaluation.models import LembarKerjaEvaluasi, Musim, Skor
from evaluation.permissions import lapis_menilai
from evaluation.selectors.masa import terbuka, tutup_jendela
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.masa import batas_unit
from units.enums import Peran
from units.models import UnitKerja, User
from units.selectors import akses
from units.selectors.langkah import SIAPA, LangkahBerikut
from units.selectors.tahun import Jadwal, Sumbangan

PENGISI, PIMPINAN = "units.isi_tahap", "units.sahkan_tahap"
ORANG_UNIT, ADMIN, TPI = "units.kelola_pegawai_unit", "units.kelola_penetapan", "units.pantau"


def lke_terlihat(user: User, unit: UnitKerja, tahun: int) -> LembarKerjaEvaluasi | None:
    """The unit's sheet of this year, if this person may see it. One query."""
    lke = LembarKerjaEvaluasi.objects.visible_to(user).filter(unit=unit, musim__tahun=tahun)
    return lke.select_related("unit__instansi", "musim").first()


def sumbangan_lke(user: User, unit: UnitKerja, tahun: int) -> Sumbangan:
    """For ``units.selectors.tahun``. Who may not see the sheet learns nothing of it but the season's dates."""
    musim = Musim.objects.dibuka().filter(tahun=tahun).first()
    if musim is None:
        return Sumbangan()
    lke = lke_terlihat(user, unit, tahun)
    langkah = _buka(user, unit, musim) if lke is None else _langkah(user, lke)
    return Sumbangan(langkah=(langkah,) if langkah else (), jadwal=_jadwal(musim, unit, lke))


def _satu(judul: str, siapa: str, boleh: bool, url: str, tenggat: object = None) -> LangkahBerikut:
    return LangkahBerikut(judul, str(SIAPA[siapa]), boleh, url, tenggat)


def _buka(user: User, unit: UnitKerja, musim: Musim) -> LangkahBerikut | None:
    """The unit's own people know that there is no sheet yet; to others a draft and none look the same."""
    if unit.pk not in akses(user).unit_ids or not terbuka(musim, Jendela.ISI, unit.instansi_id):
        return None
    judul = _("Buka LKE %(tahun)s") % {"tahun": musim.tahun}
    boleh = user.has_perm("evaluation.buka_lke", unit)
    return _satu(
        judul, PENGISI, boleh, reverse("evaluation:lke_list"), tutup_jendela(musim, Jendela.ISI, unit.instansi_id)
    )


def _langkah(user: User, lke: LembarKerjaEvaluasi) -> LangkahBerikut | None:
    url, tutup = lke.get_absolute_url(), tutup_jendela(lke.musim, Jendela.TPI, lke.unit.instansi_id)
    match lke.status:
        case Status.DRAF | Status.PERBAIKAN:
            return _langkah_unit(user, lke)
        case Status.DIAJUKAN:
            return _satu(_("Mulai menilai LKE"), TPI, user.has_perm("evaluation.mulai_nilai", lke), url, tutup)
        case Status.PENDAHULUAN:
            boleh = user.has_perm("evaluation.nilai_pendahuluan", lke)
            alamat = reverse("evaluation:pendahuluan", args=[lke.pk]) if boleh else url
            siapa = str(Peran.PENILAI_PENDAHULUAN.label)
            return LangkahBerikut(_("Nilai LKE sebelum dievaluasi TPI"), siapa, boleh, alamat, tutup)
        case Status.DINILAI_TPI:
            return _satu(_("Selesaikan penilaian LKE"), TPI, bool(lapis_menilai(user, lke)), url, tutup)
        case Status.PLENO:
            boleh = user.has_perm("evaluation.selesaikan_tpi", lke)
            return _satu(_("Selesaikan rapat pleno LKE"), TPI, boleh, url, tutup)
        case Status.LAYAK:
            boleh = user.has_perm("evaluation.kelola_usulan", lke)
            return _satu(_("Usulkan unit ini ke TPN"), ADMIN, boleh, reverse("evaluation:usulan_list") if boleh else "")
    return None


def _langkah_unit(user: User, lke: LembarKerjaEvaluasi) -> LangkahBerikut:
    url, batas = lke.get_absolute_url(), batas_unit(lke)
    if batas < timezone.now():
        milik = lke.unit_id in akses(user).unit_ids
        return _satu(_("Minta TPI atau admin instansi memperpanjang tenggat LKE"), ORANG_UNIT, milik, url, batas)
    mengisi = user.has_perm("evaluation.isi_jawaban", lke)
    if lke.status == Status.PERBAIKAN:
        return _satu(_("Perbaiki LKE yang dikembalikan TPI"), PENGISI, mengisi, url, batas)
    terisi = Skor.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("terisi", flat=True).first() or 0
    if sisa := len(instrumen_lke(lke).semua_pertanyaan) - terisi:
        judul = ngettext(
            "Lanjutkan LKE: %(n)d pertanyaan belum dijawab", "Lanjutkan LKE: %(n)d pertanyaan belum dijawab", sisa
        )
        return _satu(judul % {"n": sisa}, PENGISI, mengisi, reverse("evaluation:lke_lanjut", args=[lke.pk]), batas)
    boleh = user.has_perm("evaluation.ajukan_lke", lke)
    return _satu(_("Periksa dan ajukan LKE"), PIMPINAN, boleh, reverse("evaluation:lke_periksa", args=[lke.pk]), batas)


def _jadwal(musim: Musim, unit: UnitKerja, lke: LembarKerjaEvaluasi | None) -> tuple[Jadwal, ...]:
    saat = [
        (musim.isi_mulai, _("Pengisian LKE dibuka")),
        (tutup_jendela(musim, Jendela.ISI, unit.instansi_id), _("Pengisian LKE ditutup")),
        (tutup_jendela(musim, Jendela.TPI, unit.instansi_id), _("Penilaian TPI ditutup")),
    ]
    if lke and lke.status == Status.PERBAIKAN and lke.tenggat:
        saat.append((lke.tenggat, _("Perbaikan LKE diajukan paling lambat")))
    return tuple(Jadwal(pada, judul, "LKE") for pada, judul in saat if pada > timezone.now())


# How far from a predicate ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JarakPredikat:
    """One predicate: its threshold for the total, the points that are missing, and every condition not met."""

    predikat: str
    minimum: Fraction
    kurang: Fraction
    gagal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkorTahun:
    """The unit's own stored score of the year, against WBK and WBBM."""

    lke: LembarKerjaEvaluasi
    skor: Skor
    maksimum: Fraction
    jarak: tuple[JarakPredikat, ...]


def skor_tahun(user: User, unit: UnitKerja, tahun: int) -> SkorTahun | None:
    """None without a sheet this person may see. Two queries; the numbers are the stored ones."""
    lke = lke_terlihat(user, unit, tahun)
    skor = Skor.objects.filter(lke=lke, lapis=Lapis.UNIT).first() if lke else None
    if skor is None:
        return None
    instrumen = instrumen_lke(lke)
    jarak = tuple(_jarak(instrumen, skor, predikat) for predikat in scoring.PREDIKAT)
    return SkorTahun(lke, skor, instrumen.bobot_simpul["total"], jarak)


def _jarak(instrumen: scoring.Instrumen, skor: Skor, predikat: str) -> JarakPredikat:
    gagal = set(skor.rincian["gagal"][predikat])
    nama = [a.nama for a in instrumen.ambang if a.kode in gagal]
    nama += [s.nama for s in instrumen.syarat_predikat if s.predikat == predikat and s.kode in gagal]
    minimum = next(a.minimum[predikat] for a in instrumen.ambang if a.simpul == "total")
    return JarakPredikat(predikat, minimum, max(Fraction(0), minimum - Fraction(skor.total)), tuple(nama))
