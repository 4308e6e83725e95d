"""Deadlines, checked on the server against rows of the season and the sheet."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import LAPIS_PENILAI, Lapis, Status
from evaluation.enums.musim import Jendela
from evaluation.errors import EvaluationError, MasaTutup
from evaluation.models import LembarKerjaEvaluasi, Musim
from evaluation.selectors.masa import batas_jendela, tutup_jendela
from units.models import Instansi
from zi_portal.common.waktu import teks_waktu


def batas_unit(lke: LembarKerjaEvaluasi) -> dt.datetime:
    """Until when the unit may change and submit: the due date of TPI's return, else the end of the season's window, or
    the later date the parent unit gave when it sent the sheet back."""
    if lke.status == Status.PERBAIKAN and lke.tenggat:
        return lke.tenggat
    tutup = tutup_jendela(lke.musim, Jendela.ISI, lke.unit.instansi)
    return max(tutup, lke.tenggat) if lke.status == Status.DRAF and lke.tenggat else tutup


def pastikan_jendela(musim: Musim, jendela: Jendela, instansi: Instansi) -> None:
    """Raises MasaTutup when this window of the season is not open now for this instansi."""
    mulai, selesai = batas_jendela(musim, jendela, instansi)
    kini, nama = timezone.now(), str(jendela.label)
    if mulai and kini < mulai:
        raise MasaTutup(_("%(nama)s baru dibuka %(waktu)s.") % {"nama": nama, "waktu": teks_waktu(mulai, instansi.tz)})
    if selesai and kini > selesai:
        raise MasaTutup(
            _("%(nama)s sudah ditutup %(waktu)s.") % {"nama": nama, "waktu": teks_waktu(selesai, instansi.tz)}
        )


def pastikan_masa(lke: LembarKerjaEvaluasi, lapis: str) -> None:
    """Raises MasaTutup when this layer's window is not open now; the sentence names the date in the office's zone."""
    kini, tz = timezone.now(), lke.unit.instansi.tz
    if lapis == Lapis.UNIT:
        if kini < lke.musim.isi_mulai:
            raise MasaTutup(_("Pengisian baru dibuka %(waktu)s.") % {"waktu": teks_waktu(lke.musim.isi_mulai, tz)})
        if kini > (batas := batas_unit(lke)):
            raise MasaTutup(
                _("Masa pengisian berakhir %(waktu)s. Minta TPI atau admin instansi memperpanjang tenggat.")
                % {"waktu": teks_waktu(batas, tz)}
            )
    elif lapis in LAPIS_PENILAI and kini > (tutup := tutup_jendela(lke.musim, Jendela.TPI, lke.unit.instansi)):
        raise MasaTutup(_("Masa penilaian TPI berakhir %(waktu)s.") % {"waktu": teks_waktu(tutup, tz)})


def pastikan_tenggat(lke: LembarKerjaEvaluasi, tenggat: dt.datetime) -> None:
    """A repair must leave time to judge it: later than now, and within TPI's own window. Raises EvaluationError."""
    if tenggat <= timezone.now():
        raise EvaluationError(_("Tenggat perbaikan harus sesudah hari ini."))
    pastikan_sebelum_tpi_tutup(lke, tenggat)


def pastikan_sebelum_tpi_tutup(lke: LembarKerjaEvaluasi, tenggat: dt.datetime) -> None:
    tutup = tutup_jendela(lke.musim, Jendela.TPI, lke.unit.instansi)
    if tenggat > tutup:
        raise EvaluationError(
            _("Tenggat perbaikan paling lambat %(waktu)s, saat penilaian TPI ditutup.")
            % {"waktu": teks_waktu(tutup, lke.unit.instansi.tz)}
        )
