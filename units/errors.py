"""Errors of the units app; each carries a sentence for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import Model

    from units.models import BarisTahap, RiwayatTahap


class UnitsError(Exception):
    """Something the person asked for cannot be done; ``message`` says what happened and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BarisMoved(UnitsError):
    """The thing is no longer in a state from which this move is possible."""

    def __init__(self, objek: Model) -> None:
        objek.refresh_from_db()
        if objek.dihapus_pada:
            super().__init__(_("Data ini sudah dihapus. Muat ulang halaman untuk melihat keadaan terakhir."))
        else:
            super().__init__(
                _("Sekarang berstatus “%(status)s”, sehingga tindakan itu tidak dapat dilakukan. Muat ulang halaman.")
                % {"status": objek.get_status_display()}
            )


class BarisBentrok(UnitsError):
    """Somebody changed the row since the person opened it; ``kini`` is the row as it stands now."""

    def __init__(self, kini: BarisTahap, terakhir: RiwayatTahap | None) -> None:
        self.kini = kini
        if kini.dihapus_pada:
            super().__init__(_("Data ini sudah dihapus orang lain, jadi perubahan Anda tidak disimpan."))
            return
        isi = {
            "nama": terakhir.pelaku_nama if terakhir else _("orang lain"),
            "jam": f"{timezone.localtime(kini.diubah_pada):%H.%M}",
        }
        super().__init__(
            _(
                "Data ini baru saja diubah oleh %(nama)s (%(jam)s). Isian Anda masih ada di bawah dan belum disimpan. "
                "Bandingkan dengan keadaan sekarang, lalu simpan lagi bila isian Anda yang dipakai."
            )
            % isi
        )
