"""A client that pulls as PortalRB's technical guide says, written from the guide alone: it knows nothing of the portal.

GET with a bearer token; a pull that failed (time-out, 5xx, no connection) is tried again at once, after 60 s and after
120 s, then marked as failed. The waits are handed in.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

JEDA = (0, 60, 120)


class Gagal(Exception):
    """The pull failed after all tries."""


@dataclass
class Ditolak(Exception):
    """An error in the form of the guide."""

    status: int
    code: str
    message: str


@dataclass
class Klien:
    base_url: str
    token: str
    tunggu: Callable[[float], None] = time.sleep
    mentah: dict[str, bytes] = field(default_factory=dict)

    def ambil(self, jalan: str) -> dict:
        for jeda in (None, *JEDA):
            if jeda is not None:
                self.tunggu(jeda)
            try:
                return self._sekali(jalan)
            except Ditolak as error:
                if error.status < 500:
                    raise
            except (URLError, TimeoutError, ConnectionError):
                pass
        raise Gagal(jalan)

    def _sekali(self, jalan: str) -> dict:
        minta = Request(self.base_url + jalan, headers={"Authorization": f"Bearer {self.token}"})
        try:
            with urlopen(minta, timeout=10) as jawab:
                isi = jawab.read()
                assert jawab.headers.get_content_type() == "application/json"
        except HTTPError as error:
            galat = json.loads(error.read())
            assert galat.keys() == {"error", "code", "message"}
            assert galat["error"] is True
            assert isinstance(galat["message"], str)
            assert galat["message"]
            raise Ditolak(error.code, galat["code"], galat["message"]) from error
        self.mentah[jalan] = isi
        return json.loads(isi)

    def unit_wbk(self) -> list[dict]:
        return self._unit("/pengusulan/unit-wbk", {"WBK", "WBK-AFIRMASI"})

    def unit_wbbm(self) -> list[dict]:
        return self._unit("/pengusulan/unit-wbbm", {"WBBM"})

    def _unit(self, jalan: str, kategori: set[str]) -> list[dict]:
        isi = self.ambil(jalan)
        assert isinstance(isi["tahun"], int)
        for unit in isi["units"]:
            assert isinstance(unit["id"], str)
            assert isinstance(unit["nama"], str)
            assert unit.get("kategori") is None or unit["kategori"] in kategori
            assert unit.get("afirmasi") in {None, True, False}
        assert len({u["id"] for u in isi["units"]}) == len(isi["units"])
        return isi["units"]

    def jawaban(self, unit_id: str) -> dict:
        isi = self.ambil(f"/lke/jawaban-unit/{quote(unit_id, safe='')}")
        assert isi["unit_id"] == unit_id
        assert isinstance(isi["nama_unit"], str)
        assert isinstance(isi["tahun"], int)
        for satu in isi["answers"]:
            assert type(satu["soal_id"]) is int
            for kolom in ("jawaban_unit", "jawaban_tpi", "catatan_unit", "bukti_dukung_unit", "catatan_tpi"):
                assert satu[kolom] is None or isinstance(satu[kolom], str)
        return isi
