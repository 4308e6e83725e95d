"""The list of answers an assessor may accept, as a browser sends it back."""

from __future__ import annotations

from collections.abc import Collection

from django.test import Client
from django.urls import reverse

from evaluation.models import LembarKerjaEvaluasi


def isian_terima(client: Client, lke: LembarKerjaEvaluasi, kode: Collection[str] | None = None) -> dict[str, object]:
    """The questions that are ticked (or ``kode``), and what the list showed of all of them."""
    konteks = client.get(reverse("evaluation:tpi_terima", args=[lke.pk])).context
    cap = {f"cap-{b.kode}": b.cap for b in konteks["sisa"]}
    dipilih = [r["b"].kode for k in konteks["kelompok"] for r in k["baris"] if r["dipilih"]]
    return cap | {"kode": dipilih if kode is None else list(kode)}
