"""Rows are sorted by the id of what they hang on: sorting by the thing itself would join what that is sorted by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("units", "0017_benda_survei")]

    operations = [
        migrations.AlterModelOptions(
            name="berkasbukti",
            options={
                "ordering": ["bukti_id", "-versi"],
                "verbose_name": "berkas bukti",
                "verbose_name_plural": "berkas bukti",
            },
        ),
        migrations.AlterModelOptions(
            name="datapendukung",
            options={
                "ordering": ["unit_id", "tahun", "kode", "triwulan"],
                "verbose_name": "data pendukung",
                "verbose_name_plural": "data pendukung",
            },
        ),
        migrations.AlterModelOptions(
            name="realisasiiku",
            options={
                "ordering": ["iku_id", "triwulan"],
                "verbose_name": "realisasi IKU",
                "verbose_name_plural": "realisasi IKU",
            },
        ),
    ]
