import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Reminders know their unit. Nothing has written one yet, so the column may be required from the start."""

    dependencies = [("units", "0003_riwayat_tahap_tetap")]

    operations = [
        migrations.AddField(
            model_name="pengingat",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unitkerja"
            ),
        ),
        migrations.AddField(
            model_name="pengingat",
            name="masih_pada",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
