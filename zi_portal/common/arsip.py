"""A zip that people hand in: counted before anything is unpacked, then read file by file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from zi_portal.common.berkas import MB, ZIP_RUSAK, BerkasDitolak, akhiran_nama, teks_ukuran

ENTRI_MAKS = 2000
NISBAH_MAKS = 200
# What programs leave in folders.
_TITIPAN = ("__macosx/", "thumbs.db", "desktop.ini")


def isi_zip(
    berkas: BinaryIO, *, akhiran: str, berkas_maks: int, bita_maks: int, jumlah_maks: int, dilewati: list[str]
) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the files in a zip that end in ``akhiran``; the names of the others go into ``dilewati``.

    At most ``berkas_maks`` of them, each at most ``bita_maks`` unpacked, ``jumlah_maks`` together; nothing is unpacked
    before all of that was counted. A zip within is not opened. Raises BerkasDitolak with what to do.
    """
    berkas.seek(0)
    try:
        with zipfile.ZipFile(berkas) as arsip:
            pilihan = _pilih(arsip, berkas, akhiran, dilewati)
            _hitung(pilihan, akhiran, berkas_maks, bita_maks, jumlah_maks)
            for entri in pilihan:
                with arsip.open(entri) as isi:
                    # What the directory says of a member's size is not believed.
                    bita = isi.read(bita_maks + 1)
                if len(bita) > bita_maks:
                    raise BerkasDitolak(_terlalu_besar(entri.filename, bita_maks))
                yield entri.filename, bita
    except ZIP_RUSAK as error:
        raise BerkasDitolak(_("Berkas zip ini rusak. Buat ulang zip-nya, lalu unggah lagi.")) from error
    finally:
        berkas.seek(0)


def _pilih(arsip: zipfile.ZipFile, berkas: BinaryIO, akhiran: str, dilewati: list[str]) -> list[zipfile.ZipInfo]:
    isi = arsip.infolist()
    if len(isi) > ENTRI_MAKS:
        raise BerkasDitolak(
            _("Zip ini berisi %(n)d berkas, paling banyak %(maks)d. Bagi menjadi beberapa zip.")
            % {"n": len(isi), "maks": ENTRI_MAKS}
        )
    if any(e.flag_bits & 0x1 for e in isi):
        raise BerkasDitolak(_("Zip ini berkata sandi. Buat zip tanpa kata sandi, lalu unggah lagi."))
    nama = [e.filename for e in isi]
    ukuran = berkas.seek(0, 2)
    janggal = any(n.startswith("/") or ".." in n.split("/") or "\\" in n for n in nama)
    # Members that overlap are made by hand, never by a program that packs folders.
    if janggal or len(set(nama)) != len(nama) or sum(e.compress_size for e in isi) > ukuran:
        raise BerkasDitolak(_("Berkas zip ini rusak. Buat ulang zip-nya, lalu unggah lagi."))
    pilihan = []
    for entri in isi:
        pendek = entri.filename.rsplit("/", 1)[-1]
        if entri.is_dir() or entri.filename.lower().startswith(_TITIPAN) or pendek.lower() in _TITIPAN:
            continue
        if pendek.startswith((".", "~$")):
            continue
        if akhiran_nama(pendek) == akhiran:
            pilihan.append(entri)
        else:
            dilewati.append(entri.filename)
    return pilihan


def _hitung(pilihan: list[zipfile.ZipInfo], akhiran: str, berkas_maks: int, bita_maks: int, jumlah_maks: int) -> None:
    if not pilihan:
        raise BerkasDitolak(
            _("Tidak ada berkas .%(akhiran)s di dalam zip ini. Zip di dalam zip tidak dibuka.") % {"akhiran": akhiran}
        )
    if len(pilihan) > berkas_maks:
        raise BerkasDitolak(
            _("Zip ini berisi %(n)d berkas .%(akhiran)s, paling banyak %(maks)d. Bagi menjadi beberapa zip.")
            % {"n": len(pilihan), "akhiran": akhiran, "maks": berkas_maks}
        )
    for entri in pilihan:
        if entri.file_size > bita_maks or entri.file_size > max(entri.compress_size * NISBAH_MAKS, MB):
            raise BerkasDitolak(_terlalu_besar(entri.filename, bita_maks))
    if (jumlah := sum(e.file_size for e in pilihan)) > jumlah_maks:
        raise BerkasDitolak(
            _("Isi zip ini %(ukuran)s, paling besar %(batas)s. Bagi menjadi beberapa zip.")
            % {"ukuran": teks_ukuran(jumlah), "batas": teks_ukuran(jumlah_maks)}
        )


def _terlalu_besar(nama: str, bita_maks: int) -> str:
    return _("Isi “%(nama)s” di dalam zip tidak wajar besarnya, paling besar %(batas)s. Keluarkan berkas itu.") % {
        "nama": nama.rsplit("/", 1)[-1][:80],
        "batas": teks_ukuran(bita_maks),
    }
