"""People at their browsers: one connection kept alive each, signed in through the real page."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

KODE = ("A.I.1.i.b", "A.I.1.ii.b", "A.I.1.ii.c", "A.I.1.iv.b", "A.I.1.iv.c")


@dataclass
class Klien:
    """One person. ``lke`` is the sheet they fill, ``lain`` one for bare saves; ``versi`` what their page knows."""

    port: int
    username: str
    sandi: str
    lke: int = 0
    lain: int = 0
    kukis: dict[str, str] = field(default_factory=dict)
    versi: dict[str, int] = field(default_factory=dict)
    hitung: int = 0

    def __post_init__(self) -> None:
        self.sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._masuk()

    def minta(self, cara: str, jalan: str, isi: dict | None = None, **kepala: str) -> tuple[int, bytes]:
        kepala = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.kukis.items()), **kepala}
        badan = None
        if isi is not None:
            badan = urlencode(isi)
            kepala |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.kukis["zi_csrf"]}
        self.sambungan.request(cara, jalan, body=badan, headers=kepala)
        jawab = self.sambungan.getresponse()
        for nama, nilai in jawab.getheaders():
            if nama.lower() == "set-cookie":
                kunci, _, sisa = nilai.partition("=")
                self.kukis[kunci] = sisa.split(";")[0]
        return jawab.status, jawab.read()

    def _masuk(self) -> None:
        status, html = self.minta("GET", "/akun/masuk/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        assert token, f"halaman masuk menjawab {status}"
        isi = {"login": self.username, "password": self.sandi, "csrfmiddlewaretoken": token[1].decode()}
        status, _ = self.minta("POST", "/akun/masuk/", isi)
        assert status == 302, f"{self.username} tidak dapat masuk ({status})"

    # What is measured: each returns the status

    def kosong(self) -> int:
        return self.minta("GET", "/bench/kosong/")[0]

    def simpan_orm(self) -> int:
        return self.minta("POST", f"/bench/simpan/{self.lain}/{self._kode()}/", {"isi": self._nilai()})[0]

    def simpan_sql(self) -> int:
        return self.minta("POST", f"/bench/sql/{self.lain}/{self._kode()}/", {"isi": self._nilai()})[0]

    def simpan(self) -> int:
        """Save an answer as the page's script does, each time another value on the version the page knows."""
        kode = self._kode()
        isi = {f"isi.{kode}": self._nilai(), "versi": self.versi.get(kode, 1), "kiriman": uuid.uuid4()}
        status, badan = self.minta("POST", f"/lke/{self.lke}/jawaban/unit/{kode}/", isi, Accept="application/json")
        if cocok := re.search(rb'"versi": ?(\d+)', badan):
            self.versi[kode] = int(cocok[1])
        return status

    def buka(self, jalan: str) -> Callable[[], int]:
        return lambda: self.minta("GET", jalan)[0]

    def _kode(self) -> str:
        self.hitung += 1
        return KODE[self.hitung % len(KODE)]

    def _nilai(self) -> str:
        return "ABC"[self.hitung // len(KODE) % 3]


@dataclass(frozen=True, slots=True)
class Hasil:
    """Requests a second, and how long one took: median and the slowest twentieth, in ms."""

    per_detik: float
    p50: float
    p95: float


def ukur(kerja: list[Callable[[], int]], detik: float) -> Hasil:
    """Run each callable over and over in a thread of its own. Raises AssertionError for an answer that is not 200."""
    lama: list[list[float]] = [[] for _ in kerja]
    salah: list[int] = []
    mulai = threading.Barrier(len(kerja) + 1)
    selesai = threading.Event()

    def jalan(nomor: int) -> None:
        mulai.wait()
        while not selesai.is_set():
            awal = time.perf_counter()
            if (status := kerja[nomor]()) != 200:
                salah.append(status)
                return
            lama[nomor].append(time.perf_counter() - awal)

    utas = [threading.Thread(target=jalan, args=(n,), daemon=True) for n in range(len(kerja))]
    for satu in utas:
        satu.start()
    mulai.wait()
    awal = time.perf_counter()
    time.sleep(detik)
    selesai.set()
    for satu in utas:
        satu.join(30)
    jarak = time.perf_counter() - awal
    assert not salah, f"server menjawab {salah[:3]}"
    semua = sorted(x for daftar in lama for x in daftar)
    return Hasil(len(semua) / jarak, statistics.median(semua) * 1000, semua[int(len(semua) * 0.95)] * 1000)
