import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluation", "0005_lke_instrumen_sha256"),
    ]

    operations = [
        migrations.AddField(
            model_name="tautanbukti",
            name="dilepas_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="tautanbukti",
            name="dilepas_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint(model_name="tautanbukti", name="tautan_bukti_unik"),
        migrations.AddConstraint(
            model_name="tautanbukti",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dilepas_pada", None)),
                fields=("lke", "kode", "bukti"),
                name="tautan_bukti_unik",
                violation_error_message="Bukti ini sudah terpasang pada pertanyaan tersebut.",
            ),
        ),
    ]
