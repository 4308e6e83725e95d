"""Which question a file belongs to, by its name and folders: a table of names as people give them."""

from __future__ import annotations

import pytest

from evaluation.instrumen import bawaan
from evaluation.pencocokan import CALON_MAKS, Cocok, cocokkan

INSTRUMEN = bawaan()


@pytest.mark.parametrize(
    ("jalur", "kode"),
    [
        ("A.I.1.i.a SK Tim.pdf", "A.I.1.i.a"),
        ("A.I.1.i.a_SK Tim.pdf", "A.I.1.i.a"),
        ("a.i.1.i.a sk tim.PDF", "A.I.1.i.a"),
        ("A-I-1-i-a SK.pdf", "A.I.1.i.a"),
        ("A_II_5_iii_b_LHKASN.xlsx", "A.II.5.iii.b"),
        ("A I 1 i a SK.pdf", "A.I.1.i.a"),
        ("A.I.1.i.a.pdf", "A.I.1.i.a"),
        ("(A.I.6.v.c) Foto.jpg", "A.I.6.v.c"),
        ("Bukti A.II.3.iii.a.pdf", "A.II.3.iii.a"),
        ("SK Tim Kerja A.I.1.i.a final.pdf", "A.I.1.i.a"),
        ("B.I.a IPAK.pdf", "B.I.a"),
        ("B.II.a IPKP 2026.pdf", "B.II.a"),
        # The folders tell the rest
        ("Area 1/Pemenuhan/i.a/SK Tim.pdf", "A.I.1.i.a"),
        ("Bukti ZI/Area 1/Pemenuhan/i.a SK Tim.pdf", "A.I.1.i.a"),
        ("Area I/Reform/i.a/Agen.pdf", "A.II.1.i.a"),
        ("A.I.1/i/a. SK.pdf", "A.I.1.i.a"),
        ("A.I/1. Manajemen Perubahan/i/a SK.pdf", "A.I.1.i.a"),
        ("A.I.1/A.I.1.i/A.I.1.i.a/SK.pdf", "A.I.1.i.a"),
        ("A. Pengungkit/I. Pemenuhan/Penguatan Pengawasan/ii.d SPIP.pdf", "A.I.5.ii.d"),
        ("PEMENUHAN\\Area 4\\ii.g\\Perjanjian Kinerja.pdf", "A.I.4.ii.g"),
        # The name of the file counts more than a folder that says otherwise
        ("Area 2/A.I.1.i.a SK.pdf", "A.I.1.i.a"),
        # Only pemenuhan has this one
        ("1.ii.b_Rencana.pdf", "A.I.1.ii.b"),
    ],
)
def test_a_name_that_tells(jalur, kode):
    hasil = cocokkan(jalur, INSTRUMEN)
    assert (hasil.kode, hasil.yakin) == (kode, True)


@pytest.mark.parametrize(
    ("jalur", "calon"),
    [
        ("1.i.a_SK Tim.pdf", ("A.I.1.i.a", "A.II.1.i.a")),
        ("Area 1/i.a/SK.pdf", ("A.I.1.i.a", "A.II.1.i.a")),
    ],
)
def test_pemenuhan_or_reform_is_asked(jalur, calon):
    assert cocokkan(jalur, INSTRUMEN) == Cocok(calon[0], calon)


@pytest.mark.parametrize(
    "jalur",
    [
        "",
        "/",
        "SK Tim.pdf",
        "scan0001.pdf",
        "1. SK Tim.pdf",
        "12.1.2025 Notulen.pdf",
        "IMG_20250312_101010.jpg",
        "a.pdf",
        "v1.2.3.pdf",
        "A.I.1.i.z.pdf",
        "Surat A. Yani.pdf",
        "<script>alert(1)</script>.pdf",
    ],
)
def test_a_name_that_does_not_tell(jalur):
    assert cocokkan(jalur, INSTRUMEN).kode == ""


def test_an_indikator_alone_offers_its_questions():
    hasil = cocokkan("A.I.1.i SK Tim.pdf", INSTRUMEN)
    assert (hasil.kode, hasil.yakin) == ("", False)
    assert {k.rpartition(".")[0] for k in hasil.calon} == {"A.I.1.i"}
    assert len(cocokkan("Area 6/SK.pdf", INSTRUMEN).calon) <= CALON_MAKS


@pytest.mark.parametrize("bentuk", ["{} dokumen.pdf", "{}.pdf", "ZI 2026/{}/dokumen.pdf", "{}_1.pdf", "dokumen {}.pdf"])
def test_every_code_of_the_instrument_finds_itself(bentuk):
    kode = [p.kode for p in INSTRUMEN.semua_pertanyaan]
    assert [k for k in kode if cocokkan(bentuk.format(k), INSTRUMEN).kode != k] == []
