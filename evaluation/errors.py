"""What can go wrong in an evaluation, each with a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from evaluation.models import Jawaban, LembarKerjaEvaluasi


class EvaluationError(Exception):
    """Base: the act was refused, nothing was changed. ``message`` says what happened and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class LKEMoved(EvaluationError):
    """The sheet is no longer in a state from which this move or write is possible."""

    def __init__(self, lke: LembarKerjaEvaluasi) -> None:
        lke.refresh_from_db(fields=["status"])
        super().__init__(
            _("LKE ini sekarang berstatus “%(status)s”, sehingga tindakan itu tidak dapat dilakukan. Muat ulang.")
            % {"status": lke.get_status_display()}
        )


class PutaranLewat(LKEMoved):
    """What was written belongs to an earlier round: the person has not seen what the unit repaired since."""

    def __init__(self, lke: LembarKerjaEvaluasi) -> None:
        EvaluationError.__init__(
            self,
            _(
                "LKE ini sudah masuk putaran %(putaran)d sejak isian Anda dibuat. "
                "Muat ulang, lihat isinya sekarang, lalu isi lagi."
            )
            % {"putaran": lke.putaran},
        )


class JenjangPindah(LKEMoved):
    """The level is not the person's turn (any more). Says nothing of how far the others are."""

    def __init__(self) -> None:
        EvaluationError.__init__(
            self,
            _(
                "Penilaian pada jenjang Anda sudah diteruskan, atau LKE ini sedang di jenjang lain. "
                "Muat ulang untuk melihat giliran siapa sekarang."
            ),
        )


class LKEIncomplete(EvaluationError):
    """Questions without an answer stand in the way; ``codes`` in LKE order."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        n = len(self.codes)
        super().__init__(
            ngettext(
                "%(n)d pertanyaan belum dijawab. Isi dahulu, lalu ajukan lagi.",
                "%(n)d pertanyaan belum dijawab. Isi dahulu, lalu ajukan lagi.",
                n,
            )
            % {"n": n}
        )


class PenilaianKurang(EvaluationError):
    """TPI has not judged these questions yet; ``codes`` in LKE order."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(
            _("%(n)d pertanyaan belum dinilai TPI, dimulai dari %(kode)s. Nilai dahulu, lalu selesaikan.")
            % {"n": len(self.codes), "kode": self.codes[0]}
        )


class CatatanKurang(EvaluationError):
    """TPI differs from the unit without a note; ``codes`` in LKE order."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(
            _("%(n)d penilaian berbeda dari jawaban unit tanpa catatan. Beri catatan: %(kode)s.")
            % {"n": len(self.codes), "kode": ", ".join(self.codes[:5])}
        )


class UsulanKurang(EvaluationError):
    """The proposal may not be sent yet; ``kurang`` names what is missing, in the order of the page."""

    def __init__(self, kurang: Iterable[str]) -> None:
        self.kurang = tuple(kurang)
        super().__init__(_("Usulan belum dapat dikirim. Yang masih kurang: %(apa)s.") % {"apa": "; ".join(self.kurang)})


class MasaTutup(EvaluationError):
    """A deadline has passed or a window is not open yet."""


class PertanyaanTerkunci(EvaluationError):
    """Only questions that TPI sent back are open in perbaikan."""

    def __init__(self, kode: str) -> None:
        super().__init__(
            _("Pertanyaan %(kode)s tidak dikembalikan oleh TPI, sehingga tidak dapat diubah pada putaran ini.")
            % {"kode": kode}
        )


class PertanyaanTidakAda(EvaluationError):
    """The instrument of this sheet has no such question."""

    def __init__(self, kode: str) -> None:
        super().__init__(_("Pertanyaan %(kode)s tidak ada di instrumen LKE ini.") % {"kode": kode})


class JawabanKonflik(EvaluationError):
    """Somebody else changed the same field first; ``jawaban`` is what stands now. Nothing was overwritten."""

    def __init__(self, jawaban: Jawaban) -> None:
        self.jawaban = jawaban
        super().__init__(
            _("Jawaban ini baru saja diubah oleh %(nama)s. Pilih yang dipakai.") % {"nama": jawaban.diubah_oleh}
        )


class AngkaBerubah(EvaluationError):
    """A figure of data pendukung is not what the person saw when they took it."""

    def __init__(self) -> None:
        super().__init__(
            _("Angka data pendukung berubah sejak halaman ini dibuka. Muat ulang, lihat angkanya, lalu pakai lagi.")
        )


class KirimanTerpakai(EvaluationError):
    """The id of a write was used before, for another answer: not something a page of ours sends."""

    def __init__(self) -> None:
        super().__init__(_("Kiriman ini sudah dipakai untuk jawaban lain. Muat ulang halaman, lalu coba lagi."))


class BuktiDitolak(EvaluationError):
    """A file or link cannot be taken as proof."""


class SoalBergerak(EvaluationError):
    """Questions chosen from a list are not any more as the list showed them; nothing was taken."""

    def __init__(self, kode: Iterable[str]) -> None:
        self.kode = tuple(kode)
        super().__init__(
            ngettext(
                "%(n)d pertanyaan berubah sejak daftar ini dibuka: %(kode)s. Belum ada yang diterima; "
                "periksa lagi yang ditandai di bawah, lalu terima.",
                "%(n)d pertanyaan berubah sejak daftar ini dibuka: %(kode)s. Belum ada yang diterima; "
                "periksa lagi yang ditandai di bawah, lalu terima.",
                len(self.kode),
            )
            % {"n": len(self.kode), "kode": ", ".join(self.kode[:8]) + (" …" if len(self.kode) > 8 else "")}
        )
