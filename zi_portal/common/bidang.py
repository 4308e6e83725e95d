"""Fields of forms that more than one room uses."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone


class WaktuSetempat(forms.DateTimeField):
    """A moment as the clock of the instansi shows it, by the browser's own picker. Set ``tz`` before it is used."""

    tz: ZoneInfo | None = None

    def __init__(self, **kwargs) -> None:
        masukan = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=masukan, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.tz):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> dt.datetime | None:
        with timezone.override(self.tz):
            return super().to_python(value)
