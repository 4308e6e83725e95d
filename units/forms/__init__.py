"""Shapes of input, a module per topic."""

from units.forms.organisasi import AkhiriForm, KeanggotaanForm, PegawaiForm, TanggalInput

__all__ = ["AkhiriForm", "KeanggotaanForm", "PegawaiForm", "TanggalInput"]
