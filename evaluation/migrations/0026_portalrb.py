import json

import django.db.models.deletion
from django.db import migrations, models


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


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0025_urutan_sendiri"),
        ("units", "0018_urutan_sendiri"),
    ]

    operations = [
        migrations.AddField(
            model_name="musim",
            name="portalrb_dalam_jendela",
            field=models.BooleanField(
                default=True,
                help_text="Di luar masa pengusulan, PortalRB ditolak saat mengambil data usulan.",
                verbose_name="PortalRB hanya dalam masa pengusulan",
            ),
        ),
        migrations.AddField(
            model_name="paketusulan",
            name="afirmasi",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="paketusulan",
            name="lke",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.lembarkerjaevaluasi",
            ),
        ),
        migrations.RunPython(isi_lke, migrations.RunPython.noop),
    ]
