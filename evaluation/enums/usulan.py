"""What a proposal needs before it may be sent, and what happens to one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class JenisBerkasUsulan(models.TextChoices):
    """The documents on a proposal (PermenPANRB 5/2024 Bab III, and the form of the national portal)."""

    SURAT = "surat", _("Surat usulan")
    SPTJM = "sptjm", _("Surat pernyataan tanggung jawab mutlak (SPTJM)")
    TLHP = "tlhp", _("Surat pernyataan clearance TLHP")
    SURVEI = "survei", _("Laporan survei mandiri")


@dataclass(frozen=True, slots=True)
class BerkasWajib:
    """A kind of document a proposal must carry, and what it is in words."""

    jenis: JenisBerkasUsulan
    keterangan: Promise


BERKAS_WAJIB = (
    BerkasWajib(
        JenisBerkasUsulan.SURAT,
        _("Satu surat pimpinan instansi untuk semua unit, ditujukan kepada Menteri PANRB c.q. ketua TPN."),
    ),
    BerkasWajib(
        JenisBerkasUsulan.SPTJM,
        _("Ditandatangani pimpinan instansi: data persyaratan, pengungkit, dan hasil unit yang diusulkan benar."),
    ),
    BerkasWajib(
        JenisBerkasUsulan.TLHP,
        _("Dari APIP: tindak lanjut hasil pemeriksaan unit yang diusulkan sudah tuntas."),
    ),
    BerkasWajib(
        JenisBerkasUsulan.SURVEI,
        _("Hasil survei persepsi anti korupsi dan kualitas pelayanan yang dilakukan sendiri oleh instansi."),
    ),
)


class AksiUsulan(models.TextChoices):
    """What happens to a proposal; its uploads and edits stand in the history as ``Jejak``."""

    MASUKKAN = "masukkan", _("Unit dimasukkan")
    KELUARKAN = "keluarkan", _("Unit dikeluarkan")
    KIRIM = "kirim", _("Dikirim ke TPN")
    SELESAI = "selesai", _("Semua unit sudah diputus")
    TARIK = "tarik", _("Usulan ditarik")


class AksiInstansi(models.TextChoices):
    """What is decided about an instansi around its proposals."""

    BERI_MANDIRI = "beri_mandiri", _("Menetapkan WBK sendiri")
    CABUT_MANDIRI = "cabut_mandiri", _("Tidak lagi menetapkan WBK sendiri")
