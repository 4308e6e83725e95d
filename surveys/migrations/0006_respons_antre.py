"""What waits to be counted is found in order, however much it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_urutan_sendiri"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="respons",
            name="respons_baru",
        ),
        migrations.AddIndex(
            model_name="respons",
            index=models.Index(condition=models.Q(("golongan", 0)), fields=["kampanye", "id"], name="respons_antre"),
        ),
    ]
