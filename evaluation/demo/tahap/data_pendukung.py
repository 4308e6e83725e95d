"""The demo's story of data pendukung."""

from __future__ import annotations

from evaluation.demo.panggung import Panggung


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
