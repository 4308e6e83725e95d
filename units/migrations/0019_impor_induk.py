"""A table may be of an instansi, or of the whole nation."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0018_urutan_sendiri"),
    ]

    operations = [
        migrations.AddField(
            model_name="impor",
            name="dibatalkan_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="impor",
            name="instansi",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="impor",
                to="units.instansi",
            ),
        ),
        migrations.AlterField(
            model_name="impor",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="impor",
                to="units.unitkerja",
            ),
        ),
        migrations.AddConstraint(
            model_name="impor",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", None), ("instansi", None), _connector="OR"),
                name="impor_lingkup",
            ),
        ),
    ]
