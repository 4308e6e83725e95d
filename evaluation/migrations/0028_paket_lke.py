"""Of what was sent before: which sheet each piece holds. Then it refuses to be changed again."""

import json
from importlib import import_module

from django.db import migrations

tetap = import_module("evaluation.migrations.0018_riwayat_evaluasi_tetap")


def isi_lke(apps, schema_editor):
    """Say of the pieces that are there which sheet they hold. What was sent does not say whether it was afirmasi; the
    kind of the unit does, which is part of the unit."""
    paket = apps.get_model("evaluation", "PaketUsulan")
    unit = apps.get_model("evaluation", "LembarKerjaEvaluasi").objects.select_related("unit__instansi")
    afirmasi = {"rsud", "dukcapil", "samsat", "ptsp", "pendidikan", "ketenagakerjaan"}
    pemda = {"provinsi", "kabupaten", "kota"}
    baris = paket._base_manager.filter(berkas="manifest.json", urutan__gt=0, lke=None).order_by("pk")
    for pk in list(baris.values_list("pk", flat=True)):
        isi = baris.values_list("isi", flat=True).get(pk=pk)
        if not (teks := isi.removeprefix(",")).startswith("{"):
            continue  # the end of the manifest
        lke = unit.get(pk=json.loads(teks)["lke"])
        paket._base_manager.filter(pk=pk).update(
            lke=lke.pk, afirmasi=lke.unit.jenis in afirmasi and lke.unit.instansi.jenis in pemda
        )


def kunci(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    tetap.pasang(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0027_portalrb")]

    operations = [
        migrations.RunPython(isi_lke, migrations.RunPython.noop),
        migrations.RunPython(kunci, tetap.lepas),
    ]
