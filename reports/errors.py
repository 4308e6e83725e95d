"""What can go wrong with a report, each with a sentence for the person."""

from __future__ import annotations


class ReportsError(Exception):
    """Base: nothing was made, nothing was lost. ``message`` says what happened and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BelumAdaLaporan(ReportsError):
    """The sheet holds nothing yet that this report could tell."""
