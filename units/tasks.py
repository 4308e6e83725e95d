"""What the archive does by itself."""

from units.services.bukti import pindai_tertunda
from zi_portal.common.sapu import sapu

sapu(pindai_tertunda)
