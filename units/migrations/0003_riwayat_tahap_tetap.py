"""The history of the stages is only ever added to: the database itself refuses to change it (as evaluation's is).

On SQLite deleting stays possible, because emptying a database (tests, restore) deletes row by row there.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER units_riwayattahap_tetap BEFORE UPDATE ON units_riwayattahap
BEGIN
    SELECT RAISE(ABORT, 'append-only');
END
"""
POSTGRES_FUNGSI = """
CREATE OR REPLACE FUNCTION zi_tolak_ubah_tahap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
POSTGRES = """
CREATE TRIGGER units_riwayattahap_tetap BEFORE UPDATE OR DELETE ON units_riwayattahap
FOR EACH ROW EXECUTE FUNCTION zi_tolak_ubah_tahap()
"""


def pasang(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNGSI.replace("%", "%%"), params=())
        schema_editor.execute(POSTGRES)
    else:
        schema_editor.execute(SQLITE)


def lepas(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS units_riwayattahap_tetap ON units_riwayattahap")
        schema_editor.execute("DROP FUNCTION IF EXISTS zi_tolak_ubah_tahap()")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS units_riwayattahap_tetap")


class Migration(migrations.Migration):
    dependencies = [("units", "0002_tahap")]

    operations = [migrations.RunPython(pasang, lepas)]
