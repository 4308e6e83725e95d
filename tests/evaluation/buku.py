"""Workbooks for tests: written by us, changed by hand, recalculated by LibreOffice, made hostile."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from evaluation.buku_kerja.baca import BukuTerbaca, baca_buku
from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk, letak
from evaluation.buku_kerja.isi import Cap, IsiBuku
from evaluation.buku_kerja.tulis import tulis_buku
from evaluation.scoring import Instrumen
from tests.evaluation.scoring.pembantu import BERSAMA, INSTRUMEN

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
tanpa_soffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice Calc is not installed: nothing recalculates")
SEKALI_BUKA = 20
WAKTU = dt.datetime(2026, 6, 1, 8, 0, tzinfo=dt.UTC)


def isi_buku(unit: Mapping | None = None, tpi: Mapping | None = None, **lain) -> IsiBuku:
    """What goes into a workbook, with TPI's columns where ``tpi`` is given."""
    instrumen: Instrumen = lain.pop("instrumen", INSTRUMEN)
    lain.setdefault("lapis", {"unit": unit or {}, **({"tpi": tpi} if tpi is not None else {})})
    lain.setdefault("terlihat_tpi", tpi is not None)
    lain.setdefault("cap", Cap(7, "a" * 64, WAKTU, {"unit": {p.kode: 1 for p in instrumen.semua_pertanyaan}}, 1))
    return IsiBuku(instrumen, "RSUD Tanjung Pura", "Kabupaten Langkat", 2026, lain.pop("tujuan", "WBK"), **lain)


def tulis(isi: IsiBuku, bentuk: Bentuk = Bentuk.LKE_ZI) -> bytes:
    keluar = io.BytesIO()
    tulis_buku(isi, bentuk, keluar)
    return keluar.getvalue()


def baca(berkas: bytes, nama: str = "LKE.xlsx", instrumen: Instrumen = INSTRUMEN) -> BukuTerbaca:
    return baca_buku(io.BytesIO(berkas), nama, instrumen)


def ubah(berkas: bytes, tangan: Callable[[Workbook], None]) -> bytes:
    """The same workbook after somebody's hand; openpyxl keeps formulas and drops their old values."""
    buku = load_workbook(io.BytesIO(berkas))
    tangan(buku)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def ubah_sel(berkas: bytes, sel: Mapping[str, object], lembar: str = "LKE ZI") -> bytes:
    def tangan(buku: Workbook) -> None:
        for alamat, nilai in sel.items():
            buku[lembar][alamat] = nilai

    return ubah(berkas, tangan)


def sel_masukan(bentuk: Bentuk, kode: str, lapis: str = "unit", instrumen: Instrumen = INSTRUMEN) -> str:
    """Where the answer to this input stands."""
    return f"{SUSUNAN[bentuk].kolom[lapis].jawaban}{letak(instrumen, bentuk).masukan[kode]}"


def bagian(berkas: bytes, ganti: Mapping[str, bytes | None] = {}, **lain: bytes) -> bytes:
    """The same archive with some parts replaced, added or (None) left out."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(berkas)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in asal.namelist():
            if nama not in ganti:
                baru.writestr(nama, asal.read(nama))
        for nama, isi in {**ganti, **lain}.items():
            if isi is not None:
                baru.writestr(nama, isi)
    return keluar.getvalue()


def isi_bagian(berkas: bytes, nama: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(berkas)) as arsip:
        return arsip.read(nama)


def semua_teks(berkas: bytes) -> str:
    """Everything an archive holds, unpacked, as text."""
    with zipfile.ZipFile(io.BytesIO(berkas)) as arsip:
        return "\n".join(arsip.read(n).decode("utf-8", "replace") for n in arsip.namelist())


def tanpa_hasil(berkas: bytes) -> bytes:
    """Without the values beside the formulas, so that whoever opens it must calculate."""
    with zipfile.ZipFile(io.BytesIO(berkas)) as arsip:
        lembar = {n: arsip.read(n) for n in arsip.namelist() if n.startswith("xl/worksheets/sheet")}
    return bagian(berkas, {n: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", isi) for n, isi in lembar.items()})


def hitung_ulang(ruang: Path, berkas: Iterable[bytes]) -> list[bytes]:
    """What LibreOffice makes of these workbooks, some in one process: it keeps what it has opened."""
    masuk, keluar = ruang / "masuk", ruang / "keluar"
    masuk.mkdir(exist_ok=True)
    nama = []
    for n, isi in enumerate(berkas):
        nama.append(masuk / f"{n:04}.xlsx")
        nama[-1].write_bytes(tanpa_hasil(isi))
    for awal in range(0, len(nama), SEKALI_BUKA):
        subprocess.run(  # a fixed program and files of our own
            [
                str(SOFFICE),
                f"-env:UserInstallation=file://{ruang}/profil",
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(keluar),
                *map(str, nama[awal : awal + SEKALI_BUKA]),
            ],
            check=True,
            capture_output=True,
            timeout=900,
        )
    return [(keluar / n.name).read_bytes() for n in nama]


def buku_resmi(nama: str) -> bytes:
    """One of the workbooks kept outside the project, where they are at hand."""
    berkas = BERSAMA / "data" / f"lke_resmi_{nama}.xlsx"
    if not berkas.exists():
        pytest.skip("the official workbooks are not at hand")
    return berkas.read_bytes()
