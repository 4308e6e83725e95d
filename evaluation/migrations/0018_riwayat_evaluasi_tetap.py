"""The history of what stands around a sheet, and what was sent in a proposal, are only ever added to: the database itself
refuses to change them, as it does for the sheet's own history."""

from importlib import import_module

from django.db import migrations

TABEL = ("evaluation_riwayatevaluasi", "evaluation_paketusulan")

riwayat = import_module("evaluation.migrations.0003_riwayat_tetap")


def pasang(apps, schema_editor):
    perintah = riwayat.SQLITE if schema_editor.connection.vendor == "sqlite" else riwayat.POSTGRES
    for tabel in TABEL:
        schema_editor.execute(perintah.format(tabel=tabel))


def lepas(apps, schema_editor):
    pg = schema_editor.connection.vendor == "postgresql"
    for tabel in TABEL:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {tabel}_tetap" + (f" ON {tabel}" if pg else ""))


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0017_evaluasi_tpn")]

    operations = [migrations.RunPython(pasang, lepas)]
