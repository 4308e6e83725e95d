"""The tables as they stand, in one step; who has some of the steps behind them goes on step by step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import reports.models
import zi_portal.common.migrasi


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_awal"),
        ("reports", "0002_dokumen_pencanangan"),
        ("reports", "0003_pleno"),
        ("reports", "0004_survei"),
    ]

    initial = True

    dependencies = [
        ("evaluation", "0001_ringkas_0024"),
        ("surveys", "0001_ringkas_0004"),
        ("units", "0001_ringkas_0017"),
    ]

    operations = [
        zi_portal.common.migrasi.BuatModel(
            model=[
                migrations.CreateModel(
                    name="Dokumen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lhe", "Laporan hasil evaluasi (LHE)"),
                                    ("pencanangan", "Pencanangan dan pakta integritas"),
                                    ("pleno", "Berita Acara rapat pleno"),
                                    ("survei", "Laporan survei"),
                                ],
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dokumen",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "pencanangan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dokumen",
                                to="units.pencanangan",
                            ),
                        ),
                        (
                            "pleno",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dokumen",
                                to="evaluation.rapatpleno",
                            ),
                        ),
                        (
                            "survei",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dokumen",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("kunci", models.CharField(max_length=64)),
                        ("nomor", models.CharField(max_length=100, unique=True, verbose_name="nomor")),
                        ("lapis", models.CharField(blank=True, max_length=20)),
                        ("final", models.BooleanField(verbose_name="final")),
                        ("dirilis", models.BooleanField()),
                        ("data_per", models.DateTimeField(verbose_name="data per")),
                        ("berkas", models.FileField(max_length=200, upload_to=reports.models.nama_simpan)),
                        ("sha256", models.CharField(max_length=64)),
                        ("ukuran", models.PositiveBigIntegerField(verbose_name="ukuran (bita)")),
                        ("halaman", models.PositiveIntegerField(verbose_name="halaman")),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "dokumen",
                        "verbose_name_plural": "dokumen",
                        "ordering": ["-dibuat_pada", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("lke", "kind", "kunci"), name="dokumen_isi_unik"),
                            models.UniqueConstraint(
                                fields=("pencanangan", "kind", "kunci"), name="dokumen_pencanangan_unik"
                            ),
                            models.UniqueConstraint(fields=("pleno", "kind", "kunci"), name="dokumen_pleno_unik"),
                            models.UniqueConstraint(fields=("survei", "kind", "kunci"), name="dokumen_survei_unik"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lke__isnull", False),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", False),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", False),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="dokumen_satu_hal",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Pekerjaan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lhe", "Laporan hasil evaluasi (LHE)"),
                                    ("pencanangan", "Pencanangan dan pakta integritas"),
                                    ("pleno", "Berita Acara rapat pleno"),
                                    ("survei", "Laporan survei"),
                                ],
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pekerjaan",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "pencanangan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pekerjaan",
                                to="units.pencanangan",
                            ),
                        ),
                        (
                            "pleno",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pekerjaan",
                                to="evaluation.rapatpleno",
                            ),
                        ),
                        (
                            "survei",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pekerjaan",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("lapis", models.CharField(blank=True, max_length=20)),
                        ("kunci", models.CharField(max_length=64)),
                        (
                            "diminta_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pekerjaan",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("antre", "Menunggu giliran"),
                                    ("berjalan", "Sedang dibuat"),
                                    ("selesai", "Selesai"),
                                    ("gagal", "Gagal dibuat"),
                                ],
                                default="antre",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("percobaan", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                        ("persen", models.PositiveSmallIntegerField(default=0, verbose_name="kemajuan")),
                        (
                            "dokumen",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="pekerjaan",
                                to="reports.dokumen",
                            ),
                        ),
                        ("galat", models.CharField(blank=True, max_length=300, verbose_name="galat")),
                        ("tugas", models.CharField(blank=True, max_length=60)),
                        ("diminta_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dikirim_pada", models.DateTimeField(blank=True, null=True)),
                        ("denyut", models.DateTimeField(blank=True, null=True)),
                        ("selesai_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "pekerjaan laporan",
                        "verbose_name_plural": "pekerjaan laporan",
                        "ordering": ["-diminta_pada", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status__in", ["antre", "berjalan"])),
                                fields=["diminta_pada"],
                                name="pekerjaan_terbuka",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("lke", "kind", "kunci"), name="pekerjaan_isi_unik"),
                            models.UniqueConstraint(
                                fields=("pencanangan", "kind", "kunci"), name="pekerjaan_pencanangan_unik"
                            ),
                            models.UniqueConstraint(fields=("pleno", "kind", "kunci"), name="pekerjaan_pleno_unik"),
                            models.UniqueConstraint(fields=("survei", "kind", "kunci"), name="pekerjaan_survei_unik"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lke__isnull", False),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", False),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", False),
                                        ("survei__isnull", True),
                                    ),
                                    models.Q(
                                        ("lke__isnull", True),
                                        ("pencanangan__isnull", True),
                                        ("pleno__isnull", True),
                                        ("survei__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="pekerjaan_satu_hal",
                            ),
                            models.CheckConstraint(condition=models.Q(("persen__lte", 100)), name="pekerjaan_persen"),
                        ],
                    },
                ),
            ],
        ),
    ]
