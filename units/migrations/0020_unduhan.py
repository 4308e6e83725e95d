"""Who took a list of people away."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0019_impor_induk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unduhan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("daftar", models.CharField(max_length=40, verbose_name="daftar")),
                ("bentuk", models.CharField(max_length=10, verbose_name="bentuk")),
                ("jumlah", models.PositiveIntegerField(verbose_name="jumlah baris")),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "unduhan",
                "verbose_name_plural": "unduhan",
                "ordering": ["-pk"],
            },
        ),
    ]
