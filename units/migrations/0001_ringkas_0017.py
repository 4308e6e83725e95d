"""The tables as they stand, in one step; who has some of the steps behind them goes on step by step."""

import uuid
from importlib import import_module

import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import units.models.bukti
import units.models.impor
import zi_portal.common.migrasi

# What the database itself refuses to change.
picu_0003 = import_module("units.migrations.0003_riwayat_tahap_tetap")
picu_0008 = import_module("units.migrations.0008_pemantauan_tetap")


class Migration(migrations.Migration):
    replaces = [
        ("units", "0001_awal"),
        ("units", "0002_tahap"),
        ("units", "0003_riwayat_tahap_tetap"),
        ("units", "0004_pengingat_unit"),
        ("units", "0005_rencana_lanjutan_kiriman"),
        ("units", "0006_impor_rincian"),
        ("units", "0007_tahun_indeks_aksi"),
        ("units", "0008_pemantauan_tetap"),
        ("units", "0009_pakta_surel"),
        ("units", "0010_kabar_surel"),
        ("units", "0011_auditor"),
        ("units", "0012_instansi_wbk_mandiri"),
        ("units", "0013_laporan_predikat"),
        ("units", "0014_jenis_pengingat"),
        ("units", "0015_penilaian_pendahuluan"),
        ("units", "0016_kotak_keluar"),
        ("units", "0017_benda_survei"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        zi_portal.common.migrasi.BuatModel(
            model=[
                migrations.CreateModel(
                    name="Instansi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                        ("nama", models.CharField(max_length=200, verbose_name="nama")),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("kementerian", "Kementerian"),
                                    ("lembaga", "Lembaga"),
                                    ("provinsi", "Pemerintah provinsi"),
                                    ("kabupaten", "Pemerintah kabupaten"),
                                    ("kota", "Pemerintah kota"),
                                ],
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        ("alamat", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                        (
                            "dasar_masa",
                            models.CharField(
                                choices=[("sk", "Tanggal SK penetapan"), ("pencanangan", "Tanggal pencanangan")],
                                default="sk",
                                max_length=12,
                                verbose_name="masa pembangunan dihitung dari",
                            ),
                        ),
                        (
                            "zona_waktu",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                default="Asia/Jakarta",
                                max_length=30,
                                verbose_name="zona waktu",
                            ),
                        ),
                        ("wbk_mandiri", models.BooleanField(default=False, verbose_name="menetapkan WBK sendiri")),
                    ],
                    options={
                        "verbose_name": "instansi",
                        "verbose_name_plural": "instansi",
                        "ordering": ["nama"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitKerja",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_kerja",
                                to="units.instansi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, verbose_name="kode")),
                        ("nama", models.CharField(max_length=200, verbose_name="nama")),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("rsud", "Rumah sakit umum daerah"),
                                    ("dukcapil", "Kependudukan dan pencatatan sipil"),
                                    ("samsat", "Penyelenggara Samsat"),
                                    ("ptsp", "Pelayanan terpadu satu pintu"),
                                    ("pendidikan", "Pelayanan pendidikan"),
                                    ("ketenagakerjaan", "Pelayanan ketenagakerjaan"),
                                    ("lainnya", "Lainnya"),
                                ],
                                default="lainnya",
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        ("alamat", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                        ("aktif", models.BooleanField(default=True, verbose_name="aktif")),
                        (
                            "induk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bawahan",
                                to="units.unitkerja",
                                verbose_name="unit induk",
                            ),
                        ),
                        ("jpt_madya", models.BooleanField(default=False, verbose_name="dipimpin JPT madya")),
                    ],
                    options={
                        "verbose_name": "unit kerja",
                        "verbose_name_plural": "unit kerja",
                        "ordering": ["nama", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instansi", "kode"),
                                name="unit_kode_unik",
                                violation_error_message="Kode unit ini sudah dipakai di instansi yang sama.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("jpt_madya", False), ("induk", None), _connector="OR"),
                                name="unit_madya_tanpa_induk",
                                violation_error_message="Unit yang dipimpin JPT madya langsung dinilai TPI, tanpa unit induk.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("induk", None), models.Q(("induk", models.F("pk")), _negated=True), _connector="OR"
                                ),
                                name="unit_induk_lain",
                                violation_error_message="Unit tidak dapat menjadi induknya sendiri.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="BuktiDukung",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="bukti", to="units.unitkerja"
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[("berkas", "Berkas"), ("tautan", "Tautan")],
                                default="berkas",
                                max_length=10,
                                verbose_name="jenis",
                            ),
                        ),
                        ("judul", models.CharField(max_length=200, verbose_name="judul")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                        ("nomor", models.CharField(blank=True, max_length=100, verbose_name="nomor dokumen")),
                        ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal dokumen")),
                        ("periode_mulai", models.DateField(blank=True, null=True, verbose_name="periode mulai")),
                        ("periode_selesai", models.DateField(blank=True, null=True, verbose_name="periode selesai")),
                        ("keterangan", models.TextField(blank=True, verbose_name="keterangan")),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
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
                    ],
                    options={
                        "verbose_name": "bukti dukung",
                        "verbose_name_plural": "bukti dukung",
                        "ordering": ["-dibuat_pada", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("jenis", "berkas"), ("url", "")),
                                    models.Q(("jenis", "tautan"), models.Q(("url", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="bukti_tautan_punya_url",
                                violation_error_message="Isi alamat tautan, atau unggah berkas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("periode_selesai", None),
                                    ("periode_mulai", None),
                                    ("periode_selesai__gte", models.F("periode_mulai")),
                                    _connector="OR",
                                ),
                                name="bukti_periode",
                                violation_error_message="Periode selesai tidak boleh mendahului periode mulai.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="BerkasBukti",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "bukti",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="berkas",
                                to="units.buktidukung",
                            ),
                        ),
                        ("versi", models.PositiveIntegerField(verbose_name="versi")),
                        ("nama", models.CharField(max_length=255, verbose_name="nama berkas")),
                        ("mime", models.CharField(max_length=100)),
                        ("ukuran", models.PositiveBigIntegerField(verbose_name="ukuran (bita)")),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("isi", models.FileField(max_length=200, upload_to=units.models.bukti.nama_simpan)),
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
                    ],
                    options={
                        "verbose_name": "berkas bukti",
                        "verbose_name_plural": "berkas bukti",
                        "ordering": ["bukti", "-versi"],
                        "constraints": [models.UniqueConstraint(fields=("bukti", "versi"), name="berkas_versi_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "Nama pengguna ini sudah dipakai."},
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="nama pengguna",
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama lengkap")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                        ("nip", models.CharField(blank=True, max_length=20, verbose_name="NIP")),
                        ("jabatan", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                        ("is_staff", models.BooleanField(default=False)),
                        ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pengguna",
                        "verbose_name_plural": "pengguna",
                        "ordering": ["nama", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Keanggotaan",
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
                                related_name="keanggotaan",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "peran",
                            models.CharField(
                                choices=[
                                    ("operator", "Operator tim kerja"),
                                    ("ketua_tim", "Ketua tim kerja"),
                                    ("pimpinan_unit", "Pimpinan unit kerja"),
                                    ("penilai_pendahuluan", "Penilai pendahuluan"),
                                    ("tpi_anggota", "Anggota TPI"),
                                    ("tpi_ketua", "Ketua tim TPI"),
                                    ("tpi_dalnis", "Pengendali teknis TPI"),
                                    ("admin_instansi", "Admin instansi"),
                                    ("pimpinan_instansi", "Pimpinan instansi"),
                                    ("auditor", "Auditor (hanya membaca)"),
                                    ("tpn_anggota", "Anggota TPN"),
                                    ("tpn_admin", "Admin TPN"),
                                    ("admin_platform", "Admin platform"),
                                ],
                                max_length=20,
                                verbose_name="peran",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keanggotaan",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "instansi",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keanggotaan",
                                to="units.instansi",
                            ),
                        ),
                        ("mulai", models.DateField(default=django.utils.timezone.localdate, verbose_name="mulai")),
                        ("selesai", models.DateField(blank=True, null=True, verbose_name="berakhir pada")),
                    ],
                    options={
                        "verbose_name": "keanggotaan",
                        "verbose_name_plural": "keanggotaan",
                        "ordering": ["user__nama", "peran", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("instansi__isnull", True),
                                        (
                                            "peran__in",
                                            ["ketua_tim", "operator", "penilai_pendahuluan", "pimpinan_unit"],
                                        ),
                                        ("unit__isnull", False),
                                    ),
                                    models.Q(
                                        ("instansi__isnull", False),
                                        (
                                            "peran__in",
                                            [
                                                "admin_instansi",
                                                "auditor",
                                                "pimpinan_instansi",
                                                "tpi_anggota",
                                                "tpi_dalnis",
                                                "tpi_ketua",
                                            ],
                                        ),
                                        ("unit__isnull", True),
                                    ),
                                    models.Q(
                                        ("instansi__isnull", True),
                                        ("peran__in", ["admin_platform", "tpn_admin", "tpn_anggota"]),
                                        ("unit__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="keanggotaan_lingkup",
                                violation_error_message="Peran ini tidak cocok dengan lingkup yang dipilih.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("selesai", None), ("selesai__gte", models.F("mulai")), _connector="OR"
                                ),
                                name="keanggotaan_periode",
                                violation_error_message="Tanggal berakhir tidak boleh mendahului tanggal mulai.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RiwayatTahap",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="riwayat_tahap",
                                to="units.instansi",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="riwayat_tahap",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "benda",
                            models.CharField(
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
                                ],
                                max_length=20,
                            ),
                        ),
                        ("objek_id", models.PositiveBigIntegerField()),
                        ("aksi", models.CharField(max_length=30)),
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
                        ("pelaku_nama", models.CharField(blank=True, max_length=150)),
                        ("alasan", models.TextField(blank=True, verbose_name="alasan")),
                        ("rincian", models.JSONField(default=dict)),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "riwayat tahap",
                        "verbose_name_plural": "riwayat tahap",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["benda", "objek_id"], name="riwayat_tahap_benda"),
                            models.Index(fields=["unit", "-pada"], name="riwayat_tahap_unit"),
                            models.Index(fields=["instansi", "-pada"], name="riwayat_tahap_instansi"),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="BuktiTahap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "bukti",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tahap",
                                to="units.buktidukung",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bukti_tahap",
                                to="units.unitkerja",
                            ),
                        ),
                        (
                            "benda",
                            models.CharField(
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
                                ],
                                max_length=20,
                            ),
                        ),
                        ("objek_id", models.PositiveBigIntegerField()),
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
                        "verbose_name": "bukti tahap",
                        "verbose_name_plural": "bukti tahap",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["unit", "benda", "objek_id"], name="bukti_tahap_letak")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("benda", "objek_id", "bukti"),
                                name="bukti_tahap_unik",
                                violation_error_message="Bukti ini sudah terpasang di sini.",
                            ),
                            models.CheckConstraint(
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
                                        ],
                                    )
                                ),
                                name="bukti_tahap_benda",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataPendukung",
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
                                related_name="data_pendukung",
                                to="units.unitkerja",
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        (
                            "triwulan",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Triwulan I"),
                                    (2, "Triwulan II"),
                                    (3, "Triwulan III"),
                                    (4, "Triwulan IV"),
                                ],
                                verbose_name="triwulan",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, verbose_name="kode")),
                        ("nilai", models.PositiveIntegerField(null=True, verbose_name="nilai")),
                        ("sumber", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
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
                        "verbose_name": "data pendukung",
                        "verbose_name_plural": "data pendukung",
                        "ordering": ["unit", "tahun", "kode", "triwulan"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "tahun", "triwulan", "kode"), name="data_pendukung_unik"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("triwulan__range", (1, 4))), name="data_pendukung_triwulan"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="IKU",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=300, verbose_name="indikator kinerja utama")),
                        ("satuan", models.CharField(max_length=50, verbose_name="satuan")),
                        (
                            "target",
                            models.DecimalField(decimal_places=4, max_digits=16, verbose_name="target tahun ini"),
                        ),
                        (
                            "realisasi_lalu",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=16,
                                null=True,
                                verbose_name="realisasi tahun lalu",
                            ),
                        ),
                        (
                            "target_nasional",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="target nasional"
                            ),
                        ),
                        (
                            "makin_kecil_makin_baik",
                            models.BooleanField(default=False, verbose_name="makin kecil makin baik"),
                        ),
                    ],
                    options={
                        "verbose_name": "indikator kinerja utama",
                        "verbose_name_plural": "indikator kinerja utama",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="iku_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="RealisasiIKU",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "iku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="realisasi", to="units.iku"
                            ),
                        ),
                        (
                            "triwulan",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Triwulan I"),
                                    (2, "Triwulan II"),
                                    (3, "Triwulan III"),
                                    (4, "Triwulan IV"),
                                ],
                                verbose_name="triwulan",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="target"
                            ),
                        ),
                        (
                            "nilai",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="realisasi"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "realisasi IKU",
                        "verbose_name_plural": "realisasi IKU",
                        "ordering": ["iku", "triwulan"],
                        "constraints": [models.UniqueConstraint(fields=("iku", "triwulan"), name="realisasi_iku_unik")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Impor",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="impor", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("jenis", models.CharField(max_length=20, verbose_name="jenis")),
                        ("nama", models.CharField(max_length=255, verbose_name="nama berkas")),
                        ("ukuran", models.PositiveBigIntegerField(verbose_name="ukuran (bita)")),
                        ("sha256", models.CharField(max_length=64)),
                        ("isi", models.FileField(max_length=200, upload_to=units.models.impor.nama_simpan)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("antre", "Menunggu giliran"),
                                    ("diperiksa", "Sedang diperiksa"),
                                    ("siap", "Siap diterapkan"),
                                    ("ditolak", "Ada yang perlu diperbaiki"),
                                    ("diterapkan", "Sedang diterapkan"),
                                    ("selesai", "Selesai"),
                                    ("gagal", "Gagal"),
                                    ("dibatalkan", "Dibatalkan"),
                                ],
                                default="antre",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("baris", models.PositiveIntegerField(default=0, verbose_name="jumlah baris")),
                        ("maju", models.PositiveIntegerField(default=0, verbose_name="baris selesai")),
                        ("hasil", models.JSONField(default=dict)),
                        ("galat", models.CharField(blank=True, max_length=500)),
                        ("tugas", models.CharField(blank=True, max_length=60)),
                        ("denyut", models.DateTimeField(null=True)),
                        ("percobaan", models.PositiveSmallIntegerField(default=0)),
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
                            "diterapkan_oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diterapkan_pada", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "impor",
                        "verbose_name_plural": "impor",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status__in", ["antre", "diperiksa", "diterapkan"])),
                                fields=["diunggah_pada"],
                                name="impor_terbuka",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "antre",
                                            "diperiksa",
                                            "siap",
                                            "ditolak",
                                            "diterapkan",
                                            "selesai",
                                            "gagal",
                                            "dibatalkan",
                                        ],
                                    )
                                ),
                                name="impor_status",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BarisImpor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "impor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rincian", to="units.impor"
                            ),
                        ),
                        ("baris", models.PositiveIntegerField(verbose_name="baris")),
                        (
                            "jenis",
                            models.CharField(
                                choices=[("baru", "Baru"), ("berubah", "Berubah"), ("tetap", "Tetap")],
                                max_length=7,
                                verbose_name="perubahan",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="data")),
                        ("isi", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "baris impor",
                        "verbose_name_plural": "baris impor",
                        "ordering": ["baris", "pk"],
                        "indexes": [models.Index(fields=["impor", "jenis", "baris"], name="baris_impor_urut")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Notifikasi",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notifikasi",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("judul", models.CharField(max_length=200, verbose_name="judul")),
                        ("isi", models.TextField(blank=True, verbose_name="isi")),
                        ("url", models.CharField(blank=True, max_length=300)),
                        ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                        ("dibaca_pada", models.DateTimeField(blank=True, null=True)),
                        ("perlu_surel", models.BooleanField(default=False)),
                        ("surel_pada", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "notifikasi",
                        "verbose_name_plural": "notifikasi",
                        "ordering": ["-dibuat_pada", "-pk"],
                        "indexes": [
                            models.Index(fields=["user", "-dibuat_pada"], name="notifikasi_kotak"),
                            models.Index(
                                condition=models.Q(("dibaca_pada", None)), fields=["user"], name="notifikasi_baru"
                            ),
                            models.Index(
                                condition=models.Q(("dibaca_pada", None), ("perlu_surel", True), ("surel_pada", None)),
                                fields=["user"],
                                name="notifikasi_surel",
                            ),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Konsultasi",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="konsultasi",
                                to="units.instansi",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="konsultasi",
                                to="units.unitkerja",
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        (
                            "arah",
                            models.CharField(
                                choices=[("unit_tpi", "Unit ke TPI"), ("tpi_tpn", "TPI ke TPN")],
                                max_length=10,
                                verbose_name="arah",
                            ),
                        ),
                        ("topik", models.CharField(max_length=200, verbose_name="topik")),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                null=True,
                                verbose_name="area",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("terbuka", "Menunggu jawaban"),
                                    ("dijawab", "Dijawab"),
                                    ("selesai", "Selesai"),
                                ],
                                default="terbuka",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "konsultasi",
                        "verbose_name_plural": "konsultasi",
                        "ordering": ["-diubah_pada", "-pk"],
                        "indexes": [
                            models.Index(fields=["instansi", "status"], name="konsultasi_instansi"),
                            models.Index(fields=["unit", "tahun"], name="konsultasi_unit_tahun"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("arah", "tpi_tpn"), ("unit__isnull", False), _connector="OR"),
                                name="konsultasi_unit",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PesanKonsultasi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "konsultasi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pesan", to="units.konsultasi"
                            ),
                        ),
                        ("isi", models.TextField(max_length=8000, verbose_name="pesan")),
                        ("jawaban", models.BooleanField(default=False, verbose_name="jawaban")),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "pesan konsultasi",
                        "verbose_name_plural": "pesan konsultasi",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Pendampingan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "bentuk",
                            models.CharField(
                                choices=[
                                    ("asistensi", "Asistensi"),
                                    ("pendampingan", "Pendampingan lapangan"),
                                    ("sosialisasi", "Sosialisasi"),
                                    ("rapat", "Rapat"),
                                ],
                                default="asistensi",
                                max_length=15,
                                verbose_name="bentuk",
                            ),
                        ),
                        ("mulai", models.DateTimeField(verbose_name="mulai")),
                        ("selesai", models.DateTimeField(verbose_name="selesai")),
                        ("tempat", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                        ("topik", models.CharField(max_length=200, verbose_name="topik")),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                null=True,
                                verbose_name="area",
                            ),
                        ),
                        ("hasil", models.TextField(blank=True, max_length=8000, verbose_name="hasil")),
                        ("dibatalkan", models.BooleanField(default=False, verbose_name="dibatalkan")),
                        (
                            "petugas",
                            models.ManyToManyField(
                                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="petugas TPI"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pendampingan",
                        "verbose_name_plural": "pendampingan",
                        "ordering": ["-mulai", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "mulai"], name="pendampingan_unit"),
                            models.Index(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=["mulai"],
                                name="pendampingan_kalender",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("selesai__gte", models.F("mulai"))),
                                name="pendampingan_waktu",
                                violation_error_message="Waktu selesai tidak boleh mendahului waktu mulai.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pemantauan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("periode", models.CharField(max_length=60, verbose_name="periode")),
                        (
                            "tanggal",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="tanggal pemantauan"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draf", "Draf TPI"), ("terbit", "Disampaikan")],
                                default="draf",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("ringkasan", models.TextField(blank=True, max_length=8000, verbose_name="ringkasan")),
                        ("kemajuan", models.JSONField(blank=True, default=dict)),
                        ("terbit_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "pemantauan berkala",
                        "verbose_name_plural": "pemantauan berkala",
                        "ordering": ["-tanggal", "-pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="pemantauan_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Temuan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pemantauan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="temuan",
                                to="units.pemantauan",
                            ),
                        ),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                verbose_name="area",
                            ),
                        ),
                        ("kode", models.CharField(blank=True, max_length=40, verbose_name="kode pertanyaan LKE")),
                        ("uraian", models.TextField(max_length=4000, verbose_name="temuan")),
                        ("rekomendasi", models.TextField(max_length=4000, verbose_name="rekomendasi")),
                        (
                            "tingkat",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Berat"), (2, "Sedang"), (3, "Ringan")], default=2, verbose_name="tingkat"
                            ),
                        ),
                        ("tenggat", models.DateField(verbose_name="tenggat tindak lanjut")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("terbuka", "Terbuka"),
                                    ("ditindaklanjuti", "Ditindaklanjuti"),
                                    ("dikembalikan", "Dikembalikan"),
                                    ("diverifikasi", "Diverifikasi"),
                                ],
                                default="terbuka",
                                max_length=15,
                                verbose_name="status",
                            ),
                        ),
                        ("diverifikasi_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "temuan",
                        "verbose_name_plural": "temuan",
                        "ordering": ["tenggat", "tingkat", "pk"],
                        "indexes": [
                            models.Index(fields=["unit", "status"], name="temuan_unit"),
                            models.Index(
                                condition=models.Q(
                                    ("dihapus_pada", None),
                                    ("status__in", ["dikembalikan", "ditindaklanjuti", "terbuka"]),
                                ),
                                fields=["tenggat"],
                                name="temuan_tenggat",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["terbuka", "ditindaklanjuti", "dikembalikan", "diverifikasi"])
                                ),
                                name="temuan_status",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RekomendasiTPI",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("layak", models.BooleanField(verbose_name="layak diusulkan")),
                        ("alasan", models.TextField(max_length=8000, verbose_name="alasan")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draf", "Draf TPI"),
                                    ("disampaikan", "Disampaikan ke pimpinan"),
                                    ("diterima", "Diterima pimpinan"),
                                ],
                                default="draf",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("disampaikan_pada", models.DateTimeField(editable=False, null=True)),
                        (
                            "diterima_oleh",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("diterima_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "rekomendasi TPI",
                        "verbose_name_plural": "rekomendasi TPI",
                        "ordering": ["-tahun", "-pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="rekomendasi_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=("unit", "tahun"),
                                name="rekomendasi_tunggal",
                                violation_error_message="Rekomendasi tahun ini sudah ada. Ubah yang sudah ada.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pencanangan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lingkup",
                            models.CharField(
                                choices=[("unit", "Unit kerja ini"), ("instansi", "Bersama, seinstansi")],
                                default="unit",
                                max_length=10,
                                verbose_name="lingkup",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draf", "Draf"),
                                    ("diajukan", "Menunggu pimpinan"),
                                    ("dicanangkan", "Dicanangkan"),
                                    ("lengkap", "Dicanangkan dan dipublikasikan"),
                                    ("dibatalkan", "Dibatalkan"),
                                ],
                                default="draf",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("tanggal", models.DateField(verbose_name="tanggal pencanangan")),
                        ("tempat", models.CharField(max_length=200, verbose_name="tempat")),
                        ("pemimpin_nama", models.CharField(max_length=150, verbose_name="pimpinan yang mencanangkan")),
                        ("pemimpin_jabatan", models.CharField(max_length=150, verbose_name="jabatan pimpinan")),
                        ("uraian", models.TextField(blank=True, max_length=4000, verbose_name="uraian acara")),
                        ("dicanangkan_pada", models.DateTimeField(editable=False, null=True)),
                        (
                            "peserta",
                            models.ManyToManyField(
                                blank=True, related_name="pencanangan_bersama", to="units.unitkerja"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pencanangan",
                        "verbose_name_plural": "pencanangan",
                        "ordering": ["-tanggal", "-pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="pencanangan_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draf", "diajukan", "dicanangkan", "lengkap", "dibatalkan"])
                                ),
                                name="pencanangan_status",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SaksiPencanangan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "pencanangan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saksi",
                                to="units.pencanangan",
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama saksi")),
                        ("asal", models.CharField(blank=True, max_length=200, verbose_name="jabatan atau lembaga")),
                    ],
                    options={
                        "verbose_name": "saksi",
                        "verbose_name_plural": "saksi",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="PegawaiUnit",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nip", models.CharField(blank=True, max_length=20, verbose_name="NIP")),
                        ("nama", models.CharField(max_length=150, verbose_name="nama")),
                        ("jabatan", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                        ("surel", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="pegawai_unit",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("keluar_pada", models.DateField(blank=True, null=True, verbose_name="tidak bertugas sejak")),
                    ],
                    options={
                        "verbose_name": "pegawai unit",
                        "verbose_name_plural": "pegawai unit",
                        "ordering": ["nama", "pk"],
                        "indexes": [models.Index(fields=["unit", "nama"], name="pegawai_unit_daftar")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(models.Q(("nip", ""), _negated=True), ("dihapus_pada", None)),
                                fields=("unit", "nip"),
                                name="pegawai_unit_nip_unik",
                                violation_error_message="NIP ini sudah ada di daftar pegawai unit.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterPakta",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pemimpin_nama", models.CharField(max_length=150, verbose_name="pimpinan")),
                        ("pemimpin_jabatan", models.CharField(max_length=150, verbose_name="jabatan pimpinan")),
                        (
                            "mulai",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="berlaku mulai"),
                        ),
                        ("naskah", models.TextField(max_length=10000, verbose_name="naskah pakta integritas")),
                        ("ditutup_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "register pakta integritas",
                        "verbose_name_plural": "register pakta integritas",
                        "ordering": ["-mulai", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None), ("ditutup_pada", None)),
                                fields=("unit",),
                                name="register_pakta_satu_terbuka",
                                violation_error_message="Unit ini sudah mempunyai register pakta yang terbuka.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Pakta",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "register",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pakta",
                                to="units.registerpakta",
                            ),
                        ),
                        (
                            "pegawai",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pakta",
                                to="units.pegawaiunit",
                            ),
                        ),
                        (
                            "cara",
                            models.CharField(
                                choices=[
                                    ("portal", "Masuk ke portal"),
                                    ("tautan", "Tautan pribadi"),
                                    ("pindaian", "Lembar bertanda tangan"),
                                ],
                                max_length=10,
                                verbose_name="cara",
                            ),
                        ),
                        (
                            "tanggal",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="tanggal tanda tangan"
                            ),
                        ),
                        ("naskah_sha256", models.CharField(max_length=64)),
                        (
                            "bukti",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.buktidukung",
                            ),
                        ),
                        (
                            "oleh",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ditarik_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "pakta integritas",
                        "verbose_name_plural": "pakta integritas",
                        "ordering": ["pegawai__nama", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ditarik_pada", None)),
                                fields=("register", "pegawai"),
                                name="pakta_unik",
                                violation_error_message="Pegawai ini sudah menandatangani pakta integritas.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TautanPakta",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "register",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tautan",
                                to="units.registerpakta",
                            ),
                        ),
                        (
                            "pegawai",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tautan_pakta",
                                to="units.pegawaiunit",
                            ),
                        ),
                        ("sidik", models.CharField(max_length=64, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("kedaluwarsa", models.DateTimeField(verbose_name="berlaku sampai")),
                        ("dipakai_pada", models.DateTimeField(null=True)),
                        ("dicabut_pada", models.DateTimeField(null=True)),
                        ("surel_asal", models.CharField(blank=True, editable=False, max_length=200)),
                        ("surel_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "tautan pakta",
                        "verbose_name_plural": "tautan pakta",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["register", "pegawai"], name="tautan_pakta_siapa")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="LayananUtama",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=200, verbose_name="nama layanan")),
                        ("pengguna", models.CharField(blank=True, max_length=200, verbose_name="pengguna layanan")),
                        ("waktu", models.CharField(blank=True, max_length=100, verbose_name="standar waktu")),
                        ("biaya", models.CharField(blank=True, max_length=100, verbose_name="biaya")),
                        ("keterangan", models.TextField(blank=True, max_length=4000, verbose_name="keterangan")),
                    ],
                    options={
                        "verbose_name": "layanan utama",
                        "verbose_name_plural": "layanan utama",
                        "ordering": ["nama", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="layanan_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="IsuStrategis",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("judul", models.CharField(max_length=200, verbose_name="isu strategis")),
                        ("uraian", models.TextField(blank=True, max_length=4000, verbose_name="uraian")),
                        (
                            "layanan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="isu",
                                to="units.layananutama",
                                verbose_name="layanan",
                            ),
                        ),
                        (
                            "prioritas",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Tinggi"), (2, "Sedang"), (3, "Rendah")],
                                default=2,
                                verbose_name="prioritas",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "isu strategis",
                        "verbose_name_plural": "isu strategis",
                        "ordering": ["prioritas", "judul", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="isu_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Risiko",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uraian", models.CharField(max_length=300, verbose_name="risiko")),
                        ("penyebab", models.TextField(blank=True, max_length=2000, verbose_name="penyebab")),
                        ("akibat", models.TextField(blank=True, max_length=2000, verbose_name="akibat")),
                        (
                            "layanan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="risiko",
                                to="units.layananutama",
                                verbose_name="layanan",
                            ),
                        ),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                null=True,
                                verbose_name="area",
                            ),
                        ),
                        (
                            "kemungkinan",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                                verbose_name="kemungkinan (1–5)",
                            ),
                        ),
                        (
                            "dampak",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")], verbose_name="dampak (1–5)"
                            ),
                        ),
                        ("penanganan", models.TextField(blank=True, max_length=4000, verbose_name="penanganan")),
                        ("pemilik", models.CharField(blank=True, max_length=150, verbose_name="pemilik risiko")),
                    ],
                    options={
                        "verbose_name": "risiko",
                        "verbose_name_plural": "risiko",
                        "ordering": ["-dampak", "-kemungkinan", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="risiko_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("dampak__range", (1, 5)), ("kemungkinan__range", (1, 5))),
                                name="risiko_skala",
                                violation_error_message="Kemungkinan dan dampak bernilai 1 sampai 5.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inovasi",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=200, verbose_name="nama inovasi")),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                default=6,
                                verbose_name="area",
                            ),
                        ),
                        (
                            "layanan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="inovasi",
                                to="units.layananutama",
                                verbose_name="layanan",
                            ),
                        ),
                        (
                            "prioritas",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Tinggi"), (2, "Sedang"), (3, "Rendah")],
                                default=2,
                                verbose_name="prioritas",
                            ),
                        ),
                        ("masalah", models.TextField(max_length=4000, verbose_name="masalah yang dijawab")),
                        ("sebelum", models.TextField(blank=True, max_length=4000, verbose_name="keadaan sebelum")),
                        ("sesudah", models.TextField(blank=True, max_length=4000, verbose_name="keadaan sesudah")),
                        ("ukuran", models.CharField(blank=True, max_length=300, verbose_name="ukuran keberhasilan")),
                        ("mulai", models.DateField(blank=True, null=True, verbose_name="mulai diterapkan")),
                        (
                            "mempermudah",
                            models.BooleanField(default=False, verbose_name="mempermudah perizinan atau pelayanan"),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                    ],
                    options={
                        "verbose_name": "inovasi",
                        "verbose_name_plural": "inovasi",
                        "ordering": ["prioritas", "nama", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="inovasi_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProgramMasyarakat",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=200, verbose_name="nama program")),
                        ("sasaran", models.CharField(blank=True, max_length=200, verbose_name="sasaran")),
                        ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                        ("peserta", models.PositiveIntegerField(blank=True, null=True, verbose_name="jumlah peserta")),
                        ("hasil", models.TextField(blank=True, max_length=4000, verbose_name="hasil")),
                    ],
                    options={
                        "verbose_name": "program menyentuh masyarakat",
                        "verbose_name_plural": "program menyentuh masyarakat",
                        "ordering": ["-tanggal", "nama", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="program_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ButirAksi",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=300, verbose_name="kegiatan")),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                verbose_name="area",
                            ),
                        ),
                        ("kode", models.JSONField(blank=True, default=list, verbose_name="pertanyaan LKE")),
                        ("keluaran", models.CharField(max_length=300, verbose_name="keluaran")),
                        ("target", models.CharField(max_length=200, verbose_name="target terukur")),
                        (
                            "prioritas",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Tinggi"), (2, "Sedang"), (3, "Rendah")],
                                default=2,
                                verbose_name="prioritas",
                            ),
                        ),
                        (
                            "pic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="PIC (akun portal)",
                            ),
                        ),
                        ("pic_nama", models.CharField(max_length=150, verbose_name="PIC")),
                        ("mulai", models.DateField(verbose_name="mulai")),
                        ("tenggat", models.DateField(verbose_name="tenggat")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("rencana", "Rencana"),
                                    ("berjalan", "Berjalan"),
                                    ("selesai", "Selesai"),
                                    ("dibatalkan", "Dibatalkan"),
                                ],
                                default="rencana",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("persen", models.PositiveSmallIntegerField(default=0, verbose_name="kemajuan (%)")),
                        ("selesai_pada", models.DateField(editable=False, null=True)),
                        (
                            "menyentuh_masyarakat",
                            models.BooleanField(default=False, verbose_name="menyentuh masyarakat"),
                        ),
                        (
                            "layanan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aksi",
                                to="units.layananutama",
                                verbose_name="layanan",
                            ),
                        ),
                        (
                            "isu",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aksi",
                                to="units.isustrategis",
                                verbose_name="isu",
                            ),
                        ),
                        (
                            "risiko",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aksi",
                                to="units.risiko",
                                verbose_name="risiko",
                            ),
                        ),
                        (
                            "inovasi",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aksi",
                                to="units.inovasi",
                                verbose_name="inovasi",
                            ),
                        ),
                        (
                            "lanjutan_dari",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lanjutan",
                                to="units.butiraksi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "butir rencana aksi",
                        "verbose_name_plural": "butir rencana aksi",
                        "ordering": ["tenggat", "area", "pk"],
                        "indexes": [
                            models.Index(fields=["unit", "tahun"], name="aksi_unit"),
                            models.Index(
                                condition=models.Q(
                                    models.Q(("status", "dibatalkan"), _negated=True), ("dihapus_pada", None)
                                ),
                                fields=["tahun", "unit"],
                                name="aksi_ada",
                            ),
                            models.Index(
                                condition=models.Q(("dihapus_pada", None), ("status__in", ["berjalan", "rencana"])),
                                fields=["tenggat"],
                                name="aksi_tenggat",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("tenggat__gte", models.F("mulai"))),
                                name="aksi_tanggal",
                                violation_error_message="Tenggat tidak boleh mendahului tanggal mulai.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("persen__lte", 100)),
                                name="aksi_persen",
                                violation_error_message="Kemajuan bernilai 0 sampai 100.",
                            ),
                            models.CheckConstraint(condition=models.Q(("area__range", (1, 6))), name="aksi_area"),
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=("lanjutan_dari", "tahun"),
                                name="aksi_lanjutan_unik",
                                violation_error_message="Butir ini sudah disalin.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KemajuanAksi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "butir",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kemajuan",
                                to="units.butiraksi",
                            ),
                        ),
                        ("persen", models.PositiveSmallIntegerField(verbose_name="kemajuan (%)")),
                        ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                        (
                            "oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("kiriman", models.UUIDField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "kemajuan",
                        "verbose_name_plural": "kemajuan",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("persen__lte", 100)), name="kemajuan_persen"),
                            models.UniqueConstraint(fields=("butir", "kiriman"), name="kemajuan_kiriman_unik"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TimKerja",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nomor_sk", models.CharField(max_length=100, verbose_name="nomor SK")),
                        ("tanggal_sk", models.DateField(verbose_name="tanggal SK")),
                        ("mekanisme", models.TextField(max_length=4000, verbose_name="mekanisme pemilihan anggota")),
                    ],
                    options={
                        "verbose_name": "tim kerja",
                        "verbose_name_plural": "tim kerja",
                        "ordering": ["-tanggal_sk", "-pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="tim_kerja_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="AnggotaTim",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="anggota", to="units.timkerja"
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama")),
                        ("jabatan", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                        (
                            "peran",
                            models.CharField(
                                choices=[
                                    ("penanggung_jawab", "Penanggung jawab"),
                                    ("ketua", "Ketua"),
                                    ("sekretaris", "Sekretaris"),
                                    ("koordinator", "Koordinator area"),
                                    ("anggota", "Anggota"),
                                    ("sekretariat", "Sekretariat"),
                                ],
                                default="anggota",
                                max_length=20,
                                verbose_name="peran",
                            ),
                        ),
                        (
                            "area",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Manajemen Perubahan"),
                                    (2, "Penataan Tatalaksana"),
                                    (3, "Penataan Sistem Manajemen SDM Aparatur"),
                                    (4, "Penguatan Akuntabilitas"),
                                    (5, "Penguatan Pengawasan"),
                                    (6, "Peningkatan Kualitas Pelayanan Publik"),
                                ],
                                null=True,
                                verbose_name="area",
                            ),
                        ),
                        (
                            "pegawai",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tim",
                                to="units.pegawaiunit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "anggota tim kerja",
                        "verbose_name_plural": "anggota tim kerja",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgenPerubahan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama")),
                        ("jabatan", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                        ("nomor_sk", models.CharField(blank=True, max_length=100, verbose_name="nomor SK")),
                        ("tanggal_sk", models.DateField(blank=True, null=True, verbose_name="tanggal SK")),
                    ],
                    options={
                        "verbose_name": "agen perubahan",
                        "verbose_name_plural": "agen perubahan",
                        "ordering": ["nama", "pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="agen_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Perubahan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="perubahan",
                                to="units.agenperubahan",
                            ),
                        ),
                        ("judul", models.CharField(max_length=200, verbose_name="perubahan")),
                        ("uraian", models.TextField(blank=True, max_length=4000, verbose_name="uraian")),
                        ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                        (
                            "terintegrasi",
                            models.BooleanField(default=False, verbose_name="terintegrasi dalam sistem manajemen"),
                        ),
                    ],
                    options={
                        "verbose_name": "perubahan",
                        "verbose_name_plural": "perubahan",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Publikasi",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("judul", models.CharField(max_length=200, verbose_name="judul")),
                        (
                            "kanal",
                            models.CharField(
                                choices=[
                                    ("situs", "Situs web"),
                                    ("media_sosial", "Media sosial"),
                                    ("media_massa", "Media massa"),
                                    ("cetak", "Spanduk dan cetakan"),
                                    ("tatap_muka", "Tatap muka"),
                                    ("lainnya", "Lainnya"),
                                ],
                                default="situs",
                                max_length=15,
                                verbose_name="kanal",
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                        ("tanggal", models.DateField(verbose_name="tanggal terbit")),
                        ("keterangan", models.TextField(blank=True, max_length=4000, verbose_name="keterangan")),
                        (
                            "pencanangan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publikasi",
                                to="units.pencanangan",
                                verbose_name="untuk pencanangan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "publikasi",
                        "verbose_name_plural": "publikasi",
                        "ordering": ["-tanggal", "-pk"],
                        "indexes": [models.Index(fields=["unit", "tahun"], name="publikasi_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Monev",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "triwulan",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Triwulan I"),
                                    (2, "Triwulan II"),
                                    (3, "Triwulan III"),
                                    (4, "Triwulan IV"),
                                ],
                                verbose_name="triwulan",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draf", "Draf"), ("disahkan", "Disahkan")],
                                default="draf",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "tanggal",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="tanggal rapat"),
                        ),
                        ("ringkasan", models.TextField(max_length=8000, verbose_name="ringkasan")),
                        ("kendala", models.TextField(blank=True, max_length=8000, verbose_name="kendala")),
                        ("keadaan", models.JSONField(default=dict, editable=False)),
                        (
                            "disahkan_oleh",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("disahkan_pada", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "monev triwulan",
                        "verbose_name_plural": "monev triwulan",
                        "ordering": ["-tahun", "-triwulan", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None)),
                                fields=("unit", "tahun", "triwulan"),
                                name="monev_unik",
                                violation_error_message="Monev triwulan ini sudah ada.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TindakLanjutMonev",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "monev",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tindak_lanjut",
                                to="units.monev",
                            ),
                        ),
                        ("uraian", models.TextField(max_length=2000, verbose_name="tindak lanjut")),
                        ("pic_nama", models.CharField(max_length=150, verbose_name="penanggung jawab")),
                        ("tenggat", models.DateField(verbose_name="tenggat")),
                        (
                            "status",
                            models.CharField(
                                choices=[("terbuka", "Terbuka"), ("selesai", "Selesai")],
                                default="terbuka",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("hasil", models.TextField(blank=True, max_length=4000, verbose_name="hasil")),
                    ],
                    options={
                        "verbose_name": "tindak lanjut monev",
                        "verbose_name_plural": "tindak lanjut monev",
                        "ordering": ["tenggat", "pk"],
                        "indexes": [],
                        "constraints": [],
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
                            "instansi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sk_penetapan",
                                to="units.instansi",
                            ),
                        ),
                        ("nomor", models.CharField(max_length=100, verbose_name="nomor SK")),
                        ("tanggal", models.DateField(verbose_name="tanggal SK")),
                        ("pejabat_nama", models.CharField(max_length=150, verbose_name="ditandatangani oleh")),
                        ("pejabat_jabatan", models.CharField(max_length=150, verbose_name="jabatan")),
                        ("kiriman", models.UUIDField(default=uuid.uuid4, editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        "verbose_name": "SK penetapan",
                        "verbose_name_plural": "SK penetapan",
                        "ordering": ["-tanggal", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instansi", "nomor"),
                                name="sk_penetapan_nomor",
                                violation_error_message="Nomor SK ini sudah dicatat di instansi yang sama.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CalonUnit",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("calon", "Calon"),
                                    ("ditetapkan", "Ditetapkan"),
                                    ("dikeluarkan", "Dikeluarkan"),
                                ],
                                default="calon",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "jalur",
                            models.CharField(
                                choices=[
                                    ("reguler", "Reguler"),
                                    ("stranas", "Stranas PK"),
                                    ("prioritas", "Sektor prioritas"),
                                ],
                                default="reguler",
                                max_length=10,
                                verbose_name="jalur",
                            ),
                        ),
                        ("kawasan", models.CharField(blank=True, max_length=150, verbose_name="kawasan")),
                        (
                            "predikat_tujuan",
                            models.CharField(
                                choices=[("WBK", "WBK"), ("WBBM", "WBBM")],
                                default="WBK",
                                max_length=4,
                                verbose_name="predikat tujuan",
                            ),
                        ),
                        ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                        (
                            "sk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calon",
                                to="units.skpenetapan",
                            ),
                        ),
                        ("ditetapkan_pada", models.DateField(blank=True, null=True, verbose_name="ditetapkan pada")),
                        ("dikeluarkan_pada", models.DateField(blank=True, null=True, verbose_name="dikeluarkan pada")),
                    ],
                    options={
                        "verbose_name": "calon unit",
                        "verbose_name_plural": "calon unit",
                        "ordering": ["unit__nama", "-pk"],
                        "indexes": [models.Index(fields=["status", "unit"], name="calon_unit_status")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dihapus_pada", None), ("status__in", ["calon", "ditetapkan"])),
                                fields=("unit",),
                                name="calon_unit_satu",
                                violation_error_message="Unit ini sudah menjadi calon atau sudah ditetapkan.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "calon"),
                                    models.Q(("ditetapkan_pada__isnull", False), ("sk__isnull", False)),
                                    _connector="OR",
                                ),
                                name="calon_unit_sk",
                                violation_error_message="Unit yang ditetapkan harus mempunyai SK.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KriteriaCalon",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "calon",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kriteria",
                                to="units.calonunit",
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("layanan_utama", "Layanan utama instansi (core business)"),
                                    ("risiko_tinggi", "Risiko tinggi bagi budaya antikorupsi dan pelayanan prima"),
                                    ("dampak_luas", "Dampak luas pada masyarakat"),
                                    ("bebas", "Kriteria lain"),
                                ],
                                max_length=15,
                                verbose_name="kriteria",
                            ),
                        ),
                        ("nama", models.CharField(blank=True, max_length=200, verbose_name="nama kriteria")),
                        (
                            "nilai",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ya", "Memenuhi"),
                                    ("sebagian", "Memenuhi sebagian"),
                                    ("tidak", "Tidak memenuhi"),
                                ],
                                max_length=10,
                                verbose_name="penilaian",
                            ),
                        ),
                        ("alasan", models.TextField(blank=True, max_length=4000, verbose_name="alasan")),
                    ],
                    options={
                        "verbose_name": "kriteria calon",
                        "verbose_name_plural": "kriteria calon",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("jenis", "bebas"), _negated=True),
                                fields=("calon", "jenis"),
                                name="kriteria_calon_unik",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("jenis", "bebas"), _negated=True),
                                    models.Q(("nama", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="kriteria_bebas_bernama",
                                violation_error_message="Beri nama untuk kriteria lain.",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PilihanPengingat",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pilihan_pengingat",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("aksi_dekat", "Butir rencana aksi mendekati tenggat"),
                                    ("aksi_lewat", "Butir rencana aksi terlambat"),
                                    ("temuan", "Temuan menunggu tindak lanjut atau verifikasi"),
                                    ("konsultasi", "Konsultasi menunggu jawaban"),
                                    ("pakta", "Pakta integritas belum lengkap"),
                                    ("monev", "Monev triwulan belum disahkan"),
                                    ("pencanangan", "Pencanangan menunggu konfirmasi atau publikasi"),
                                    ("data_pendukung", "Data pendukung triwulan belum diisi"),
                                    ("tindak_lanjut", "Tindak lanjut monev mendekati tenggat"),
                                    ("kabar", "Kabar baru: LKE diajukan, dikembalikan, diputus, dan sejenisnya"),
                                    ("laporan_predikat", "Laporan pemantauan predikat jatuh tempo"),
                                ],
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        ("kotak", models.BooleanField(default=True, verbose_name="kotak masuk")),
                        ("surel", models.BooleanField(default=True, verbose_name="surel harian")),
                    ],
                    options={
                        "verbose_name": "pilihan pengingat",
                        "verbose_name_plural": "pilihan pengingat",
                        "ordering": ["user", "jenis"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "jenis"), name="pilihan_pengingat_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Pengingat",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pengingat",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("aksi_dekat", "Butir rencana aksi mendekati tenggat"),
                                    ("aksi_lewat", "Butir rencana aksi terlambat"),
                                    ("temuan", "Temuan menunggu tindak lanjut atau verifikasi"),
                                    ("konsultasi", "Konsultasi menunggu jawaban"),
                                    ("pakta", "Pakta integritas belum lengkap"),
                                    ("monev", "Monev triwulan belum disahkan"),
                                    ("pencanangan", "Pencanangan menunggu konfirmasi atau publikasi"),
                                    ("data_pendukung", "Data pendukung triwulan belum diisi"),
                                    ("tindak_lanjut", "Tindak lanjut monev mendekati tenggat"),
                                    ("kabar", "Kabar baru: LKE diajukan, dikembalikan, diputus, dan sejenisnya"),
                                    ("laporan_predikat", "Laporan pemantauan predikat jatuh tempo"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("kunci", models.CharField(max_length=100)),
                        ("judul", models.CharField(max_length=200)),
                        ("url", models.CharField(max_length=300)),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("masih_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("surel_pada", models.DateTimeField(null=True)),
                        ("perlu_surel", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "pengingat",
                        "verbose_name_plural": "pengingat",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("perlu_surel", True), ("surel_pada", None)),
                                fields=["user"],
                                name="pengingat_surel",
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("user", "kunci"), name="pengingat_sekali")],
                    },
                ),
                migrations.CreateModel(
                    name="SistemTertaut",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitkerja"
                            ),
                        ),
                        ("tahun", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        ("kiriman", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "dihapus_oleh",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama sistem")),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("kinerja", "e-Kinerja"),
                                    ("sop", "e-SOP"),
                                    ("office", "e-Office dan arsip digital"),
                                    ("sakip", "e-SAKIP"),
                                    ("pengaduan", "Pengaduan (SP4N-LAPOR, Lapor daerah)"),
                                    ("wbs", "Whistleblowing system"),
                                    ("gratifikasi", "Unit pengendalian gratifikasi"),
                                    ("harta", "Laporan harta kekayaan (e-LHKPN, SiHARKA)"),
                                    ("antrian", "Antrean"),
                                    ("perizinan", "Perizinan daring"),
                                    ("kepegawaian", "Kepegawaian"),
                                    ("keuangan", "Keuangan dan anggaran"),
                                    ("lainnya", "Lainnya"),
                                ],
                                max_length=15,
                                verbose_name="jenis",
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="alamat")),
                        ("area", models.JSONField(blank=True, default=list, verbose_name="area")),
                        ("kode", models.JSONField(blank=True, default=list, verbose_name="pertanyaan LKE")),
                        (
                            "data_pendukung",
                            models.JSONField(blank=True, default=list, verbose_name="angka yang dipasok"),
                        ),
                        ("keterangan", models.TextField(blank=True, max_length=4000, verbose_name="keterangan")),
                        (
                            "diperiksa_pada",
                            models.DateField(editable=False, null=True, verbose_name="terakhir diperiksa"),
                        ),
                        (
                            "diperiksa_oleh",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "berfungsi",
                            models.BooleanField(editable=False, null=True, verbose_name="berfungsi saat diperiksa"),
                        ),
                    ],
                    options={
                        "verbose_name": "sistem tertaut",
                        "verbose_name_plural": "sistem tertaut",
                        "ordering": ["nama", "pk"],
                        "indexes": [models.Index(fields=["unit"], name="sistem_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SurelKeluar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[("harian", "Surel harian"), ("pakta", "Tautan pakta integritas")],
                                max_length=10,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("hari", models.DateField(null=True)),
                        (
                            "tautan",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="surel",
                                to="units.tautanpakta",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("menunggu", "Menunggu"), ("terkirim", "Terkirim"), ("gagal", "Gagal")],
                                default="menunggu",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("percobaan", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                        ("tunggu_server", models.PositiveSmallIntegerField(default=0)),
                        (
                            "coba_pada",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicoba pada"),
                        ),
                        ("pemegang", models.CharField(blank=True, max_length=32)),
                        ("dipegang_sampai", models.DateTimeField(null=True)),
                        ("galat", models.CharField(blank=True, max_length=300, verbose_name="galat")),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("selesai_pada", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "surel keluar",
                        "verbose_name_plural": "surel keluar",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(condition=models.Q(("status", "menunggu")), fields=["id"], name="surel_antre"),
                            models.Index(fields=["status", "-id"], name="surel_daftar"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("jenis", "harian")),
                                fields=("user", "hari"),
                                name="surel_harian_satu",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("hari__isnull", False),
                                        ("jenis", "harian"),
                                        ("tautan", None),
                                        ("user__isnull", False),
                                    ),
                                    models.Q(
                                        ("hari", None), ("jenis", "pakta"), ("tautan__isnull", False), ("user", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="surel_untuk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["menunggu", "terkirim", "gagal"])),
                                name="surel_status",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(picu_0003.pasang, picu_0003.lepas),
        migrations.RunPython(picu_0008.pasang, picu_0008.lepas),
    ]
