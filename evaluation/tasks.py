"""What an evaluation does by itself."""

from __future__ import annotations

from evaluation.services.predikat import sapu_predikat
from zi_portal.common.sapu import sapu

sapu(sapu_predikat)
