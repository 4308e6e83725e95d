"""Many workbooks at once: whose they may be, whose they are, and how far each is."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from evaluation.buku_kerja.baca import BukuTerbaca
from evaluation.enums import Lapis
from evaluation.enums.impor_lke import STATUS_TERBUKA
from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.jodoh import Calon, jodohkan_nama
from evaluation.models import ImporLKE, KirimanLKE, LembarKerjaEvaluasi, Musim
from evaluation.permissions import ISI_LAPIS, lapis_menilai
from units.enums import PERAN_PENGISI, Peran
from units.models import Instansi, User
from units.selectors import akses


class TakTerjodoh(Exception):
    """No sheet of these can be told for a workbook; ``dapat_dipilih``: a person may say which."""

    def __init__(self, message: str, *, dapat_dipilih: bool) -> None:
        super().__init__(message)
        self.message = message
        self.dapat_dipilih = dapat_dipilih


def lke_sasaran(user: User, instansi: Instansi, musim: Musim, lapis: str) -> QuerySet[LembarKerjaEvaluasi]:
    """The sheets for which this person may bring a workbook of this layer. The unit's: where they fill it, and for the
    admin all of the instansi. TPI's: those they see as TPI."""
    lke = LembarKerjaEvaluasi.objects.filter(unit__instansi=instansi, musim=musim).select_related(
        "unit__instansi", "musim"
    )
    a = akses(user)
    if lapis == Lapis.UNIT:
        if instansi.pk not in a.instansi_sebagai(Peran.ADMIN_INSTANSI):
            lke = lke.filter(unit__in=a.unit_sebagai(*PERAN_PENGISI))
    else:
        lke = lke.filter(pk__in=LembarKerjaEvaluasi.objects.visible_to(user).order_by().values("pk"))
    return lke.order_by("unit__nama", "pk")


def jodohkan(*, impor: ImporLKE, buku: BukuTerbaca) -> tuple[LembarKerjaEvaluasi, str]:
    """The sheet and layer of one workbook of many: by our stamp, then by the unit's code, then by its name. Only among
    the sheets its bringer may bring one for. Raises TakTerjodoh."""
    kiriman, user = impor.kiriman, impor.diunggah_oleh
    calon = {lke.pk: lke for lke in lke_sasaran(user, kiriman.instansi, kiriman.musim, kiriman.lapis)}
    lke = calon.get(buku.cap.lke) if buku.cap else None
    if lke is None and buku.cap is None:
        semua = [Calon(pk, lke.unit.kode, lke.unit.nama) for pk, lke in calon.items()]
        lke = calon.get(jodohkan_nama(impor.hasil.get("jalur", impor.nama), buku.unit, semua))
    if lke is None:
        pesan = (
            _("Berkas ini diunduh dari LKE lain. Pilih unitnya bila memang dipakai di sini.")
            if buku.cap
            else _("Unitnya tidak dikenali dari nama atau isi berkas, atau LKE-nya belum dibuka. Pilih unitnya.")
        )
        raise TakTerjodoh(pesan, dapat_dipilih=True)
    return lke, lapis_kiriman_lke(user, kiriman, lke)


def lapis_kiriman_lke(user: User, kiriman: KirimanLKE, lke: LembarKerjaEvaluasi) -> str:
    """The layer a workbook of this batch goes into in one sheet. Raises TakTerjodoh where TPI may not write now."""
    if kiriman.lapis == Lapis.UNIT:
        return Lapis.UNIT
    if lapis := lapis_menilai(user, lke):
        return lapis
    raise TakTerjodoh(
        _("LKE %(unit)s sekarang tidak terbuka untuk nilai Anda, jadi berkas ini tidak dipakai.")
        % {"unit": lke.unit.nama},
        dapat_dipilih=False,
    )


def kiriman_saya(user: User, instansi: Instansi) -> QuerySet[KirimanLKE]:
    """What the person handed in for this instansi, newest first, each with counts of its workbooks."""
    return (
        KirimanLKE.objects.filter(instansi=instansi, diunggah_oleh=user)
        .select_related("musim")
        .annotate(
            jumlah=Count("impor"),
            selesai=Count("impor", filter=Q(impor__status=S.SELESAI)),
        )
        .order_by("-pk")
    )


def ringkas_kiriman(kiriman: KirimanLKE) -> dict[str, int]:
    """How many workbooks there are, still run ("berjalan"), and stand in each state. One query."""
    hitung = dict(kiriman.impor.order_by().values_list("status").annotate(n=Count("pk")))
    return {
        "jumlah": sum(hitung.values()),
        "berjalan": sum(n for status, n in hitung.items() if status in STATUS_TERBUKA),
        **{status: hitung.get(status, 0) for status in S.values},
    }


def isi_kiriman(kiriman: KirimanLKE, status: str = "") -> QuerySet[ImporLKE]:
    """The workbooks of a batch in the order of its files, with their sheets; ``kembar`` is how many of the batch are
    for the same sheet."""
    impor = kiriman.impor.select_related("lke__unit__instansi", "lke__musim").order_by("pk")
    return impor.filter(status=status) if status in S.values else impor


def kembar_kiriman(kiriman: KirimanLKE) -> set[int]:
    """Sheets for which the batch holds more than one workbook that is not given up."""
    hidup = kiriman.impor.exclude(status__in=[S.DITOLAK, S.GAGAL, S.DIBATALKAN]).exclude(lke=None).order_by()
    return set(hidup.values("lke").annotate(n=Count("pk")).filter(n__gt=1).values_list("lke", flat=True))


def boleh_terapkan(user: User, impor: ImporLKE) -> bool:
    """May the person let this workbook be written now? The ordinary rule of its layer, asked of its sheet."""
    return bool(impor.lke_id) and user.has_perm(ISI_LAPIS[impor.lapis], impor.lke)
