"""Small pieces of models that more than one app needs."""

from __future__ import annotations

from django.db import models


class CatatanTetap(models.QuerySet):
    """Rows that tell the past: reading and adding only."""

    def update(self, **kwargs):
        raise TypeError("append-only")

    def delete(self):
        raise TypeError("append-only")
