import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def isi_status(apps, schema_editor):
    """Until now a predicate that was not in force had been followed by another one."""
    apps.get_model("evaluation", "PredikatUnit").objects.filter(aktif=False).update(status="digantikan")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0012_usulan"),
        ("units", "0013_laporan_predikat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KlarifikasiPredikat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sumber", models.CharField(max_length=200, verbose_name="sumber pengaduan")),
                ("tanggal_aduan", models.DateField(verbose_name="tanggal pengaduan")),
                ("tautan", models.URLField(blank=True, max_length=500, verbose_name="tautan pengaduan")),
                ("ringkasan", models.TextField(max_length=2000, verbose_name="ringkasan")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("dibuka", "Menunggu jawaban"),
                            ("dijawab", "Dijawab, menunggu simpulan"),
                            ("terbukti", "Terbukti"),
                            ("tidak_terbukti", "Tidak terbukti"),
                        ],
                        default="dibuka",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("jawaban", models.TextField(blank=True, max_length=4000, verbose_name="jawaban")),
                ("dijawab_pada", models.DateTimeField(blank=True, null=True)),
                ("simpulan", models.TextField(blank=True, max_length=4000, verbose_name="alasan simpulan")),
                ("dibuka_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("ditutup_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "klarifikasi pengaduan",
                "verbose_name_plural": "klarifikasi pengaduan",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LaporanPredikat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ke", models.PositiveSmallIntegerField(verbose_name="laporan ke")),
                ("jatuh_tempo", models.DateField(verbose_name="jatuh tempo")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("dikirim", "Dikirim ke TPN"),
                            ("diterima", "Diterima TPN"),
                            ("dikembalikan", "Dikembalikan TPN"),
                        ],
                        default="draf",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("masih_memenuhi", models.BooleanField(null=True, verbose_name="masih memenuhi")),
                (
                    "nilai_pengungkit",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="nilai pengungkit"),
                ),
                (
                    "nilai_hasil",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="nilai hasil"),
                ),
                ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan pemantauan")),
                ("versi", models.PositiveIntegerField(default=0)),
                ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("dikirim_pada", models.DateTimeField(blank=True, null=True)),
                ("diperiksa_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_periksa", models.TextField(blank=True, max_length=4000, verbose_name="catatan TPN")),
            ],
            options={
                "verbose_name": "laporan pemantauan",
                "verbose_name_plural": "laporan pemantauan",
                "ordering": ["-ke"],
            },
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="berlaku_sampai",
            field=models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="boleh_diusulkan_mulai",
            field=models.DateField(blank=True, null=True, verbose_name="dapat diusulkan lagi mulai"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="dasar_cabut",
            field=models.CharField(
                blank=True,
                choices=[
                    ("laporan_tpi", "Laporan TPI: tidak lagi memenuhi"),
                    ("klarifikasi", "Klarifikasi pengaduan: terbukti"),
                    ("pemeriksaan", "Pemeriksaan berkala TPN"),
                ],
                max_length=20,
                verbose_name="dasar pencabutan",
            ),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="laporan_ke",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="laporan berikutnya"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="laporan_sejak",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="laporan_tempo",
            field=models.DateField(editable=False, null=True, verbose_name="laporan jatuh tempo"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="nomor_sk_cabut",
            field=models.CharField(blank=True, max_length=100, verbose_name="nomor SK pencabutan"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="penandatangan",
            field=models.CharField(blank=True, max_length=200, verbose_name="penandatangan SK"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="rekomendasi_tpn",
            field=models.TextField(blank=True, max_length=4000, verbose_name="rekomendasi TPN"),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="status",
            field=models.CharField(
                choices=[
                    ("aktif", "Aktif"),
                    ("dalam_klarifikasi", "Dalam klarifikasi"),
                    ("digantikan", "Digantikan"),
                    ("kedaluwarsa", "Kedaluwarsa"),
                    ("dicabut", "Dicabut"),
                ],
                default="aktif",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="predikatunit",
            name="tanggal_sk_cabut",
            field=models.DateField(blank=True, null=True, verbose_name="tanggal SK pencabutan"),
        ),
        migrations.AlterField(
            model_name="berkasevaluasi",
            name="benda",
            field=models.CharField(
                choices=[
                    ("musim", "Musim evaluasi"),
                    ("tim_tpi", "Tim TPI"),
                    ("penugasan", "Penugasan TPI"),
                    ("benturan", "Benturan kepentingan"),
                    ("syarat", "Persyaratan"),
                    ("jenjang", "Jenjang penilaian"),
                    ("pleno", "Rapat pleno"),
                    ("usulan", "Usulan"),
                    ("tim_tpn", "Tim TPN"),
                    ("seleksi", "Seleksi administrasi"),
                    ("evaluasi_tpn", "Evaluasi TPN"),
                    ("predikat", "Predikat"),
                    ("laporan_predikat", "Laporan pemantauan predikat"),
                    ("klarifikasi", "Klarifikasi pengaduan"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="riwayatevaluasi",
            name="benda",
            field=models.CharField(
                choices=[
                    ("musim", "Musim evaluasi"),
                    ("tim_tpi", "Tim TPI"),
                    ("penugasan", "Penugasan TPI"),
                    ("benturan", "Benturan kepentingan"),
                    ("syarat", "Persyaratan"),
                    ("jenjang", "Jenjang penilaian"),
                    ("pleno", "Rapat pleno"),
                    ("usulan", "Usulan"),
                    ("tim_tpn", "Tim TPN"),
                    ("seleksi", "Seleksi administrasi"),
                    ("evaluasi_tpn", "Evaluasi TPN"),
                    ("predikat", "Predikat"),
                    ("laporan_predikat", "Laporan pemantauan predikat"),
                    ("klarifikasi", "Klarifikasi pengaduan"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="predikatunit",
            index=models.Index(fields=["-tanggal_sk", "-id"], name="predikat_urut"),
        ),
        migrations.AddIndex(
            model_name="predikatunit",
            index=models.Index(condition=models.Q(("aktif", True)), fields=["laporan_tempo"], name="predikat_tempo"),
        ),
        migrations.RunPython(isi_status, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="predikatunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("aktif", True), ("status__in", ["aktif", "dalam_klarifikasi"])),
                    models.Q(("aktif", False), ("status__in", ["dicabut", "digantikan", "kedaluwarsa"])),
                    _connector="OR",
                ),
                name="predikat_aktif_selaras",
                violation_error_message="Predikat berlaku hanya selama aktif atau dalam klarifikasi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="predikatunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dicabut"), _negated=True), ("tanggal_sk_cabut__isnull", False), _connector="OR"
                ),
                name="predikat_cabut_lengkap",
                violation_error_message="Pencabutan memerlukan SK-nya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="predikatunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("berlaku_sampai", None), ("berlaku_sampai__gte", models.F("tanggal_sk")), _connector="OR"
                ),
                name="predikat_masa_urut",
                violation_error_message="Masa berlaku tidak boleh berakhir sebelum tanggal SK.",
            ),
        ),
        migrations.AddField(
            model_name="klarifikasipredikat",
            name="dibuka_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="klarifikasipredikat",
            name="dijawab_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="klarifikasipredikat",
            name="ditutup_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="klarifikasipredikat",
            name="predikat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="klarifikasi", to="evaluation.predikatunit"
            ),
        ),
        migrations.AddField(
            model_name="laporanpredikat",
            name="dibuat_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="laporanpredikat",
            name="dikirim_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="laporanpredikat",
            name="diperiksa_oleh",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="laporanpredikat",
            name="predikat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="laporan", to="evaluation.predikatunit"
            ),
        ),
        migrations.AddConstraint(
            model_name="klarifikasipredikat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["dibuka", "dijawab"])),
                fields=("predikat",),
                name="klarifikasi_terbuka_tunggal",
                violation_error_message="Masih ada klarifikasi yang terbuka untuk predikat ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="klarifikasipredikat",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["dibuka", "dijawab", "terbukti", "tidak_terbukti"])),
                name="klarifikasi_status",
            ),
        ),
        migrations.AddIndex(
            model_name="laporanpredikat",
            index=models.Index(fields=["status"], name="laporan_predikat_antre"),
        ),
        migrations.AddConstraint(
            model_name="laporanpredikat",
            constraint=models.UniqueConstraint(
                fields=("predikat", "ke"),
                name="laporan_predikat_ke",
                violation_error_message="Laporan untuk masa ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanpredikat",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draf", "dikirim", "diterima", "dikembalikan"])),
                name="laporan_predikat_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanpredikat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("nilai_pengungkit", None),
                        models.Q(("nilai_pengungkit__gte", 0), ("nilai_pengungkit__lte", 60)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("nilai_hasil", None),
                        models.Q(("nilai_hasil__gte", 0), ("nilai_hasil__lte", 40)),
                        _connector="OR",
                    ),
                ),
                name="laporan_predikat_nilai",
                violation_error_message="Nilai pengungkit paling tinggi 60 dan nilai hasil paling tinggi 40.",
            ),
        ),
    ]
