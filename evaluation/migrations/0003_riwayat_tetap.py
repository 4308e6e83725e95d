"""History rows are only ever added: the database itself refuses to change them.

On SQLite deleting stays possible, because emptying a database (tests, restore) deletes row by row there.
"""

from django.db import migrations

TABEL = ("evaluation_riwayat", "evaluation_riwayatjawaban")

SQLITE = """
CREATE TRIGGER {tabel}_tetap BEFORE UPDATE ON {tabel}
BEGIN
    SELECT RAISE(ABORT, 'append-only');
END
"""
POSTGRES_FUNGSI = """
CREATE OR REPLACE FUNCTION zi_tolak_ubah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
POSTGRES = (
    "CREATE TRIGGER {tabel}_tetap BEFORE UPDATE OR DELETE ON {tabel} FOR EACH ROW EXECUTE FUNCTION zi_tolak_ubah()"
)


def pasang(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNGSI.replace("%", "%%"), params=())
    perintah = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES
    for tabel in TABEL:
        schema_editor.execute(perintah.format(tabel=tabel))


def lepas(apps, schema_editor):
    pg = schema_editor.connection.vendor == "postgresql"
    for tabel in TABEL:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {tabel}_tetap" + (f" ON {tabel}" if pg else ""))
    if pg:
        schema_editor.execute("DROP FUNCTION IF EXISTS zi_tolak_ubah()")


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_awal")]

    operations = [migrations.RunPython(pasang, lepas)]
