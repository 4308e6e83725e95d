"""How each kind of document is read and printed: what tells them apart, so that asking and making need not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from reports.enums import JenisDokumen
from reports.selectors import isi_lhe, isi_pencanangan, isi_pleno, isi_survei
from reports.services.cetak import cetak_lhe, cetak_pencanangan, cetak_pleno, cetak_survei


class Isi(Protocol):
    """The content of any document."""

    final: bool
    data_per: dt.datetime

    def kunci(self) -> str: ...

    def nomor(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Jenis:
    """One kind. ``kolom`` names what its documents tell of; ``baca`` takes its id and the layers of an LKE (else
    empty) and may raise ReportsError; ``cetak`` gives the PDF and its pages. ``dirilis``: the unit may read it."""

    kolom: str
    baca: Callable[[int, tuple[str, ...]], Any]
    cetak: Callable[..., tuple[bytes, int]]
    dirilis: Callable[[Any], bool] = lambda _isi: True


JENIS = {
    JenisDokumen.LHE: Jenis("lke", isi_lhe, cetak_lhe, lambda lhe: lhe.dirilis),
    JenisDokumen.PENCANANGAN: Jenis("pencanangan", lambda pk, _lapis: isi_pencanangan(pk), cetak_pencanangan),
    JenisDokumen.PLENO: Jenis("pleno", lambda pk, _lapis: isi_pleno(pk), cetak_pleno, lambda _isi: False),
    JenisDokumen.SURVEI: Jenis("survei", lambda pk, _lapis: isi_survei(pk), cetak_survei),
}
