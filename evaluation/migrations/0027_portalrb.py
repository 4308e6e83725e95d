from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

# What was sent refuses to be changed; until the next step has said of each piece whose it is, it may be.
tetap = import_module("evaluation.migrations.0018_riwayat_evaluasi_tetap")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0026_impor_lke"),
        ("units", "0020_unduhan"),
    ]

    operations = [
        migrations.RunPython(tetap.lepas, tetap.pasang),
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
    ]
