"""The tables as they stand, in one step; who has some of the steps behind them goes on step by step."""

from decimal import Decimal
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import evaluation.models.riwayat
import zi_portal.common.migrasi

# What the database itself refuses to change.
picu_0003 = import_module("evaluation.migrations.0003_riwayat_tetap")
picu_0010 = import_module("evaluation.migrations.0010_musim")
picu_0018 = import_module("evaluation.migrations.0018_riwayat_evaluasi_tetap")


class Migration(migrations.Migration):
    replaces = [
        ("evaluation", "0001_awal"),
        ("evaluation", "0002_awal"),
        ("evaluation", "0003_riwayat_tetap"),
        ("evaluation", "0004_kunjungan_sejak"),
        ("evaluation", "0005_lke_instrumen_sha256"),
        ("evaluation", "0006_tautan_dilepas"),
        ("evaluation", "0007_sumber_angka"),
        ("evaluation", "0008_riwayat_evaluasi"),
        ("evaluation", "0009_tim_tpi"),
        ("evaluation", "0010_musim"),
        ("evaluation", "0011_riwayat_pada"),
        ("evaluation", "0012_usulan"),
        ("evaluation", "0013_predikat"),
        ("evaluation", "0014_syarat"),
        ("evaluation", "0015_jenjang"),
        ("evaluation", "0016_benda_dan_lapis"),
        ("evaluation", "0017_evaluasi_tpn"),
        ("evaluation", "0018_riwayat_evaluasi_tetap"),
        ("evaluation", "0019_pleno"),
        ("evaluation", "0020_penilaian_pendahuluan"),
        ("evaluation", "0021_catatan_siap"),
        ("evaluation", "0024_sumber_indeks"),
    ]

    initial = True

    dependencies = [
        ("surveys", "0001_ringkas_0004"),
        ("units", "0001_ringkas_0017"),
    ]

    operations = [
        zi_portal.common.migrasi.BuatModel(
            model=[
                migrations.CreateModel(
                    name="Instrumen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("versi", models.CharField(max_length=60, unique=True, verbose_name="versi")),
                        ("nama", models.CharField(max_length=200, verbose_name="nama")),
                        ("isi", models.JSONField(verbose_name="isi")),
                        ("sha256", models.CharField(max_length=64)),
                        ("dimuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "instrumen",
                        "verbose_name_plural": "instrumen",
                        "ordering": ["-dimuat_pada", "-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Musim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(unique=True, verbose_name="tahun")),
                        (
                            "status",
                            models.CharField(
                                choices=[("disiapkan", "Disiapkan"), ("dibuka", "Dibuka")],
                                default="dibuka",
                                editable=False,
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "instrumen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="musim",
                                to="evaluation.instrumen",
                                verbose_name="versi instrumen",
                            ),
                        ),
                        ("isi_mulai", models.DateTimeField(verbose_name="pengisian dibuka")),
                        ("isi_selesai", models.DateTimeField(verbose_name="pengisian ditutup")),
                        ("tpi_selesai", models.DateTimeField(verbose_name="penilaian TPI ditutup")),
                        ("usulan_mulai", models.DateTimeField(blank=True, null=True, verbose_name="pengusulan dibuka")),
                        (
                            "usulan_selesai",
                            models.DateTimeField(blank=True, null=True, verbose_name="pengusulan ditutup"),
                        ),
                        ("sanggah_mulai", models.DateTimeField(blank=True, null=True, verbose_name="sanggah dibuka")),
                        (
                            "sanggah_selesai",
                            models.DateTimeField(blank=True, null=True, verbose_name="sanggah ditutup"),
                        ),
                        (
                            "cara_nilai",
                            models.CharField(
                                choices=[
                                    ("langsung", "Satu nilai tim"),
                                    ("berjenjang", "Berjenjang: anggota, ketua tim, pengendali teknis"),
                                    ("buta", "Dua anggota tanpa saling melihat, lalu berjenjang"),
                                ],
                                default="langsung",
                                max_length=10,
                                verbose_name="cara penilaian TPI",
                            ),
                        ),
                        (
                            "wajib_pleno",
                            models.BooleanField(
                                default=False,
                                help_text="LKE baru dapat dinyatakan layak atau tidak layak setelah dibahas rapat pleno TPI.",
                                verbose_name="pleno wajib",
                            ),
                        ),
                        (
                            "putaran_maks",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Pengajuan pertama adalah putaran 1, jadi 2 berarti sekali dikembalikan. Kosong berarti tidak dibatasi.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="putaran paling banyak",
                            ),
                        ),
                        ("tahun_bukti_awal", models.PositiveSmallIntegerField(verbose_name="tahun bukti paling awal")),
                        (
                            "tahun_bukti_akhir",
                            models.PositiveSmallIntegerField(verbose_name="tahun bukti paling akhir"),
                        ),
                        (
                            "pendahuluan",
                            models.JSONField(blank=True, default=list, verbose_name="penilaian pendahuluan"),
                        ),
                        (
                            "konversi_survei",
                            models.CharField(
                                choices=[
                                    ("sebanding", "Sebanding: x ÷ skala × 4"),
                                    ("geser", "Rentang 1–4: 1 + (x − 1) × 3 ÷ (skala − 1)"),
                                ],
                                default="sebanding",
                                max_length=12,
                                verbose_name="konversi nilai survei",
                            ),
                        ),
                        (
                            "bulan_bangun",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="bulan membangun sebelum WBK",
                            ),
                        ),
                        (
                            "bulan_wbbm",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="bulan berpredikat WBK sebelum WBBM",
                            ),
                        ),
                        ("diperpanjang", models.JSONField(default=dict, editable=False)),
                        ("versi", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "verbose_name": "musim evaluasi",
                        "verbose_name_plural": "musim evaluasi",
                        "ordering": ["-tahun"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["disiapkan", "dibuka"])), name="musim_status_dikenal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("isi_selesai__gt", models.F("isi_mulai")),
                                    ("tpi_selesai__gte", models.F("isi_selesai")),
                                ),
                                name="musim_urut",
                                violation_error_message="Urutan tanggal musim tidak benar: buka, tutup pengisian, tutup penilaian.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("usulan_mulai__isnull", False),
                                        ("usulan_selesai__gt", models.F("usulan_mulai")),
                                        ("usulan_selesai__isnull", False),
                                    ),
                                    models.Q(("usulan_mulai", None), ("usulan_selesai", None)),
                                    _connector="OR",
                                ),
                                name="musim_usulan_urut",
                                violation_error_message="Isi kedua tanggal pengusulan, dibuka sebelum ditutup, atau kosongkan.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("sanggah_mulai__isnull", False),
                                        ("sanggah_selesai__gt", models.F("sanggah_mulai")),
                                        ("sanggah_selesai__isnull", False),
                                    ),
                                    models.Q(("sanggah_mulai", None), ("sanggah_selesai", None)),
                                    _connector="OR",
                                ),
                                name="musim_sanggah_urut",
                                violation_error_message="Isi kedua tanggal sanggah, dibuka sebelum ditutup, atau kosongkan.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tahun_bukti_akhir__gte", models.F("tahun_bukti_awal"))),
                                name="musim_bukti_urut",
                                violation_error_message="Tahun bukti paling akhir tidak boleh mendahului yang paling awal.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Perpanjangan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="perpanjangan",
                                to="evaluation.musim",
                            ),
                        ),
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
                        (
                            "instansi",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.instansi",
                                verbose_name="instansi",
                            ),
                        ),
                        ("sampai", models.DateTimeField(verbose_name="sampai")),
                        ("alasan", models.TextField(verbose_name="alasan")),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "perpanjangan",
                        "verbose_name_plural": "perpanjangan",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["musim", "jendela", "-sampai"], name="perpanjangan_musim")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("jendela__in", ["isi", "tpi", "usulan", "sanggah"])),
                                name="perpanjangan_jendela_dikenal",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BenturanKepentingan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="benturan",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.musim"
                            ),
                        ),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("unit", "Mandiri"),
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                    ("tpn", "TPN"),
                                ],
                                default="tpi",
                                max_length=10,
                                verbose_name="sebagai",
                            ),
                        ),
                        ("ada", models.BooleanField(verbose_name="ada benturan")),
                        (
                            "jenis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("keluarga", "Hubungan keluarga"),
                                    ("jabatan", "Pernah atau akan bekerja di unit"),
                                    ("pembina", "Pernah menyusun atau membina pekerjaan yang dinilai"),
                                    ("keuangan", "Kepentingan keuangan atau usaha"),
                                    ("pribadi", "Hubungan pribadi lain"),
                                ],
                                max_length=10,
                                verbose_name="jenis",
                            ),
                        ),
                        ("uraian", models.TextField(blank=True, max_length=2000, verbose_name="uraian")),
                        (
                            "dinyatakan_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dinyatakan_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "dicabut_oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dicabut_pada", models.DateTimeField(blank=True, null=True)),
                        (
                            "alasan_cabut",
                            models.TextField(blank=True, max_length=2000, verbose_name="alasan pencabutan"),
                        ),
                    ],
                    options={
                        "verbose_name": "benturan kepentingan",
                        "verbose_name_plural": "benturan kepentingan",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dicabut_pada", None)),
                                fields=("user", "unit", "musim"),
                                name="benturan_berlaku_tunggal",
                                violation_error_message="Sudah ada pernyataan yang berlaku untuk unit ini.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ada", False), ("jenis", "")),
                                    models.Q(
                                        ("ada", True),
                                        models.Q(("jenis", ""), _negated=True),
                                        models.Q(("uraian", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="benturan_beruraian",
                                violation_error_message="Sebutkan jenis benturan dan uraikan.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CatatanSiap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "pemilik",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.instansi",
                            ),
                        ),
                        ("judul", models.CharField(max_length=100, verbose_name="judul")),
                        ("isi", models.TextField(max_length=2000, verbose_name="isi")),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "catatan siap pakai",
                        "verbose_name_plural": "catatan siap pakai",
                        "ordering": ["judul", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=["pemilik"],
                                name="catatan_siap_pemilik",
                            ),
                            models.Index(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=["instansi"],
                                name="catatan_siap_instansi",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("judul", ""), _negated=True), models.Q(("isi", ""), _negated=True)
                                ),
                                name="catatan_siap_berisi",
                                violation_error_message="Isi judul dan teksnya.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LembarKerjaEvaluasi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lke", to="units.unitkerja"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lke", to="evaluation.musim"
                            ),
                        ),
                        (
                            "instrumen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lke",
                                to="evaluation.instrumen",
                            ),
                        ),
                        ("instrumen_sha256", models.CharField(default="", editable=False, max_length=64)),
                        (
                            "predikat_tujuan",
                            models.CharField(
                                choices=[
                                    ("WBK", "Wilayah Bebas dari Korupsi"),
                                    ("WBBM", "Wilayah Birokrasi Bersih dan Melayani"),
                                ],
                                max_length=4,
                                verbose_name="predikat tujuan",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draf", "Draf"),
                                    ("diajukan", "Diajukan ke TPI"),
                                    ("penilaian_pendahuluan", "Penilaian pendahuluan"),
                                    ("dinilai_tpi", "Dinilai TPI"),
                                    ("perbaikan", "Perbaikan oleh unit"),
                                    ("pleno", "Rapat pleno TPI"),
                                    ("layak", "Layak diusulkan"),
                                    ("tidak_layak", "Tidak layak diusulkan"),
                                    ("diusulkan", "Diusulkan ke TPN"),
                                    ("seleksi_administrasi", "Seleksi administrasi TPN"),
                                    ("sanggah", "Masa sanggah"),
                                    ("desk", "Evaluasi dokumen TPN"),
                                    ("wawancara", "Wawancara TPN"),
                                    ("lapangan", "Evaluasi lapangan TPN"),
                                    ("panel", "Panel TPN"),
                                    ("penetapan", "Menunggu penetapan"),
                                    ("ditetapkan", "Ditetapkan"),
                                    ("tidak_ditetapkan", "Tidak ditetapkan"),
                                    ("ditarik", "Ditarik dari usulan"),
                                    ("gugur", "Gugur"),
                                ],
                                default="draf",
                                max_length=30,
                                verbose_name="status",
                            ),
                        ),
                        ("putaran", models.PositiveSmallIntegerField(default=1, verbose_name="putaran")),
                        ("tenggat", models.DateTimeField(blank=True, null=True, verbose_name="tenggat")),
                        ("telah_wbk", models.BooleanField(default=False, verbose_name="berpredikat WBK saat dibuka")),
                        (
                            "unit_penilai",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "usulan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lke",
                                to="evaluation.usulan",
                            ),
                        ),
                        (
                            "jenjang",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Satu nilai tim"),
                                    ("at", "Kedua anggota menilai"),
                                    ("at1", "Anggota 1 menilai"),
                                    ("at2", "Anggota 2 menilai"),
                                    ("kt", "Ketua tim menilai"),
                                    ("tpi", "Pengendali teknis menilai"),
                                ],
                                default="",
                                editable=False,
                                max_length=4,
                                verbose_name="jenjang",
                            ),
                        ),
                        ("versi_unit", models.PositiveIntegerField(default=0)),
                        ("versi_at1", models.PositiveIntegerField(default=0)),
                        ("versi_at2", models.PositiveIntegerField(default=0)),
                        ("versi_kt", models.PositiveIntegerField(default=0)),
                        ("versi_tpi", models.PositiveIntegerField(default=0)),
                        ("versi_tpn", models.PositiveIntegerField(default=0)),
                        ("diajukan_pada", models.DateTimeField(blank=True, null=True)),
                        ("dinilai_pada", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "LKE",
                        "verbose_name_plural": "LKE",
                        "ordering": ["-musim__tahun", "unit__nama", "pk"],
                        "indexes": [models.Index(fields=["status", "diajukan_pada"], name="lke_antrean")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "musim"),
                                name="lke_unit_musim",
                                violation_error_message="Unit ini sudah mempunyai LKE untuk tahun tersebut.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draf",
                                            "diajukan",
                                            "penilaian_pendahuluan",
                                            "dinilai_tpi",
                                            "perbaikan",
                                            "pleno",
                                            "layak",
                                            "tidak_layak",
                                            "diusulkan",
                                            "seleksi_administrasi",
                                            "sanggah",
                                            "desk",
                                            "wawancara",
                                            "lapangan",
                                            "panel",
                                            "penetapan",
                                            "ditetapkan",
                                            "tidak_ditetapkan",
                                            "ditarik",
                                            "gugur",
                                        ],
                                    )
                                ),
                                name="lke_status_dikenal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Riwayat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="riwayat",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "aksi",
                            models.CharField(
                                choices=[
                                    ("buka", "Membuka LKE"),
                                    ("ajukan", "Mengajukan LKE ke TPI"),
                                    ("ajukan_pendahuluan", "Mengajukan LKE untuk penilaian pendahuluan"),
                                    ("layak_dievaluasi", "Menyatakan layak dievaluasi TPI"),
                                    ("belum_layak_dievaluasi", "Menyatakan belum layak dievaluasi TPI"),
                                    ("mulai_nilai", "Memulai penilaian TPI"),
                                    ("kembalikan", "Mengembalikan untuk perbaikan"),
                                    ("perpanjang", "Memperpanjang tenggat perbaikan"),
                                    ("ajukan_ulang", "Mengajukan perbaikan"),
                                    ("bawa_pleno", "Membawa ke rapat pleno TPI"),
                                    ("kembali_nilai", "Mengembalikan dari rapat pleno ke penilaian TPI"),
                                    ("nyatakan_layak", "Menyatakan layak diusulkan"),
                                    ("nyatakan_tidak_layak", "Menyatakan tidak layak diusulkan"),
                                    ("usulkan", "Mengusulkan ke TPN"),
                                    ("mulai_seleksi", "Memulai seleksi administrasi"),
                                    ("lolos_seleksi", "Menyatakan lolos seleksi administrasi"),
                                    ("buka_sanggah", "Menyatakan ada butir seleksi yang tidak sesuai"),
                                    ("terima_sanggah", "Menerima sanggah"),
                                    ("tolak_sanggah", "Menyatakan tidak lolos seleksi administrasi"),
                                    ("lulus_desk", "Menyelesaikan evaluasi dokumen"),
                                    ("gagal_desk", "Menyelesaikan evaluasi dokumen"),
                                    ("selesai_wawancara", "Menyelesaikan wawancara"),
                                    ("selesai_lapangan", "Menyelesaikan evaluasi lapangan"),
                                    ("bawa_panel", "Membawa ke panel"),
                                    ("selesai_panel", "Menyelesaikan panel"),
                                    ("gugurkan", "Menggugurkan usulan"),
                                    ("tetapkan", "Menetapkan predikat"),
                                    ("tolak", "Tidak menetapkan predikat"),
                                    ("tarik", "Menarik dari usulan"),
                                    ("tetapkan_mandiri", "Menetapkan WBK mandiri"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "dari",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("draf", "Draf"),
                                    ("diajukan", "Diajukan ke TPI"),
                                    ("penilaian_pendahuluan", "Penilaian pendahuluan"),
                                    ("dinilai_tpi", "Dinilai TPI"),
                                    ("perbaikan", "Perbaikan oleh unit"),
                                    ("pleno", "Rapat pleno TPI"),
                                    ("layak", "Layak diusulkan"),
                                    ("tidak_layak", "Tidak layak diusulkan"),
                                    ("diusulkan", "Diusulkan ke TPN"),
                                    ("seleksi_administrasi", "Seleksi administrasi TPN"),
                                    ("sanggah", "Masa sanggah"),
                                    ("desk", "Evaluasi dokumen TPN"),
                                    ("wawancara", "Wawancara TPN"),
                                    ("lapangan", "Evaluasi lapangan TPN"),
                                    ("panel", "Panel TPN"),
                                    ("penetapan", "Menunggu penetapan"),
                                    ("ditetapkan", "Ditetapkan"),
                                    ("tidak_ditetapkan", "Tidak ditetapkan"),
                                    ("ditarik", "Ditarik dari usulan"),
                                    ("gugur", "Gugur"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "ke",
                            models.CharField(
                                choices=[
                                    ("draf", "Draf"),
                                    ("diajukan", "Diajukan ke TPI"),
                                    ("penilaian_pendahuluan", "Penilaian pendahuluan"),
                                    ("dinilai_tpi", "Dinilai TPI"),
                                    ("perbaikan", "Perbaikan oleh unit"),
                                    ("pleno", "Rapat pleno TPI"),
                                    ("layak", "Layak diusulkan"),
                                    ("tidak_layak", "Tidak layak diusulkan"),
                                    ("diusulkan", "Diusulkan ke TPN"),
                                    ("seleksi_administrasi", "Seleksi administrasi TPN"),
                                    ("sanggah", "Masa sanggah"),
                                    ("desk", "Evaluasi dokumen TPN"),
                                    ("wawancara", "Wawancara TPN"),
                                    ("lapangan", "Evaluasi lapangan TPN"),
                                    ("panel", "Panel TPN"),
                                    ("penetapan", "Menunggu penetapan"),
                                    ("ditetapkan", "Ditetapkan"),
                                    ("tidak_ditetapkan", "Tidak ditetapkan"),
                                    ("ditarik", "Ditarik dari usulan"),
                                    ("gugur", "Gugur"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "pelaku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("alasan", models.TextField(blank=True, verbose_name="alasan")),
                        ("rincian", models.JSONField(default=dict)),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "riwayat",
                        "verbose_name_plural": "riwayat",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["-pada"], name="riwayat_pada")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="TandaPerbaikan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tanda",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("putaran", models.PositiveSmallIntegerField()),
                        ("kode", models.CharField(max_length=40)),
                        ("catatan", models.TextField(blank=True, verbose_name="catatan")),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "tanda perbaikan",
                        "verbose_name_plural": "tanda perbaikan",
                        "ordering": ["lke", "putaran", "kode"],
                        "constraints": [models.UniqueConstraint(fields=("lke", "putaran", "kode"), name="tanda_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SKPenetapan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sk_penetapan",
                                to="evaluation.musim",
                            ),
                        ),
                        ("nomor", models.CharField(max_length=100, unique=True, verbose_name="nomor SK")),
                        ("tanggal", models.DateField(verbose_name="tanggal SK")),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "SK penetapan",
                        "verbose_name_plural": "SK penetapan",
                        "ordering": ["-tanggal", "-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluasiTPN",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluasi_tpn",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("versi", models.PositiveIntegerField(default=0)),
                        ("seleksi_pada", models.DateTimeField(blank=True, null=True)),
                        (
                            "desk_hasil",
                            models.CharField(
                                blank=True,
                                choices=[("lulus", "Lulus"), ("tidak", "Tidak lulus")],
                                max_length=10,
                                verbose_name="hasil",
                            ),
                        ),
                        ("desk_kondisi", models.TextField(blank=True, max_length=4000, verbose_name="kondisi")),
                        ("desk_rekomendasi", models.TextField(blank=True, max_length=4000, verbose_name="rekomendasi")),
                        ("wawancara_waktu", models.DateTimeField(blank=True, null=True, verbose_name="waktu")),
                        (
                            "wawancara_tempat",
                            models.CharField(blank=True, max_length=500, verbose_name="tautan atau tempat"),
                        ),
                        ("wawancara_catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                        (
                            "wawancara_hasil",
                            models.TextField(blank=True, max_length=4000, verbose_name="catatan hasil"),
                        ),
                        (
                            "wawancara_lewat",
                            models.TextField(blank=True, max_length=2000, verbose_name="alasan tanpa wawancara"),
                        ),
                        ("lapangan_tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal kunjungan")),
                        (
                            "lapangan_tim",
                            models.CharField(blank=True, max_length=500, verbose_name="tim yang berkunjung"),
                        ),
                        (
                            "lapangan_hasil",
                            models.CharField(
                                blank=True,
                                choices=[("lulus", "Lulus"), ("tidak", "Tidak lulus"), ("panel", "Bawa ke panel")],
                                max_length=10,
                                verbose_name="hasil",
                            ),
                        ),
                        ("lapangan_kondisi", models.TextField(blank=True, max_length=4000, verbose_name="kondisi")),
                        (
                            "lapangan_rekomendasi",
                            models.TextField(blank=True, max_length=4000, verbose_name="rekomendasi"),
                        ),
                        (
                            "lapangan_lewat",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="alasan tanpa evaluasi lapangan"
                            ),
                        ),
                        (
                            "penyamaran",
                            models.TextField(blank=True, max_length=4000, verbose_name="catatan mystery shopper"),
                        ),
                        (
                            "survei_ipak",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=3,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("4")),
                                ],
                                verbose_name="IPAK",
                            ),
                        ),
                        (
                            "survei_ipkp",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=3,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("4")),
                                ],
                                verbose_name="IPKP",
                            ),
                        ),
                        ("survei_responden", models.PositiveIntegerField(null=True, verbose_name="responden")),
                        ("survei_sumber", models.CharField(blank=True, max_length=200, verbose_name="sumber survei")),
                        (
                            "panel_hasil",
                            models.CharField(
                                blank=True,
                                choices=[("lulus", "Lulus"), ("tidak", "Tidak lulus")],
                                max_length=10,
                                verbose_name="hasil",
                            ),
                        ),
                        ("panel_alasan", models.TextField(blank=True, max_length=4000, verbose_name="alasan")),
                        (
                            "rencana",
                            models.CharField(
                                blank=True,
                                choices=[("tetapkan", "Akan ditetapkan"), ("tolak", "Tidak akan ditetapkan")],
                                max_length=10,
                                verbose_name="rencana keputusan",
                            ),
                        ),
                        ("rencana_alasan", models.TextField(blank=True, max_length=4000, verbose_name="alasan")),
                        ("putusan_alasan", models.TextField(blank=True, verbose_name="catatan keputusan")),
                        (
                            "sk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluasi",
                                to="evaluation.skpenetapan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evaluasi TPN",
                        "verbose_name_plural": "evaluasi TPN",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ItemSeleksi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="item_seleksi",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=30)),
                        ("urut", models.PositiveSmallIntegerField()),
                        (
                            "hasil",
                            models.CharField(
                                blank=True,
                                choices=[("sesuai", "Sesuai"), ("tidak", "Tidak sesuai")],
                                max_length=10,
                                verbose_name="hasil",
                            ),
                        ),
                        ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                        ("sanggah", models.TextField(blank=True, max_length=4000, verbose_name="sanggahan")),
                        ("sanggah_tautan", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                        (
                            "sanggah_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sanggah_pada", models.DateTimeField(blank=True, null=True)),
                        (
                            "hasil_sanggah",
                            models.CharField(
                                blank=True,
                                choices=[("diterima", "Diterima"), ("ditolak", "Ditolak")],
                                max_length=10,
                                verbose_name="hasil sanggah",
                            ),
                        ),
                        ("alasan_sanggah", models.TextField(blank=True, max_length=2000, verbose_name="alasan")),
                    ],
                    options={
                        "verbose_name": "butir seleksi",
                        "verbose_name_plural": "butir seleksi",
                        "ordering": ["lke", "urut"],
                        "constraints": [
                            models.UniqueConstraint(fields=("lke", "kode"), name="item_seleksi_unik"),
                            models.CheckConstraint(
                                condition=models.Q(("sanggah_pada", None), ("hasil", "tidak"), _connector="OR"),
                                name="sanggah_hanya_tidak_sesuai",
                                violation_error_message="Hanya butir yang tidak sesuai dapat disanggah.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Clearance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clearance",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "lembaga",
                            models.CharField(
                                choices=[
                                    ("ombudsman", "Ombudsman RI"),
                                    ("kpk", "KPK"),
                                    ("komisi_teknis", "Komisi teknis"),
                                    ("apip", "APIP"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "hasil",
                            models.CharField(
                                choices=[
                                    ("belum", "Belum dijawab"),
                                    ("clear", "Bersih (clear)"),
                                    ("catatan", "Ada catatan"),
                                ],
                                default="belum",
                                max_length=10,
                            ),
                        ),
                        ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                    ],
                    options={
                        "verbose_name": "clearance",
                        "verbose_name_plural": "clearance",
                        "ordering": ["lke", "pk"],
                        "constraints": [models.UniqueConstraint(fields=("lke", "lembaga"), name="clearance_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ItemLapangan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="item_lapangan",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=30)),
                        (
                            "hasil",
                            models.CharField(
                                blank=True,
                                choices=[("ada", "Ada"), ("sebagian", "Sebagian"), ("tidak", "Tidak ada")],
                                max_length=10,
                            ),
                        ),
                        ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                    ],
                    options={
                        "verbose_name": "butir lapangan",
                        "verbose_name_plural": "butir lapangan",
                        "ordering": ["lke", "pk"],
                        "constraints": [models.UniqueConstraint(fields=("lke", "kode"), name="item_lapangan_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Jawaban",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jawaban",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("unit", "Mandiri"),
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                    ("tpn", "TPN"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        ("isi", models.JSONField(default=dict)),
                        ("catatan", models.TextField(blank=True, verbose_name="catatan")),
                        ("versi", models.PositiveIntegerField(default=0)),
                        (
                            "diubah_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diubah_pada", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "jawaban",
                        "verbose_name_plural": "jawaban",
                        "ordering": ["pk"],
                        "constraints": [models.UniqueConstraint(fields=("lke", "lapis", "kode"), name="jawaban_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RiwayatJawaban",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "jawaban",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="riwayat",
                                to="evaluation.jawaban",
                            ),
                        ),
                        ("versi", models.PositiveIntegerField()),
                        ("isi", models.JSONField(default=dict)),
                        ("catatan", models.TextField(blank=True)),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("kiriman", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "riwayat jawaban",
                        "verbose_name_plural": "riwayat jawaban",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("jawaban", "versi"), name="riwayat_jawaban_versi")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SumberAngka",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sumber_angka",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("unit", "Mandiri"),
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                    ("tpn", "TPN"),
                                ],
                                default="unit",
                                max_length=4,
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        ("masukan", models.CharField(max_length=40)),
                        (
                            "data",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.datapendukung"
                            ),
                        ),
                        ("data_versi", models.PositiveIntegerField()),
                        ("data_kode", models.CharField(max_length=40)),
                        ("nilai", models.PositiveIntegerField()),
                        ("triwulan", models.PositiveSmallIntegerField()),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "sumber angka",
                        "verbose_name_plural": "sumber angka",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("lke", "lapis", "masukan"), name="sumber_angka_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SumberIndeks",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sumber_indeks",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("unit", "Mandiri"),
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                    ("tpn", "TPN"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.kampanye"
                            ),
                        ),
                        ("indeks", models.CharField(max_length=40)),
                        ("nilai", models.CharField(max_length=20)),
                        ("sah", models.PositiveIntegerField()),
                        ("masuk", models.PositiveIntegerField()),
                        (
                            "konversi",
                            models.CharField(
                                choices=[
                                    ("sebanding", "Sebanding: x ÷ skala × 4"),
                                    ("geser", "Rentang 1–4: 1 + (x − 1) × 3 ÷ (skala − 1)"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("segel", models.CharField(max_length=64)),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "sumber indeks",
                        "verbose_name_plural": "sumber indeks",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("lke", "lapis", "kode"), name="sumber_indeks_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Skor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skor",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("unit", "Mandiri"),
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                    ("tpn", "TPN"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("versi_jawaban", models.PositiveIntegerField()),
                        ("total", models.DecimalField(decimal_places=10, max_digits=13)),
                        ("pengungkit", models.DecimalField(decimal_places=10, max_digits=13)),
                        ("hasil", models.DecimalField(decimal_places=10, max_digits=13)),
                        ("memenuhi_wbk", models.BooleanField()),
                        ("memenuhi_wbbm", models.BooleanField()),
                        ("terisi", models.PositiveSmallIntegerField()),
                        ("lengkap", models.BooleanField()),
                        ("rincian", models.JSONField()),
                        ("dihitung_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "skor",
                        "verbose_name_plural": "skor",
                        "ordering": ["lke", "lapis"],
                        "indexes": [models.Index(fields=["lapis", "-total"], name="skor_urut")],
                        "constraints": [models.UniqueConstraint(fields=("lke", "lapis"), name="skor_unik")],
                    },
                ),
                migrations.CreateModel(
                    name="TautanBukti",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tautan_bukti",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        (
                            "bukti",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tautan",
                                to="units.buktidukung",
                            ),
                        ),
                        (
                            "berkas",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.berkasbukti",
                            ),
                        ),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dilepas_pada", models.DateTimeField(blank=True, null=True)),
                        (
                            "dilepas_oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tautan bukti",
                        "verbose_name_plural": "tautan bukti",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dilepas_pada", None)),
                                fields=("lke", "kode", "bukti"),
                                name="tautan_bukti_unik",
                                violation_error_message="Bukti ini sudah terpasang pada pertanyaan tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PenilaiLKE",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penilai",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("putaran", models.PositiveSmallIntegerField(verbose_name="putaran")),
                        (
                            "lapis",
                            models.CharField(
                                choices=[
                                    ("at1", "Anggota 1"),
                                    ("at2", "Anggota 2"),
                                    ("kt", "Ketua tim"),
                                    ("tpi", "TPI"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("mulai", models.DateTimeField(default=django.utils.timezone.now)),
                        ("selesai", models.DateTimeField(blank=True, null=True)),
                        ("dilepas_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "penilai",
                        "verbose_name_plural": "penilai",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dilepas_pada", None)),
                                fields=("lke", "lapis"),
                                name="penilai_kursi_unik",
                                violation_error_message="Kursi ini sudah ditempati penilai lain.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("dilepas_pada", None)),
                                fields=("lke", "user"),
                                name="penilai_orang_unik",
                                violation_error_message="Satu orang hanya menempati satu kursi pada satu LKE.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PenilaianPendahuluan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penilaian_pendahuluan",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "unit_penilai",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        (
                            "kesimpulan",
                            models.CharField(
                                choices=[("layak", "Layak dievaluasi"), ("belum", "Belum layak dievaluasi")],
                                max_length=10,
                                verbose_name="kesimpulan",
                            ),
                        ),
                        ("nomor_surat", models.CharField(blank=True, max_length=100, verbose_name="nomor surat")),
                        ("tanggal_surat", models.DateField(blank=True, null=True, verbose_name="tanggal surat")),
                        ("alasan", models.TextField(blank=True, verbose_name="alasan")),
                        ("area", models.JSONField(default=dict)),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "penilaian pendahuluan",
                        "verbose_name_plural": "penilaian pendahuluan",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="PenugasanTPI",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penugasan_tpi",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penugasan_tpi",
                                to="evaluation.musim",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penugasan_tpi",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="penugasan",
                                to="evaluation.timtpi",
                            ),
                        ),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "penugasan TPI",
                        "verbose_name_plural": "penugasan TPI",
                        "ordering": ["unit__nama", "user__nama"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "musim", "user"),
                                name="penugasan_unik",
                                violation_error_message="Anggota ini sudah ditugaskan pada unit tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Komentar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="komentar",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        (
                            "induk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="balasan",
                                to="evaluation.komentar",
                            ),
                        ),
                        (
                            "ranah",
                            models.CharField(
                                choices=[("bersama", "Unit dan TPI"), ("tpi", "Hanya TPI")],
                                default="bersama",
                                max_length=10,
                                verbose_name="dibaca oleh",
                            ),
                        ),
                        (
                            "penulis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("isi", models.TextField(max_length=4000, verbose_name="komentar")),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "selesai_oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("selesai_pada", models.DateTimeField(blank=True, null=True)),
                        ("disebut", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "verbose_name": "komentar",
                        "verbose_name_plural": "komentar",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["lke", "kode"], name="komentar_pertanyaan")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("selesai_oleh", None), ("selesai_pada", None)),
                                    models.Q(("selesai_oleh__isnull", False), ("selesai_pada__isnull", False)),
                                    _connector="OR",
                                ),
                                name="komentar_selesai_lengkap",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kunjungan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kunjungan",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sejak", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "kunjungan",
                        "verbose_name_plural": "kunjungan",
                        "constraints": [models.UniqueConstraint(fields=("lke", "user"), name="kunjungan_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RapatPleno",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pleno", to="units.instansi"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pleno", to="evaluation.musim"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("disusun", "Disusun"),
                                    ("berlangsung", "Berlangsung"),
                                    ("ditutup", "Ditutup"),
                                    ("dibatalkan", "Dibatalkan"),
                                ],
                                default="disusun",
                                editable=False,
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("nomor", models.CharField(max_length=100, verbose_name="nomor")),
                        ("tanggal", models.DateField(verbose_name="tanggal")),
                        ("waktu", models.TimeField(blank=True, null=True, verbose_name="waktu")),
                        ("tempat", models.CharField(max_length=200, verbose_name="tempat")),
                        (
                            "pemimpin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="pemimpin",
                            ),
                        ),
                        (
                            "notulis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="notulis",
                            ),
                        ),
                        ("alasan_batal", models.TextField(blank=True, editable=False, verbose_name="alasan batal")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ditutup_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "rapat pleno",
                        "verbose_name_plural": "rapat pleno",
                        "ordering": ["-tanggal", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["disusun", "berlangsung", "ditutup", "dibatalkan"])),
                                name="pleno_status_dikenal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ditutup_pada__isnull", False), ("status", "ditutup")),
                                    models.Q(models.Q(("status", "ditutup"), _negated=True), ("ditutup_pada", None)),
                                    _connector="OR",
                                ),
                                name="pleno_ditutup",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "dibatalkan"), _negated=True),
                                fields=("instansi", "musim", "nomor"),
                                name="pleno_nomor",
                                violation_error_message="Nomor ini sudah dipakai pleno lain pada musim ini.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaPleno",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rapat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="evaluation.rapatpleno",
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_pleno",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("terbuka", models.BooleanField(default=True)),
                        ("dilepas_pada", models.DateTimeField(blank=True, null=True)),
                        ("ringkas", models.JSONField(default=dict, editable=False)),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "agenda pleno",
                        "verbose_name_plural": "agenda pleno",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rapat", "lke"), name="agenda_pleno_unik"),
                            models.UniqueConstraint(
                                condition=models.Q(("terbuka", True)),
                                fields=("lke",),
                                name="agenda_satu_pleno",
                                violation_error_message="LKE ini sudah ada di agenda pleno lain yang belum ditutup.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("terbuka", False), ("dilepas_pada", None), _connector="OR"),
                                name="agenda_dilepas",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ButirPleno",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rapat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="butir",
                                to="evaluation.rapatpleno",
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="butir_pleno",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        (
                            "asal",
                            models.CharField(
                                choices=[
                                    ("unit-tpi", "Unit dan TPI"),
                                    ("kt-tpi", "Ketua tim dan pengendali teknis"),
                                    ("at1-at2", "Anggota 1 dan Anggota 2"),
                                    ("manual", "Usul peserta"),
                                ],
                                default="manual",
                                max_length=20,
                                verbose_name="asal",
                            ),
                        ),
                        ("urutan", models.PositiveSmallIntegerField(default=0)),
                        ("semula", models.JSONField(default=dict)),
                        (
                            "keputusan",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("tetap", "Tetap nilai TPI"),
                                    ("unit", "Pakai nilai unit"),
                                    ("lain", "Nilai lain"),
                                ],
                                max_length=10,
                                verbose_name="keputusan",
                            ),
                        ),
                        ("isi", models.JSONField(default=dict)),
                        ("alasan", models.TextField(blank=True, verbose_name="alasan")),
                        ("tidak_bulat", models.BooleanField(default=False, verbose_name="anggota berbeda pendapat")),
                        ("pendapat", models.TextField(blank=True, verbose_name="pendapat berbeda")),
                        ("versi", models.PositiveIntegerField(default=0)),
                        (
                            "diputus_oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "butir pleno",
                        "verbose_name_plural": "butir pleno",
                        "ordering": ["urutan", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rapat", "lke", "kode"), name="butir_pleno_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PesertaPleno",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rapat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="peserta",
                                to="evaluation.rapatpleno",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pleno",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama")),
                        ("jabatan", models.CharField(blank=True, max_length=200, verbose_name="jabatan")),
                        ("hadir", models.BooleanField(blank=True, null=True, verbose_name="hadir")),
                        ("alasan", models.CharField(blank=True, max_length=300, verbose_name="alasan tidak hadir")),
                    ],
                    options={
                        "verbose_name": "peserta pleno",
                        "verbose_name_plural": "peserta pleno",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("user__isnull", False)),
                                fields=("rapat", "user"),
                                name="peserta_pleno_unik",
                                violation_error_message="Orang ini sudah diundang.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PredikatUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predikat",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("WBK", "Wilayah Bebas dari Korupsi"),
                                    ("WBBM", "Wilayah Birokrasi Bersih dan Melayani"),
                                ],
                                max_length=4,
                                verbose_name="predikat",
                            ),
                        ),
                        ("nomor_sk", models.CharField(max_length=100, verbose_name="nomor SK")),
                        ("tanggal_sk", models.DateField(verbose_name="tanggal SK")),
                        (
                            "penandatangan",
                            models.CharField(blank=True, max_length=200, verbose_name="penandatangan SK"),
                        ),
                        ("berlaku_sampai", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                        (
                            "lke",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predikat",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
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
                        ("aktif", models.BooleanField(default=True, verbose_name="aktif")),
                        (
                            "laporan_ke",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="laporan berikutnya"
                            ),
                        ),
                        ("laporan_sejak", models.DateField(editable=False, null=True)),
                        (
                            "laporan_tempo",
                            models.DateField(editable=False, null=True, verbose_name="laporan jatuh tempo"),
                        ),
                        (
                            "dasar_cabut",
                            models.CharField(
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
                        (
                            "rekomendasi_tpn",
                            models.TextField(blank=True, max_length=4000, verbose_name="rekomendasi TPN"),
                        ),
                        (
                            "nomor_sk_cabut",
                            models.CharField(blank=True, max_length=100, verbose_name="nomor SK pencabutan"),
                        ),
                        (
                            "tanggal_sk_cabut",
                            models.DateField(blank=True, null=True, verbose_name="tanggal SK pencabutan"),
                        ),
                        (
                            "boleh_diusulkan_mulai",
                            models.DateField(blank=True, null=True, verbose_name="dapat diusulkan lagi mulai"),
                        ),
                        (
                            "dicatat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dicatat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "predikat unit",
                        "verbose_name_plural": "predikat unit",
                        "ordering": ["-tanggal_sk", "-pk"],
                        "indexes": [
                            models.Index(fields=["-tanggal_sk", "-id"], name="predikat_urut"),
                            models.Index(
                                condition=models.Q(("aktif", True)), fields=["laporan_tempo"], name="predikat_tempo"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("aktif", True)),
                                fields=("unit",),
                                name="predikat_aktif_tunggal",
                                violation_error_message="Unit ini masih mempunyai predikat aktif.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("aktif", True), ("status__in", ["aktif", "dalam_klarifikasi"])),
                                    models.Q(
                                        ("aktif", False), ("status__in", ["dicabut", "digantikan", "kedaluwarsa"])
                                    ),
                                    _connector="OR",
                                ),
                                name="predikat_aktif_selaras",
                                violation_error_message="Predikat berlaku hanya selama aktif atau dalam klarifikasi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "dicabut"), _negated=True),
                                    ("tanggal_sk_cabut__isnull", False),
                                    _connector="OR",
                                ),
                                name="predikat_cabut_lengkap",
                                violation_error_message="Pencabutan memerlukan SK-nya.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("berlaku_sampai", None),
                                    ("berlaku_sampai__gte", models.F("tanggal_sk")),
                                    _connector="OR",
                                ),
                                name="predikat_masa_urut",
                                violation_error_message="Masa berlaku tidak boleh berakhir sebelum tanggal SK.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaporanPredikat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "predikat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="laporan",
                                to="evaluation.predikatunit",
                            ),
                        ),
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
                            models.DecimalField(
                                decimal_places=2, max_digits=5, null=True, verbose_name="nilai pengungkit"
                            ),
                        ),
                        (
                            "nilai_hasil",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="nilai hasil"),
                        ),
                        ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan pemantauan")),
                        ("versi", models.PositiveIntegerField(default=0)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "dikirim_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dikirim_pada", models.DateTimeField(blank=True, null=True)),
                        (
                            "diperiksa_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diperiksa_pada", models.DateTimeField(blank=True, null=True)),
                        ("alasan_periksa", models.TextField(blank=True, max_length=4000, verbose_name="catatan TPN")),
                    ],
                    options={
                        "verbose_name": "laporan pemantauan",
                        "verbose_name_plural": "laporan pemantauan",
                        "ordering": ["-ke"],
                        "indexes": [models.Index(fields=["status"], name="laporan_predikat_antre")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predikat", "ke"),
                                name="laporan_predikat_ke",
                                violation_error_message="Laporan untuk masa ini sudah ada.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draf", "dikirim", "diterima", "dikembalikan"])),
                                name="laporan_predikat_status",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KlarifikasiPredikat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "predikat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="klarifikasi",
                                to="evaluation.predikatunit",
                            ),
                        ),
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
                        (
                            "dijawab_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dijawab_pada", models.DateTimeField(blank=True, null=True)),
                        ("simpulan", models.TextField(blank=True, max_length=4000, verbose_name="alasan simpulan")),
                        (
                            "dibuka_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuka_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "ditutup_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ditutup_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "klarifikasi pengaduan",
                        "verbose_name_plural": "klarifikasi pengaduan",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["dibuka", "dijawab"])),
                                fields=("predikat",),
                                name="klarifikasi_terbuka_tunggal",
                                violation_error_message="Masih ada klarifikasi yang terbuka untuk predikat ini.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["dibuka", "dijawab", "terbukti", "tidak_terbukti"])),
                                name="klarifikasi_status",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RiwayatEvaluasi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "benda",
                            models.CharField(
                                choices=[
                                    ("musim", "Musim evaluasi"),
                                    ("tim_tpi", "Tim TPI"),
                                    ("penugasan", "Penugasan TPI"),
                                    ("benturan", "Benturan kepentingan"),
                                    ("syarat", "Persyaratan"),
                                    ("pendahuluan", "Penilaian pendahuluan"),
                                    ("jenjang", "Jenjang penilaian"),
                                    ("pleno", "Rapat pleno"),
                                    ("usulan", "Usulan"),
                                    ("tim_tpn", "Tim TPN"),
                                    ("seleksi", "Seleksi administrasi"),
                                    ("evaluasi_tpn", "Evaluasi TPN"),
                                    ("sk", "SK penetapan"),
                                    ("predikat", "Predikat"),
                                    ("instansi", "Instansi"),
                                    ("laporan_predikat", "Laporan pemantauan predikat"),
                                    ("klarifikasi", "Klarifikasi pengaduan"),
                                    ("catatan_siap", "Catatan siap pakai"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("objek_id", models.PositiveBigIntegerField()),
                        (
                            "musim",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evaluation.musim",
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.instansi",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("aksi", models.CharField(max_length=40)),
                        ("dari", models.CharField(blank=True, max_length=30)),
                        ("ke", models.CharField(blank=True, max_length=30)),
                        (
                            "pelaku",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("alasan", models.TextField(blank=True, verbose_name="alasan")),
                        ("rincian", models.JSONField(default=dict)),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "riwayat evaluasi",
                        "verbose_name_plural": "riwayat evaluasi",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["benda", "objek_id"], name="riwayat_eval_benda"),
                            models.Index(fields=["instansi", "-pada"], name="riwayat_eval_instansi"),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="BerkasEvaluasi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "benda",
                            models.CharField(
                                choices=[
                                    ("musim", "Musim evaluasi"),
                                    ("tim_tpi", "Tim TPI"),
                                    ("penugasan", "Penugasan TPI"),
                                    ("benturan", "Benturan kepentingan"),
                                    ("syarat", "Persyaratan"),
                                    ("pendahuluan", "Penilaian pendahuluan"),
                                    ("jenjang", "Jenjang penilaian"),
                                    ("pleno", "Rapat pleno"),
                                    ("usulan", "Usulan"),
                                    ("tim_tpn", "Tim TPN"),
                                    ("seleksi", "Seleksi administrasi"),
                                    ("evaluasi_tpn", "Evaluasi TPN"),
                                    ("sk", "SK penetapan"),
                                    ("predikat", "Predikat"),
                                    ("instansi", "Instansi"),
                                    ("laporan_predikat", "Laporan pemantauan predikat"),
                                    ("klarifikasi", "Klarifikasi pengaduan"),
                                    ("catatan_siap", "Catatan siap pakai"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("objek_id", models.PositiveBigIntegerField()),
                        ("jenis", models.CharField(max_length=30)),
                        ("nama", models.CharField(max_length=255, verbose_name="nama berkas")),
                        ("mime", models.CharField(max_length=100)),
                        ("ukuran", models.PositiveBigIntegerField(verbose_name="ukuran (bita)")),
                        ("sha256", models.CharField(max_length=64)),
                        ("isi", models.FileField(max_length=200, upload_to=evaluation.models.riwayat.nama_simpan)),
                        ("pindai", models.CharField(default="tidak_dipindai", max_length=20, verbose_name="pindai")),
                        (
                            "diunggah_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diunggah_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "berkas evaluasi",
                        "verbose_name_plural": "berkas evaluasi",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["benda", "objek_id"], name="berkas_eval_benda")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="NilaiSyarat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.instansi"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.musim"
                            ),
                        ),
                        (
                            "lke",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nilai_syarat",
                                to="evaluation.lembarkerjaevaluasi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40)),
                        ("nilai", models.CharField(blank=True, max_length=20, verbose_name="nilai")),
                        ("sumber", models.CharField(blank=True, max_length=300, verbose_name="sumber")),
                        ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                        (
                            "alasan_kecuali",
                            models.TextField(blank=True, max_length=2000, verbose_name="alasan pengecualian"),
                        ),
                        (
                            "dikecualikan_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dikecualikan_pada", models.DateTimeField(null=True)),
                        ("versi", models.PositiveIntegerField(default=1)),
                        (
                            "diubah_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "nilai persyaratan",
                        "verbose_name_plural": "nilai persyaratan",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lke", None)),
                                fields=("instansi", "musim", "kode"),
                                name="nilai_syarat_instansi",
                                violation_error_message="Persyaratan ini sudah diisi untuk tahun tersebut.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lke__isnull", False)),
                                fields=("lke", "kode"),
                                name="nilai_syarat_lke",
                                violation_error_message="Persyaratan ini sudah dinyatakan untuk LKE tersebut.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("alasan_kecuali", ""), ("dikecualikan_oleh", None), ("dikecualikan_pada", None)
                                    ),
                                    models.Q(
                                        models.Q(("alasan_kecuali", ""), _negated=True),
                                        ("dikecualikan_oleh__isnull", False),
                                        ("dikecualikan_pada__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="nilai_syarat_kecuali",
                                violation_error_message="Pengecualian harus beralasan.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TimTPI",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tim_tpi", to="units.instansi"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tim_tpi",
                                to="evaluation.musim",
                            ),
                        ),
                        ("nama", models.CharField(max_length=100, verbose_name="nama tim")),
                        ("nomor_sk", models.CharField(blank=True, max_length=100, verbose_name="nomor SK")),
                        ("tanggal_sk", models.DateField(blank=True, null=True, verbose_name="tanggal SK")),
                        ("berlaku_sampai", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                        ("versi", models.PositiveIntegerField(default=1)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "tim TPI",
                        "verbose_name_plural": "tim TPI",
                        "ordering": ["instansi__nama", "nama", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=("instansi", "musim", "nama"),
                                name="tim_tpi_nama",
                                violation_error_message="Tim dengan nama ini sudah ada pada tahun tersebut.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("berlaku_sampai", None),
                                    ("tanggal_sk", None),
                                    ("berlaku_sampai__gte", models.F("tanggal_sk")),
                                    _connector="OR",
                                ),
                                name="tim_tpi_berlaku",
                                violation_error_message="Masa berlaku SK tidak boleh berakhir sebelum tanggal SK.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AnggotaTimTPI",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="anggota",
                                to="evaluation.timtpi",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tim_tpi",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kedudukan",
                            models.CharField(
                                choices=[
                                    ("dalnis", "Pengendali teknis"),
                                    ("ketua", "Ketua tim"),
                                    ("anggota", "Anggota"),
                                ],
                                max_length=10,
                                verbose_name="kedudukan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "anggota tim TPI",
                        "verbose_name_plural": "anggota tim TPI",
                        "ordering": ["kedudukan", "user__nama", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tim", "user"),
                                name="anggota_tim_tpi_unik",
                                violation_error_message="Orang ini sudah ada di tim tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitTim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_tim",
                                to="evaluation.timtpi",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tim_tpi",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.musim"
                            ),
                        ),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "unit tim TPI",
                        "verbose_name_plural": "unit tim TPI",
                        "ordering": ["unit__nama", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "musim"),
                                name="unit_tim_tpi_unik",
                                violation_error_message="Unit ini sudah dipegang tim lain pada tahun tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TimTPN",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tim_tpn",
                                to="evaluation.musim",
                            ),
                        ),
                        ("nama", models.CharField(max_length=100, verbose_name="nama tim")),
                        ("nomor_sk", models.CharField(max_length=100, verbose_name="nomor SK tim")),
                        ("tanggal_sk", models.DateField(verbose_name="tanggal SK tim")),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "anggota",
                            models.ManyToManyField(
                                related_name="tim_tpn", through="evaluation.AnggotaTimTPN", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tim TPN",
                        "verbose_name_plural": "tim TPN",
                        "ordering": ["-musim__tahun", "nama"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("musim", "nama"),
                                name="tim_tpn_unik",
                                violation_error_message="Nama tim ini sudah dipakai pada tahun tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AnggotaTimTPN",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keanggotaan",
                                to="evaluation.timtpn",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "anggota tim TPN",
                        "verbose_name_plural": "anggota tim TPN",
                        "ordering": ["tim", "user__nama"],
                        "constraints": [models.UniqueConstraint(fields=("tim", "user"), name="anggota_tim_tpn_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="InstansiTimTPN",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="penugasan",
                                to="evaluation.timtpn",
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.musim"
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.instansi"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instansi tim TPN",
                        "verbose_name_plural": "instansi tim TPN",
                        "ordering": ["tim", "instansi__nama"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("musim", "instansi"),
                                name="instansi_tim_tpn_unik",
                                violation_error_message="Instansi ini sudah ditangani tim lain pada tahun tersebut.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Usulan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="usulan", to="units.instansi"
                            ),
                        ),
                        (
                            "musim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="usulan",
                                to="evaluation.musim",
                            ),
                        ),
                        (
                            "predikat",
                            models.CharField(
                                choices=[
                                    ("WBK", "Wilayah Bebas dari Korupsi"),
                                    ("WBBM", "Wilayah Birokrasi Bersih dan Melayani"),
                                ],
                                max_length=4,
                                verbose_name="predikat",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("disusun", "Disusun"),
                                    ("diajukan", "Diajukan ke TPN"),
                                    ("selesai", "Selesai diputus"),
                                    ("ditarik", "Ditarik"),
                                ],
                                default="disusun",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "nomor_surat",
                            models.CharField(blank=True, max_length=100, verbose_name="nomor surat usulan"),
                        ),
                        ("tanggal_surat", models.DateField(blank=True, null=True, verbose_name="tanggal surat usulan")),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "dikirim_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dikirim_pada", models.DateTimeField(blank=True, null=True)),
                        ("pic_nama", models.CharField(blank=True, max_length=150, verbose_name="nama narahubung")),
                        ("pic_email", models.EmailField(blank=True, max_length=254, verbose_name="surel narahubung")),
                        ("pic_telepon", models.CharField(blank=True, max_length=30, verbose_name="telepon narahubung")),
                        ("paket_sha256", models.CharField(blank=True, default="", editable=False, max_length=64)),
                    ],
                    options={
                        "verbose_name": "usulan",
                        "verbose_name_plural": "usulan",
                        "ordering": ["-musim__tahun", "instansi__nama", "predikat"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instansi", "musim", "predikat"),
                                name="usulan_unik",
                                violation_error_message="Usulan untuk tahun dan predikat ini sudah ada.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PaketUsulan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "usulan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paket",
                                to="evaluation.usulan",
                            ),
                        ),
                        ("berkas", models.CharField(max_length=30)),
                        ("urutan", models.PositiveIntegerField()),
                        ("label", models.CharField(blank=True, max_length=250)),
                        ("isi", models.TextField()),
                    ],
                    options={
                        "verbose_name": "paket usulan",
                        "verbose_name_plural": "paket usulan",
                        "ordering": ["usulan", "berkas", "urutan"],
                        "constraints": [
                            models.UniqueConstraint(fields=("usulan", "berkas", "urutan"), name="paket_usulan_unik")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(picu_0003.pasang, picu_0003.lepas),
        migrations.RunPython(picu_0010.pasang, picu_0010.lepas),
        migrations.RunPython(picu_0018.pasang, picu_0018.lepas),
    ]
