"""Rows are sorted by the id of what they hang on: sorting by the thing itself would join what that is sorted by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_tindak_lanjut")]

    operations = [
        migrations.AlterModelOptions(
            name="rekap",
            options={
                "ordering": ["kampanye_id", "dimensi", "nilai", "golongan"],
                "verbose_name": "rekap survei",
                "verbose_name_plural": "rekap survei",
            },
        ),
    ]
