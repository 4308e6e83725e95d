"""The tables as they stand, in one step; who has some of the steps behind them goes on step by step."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import surveys.models.kampanye
import zi_portal.common.migrasi

# What the database itself refuses to change.
picu_0002 = import_module("surveys.migrations.0002_respons_tetap")


class Migration(migrations.Migration):
    replaces = [("surveys", "0001_awal"), ("surveys", "0002_respons_tetap"), ("surveys", "0004_tindak_lanjut")]

    initial = True

    dependencies = [
        ("units", "0001_ringkas_0017"),
    ]

    operations = [
        zi_portal.common.migrasi.BuatModel(
            model=[
                migrations.CreateModel(
                    name="Kuesioner",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kuesioner",
                                to="units.instansi",
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, verbose_name="kode")),
                        ("versi_isi", models.CharField(max_length=40, verbose_name="versi")),
                        ("nama", models.CharField(max_length=200, verbose_name="nama")),
                        ("isi", models.JSONField(verbose_name="isi")),
                        ("sha256", models.CharField(max_length=64)),
                        ("versi", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "terbit_pada",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="terbit"),
                        ),
                        (
                            "dibuat_oleh",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("diubah_pada", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("dihapus_pada", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "kuesioner",
                        "verbose_name_plural": "kuesioner",
                        "ordering": ["nama", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instansi", "kode", "versi_isi"),
                                name="kuesioner_unik",
                                violation_error_message="Versi ini sudah ada. Beri nama versi yang baru.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("instansi", None)),
                                fields=("kode", "versi_isi"),
                                name="kuesioner_bawaan_unik",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Kampanye",
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
                            "kuesioner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kampanye",
                                to="surveys.kuesioner",
                                verbose_name="kuesioner",
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama survei")),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("mandiri", "Survei mandiri unit"),
                                    ("tpi", "Survei TPI"),
                                    ("tpn", "Survei TPN"),
                                ],
                                default="mandiri",
                                max_length=8,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draf", "Draf"),
                                    ("buka", "Dibuka"),
                                    ("jeda", "Dijeda"),
                                    ("tutup", "Ditutup"),
                                    ("batal", "Dibatalkan"),
                                ],
                                default="draf",
                                editable=False,
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "cara",
                            models.CharField(
                                choices=[("terbuka", "Tautan terbuka"), ("kode", "Kode sekali pakai")],
                                default="terbuka",
                                max_length=8,
                                verbose_name="cara mengisi",
                            ),
                        ),
                        ("mulai", models.DateTimeField(verbose_name="dibuka")),
                        ("selesai", models.DateTimeField(verbose_name="ditutup")),
                        ("pengantar", models.TextField(blank=True, max_length=1000, verbose_name="pengantar")),
                        (
                            "minta_kontak",
                            models.BooleanField(
                                default=False,
                                help_text="Hanya bila benar diperlukan. Disimpan terpisah, terenkripsi, dan dihapus pada tanggal di bawah.",
                                verbose_name="minta nama dan nomor telepon",
                            ),
                        ),
                        (
                            "kontak_hapus_pada",
                            models.DateField(blank=True, null=True, verbose_name="kontak dihapus pada"),
                        ),
                        (
                            "waktu_minimum",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="Isian yang lebih cepat diberi tanda, bukan ditolak.",
                                validators=[django.core.validators.MaxValueValidator(600)],
                                verbose_name="waktu isi terpendek (detik)",
                            ),
                        ),
                        ("jaringan_kantor", models.JSONField(blank=True, default=list, verbose_name="jaringan kantor")),
                        (
                            "slug",
                            models.CharField(
                                default=surveys.models.kampanye.token, editable=False, max_length=20, unique=True
                            ),
                        ),
                        (
                            "kunci_kios",
                            models.CharField(
                                default=surveys.models.kampanye.token_panjang, editable=False, max_length=32
                            ),
                        ),
                        (
                            "garam",
                            models.CharField(
                                default=surveys.models.kampanye.token_panjang, editable=False, max_length=32
                            ),
                        ),
                        ("dibuka_pada", models.DateTimeField(editable=False, null=True)),
                        ("ditutup_pada", models.DateTimeField(editable=False, null=True)),
                        ("kode_dibuat", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "verbose_name": "survei",
                        "verbose_name_plural": "survei",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "-tahun"], name="kampanye_unit"),
                            models.Index(fields=["status", "selesai"], name="kampanye_tutup"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("selesai__gt", models.F("mulai"))),
                                name="kampanye_urut",
                                violation_error_message="Waktu ditutup harus sesudah waktu dibuka.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minta_kontak", False), ("kontak_hapus_pada__isnull", False), _connector="OR"
                                ),
                                name="kampanye_kontak_bertanggal",
                                violation_error_message="Isi tanggal kontak dihapus, atau jangan minta kontak.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draf", "buka", "jeda", "tutup", "batal"])),
                                name="kampanye_status_dikenal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LayananKampanye",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="layanan",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="layanan")),
                        ("populasi", models.PositiveIntegerField(default=0, verbose_name="jumlah penerima layanan")),
                        ("urut", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "layanan survei",
                        "verbose_name_plural": "layanan survei",
                        "ordering": ["urut", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kampanye", "nama"),
                                name="layanan_kampanye_unik",
                                violation_error_message="Layanan ini sudah ada di survei yang sama.",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PerpanjanganKampanye",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="perpanjangan",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("dari", models.DateTimeField(verbose_name="semula")),
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
                        "verbose_name": "perpanjangan survei",
                        "verbose_name_plural": "perpanjangan survei",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sampai__gt", models.F("dari"))), name="perpanjangan_kampanye_maju"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="KodeRespons",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="kode", to="surveys.kampanye"
                            ),
                        ),
                        ("nomor", models.PositiveIntegerField(null=True)),
                        ("sidik", models.CharField(max_length=64)),
                        (
                            "layanan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="surveys.layanankampanye",
                            ),
                        ),
                        ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dipakai_pada", models.DateTimeField(null=True)),
                        ("kiriman", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "kode respons",
                        "verbose_name_plural": "kode respons",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("kampanye", "sidik"), name="kode_respons_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Olahan",
                    fields=[
                        (
                            "kampanye",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="olahan",
                                serialize=False,
                                to="surveys.kampanye",
                            ),
                        ),
                        ("dihitung", models.PositiveBigIntegerField(default=0)),
                        ("pada", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "olahan survei",
                        "verbose_name_plural": "olahan survei",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rekap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rekap",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("dimensi", models.CharField(blank=True, max_length=40)),
                        ("nilai", models.CharField(blank=True, max_length=40)),
                        (
                            "golongan",
                            models.SmallIntegerField(
                                choices=[(0, "Belum diperiksa"), (1, "Bersih"), (2, "Bertanda"), (3, "Dikeluarkan")]
                            ),
                        ),
                        ("isi", models.JSONField()),
                    ],
                    options={
                        "verbose_name": "rekap survei",
                        "verbose_name_plural": "rekap survei",
                        "ordering": ["kampanye", "dimensi", "nilai", "golongan"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kampanye", "dimensi", "nilai", "golongan"), name="rekap_unik"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Segel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="segel", to="surveys.kampanye"
                            ),
                        ),
                        ("jumlah", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("blok", models.JSONField(default=list)),
                        (
                            "oleh",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "segel survei",
                        "verbose_name_plural": "segel survei",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Respons",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="respons",
                                to="surveys.kampanye",
                            ),
                        ),
                        (
                            "layanan",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="surveys.layanankampanye",
                            ),
                        ),
                        (
                            "kanal",
                            models.CharField(
                                choices=[
                                    ("tautan", "Tautan terbuka"),
                                    ("kode", "Kode"),
                                    ("kios", "Kios di loket"),
                                    ("kertas", "Formulir kertas, dientri petugas"),
                                    ("impor", "Impor"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("nilai", models.CharField(max_length=60)),
                        ("profil", models.JSONField(default=dict)),
                        ("diarahkan", models.BooleanField(null=True)),
                        ("komentar", models.TextField(blank=True)),
                        ("bahasa", models.CharField(default="id", max_length=5)),
                        ("durasi", models.PositiveIntegerField(null=True)),
                        ("jaringan", models.CharField(blank=True, max_length=16)),
                        ("perangkat", models.CharField(blank=True, max_length=16)),
                        ("kantor", models.BooleanField(default=False)),
                        ("kiriman", models.UUIDField(unique=True)),
                        (
                            "petugas",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "golongan",
                            models.SmallIntegerField(
                                choices=[(0, "Belum diperiksa"), (1, "Bersih"), (2, "Bertanda"), (3, "Dikeluarkan")],
                                default=0,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "respons",
                        "verbose_name_plural": "respons",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["kampanye", "pada"], name="respons_pada"),
                            models.Index(
                                condition=models.Q(("perangkat", ""), _negated=True),
                                fields=["kampanye", "perangkat"],
                                name="respons_perangkat",
                            ),
                            models.Index(condition=models.Q(("golongan", 0)), fields=["kampanye"], name="respons_baru"),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="TandaRespons",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "respons",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tanda", to="surveys.respons"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="surveys.kampanye",
                            ),
                        ),
                        (
                            "jenis",
                            models.CharField(
                                choices=[
                                    ("cepat", "Diisi lebih cepat daripada waktu baca terpendek"),
                                    ("seragam", "Semua pernyataan dijawab sama"),
                                    ("lonjakan", "Banyak isian dari satu jaringan dalam waktu singkat"),
                                    ("kembar", "Jawaban dan profil yang sama berulang dari satu jaringan"),
                                    ("perangkat", "Perangkat yang sama mengisi berulang"),
                                    ("kantor", "Dikirim dari jaringan kantor unit"),
                                    ("telepon", "Nomor telepon yang sama dipakai lebih dari sekali"),
                                    ("diarahkan", "Responden menyatakan diarahkan menjawab baik"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("rincian", models.CharField(blank=True, max_length=200)),
                        ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "tanda respons",
                        "verbose_name_plural": "tanda respons",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["kampanye", "jenis"], name="tanda_kampanye")],
                        "constraints": [
                            models.UniqueConstraint(fields=("respons", "jenis"), name="tanda_respons_unik")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pengeluaran",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "respons",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pengeluaran",
                                to="surveys.respons",
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pengeluaran",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("keluar", models.BooleanField()),
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
                        "verbose_name": "pengeluaran respons",
                        "verbose_name_plural": "pengeluaran respons",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Kontak",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "respons",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="kontak", to="surveys.respons"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.kampanye"
                            ),
                        ),
                        ("isi", models.TextField()),
                        ("sidik", models.CharField(max_length=32)),
                        ("resi", models.CharField(max_length=64, unique=True)),
                        ("hapus_pada", models.DateField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "kontak responden",
                        "verbose_name_plural": "kontak responden",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["kampanye", "sidik"], name="kontak_sidik")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="TindakLanjutSurvei",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kampanye",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tindak_lanjut",
                                to="surveys.kampanye",
                            ),
                        ),
                        ("unsur", models.CharField(max_length=36, verbose_name="unsur")),
                        (
                            "rencana",
                            models.TextField(blank=True, max_length=1000, verbose_name="rencana tindak lanjut"),
                        ),
                        ("waktu", models.CharField(blank=True, max_length=100, verbose_name="waktu")),
                        (
                            "penanggung_jawab",
                            models.CharField(blank=True, max_length=150, verbose_name="penanggung jawab"),
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
                        "verbose_name": "tindak lanjut survei",
                        "verbose_name_plural": "tindak lanjut survei",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["kampanye", "unsur"], name="tindak_lanjut_survei")],
                        "constraints": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(picu_0002.pasang, picu_0002.lepas),
    ]
