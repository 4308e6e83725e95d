"""Rows are sorted by the id of what they hang on: sorting by the thing itself would join what that is sorted by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0024_sumber_indeks")]

    operations = [
        migrations.AlterModelOptions(
            name="itemseleksi",
            options={
                "ordering": ["lke_id", "urut"],
                "verbose_name": "butir seleksi",
                "verbose_name_plural": "butir seleksi",
            },
        ),
        migrations.AlterModelOptions(
            name="paketusulan",
            options={
                "ordering": ["usulan_id", "berkas", "urutan"],
                "verbose_name": "paket usulan",
                "verbose_name_plural": "paket usulan",
            },
        ),
        migrations.AlterModelOptions(
            name="skor",
            options={"ordering": ["lke_id", "lapis"], "verbose_name": "skor", "verbose_name_plural": "skor"},
        ),
        migrations.AlterModelOptions(
            name="tandaperbaikan",
            options={
                "ordering": ["lke_id", "putaran", "kode"],
                "verbose_name": "tanda perbaikan",
                "verbose_name_plural": "tanda perbaikan",
            },
        ),
    ]
