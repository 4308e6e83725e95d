"""Writing down what a unit will do about a weak unsur: each version stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.errors import SurveiError
from surveys.models import Kampanye, TindakLanjutSurvei
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.tindak_lanjut import rencana_kini
from surveys.services.olah import kunci
from units.models import User
from units.services.tahap import catat


@transaction.atomic
def tulis_rencana(
    *, kampanye: Kampanye, unsur: str, rencana: str, waktu: str, penanggung_jawab: str, actor: User
) -> TindakLanjutSurvei | None:
    """Write the plan of one unsur; an empty plan takes it back. None where nothing changed. Raises SurveiError."""
    if unsur not in {u.kode for u in kuesioner_dari(kampanye.kuesioner).unsur}:
        raise SurveiError(_("Unsur ini tidak ada dalam kuesioner. Muat ulang halaman."))
    kunci(kampanye)
    baru = (rencana.strip(), waktu.strip(), penanggung_jawab.strip())
    if not baru[0]:
        baru = ("", "", "")
    lama = rencana_kini(kampanye).get(unsur)
    if baru == ((lama.rencana, lama.waktu, lama.penanggung_jawab) if lama else ("", "", "")):
        return None
    baris = TindakLanjutSurvei.objects.create(
        kampanye=kampanye, unsur=unsur, rencana=baru[0], waktu=baru[1], penanggung_jawab=baru[2], oleh=actor
    )
    catat(objek=kampanye, aksi="tindak_lanjut", actor=actor, rincian={"unsur": unsur})
    return baris
