"""Errors of the units app; each carries a sentence for the person."""


class UnitsError(Exception):
    """Something the person asked for cannot be done; ``message`` says what happened and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
