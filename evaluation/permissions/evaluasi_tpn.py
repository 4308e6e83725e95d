"""Who does what in TPN's evaluation. The state is part of each; the role alone is ``evaluation.tim_tpn``."""

from __future__ import annotations

import rules

from evaluation.enums import STATUS_TPN_AKHIR, STATUS_TPN_PROSES, Status
from evaluation.enums.evaluasi_tpn import STATUS_LANGKAH, LangkahTPN
from evaluation.enums.riwayat import Benda
from evaluation.models import BerkasEvaluasi, EvaluasiTPN, ItemSeleksi, LembarKerjaEvaluasi, SKPenetapan
from evaluation.permissions.dasar import (
    is_admin_instansi,
    is_bukan_unit_sendiri,
    is_orang_unit,
    is_status,
    is_tpi,
    is_tpn,
    is_tpn_admin,
)
from evaluation.permissions.tim_tpn import is_bukan_instansi_sendiri, is_pembaca_tpn, is_pengatur_tpn, is_tim_tpn
from evaluation.selectors.berkas import daftarkan_terbaca
from units.models import User

is_berhak = is_tim_tpn & is_bukan_unit_sendiri & is_bukan_instansi_sendiri
is_admin_berhak = is_tpn_admin & is_bukan_unit_sendiri & is_bukan_instansi_sendiri

# What the selection found is the instansi's to read once it is final: never while TPN still works on it.
is_seleksi_dirilis = is_status(*((STATUS_TPN_PROSES | STATUS_TPN_AKHIR) - {Status.DIUSULKAN, Status.SELEKSI}))

rules.add_perm("evaluation.baca_evaluasi_tpn", is_pembaca_tpn & is_bukan_unit_sendiri & is_bukan_instansi_sendiri)
rules.add_perm("evaluation.tim_tpn", is_berhak)
rules.add_perm("evaluation.mulai_seleksi", is_berhak & is_status(Status.DIUSULKAN))
rules.add_perm("evaluation.nilai_seleksi", is_berhak & is_status(Status.SELEKSI))
rules.add_perm("evaluation.nilai_sanggah", is_berhak & is_status(Status.SANGGAH))
rules.add_perm("evaluation.isi_desk", is_berhak & is_status(Status.DESK))
rules.add_perm("evaluation.isi_wawancara", is_berhak & is_status(Status.WAWANCARA))
rules.add_perm("evaluation.isi_lapangan", is_berhak & is_status(Status.LAPANGAN))
rules.add_perm("evaluation.isi_panel", is_admin_berhak & is_status(Status.PANEL))
rules.add_perm("evaluation.isi_survei_tpn", is_berhak & is_status(*STATUS_LANGKAH[LangkahTPN.SURVEI]))
rules.add_perm("evaluation.isi_clearance", is_berhak & is_status(*STATUS_LANGKAH[LangkahTPN.CLEARANCE]))
rules.add_perm("evaluation.lewati_langkah", is_admin_berhak & is_status(Status.WAWANCARA, Status.LAPANGAN))
rules.add_perm("evaluation.gugurkan_lke", is_admin_berhak & is_status(*STATUS_TPN_PROSES))
rules.add_perm("evaluation.rencana_penetapan", is_pengatur_tpn)
rules.add_perm("evaluation.tandai_rencana", is_admin_berhak & is_status(Status.PENETAPAN))

# The instansi. Notes in the result of a proposal are shown only where TPN has decided.
rules.add_perm("evaluation.hasil_usulan", is_tpn | is_admin_instansi)
rules.add_perm("evaluation.lihat_seleksi", (is_orang_unit | is_tpi | is_admin_instansi) & is_seleksi_dirilis)
rules.add_perm("evaluation.sanggah", is_admin_instansi & is_status(Status.SANGGAH))

ISI_LANGKAH = {
    LangkahTPN.SELEKSI: "evaluation.nilai_seleksi",
    LangkahTPN.SANGGAH: "evaluation.nilai_sanggah",
    LangkahTPN.DESK: "evaluation.isi_desk",
    LangkahTPN.WAWANCARA: "evaluation.isi_wawancara",
    LangkahTPN.LAPANGAN: "evaluation.isi_lapangan",
    LangkahTPN.PANEL: "evaluation.isi_panel",
    LangkahTPN.SURVEI: "evaluation.isi_survei_tpn",
    LangkahTPN.CLEARANCE: "evaluation.isi_clearance",
}


def _terlihat(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return LembarKerjaEvaluasi.objects.visible_to(user).filter(pk=lke.pk).exists()


def _berkas_seleksi(user: User, berkas: BerkasEvaluasi) -> bool:
    item = ItemSeleksi.objects.select_related("lke__unit").filter(pk=berkas.objek_id).first()
    if item is None or not _terlihat(user, item.lke):
        return False
    return any(user.has_perm(f"evaluation.{p}", item.lke) for p in ("lihat_seleksi", "baca_evaluasi_tpn"))


def _berkas_evaluasi(user: User, berkas: BerkasEvaluasi) -> bool:
    evaluasi = EvaluasiTPN.objects.select_related("lke__unit").filter(pk=berkas.objek_id).first()
    return bool(evaluasi and _terlihat(user, evaluasi.lke) and user.has_perm("evaluation.lihat_tpn", evaluasi.lke))


def _berkas_sk(user: User, berkas: BerkasEvaluasi) -> bool:
    """The decree: TPN, and those who see a sheet that was decided under it."""
    if user.has_perm("evaluation.antrean_tpn"):
        return SKPenetapan.objects.filter(pk=berkas.objek_id).exists()
    return LembarKerjaEvaluasi.objects.visible_to(user).filter(evaluasi_tpn__sk=berkas.objek_id).exists()


daftarkan_terbaca(Benda.SELEKSI, _berkas_seleksi)
daftarkan_terbaca(Benda.EVALUASI_TPN, _berkas_evaluasi)
daftarkan_terbaca(Benda.SK, _berkas_sk)
