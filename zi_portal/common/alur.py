"""A move of something that has states: from where, to where, who, and whether a reason is owed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Langkah:
    """One move. ``perm`` is asked of the person by the view; ``sources`` is checked by the conditional UPDATE."""

    sources: frozenset[str]
    target: str
    perm: str
    butuh_alasan: bool = False


def pindah(baris: models.QuerySet, langkah: Langkah, **ubah: object) -> str | None:
    """Make the move of the one row in ``baris`` by a conditional UPDATE, with ``ubah`` as further columns. Returns the
    state it came from, None when the state no longer allows it. Inside the caller's transaction."""
    # Locked first where the database can: of two who both read the old state the second then sees the new one.
    dari = baris.select_for_update().values_list("status", flat=True).first()
    if dari not in langkah.sources:
        return None
    return dari if baris.filter(status=dari).update(status=langkah.target, **ubah) else None
