"""What the surveys do by themselves, every minute; each is harmless to repeat."""

from __future__ import annotations

from surveys.services.kampanye import tutup_yang_lewat
from surveys.services.kontak import hapus_yang_lewat
from surveys.services.olah import olah_yang_menunggu
from surveys.services.segel import segel_yang_menunggu
from zi_portal.common.sapu import sapu

sapu(tutup_yang_lewat)
sapu(olah_yang_menunggu)
sapu(segel_yang_menunggu)
sapu(hapus_yang_lewat)
