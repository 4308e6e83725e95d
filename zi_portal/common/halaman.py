"""Pages of long lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.paginator import Page
from django.db.models import QuerySet


def rinci_halaman(page: Page, tambah: Callable[[QuerySet], Iterable]) -> None:
    """Give the rows of this page what ``tambah`` annotates, in a query of its own: in the query of the list a database
    computes it for the rows of all pages before, too, and throws it away."""
    pk = list(page.object_list.values_list("pk", flat=True))
    baris = {satu.pk: satu for satu in tambah(page.paginator.object_list.filter(pk__in=pk))}
    page.object_list = [baris[satu] for satu in pk if satu in baris]
