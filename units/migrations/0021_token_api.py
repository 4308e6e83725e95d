import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0020_unduhan"),
    ]

    operations = [
        migrations.CreateModel(
            name="AmbilanAPI",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("apa", models.CharField(max_length=20)),
                ("unit", models.CharField(blank=True, max_length=80)),
                ("status", models.PositiveSmallIntegerField()),
                ("jumlah", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "ambilan API",
                "verbose_name_plural": "ambilan API",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="KirimanAPI",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kunci", models.CharField(max_length=100)),
                ("sidik", models.CharField(max_length=64)),
                ("jawaban", models.JSONField(default=dict)),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "kiriman API",
                "verbose_name_plural": "kiriman API",
            },
        ),
        migrations.CreateModel(
            name="TokenAPI",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nama", models.CharField(max_length=100, verbose_name="nama")),
                ("awalan", models.CharField(editable=False, max_length=12, verbose_name="awalan")),
                ("sidik", models.CharField(editable=False, max_length=64, unique=True)),
                ("cakupan", models.JSONField(default=list, verbose_name="cakupan")),
                ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("berlaku_sampai", models.DateTimeField(verbose_name="berlaku sampai")),
                ("dicabut_pada", models.DateTimeField(null=True)),
                ("dipakai_pada", models.DateTimeField(null=True, verbose_name="terakhir dipakai")),
                ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "token API",
                "verbose_name_plural": "token API",
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="buktitahap",
            name="bukti_tahap_benda",
        ),
        migrations.AlterField(
            model_name="buktitahap",
            name="benda",
            field=models.CharField(
                choices=[
                    ("pencanangan", "Pencanangan"),
                    ("pegawai_unit", "Pegawai"),
                    ("register_pakta", "Register pakta integritas"),
                    ("pakta", "Pakta integritas"),
                    ("calon_unit", "Calon unit"),
                    ("sk_penetapan", "SK penetapan"),
                    ("layanan", "Layanan utama"),
                    ("isu", "Isu strategis"),
                    ("risiko", "Risiko"),
                    ("inovasi", "Inovasi"),
                    ("aksi", "Butir rencana aksi"),
                    ("tim_kerja", "Tim kerja"),
                    ("agen", "Agen perubahan"),
                    ("publikasi", "Publikasi"),
                    ("program", "Program menyentuh masyarakat"),
                    ("monev", "Monev"),
                    ("tindak_lanjut", "Tindak lanjut monev"),
                    ("kewajiban", "Kewajiban pembangunan"),
                    ("konsultasi", "Konsultasi"),
                    ("pendampingan", "Asistensi dan pendampingan"),
                    ("pemantauan", "Pemantauan berkala"),
                    ("temuan", "Temuan"),
                    ("rekomendasi", "Rekomendasi TPI"),
                    ("data_pendukung", "Data pendukung"),
                    ("iku", "Indikator kinerja utama"),
                    ("sistem", "Sistem tertaut"),
                    ("impor", "Impor"),
                    ("kuesioner", "Kuesioner"),
                    ("kampanye", "Survei"),
                    ("token_api", "Token API"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="riwayattahap",
            name="benda",
            field=models.CharField(
                choices=[
                    ("pencanangan", "Pencanangan"),
                    ("pegawai_unit", "Pegawai"),
                    ("register_pakta", "Register pakta integritas"),
                    ("pakta", "Pakta integritas"),
                    ("calon_unit", "Calon unit"),
                    ("sk_penetapan", "SK penetapan"),
                    ("layanan", "Layanan utama"),
                    ("isu", "Isu strategis"),
                    ("risiko", "Risiko"),
                    ("inovasi", "Inovasi"),
                    ("aksi", "Butir rencana aksi"),
                    ("tim_kerja", "Tim kerja"),
                    ("agen", "Agen perubahan"),
                    ("publikasi", "Publikasi"),
                    ("program", "Program menyentuh masyarakat"),
                    ("monev", "Monev"),
                    ("tindak_lanjut", "Tindak lanjut monev"),
                    ("kewajiban", "Kewajiban pembangunan"),
                    ("konsultasi", "Konsultasi"),
                    ("pendampingan", "Asistensi dan pendampingan"),
                    ("pemantauan", "Pemantauan berkala"),
                    ("temuan", "Temuan"),
                    ("rekomendasi", "Rekomendasi TPI"),
                    ("data_pendukung", "Data pendukung"),
                    ("iku", "Indikator kinerja utama"),
                    ("sistem", "Sistem tertaut"),
                    ("impor", "Impor"),
                    ("kuesioner", "Kuesioner"),
                    ("kampanye", "Survei"),
                    ("token_api", "Token API"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="buktitahap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "benda__in",
                        [
                            "pencanangan",
                            "pegawai_unit",
                            "register_pakta",
                            "pakta",
                            "calon_unit",
                            "sk_penetapan",
                            "layanan",
                            "isu",
                            "risiko",
                            "inovasi",
                            "aksi",
                            "tim_kerja",
                            "agen",
                            "publikasi",
                            "program",
                            "monev",
                            "tindak_lanjut",
                            "kewajiban",
                            "konsultasi",
                            "pendampingan",
                            "pemantauan",
                            "temuan",
                            "rekomendasi",
                            "data_pendukung",
                            "iku",
                            "sistem",
                            "impor",
                            "kuesioner",
                            "kampanye",
                            "token_api",
                        ],
                    )
                ),
                name="bukti_tahap_benda",
            ),
        ),
        migrations.AddField(
            model_name="ambilanapi",
            name="instansi",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.instansi"),
        ),
        migrations.AddField(
            model_name="tokenapi",
            name="dibuat_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="tokenapi",
            name="dicabut_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="tokenapi",
            name="instansi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="token_api", to="units.instansi"
            ),
        ),
        migrations.AddField(
            model_name="kirimanapi",
            name="token",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.tokenapi"),
        ),
        migrations.AddField(
            model_name="ambilanapi",
            name="token",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ambilan", to="units.tokenapi"
            ),
        ),
        migrations.AddIndex(
            model_name="tokenapi",
            index=models.Index(fields=["instansi", "-id"], name="token_api_instansi"),
        ),
        migrations.AddConstraint(
            model_name="kirimanapi",
            constraint=models.UniqueConstraint(fields=("token", "kunci"), name="kiriman_api_unik"),
        ),
        migrations.AddIndex(
            model_name="ambilanapi",
            index=models.Index(fields=["instansi", "-pada"], name="ambilan_api_instansi"),
        ),
    ]
