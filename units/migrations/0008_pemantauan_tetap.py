"""Messages are only ever added to, a unit has one living recommendation a year, and the calendar finds its month.

On SQLite deleting messages stays possible, because emptying a database (tests, restore) deletes row by row there.
"""

from django.db import migrations, models

SQLITE = """
CREATE TRIGGER units_pesankonsultasi_tetap BEFORE UPDATE ON units_pesankonsultasi
BEGIN
    SELECT RAISE(ABORT, 'append-only');
END
"""
POSTGRES = """
CREATE TRIGGER units_pesankonsultasi_tetap BEFORE UPDATE OR DELETE ON units_pesankonsultasi
FOR EACH ROW EXECUTE FUNCTION zi_tolak_ubah_tahap()
"""


def pasang(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)


def lepas(apps, schema_editor):
    tabel = " ON units_pesankonsultasi" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS units_pesankonsultasi_tetap{tabel}")


class Migration(migrations.Migration):
    dependencies = [("units", "0007_tahun_indeks_aksi")]

    operations = [
        migrations.AddField(
            model_name="pesankonsultasi",
            name="jawaban",
            field=models.BooleanField(default=False, verbose_name="jawaban"),
        ),
        migrations.AddIndex(
            model_name="pendampingan",
            index=models.Index(
                condition=models.Q(("dihapus_pada", None)), fields=["mulai"], name="pendampingan_kalender"
            ),
        ),
        migrations.AddConstraint(
            model_name="rekomendasitpi",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dihapus_pada", None)),
                fields=("unit", "tahun"),
                name="rekomendasi_tunggal",
                violation_error_message="Rekomendasi tahun ini sudah ada. Ubah yang sudah ada.",
            ),
        ),
        migrations.RunPython(pasang, lepas),
    ]
