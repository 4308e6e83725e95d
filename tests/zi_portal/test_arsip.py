"""A zip that people hand in: counted first, and refused with a sentence that helps."""

from __future__ import annotations

import io
import zipfile

import pytest

from zi_portal.common.arsip import ENTRI_MAKS, isi_zip
from zi_portal.common.berkas import MB, BerkasDitolak


def zip_dari(*isi: tuple[str, bytes], padat: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", padat) as arsip:
        for nama, bita in isi:
            arsip.writestr(nama, bita)
    keluar.seek(0)
    return keluar


def buka(berkas: io.BytesIO, **batas: int) -> tuple[list[tuple[str, bytes]], list[str]]:
    dilewati: list[str] = []
    batas = {"berkas_maks": 5, "bita_maks": MB, "jumlah_maks": 3 * MB} | batas
    return list(isi_zip(berkas, akhiran="xlsx", dilewati=dilewati, **batas)), dilewati


def test_files_in_folders_and_what_is_none():
    isi, dilewati = buka(
        zip_dari(
            ("LKE/Dinkes.xlsx", b"satu"),
            ("RSUD.XLSX", b"dua"),
            ("baca saya.pdf", b"tiga"),
            ("dalam.zip", b"PK"),
            ("LKE/~$Dinkes.xlsx", b"kunci"),
            ("__MACOSX/LKE/._Dinkes.xlsx", b"titipan"),
            (".DS_Store", b"titipan"),
            ("LKE/", b""),
        )
    )
    assert isi == [("LKE/Dinkes.xlsx", b"satu"), ("RSUD.XLSX", b"dua")]
    assert dilewati == ["baca saya.pdf", "dalam.zip"]


def berkata_sandi() -> io.BytesIO:
    isi = bytearray(zip_dari(("a.xlsx", b"x")).getvalue())
    for tanda, geser in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        isi[isi.index(tanda) + geser] |= 1
    return io.BytesIO(bytes(isi))


def mengaku_kecil() -> io.BytesIO:
    """2 MB that the directory says are 10 bytes."""
    isi = bytearray(zip_dari(("a.xlsx", bytes(2 * MB))).getvalue())
    for tanda, geser in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        letak = isi.index(tanda) + geser
        isi[letak : letak + 4] = (10).to_bytes(4, "little")
    return io.BytesIO(bytes(isi))


@pytest.mark.parametrize(
    ("berkas", "pesan"),
    [
        (io.BytesIO(b"bukan zip"), "rusak"),
        (io.BytesIO(zip_dari(("a.xlsx", b"x" * 900)).getvalue()[:60]), "rusak"),
        (zip_dari(("a.pdf", b"x")), "Tidak ada berkas .xlsx"),
        (zip_dari(("dalam.zip", b"PK")), "Zip di dalam zip tidak dibuka"),
        (zip_dari(*[(f"{n}.xlsx", b"x") for n in range(6)]), "paling banyak 5"),
        (zip_dari(*[(f"{n}.txt", b"") for n in range(ENTRI_MAKS + 1)]), f"paling banyak {ENTRI_MAKS}"),
        (zip_dari(("../a.xlsx", b"x")), "rusak"),
        (zip_dari(("/a.xlsx", b"x")), "rusak"),
        (zip_dari(("a.xlsx", bytes(range(256)) * 8192), padat=zipfile.ZIP_STORED), "tidak wajar besarnya"),
        (zip_dari(*[(f"{n}.xlsx", bytes(MB)) for n in range(4)], padat=zipfile.ZIP_STORED), "Isi zip ini"),
        (berkata_sandi(), "kata sandi"),
        (mengaku_kecil(), "rusak"),
    ],
)
def test_refused(berkas, pesan):
    with pytest.raises(BerkasDitolak, match=pesan):
        buka(berkas)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(BerkasDitolak, match="tidak wajar besarnya"):
        buka(zip_dari(("a.xlsx", bytes(900 * MB // 100))), bita_maks=900 * MB, jumlah_maks=900 * MB)
