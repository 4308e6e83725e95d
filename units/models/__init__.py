"""What the portal stores of the organisation: who there is, who may act where, and the archive of proof."""

from units.models.bukti import BerkasBukti, BuktiDukung
from units.models.notifikasi import Notifikasi
from units.models.orang import Keanggotaan, User
from units.models.organisasi import Instansi, UnitKerja

__all__ = ["BerkasBukti", "BuktiDukung", "Instansi", "Keanggotaan", "Notifikasi", "UnitKerja", "User"]
