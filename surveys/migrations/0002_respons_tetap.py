"""A response is never deleted, and only how it is counted may change; what was excluded or extended is only ever added
to. The database itself refuses the rest.

On SQLite deleting stays possible, because emptying a database (tests, restore) deletes row by row there.
"""

from django.db import migrations

ISI_RESPONS = (
    "kampanye_id, layanan_id, kanal, nilai, profil, diarahkan, komentar, bahasa, durasi, jaringan, perangkat, kantor, "
    "kiriman, petugas_id, pada"
)
# Table → columns that may never change ("": none may).
TABEL = {"surveys_respons": ISI_RESPONS, "surveys_pengeluaran": "", "surveys_perpanjangankampanye": ""}
FUNGSI = """
CREATE OR REPLACE FUNCTION zi_tolak_ubah_survei() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %%', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""


def pasang(apps, schema_editor):
    pg = schema_editor.connection.vendor == "postgresql"
    if pg:
        schema_editor.execute(FUNGSI, params=())
    for tabel, kolom in TABEL.items():
        ubah = f"UPDATE OF {kolom}" if kolom else "UPDATE"
        if pg:
            schema_editor.execute(
                f"CREATE TRIGGER {tabel}_tetap BEFORE {ubah} OR DELETE ON {tabel} "
                "FOR EACH ROW EXECUTE FUNCTION zi_tolak_ubah_survei()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {tabel}_tetap BEFORE {ubah} ON {tabel} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )


def lepas(apps, schema_editor):
    pg = schema_editor.connection.vendor == "postgresql"
    for tabel in TABEL:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {tabel}_tetap" + (f" ON {tabel}" if pg else ""))
    if pg:
        schema_editor.execute("DROP FUNCTION IF EXISTS zi_tolak_ubah_survei()")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_awal")]

    operations = [migrations.RunPython(pasang, lepas)]
