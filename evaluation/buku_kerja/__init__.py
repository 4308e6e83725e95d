"""The official workbook of an LKE, out and in: plain Python over an ``Instrumen``, without the database."""
