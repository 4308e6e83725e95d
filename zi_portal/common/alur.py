"""A move of something that has states: from where, to where, who, and whether a reason is owed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Langkah:
    """One move. ``perm`` is asked of the person by the view; ``sources`` is checked by the conditional UPDATE."""

    sources: frozenset[str]
    target: str
    perm: str
    butuh_alasan: bool = False
