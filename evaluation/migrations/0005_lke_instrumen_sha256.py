from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_kunjungan_sejak")]

    operations = [
        migrations.AddField(
            model_name="lembarkerjaevaluasi",
            name="instrumen_sha256",
            field=models.CharField(default="", editable=False, max_length=64),
        ),
    ]
