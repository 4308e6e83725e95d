"""Errors of the surveys; each carries a sentence for the person."""

from __future__ import annotations

from units.errors import UnitsError


class SurveiError(UnitsError):
    """Something the person asked for cannot be done; ``message`` says what happened and what to do."""


class KuesionerTidakSah(SurveiError):
    """The data is no whole questionnaire; the message names the place."""


class TidakMenerima(SurveiError):
    """The campaign takes no responses now."""


class KodeDitolak(SurveiError):
    """No such code, or it was used already; ``teks`` names what the public form says of it (``surveys.bahasa``)."""

    def __init__(self, message: str, teks: str) -> None:
        super().__init__(message)
        self.teks = teks
