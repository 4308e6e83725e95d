"""The rules of a season, and its extensions, which the database itself refuses to change (as in 0003)."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER evaluation_perpanjangan_tetap BEFORE UPDATE ON evaluation_perpanjangan
BEGIN
    SELECT RAISE(ABORT, 'append-only');
END
"""
POSTGRES = """
CREATE TRIGGER evaluation_perpanjangan_tetap BEFORE UPDATE OR DELETE ON evaluation_perpanjangan
FOR EACH ROW EXECUTE FUNCTION zi_tolak_ubah()
"""


def pasang(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def lepas(apps, schema_editor):
    milik = " ON evaluation_perpanjangan" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS evaluation_perpanjangan_tetap{milik}")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0009_tim_tpi"),
        ("units", "0009_pakta_surel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Perpanjangan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "jendela",
                    models.CharField(
                        choices=[
                            ("isi", "Pengisian LKE"),
                            ("tpi", "Penilaian TPI"),
                            ("usulan", "Pengusulan ke TPN"),
                            ("sanggah", "Sanggah"),
                        ],
                        max_length=10,
                        verbose_name="jendela",
                    ),
                ),
                ("sampai", models.DateTimeField(verbose_name="sampai")),
                ("alasan", models.TextField(verbose_name="alasan")),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "perpanjangan",
                "verbose_name_plural": "perpanjangan",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="musim",
            name="bulan_bangun",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[django.core.validators.MaxValueValidator(60)],
                verbose_name="bulan membangun sebelum WBK",
            ),
        ),
        migrations.AddField(
            model_name="musim",
            name="bulan_wbbm",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[django.core.validators.MaxValueValidator(60)],
                verbose_name="bulan berpredikat WBK sebelum WBBM",
            ),
        ),
        migrations.AddField(
            model_name="musim",
            name="diperpanjang",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="musim",
            name="konversi_survei",
            field=models.CharField(
                choices=[
                    ("sebanding", "Sebanding: x ÷ skala × 4"),
                    ("geser", "Rentang 1–4: 1 + (x − 1) × 3 ÷ (skala − 1)"),
                ],
                default="sebanding",
                max_length=12,
                verbose_name="konversi nilai survei",
            ),
        ),
        migrations.AddField(
            model_name="musim",
            name="pendahuluan",
            field=models.JSONField(blank=True, default=list, verbose_name="penilaian pendahuluan"),
        ),
        migrations.AddField(
            model_name="musim",
            name="status",
            field=models.CharField(
                choices=[("disiapkan", "Disiapkan"), ("dibuka", "Dibuka")],
                default="dibuka",
                editable=False,
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="musim",
            name="versi",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="musim",
            name="instrumen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="musim",
                to="evaluation.instrumen",
                verbose_name="versi instrumen",
            ),
        ),
        migrations.AlterField(
            model_name="musim",
            name="putaran_maks",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Pengajuan pertama adalah putaran 1, jadi 2 berarti sekali dikembalikan. Kosong berarti tidak dibatasi.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)],
                verbose_name="putaran paling banyak",
            ),
        ),
        migrations.AddConstraint(
            model_name="musim",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["disiapkan", "dibuka"])), name="musim_status_dikenal"
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="instansi",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.instansi",
                verbose_name="instansi",
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="musim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="perpanjangan", to="evaluation.musim"
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="perpanjangan",
            index=models.Index(fields=["musim", "jendela", "-sampai"], name="perpanjangan_musim"),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(("jendela__in", ["isi", "tpi", "usulan", "sanggah"])),
                name="perpanjangan_jendela_dikenal",
            ),
        ),
        migrations.RunPython(pasang, lepas),
    ]
