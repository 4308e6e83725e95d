"""Shapes of input, a module per topic."""

from units.forms.organisasi import AkhiriForm, KeanggotaanForm, KedudukanForm, PegawaiForm, TanggalInput

__all__ = ["AkhiriForm", "KeanggotaanForm", "KedudukanForm", "PegawaiForm", "TanggalInput"]
