"""What was sent with a proposal, frozen: its manifest made from the data, and copies compared with it.

``manifest.json`` is canonical JSON (sorted keys, no spaces, UTF-8), so its SHA-256 stands for the whole content.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import IO, Any

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.models import BerkasEvaluasi, Jawaban, LembarKerjaEvaluasi, PaketUsulan, TautanBukti, Usulan
from evaluation.selectors.skor import gabung_isi, instrumen_lke

MANIFEST, RINGKASAN, BACA = "manifest.json", "ringkasan.csv", "BACA-SAYA.txt"
NAMA_BERKAS = (BACA, MANIFEST, RINGKASAN)
FORMAT = "portal-zi/paket-usulan/1"
POTONGAN = 64 * 1024
# The key of the units must come last in sorted order: they are written one by one behind the rest.
KUNCI_UNIT = "unit"
LAPIS_PAKET = (Lapis.UNIT, Lapis.TPI)


def baku(isi: object) -> str:
    """Canonical JSON: the same content is the same text."""
    return json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sidik(teks: Iterable[str]) -> str:
    hasil = hashlib.sha256()
    for satu in teks:
        hasil.update(satu.encode())
    return hasil.hexdigest()


# From the data --------------------------------------------------------------------------------------------------------


def isi_unit(lke: LembarKerjaEvaluasi) -> dict[str, Any]:
    """One unit of the manifest: its instrument, the answers of unit and TPI, their exact scores and gates, its proof.
    Three queries."""
    jawaban: dict[str, list[Jawaban]] = {lapis: [] for lapis in LAPIS_PAKET}
    for satu in Jawaban.objects.filter(lke=lke, lapis__in=LAPIS_PAKET).order_by("kode"):
        jawaban[satu.lapis].append(satu)
    return {
        "instrumen": {"versi": lke.instrumen.versi, "sha256": lke.instrumen_sha256},
        "lapis": {str(lapis): _isi_lapis(lke, baris) for lapis, baris in jawaban.items()},
        "lke": lke.pk,
        "bukti": _isi_bukti(lke),
        "kode": lke.unit.kode,
        "nama": lke.unit.nama,
        "predikat_tujuan": lke.predikat_tujuan,
        "putaran": lke.putaran,
        "telah_wbk": lke.telah_wbk,
    }


def _isi_lapis(lke: LembarKerjaEvaluasi, baris: list[Jawaban]) -> dict[str, Any]:
    skor = scoring.hitung(instrumen_lke(lke), gabung_isi(b.isi for b in baris), telah_wbk=lke.telah_wbk)
    return {
        "jawaban": {b.kode: {"isi": b.isi, "catatan": b.catatan} for b in baris},
        "nilai": scoring.harapan(skor),
        "nilai_tepat": {
            "total": _tepat(skor.total),
            "pengungkit": _tepat(skor.pengungkit),
            "hasil": _tepat(skor.hasil),
        },
    }


def _tepat(angka: Fraction) -> str:
    return f"{angka.numerator}/{angka.denominator}"


def _isi_bukti(lke: LembarKerjaEvaluasi) -> list[dict[str, Any]]:
    tautan = TautanBukti.objects.terpasang().filter(lke=lke).select_related("bukti", "berkas").order_by("kode", "pk")
    return [
        {"soal": t.kode, "judul": t.bukti.judul}
        | (
            {"nama": t.berkas.nama, "versi": t.berkas.versi, "ukuran": t.berkas.ukuran, "sha256": t.berkas.sha256}
            if t.berkas
            else {"url": t.bukti.url}
        )
        for t in tautan
    ]


def isi_kepala(
    usulan: Usulan, *, dokumen: Iterable[BerkasEvaluasi], jumlah: int, berkas: Mapping[str, str]
) -> dict[str, Any]:
    """All of the manifest but its units; ``berkas`` are the hashes of the other files beside it."""
    return {
        "berkas": dict(berkas),
        "dikirim": {"oleh": usulan.dikirim_oleh.nama, "pada": usulan.dikirim_pada.astimezone(dt.UTC).isoformat()},
        "dokumen": [{"jenis": d.jenis, "nama": d.nama, "ukuran": d.ukuran, "sha256": d.sha256} for d in dokumen],
        "format": FORMAT,
        "instansi": {"kode": usulan.instansi.kode, "nama": usulan.instansi.nama},
        "jumlah": jumlah,
        "narahubung": {"nama": usulan.pic_nama, "surel": usulan.pic_email, "telepon": usulan.pic_telepon},
        "nomor": usulan.pk,
        "predikat": usulan.predikat,
        "surat": {"nomor": usulan.nomor_surat, "tanggal": usulan.tanggal_surat.isoformat()},
        "tahun": usulan.musim.tahun,
    }


KOLOM_RINGKASAN = (
    "kode",
    "unit",
    "menuju",
    "nilai_mandiri",
    "nilai_tpi",
    "ambang_tpi",
    "belum_terpenuhi",
    "bukti",
)


def baris_ringkasan(isi: Mapping[str, Any]) -> list[str]:
    """The line of one unit of the manifest."""
    tujuan = isi["predikat_tujuan"]
    tpi = isi["lapis"][Lapis.TPI]["nilai"]
    return [
        _teks_sel(isi["kode"]),
        _teks_sel(isi["nama"]),
        tujuan,
        isi["lapis"][Lapis.UNIT]["nilai"]["total_tampil"],
        tpi["total_tampil"],
        "belum memenuhi" if tpi["gagal"][tujuan] else "memenuhi",
        " ".join(tpi["gagal"][tujuan]),
        str(len(isi["bukti"])),
    ]


def _teks_sel(teks: str) -> str:
    """A name that a spreadsheet must not take for a formula."""
    return f"'{teks}" if teks[:1] in {"=", "+", "-", "@"} else teks


def teks_ringkasan(baris: Iterable[list[str]]) -> str:
    keluar = io.StringIO(newline="")
    tulis = csv.writer(keluar, lineterminator="\r\n")
    tulis.writerow(KOLOM_RINGKASAN)
    tulis.writerows(baris)
    return keluar.getvalue()


def teks_baca(usulan: Usulan) -> str:
    return BACA_SAYA.format(
        nomor=usulan.pk, predikat=usulan.predikat, tahun=usulan.musim.tahun, instansi=usulan.instansi.nama
    )


BACA_SAYA = """\
PAKET USULAN NOMOR {nomor}
{instansi}, {predikat} {tahun}

Isi paket ini dibekukan oleh portal saat usulan dikirim ke TPN.

  manifest.json   seluruh isi: surat, dokumen, tiap unit dengan jawaban mandiri dan TPI, nilai, syarat, dan daftar bukti
  ringkasan.csv   satu baris untuk tiap unit, untuk dibuka di lembar kerja
  BACA-SAYA.txt   petunjuk ini

Berkas dokumen dan bukti tidak ada di dalam paket; yang ada adalah nama, ukuran, dan sidik SHA-256-nya.

CARA MEMERIKSA
1. Hitung SHA-256 dari manifest.json.
     Windows:  certutil -hashfile manifest.json SHA256
     Linux:    sha256sum manifest.json
     macOS:    shasum -a 256 manifest.json
   Hasilnya harus sama dengan sidik paket di halaman usulan pada portal.
2. SHA-256 dari ringkasan.csv dan BACA-SAYA.txt harus sama dengan yang tertulis di bawah "berkas" pada manifest.json.
3. SHA-256 dari berkas dokumen atau bukti yang Anda terima harus sama dengan yang tertulis pada manifest.json.
4. "nilai_tepat" adalah nilai sebagai pecahan tanpa pembulatan, dihitung dari jawaban dengan instrumen yang disebut.

Halaman usulan juga dapat memeriksa paket ini dan menyebut bagian mana yang berbeda.
"""


# Out of the portal ----------------------------------------------------------------------------------------------------


def potongan(usulan: Usulan, berkas: str) -> Iterator[PaketUsulan]:
    """The pieces of one file in order, read a few at a time."""
    return PaketUsulan.objects.filter(usulan=usulan, berkas=berkas).order_by("urutan").iterator(chunk_size=20)


def buka_paket(usulan: Usulan) -> IO[bytes]:
    """The zip as an open file, written to disk beyond a megabyte. Its bytes are always the same: nothing in it is
    compressed, so no library decides about them, and its time is that of the sending."""
    hasil = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115 (closed by the response)
    waktu = usulan.dikirim_pada.astimezone(dt.UTC).timetuple()[:6]
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_STORED) as paket:
        for nama in NAMA_BERKAS:
            info = zipfile.ZipInfo(nama, date_time=waktu)
            info.create_system, info.external_attr = 3, 0o644 << 16
            with paket.open(info, "w") as tujuan:
                for satu in potongan(usulan, nama):
                    tujuan.write(satu.isi.encode())
    hasil.seek(0)
    return hasil


# Checked --------------------------------------------------------------------------------------------------------------

BEDA_TERBANYAK = 20
# What reading a broken or strange zip may come to.
RUSAK = (
    zipfile.BadZipFile,
    struct.error,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def kepala_paket(usulan: Usulan) -> dict[str, Any]:
    """The manifest without its units."""
    teks = PaketUsulan.objects.get(usulan=usulan, berkas=MANIFEST, urutan=0).isi
    return json.loads(teks.removesuffix(f',"{KUNCI_UNIT}":[') + "}")


def paket_utuh(usulan: Usulan) -> list[str]:
    """What of the portal's own copy no longer is as it was sent: the manifest against the hash on the proposal, the
    other files and the bytes of the documents against the manifest. Empty when all is."""
    if sidik(p.isi for p in potongan(usulan, MANIFEST)) != usulan.paket_sha256:
        return [_("Manifest yang disimpan portal tidak lagi sama dengan sidik saat dikirim.")]
    kepala = kepala_paket(usulan)
    beda = [
        _("%(nama)s yang disimpan portal tidak lagi sama dengan manifest.") % {"nama": nama}
        for nama, harap in sorted(kepala["berkas"].items())
        if sidik(p.isi for p in potongan(usulan, nama)) != harap
    ]
    ada = {(b.jenis, b.sha256): b for b in BerkasEvaluasi.objects.filter(benda=usulan.BENDA, objek_id=usulan.pk)}
    for d in kepala["dokumen"]:
        berkas = ada.get((d["jenis"], d["sha256"]))
        if berkas is None or _sidik_isi(berkas) != d["sha256"]:
            beda.append(_("Dokumen “%(nama)s” di portal tidak lagi sama dengan manifest.") % {"nama": d["nama"]})
    return beda


def _sidik_isi(berkas: BerkasEvaluasi) -> str:
    try:
        with berkas.isi.open("rb") as isi:
            return hashlib.file_digest(isi, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def nomor_usulan(berkas: IO[bytes]) -> int | None:
    """Which proposal a package says it is of, or None when it can't be read."""
    try:
        with zipfile.ZipFile(berkas) as paket, _isi_mentah(paket, berkas, MANIFEST) as isi:
            awal = isi.read(POTONGAN).decode(errors="replace")
    except (KeyError, *RUSAK):
        return None
    ketemu = re.search(r'"nomor":(\d{1,15}),"predikat"', awal)
    return int(ketemu[1]) if ketemu else None


def paket_cocok(berkas: IO[bytes], usulan: Usulan) -> list[str]:
    """How a copy of the package differs from what was sent, place by place; empty when it does not. Never reads more
    of a file than the portal's own is long."""
    try:
        with zipfile.ZipFile(berkas) as paket:
            return _banding_isi(paket, berkas, usulan)[:BEDA_TERBANYAK]
    except RUSAK:
        return [_("Berkas ini bukan paket zip yang utuh.")]


def _banding_isi(paket: zipfile.ZipFile, berkas: IO[bytes], usulan: Usulan) -> list[str]:
    ada = [info.filename for info in paket.infolist()]
    beda = [_("%(nama)s tidak ada di dalam paket.") % {"nama": n} for n in NAMA_BERKAS if n not in ada]
    asing = sorted({n for n in ada if n not in NAMA_BERKAS or ada.count(n) > 1})
    beda += [_("%(nama)s bukan bagian paket yang dikirim.") % {"nama": n[:100]} for n in asing[:BEDA_TERBANYAK]]
    for nama in NAMA_BERKAS:
        if nama in ada:
            beda += _banding_berkas(paket, berkas, usulan, nama)
    return beda


def _banding_berkas(paket: zipfile.ZipFile, berkas: IO[bytes], usulan: Usulan, nama: str) -> list[str]:
    beda, letak = [], 0
    with _isi_mentah(paket, berkas, nama) as isi:
        for satu in potongan(usulan, nama):
            harap = satu.isi.encode()
            dapat = isi.read(len(harap))
            if dapat != harap:
                sama = next((n for n, (a, b) in enumerate(zip(dapat, harap, strict=False)) if a != b), len(dapat))
                beda.append(_kalimat_beda(nama, letak + sama + 1, satu.label))
            letak += len(harap)
            if len(dapat) < len(harap) or len(beda) >= BEDA_TERBANYAK:
                return beda
        if isi.read(1):
            beda.append(_("%(nama)s lebih panjang dari yang dikirim.") % {"nama": nama})
    return beda


def _kalimat_beda(nama: str, letak: int, label: str) -> str:
    if label:
        return _("%(nama)s berbeda mulai bita ke-%(n)d, pada bagian “%(label)s”.") % {
            "nama": nama,
            "n": letak,
            "label": label,
        }
    return _("%(nama)s berbeda mulai bita ke-%(n)d.") % {"nama": nama, "n": letak}


def _isi_mentah(paket: zipfile.ZipFile, berkas: IO[bytes], nama: str) -> IO[bytes]:
    """The bytes of a member. Stored ones are read as they lie: zipfile would stop at a wrong checksum before we could
    say where the difference is."""
    info = paket.getinfo(nama)
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 0x1:
        return paket.open(info)
    berkas.seek(info.header_offset)
    panjang_nama, panjang_lain = struct.unpack("<HH", berkas.read(30)[26:])
    berkas.seek(panjang_nama + panjang_lain, io.SEEK_CUR)
    return _Potong(berkas, info.file_size)


class _Potong(io.RawIOBase):
    """A stretch of an open file from where it stands; closing it leaves the file open."""

    def __init__(self, berkas: IO[bytes], panjang: int) -> None:
        self._berkas, self._sisa = berkas, panjang

    def read(self, banyak: int = -1) -> bytes:
        hasil = self._berkas.read(self._sisa if banyak < 0 else min(banyak, self._sisa))
        self._sisa -= len(hasil)
        return hasil
