"""``make bench``: figures side by side in one run, bounded in time. ``--quick`` takes under a minute.

On PostgreSQL where one answers, in a database of its own that is dropped afterwards, and on SQLite. The server is
granian with the production settings and as many workers as there are cores; the clients are threads of this process
on the same cores, so absolute figures are low and the ratios are what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from bench.klien import Hasil, Klien, ukur  # noqa: E402  the path must stand first
from bench.survei import ukur_survei  # noqa: E402  as above

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
PORT = int(os.environ.get("BENCH_PORT", "8160"))


class Bangku:
    """One benchmark on one database: its environment, its scratch directory, and what was measured."""

    def __init__(self, nama: str, database_url: str, ruang: Path, redis_url: str) -> None:
        self.nama = nama
        self.sandi = secrets.token_urlsafe(12)
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MEDIA_ROOT": str(ruang / "media"),
            "STATIC_ROOT": str(ruang / "static"),
            "DEBUG": "off",
            "HTTPS": "off",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEMO_PASSWORD": self.sandi,
            "EMBEDDED_WORKER": "off",
            "ZI_PERAN_WAJIB_2FA": "",
            "LOG_LEVEL": "ERROR",
            "EMAIL_URL": "dummymail://",
            # The benchmark's respondents each come from an address of their own.
            "TRUSTED_PROXIES": "1",
            "SSL_REDIRECT": "off",
            "PYTHONPATH": str(BASE),
        }

    def jalan(self, *perintah: str) -> str:
        """Run a Python module or script of the benchmark; its output."""
        hasil = subprocess.run(
            [sys.executable, *perintah],
            cwd=BASE,
            env=self.env,
            capture_output=True,
            text=True,
        )
        if hasil.returncode:
            sys.exit(f"bench: {' '.join(perintah)} gagal\n{hasil.stderr[-3000:]}")
        return hasil.stdout

    @contextmanager
    def server(self, pekerja: int = os.cpu_count() or 1) -> Iterator[None]:
        granian = Path(sys.executable).with_name("granian")
        perintah = [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)]
        perintah += ["--workers", str(pekerja), "--blocking-threads", os.environ.get("WEB_THREADS", "2")]
        perintah += ["--no-ws", "--log-level", "warning"]
        proses = subprocess.Popen([*perintah, "zi_portal.wsgi:application"], cwd=BASE, env=self.env)
        try:
            self._tunggu(proses)
            yield
        finally:
            proses.terminate()
            try:
                proses.wait(15)
            except subprocess.TimeoutExpired:
                proses.kill()

    @staticmethod
    def _tunggu(proses: subprocess.Popen) -> None:
        for _ in range(300):
            if proses.poll() is not None:
                sys.exit("bench: server tidak menyala")
            try:
                with socket.create_connection(("127.0.0.1", PORT), timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit(f"bench: server tidak menjawab di port {PORT}")


BAGIAN = ("simpan", "daftar", "survei", "laporan", "kiriman")

# --- What is measured -------------------------------------------------------------------------------------------------
CARA = ("kosong", "simpan_orm", "simpan_sql", "simpan")
LABEL = {
    "kosong": "halaman kosong, sudah masuk",
    "simpan_orm": "simpan telanjang (UPDATE + INSERT, ORM)",
    "simpan_sql": "SQL yang sama, tanpa yang lain",
    "simpan": "simpan jawaban",
}


def ukur_simpan(bangku: Bangku, klien: list[Klien], detik: float, putaran: int) -> None:
    """Rounds of every kind in turn, with one client and with eight; the median round counts."""
    hasil: dict[tuple[str, int], list[Hasil]] = {}
    for _ in range(putaran):
        for banyak in (1, len(klien)):
            for cara in CARA:
                kerja = [getattr(k, cara) for k in klien[:banyak]]
                hasil.setdefault((cara, banyak), []).append(ukur(kerja, detik))
    tengah = {k: sorted(h, key=lambda x: x.per_detik)[len(h) // 2] for k, h in hasil.items()}
    print(f"\n{bangku.nama}: {putaran} putaran × {detik:g} detik, {os.cpu_count()} inti\n")
    print(f"{'':44}{'1 klien':>26}{f'{len(klien)} klien':>28}")
    for cara in CARA:
        kolom = []
        for banyak in (1, len(klien)):
            h, dasar = tengah[cara, banyak], tengah["simpan_orm", banyak]
            kolom.append(f"{h.per_detik:7.0f}/dtk {h.p50:6.1f} ms ×{h.per_detik / dasar.per_detik:4.2f}")
        print(f"  {LABEL[cara]:42}{kolom[0]:>26}  {kolom[1]:>26}")
    for banyak in (1, len(klien)):
        s = tengah["simpan", banyak]
        print(
            f"  simpan jawaban, {banyak} klien: {s.per_detik / tengah['simpan_orm', banyak].per_detik:.2f} dari simpan"
            f" telanjang, {s.per_detik / tengah['simpan_sql', banyak].per_detik:.2f} dari SQL yang sama,"
            f" {s.per_detik / tengah['kosong', banyak].per_detik:.2f} dari halaman kosong; p95 {s.p95:.0f} ms"
        )


def ukur_halaman(klien: list[Klien], operator: Klien, demo: int, detik: float) -> None:
    halaman = f"/lke/{demo}/bagian/A.I.5/"
    print("  halaman satu area (18 pertanyaan, bukti, utas)", end=" ")
    satu = ukur([operator.buka(halaman)], detik)
    banyak = ukur([k.buka(f"/lke/{k.lke}/bagian/A.I.5/") for k in klien], detik)
    print(f"{satu.per_detik:5.1f}/dtk 1 klien ({satu.p50:.0f} ms), {banyak.per_detik:5.1f}/dtk {len(klien)} klien")


def _alamat_daftar(data: dict[str, int]) -> dict[str, list[str]]:
    """Who opens which lists; ``data`` says which instansi, sheet, meeting and proposal is the long one."""
    instansi, beda, pleno, usulan = (data[k] for k in ("instansi", "beda", "pleno", "usulan"))
    tahap = f"/instansi/{instansi}/tahap/"
    return {
        "bench-ketua": [
            *("/lke/", "/tpi/", "/tpi/?status=dinilai_tpi", "/tpi/?urut=tpi&q=layanan"),
            *(f"/lke/{beda}/perbedaan/", f"/tpi/pleno/{pleno}/", "/predikat/"),
        ],
        "bench-admin": [
            *("/", "/lke/", "/usulan/", f"/usulan/{usulan}/", f"/instansi/{instansi}/riwayat/"),
            *(tahap, f"{tahap}?tahap=membangun&lewat=1", f"{tahap}?urut=tahap&q=layanan"),
        ],
        "bench-auditor": ["/lke/", f"/instansi/{instansi}/riwayat/", f"/lke/{beda}/riwayat/"],
        "tpn": [
            *("/lke/", "/tpn/", "/tpn/?status=seleksi_administrasi", "/tpn/penetapan/"),
            *("/predikat/", "/predikat/?status=dalam_klarifikasi", "/publik/predikat/"),
        ],
        "platform": ["/pegawai/", "/instansi/"],
    }


def ukur_daftar(bangku: Bangku, panjang: int, kali: int, siapa: dict[str, list[str]]) -> None:
    """Pages of lists as long as a country's, one after the other by one person: the slowest twentieth."""
    for username, alamat in siapa.items():
        orang = Klien(PORT, username, bangku.sandi)
        for jalan in alamat:
            lama = []
            for n in range(kali):
                awal = time.perf_counter()
                status, _ = orang.minta("GET", f"{jalan}{'&' if '?' in jalan else '?'}halaman={1 + n * 7 % 40}")
                lama.append((time.perf_counter() - awal) * 1000)
                if status != 200:
                    print(f"  {username} {jalan}: menjawab {status}")
                    break
            else:
                lama.sort()
                print(
                    f"  daftar {panjang} unit, {username:12}{jalan:44} p50 {statistics.median(lama):5.0f} ms,"
                    f" p95 {lama[int(len(lama) * 0.95)]:5.0f} ms"
                )


def satu_database(bangku: Bangku, pilihan: argparse.Namespace, *, penuh: bool) -> None:
    cepat = pilihan.quick
    bagian = pilihan.only or list(BAGIAN)
    panjang = (2_000 if cepat else 10_000) if penuh and "daftar" in bagian else 200
    bangku.jalan("manage.py", "collectstatic", "--noinput", "-v", "0")
    awal = time.monotonic()
    data = json.loads(bangku.jalan("-m", "bench.siapkan", "40", str(panjang)).splitlines()[-1])
    print(f"\n{bangku.nama}: data siap dalam {time.monotonic() - awal:.0f} detik", flush=True)
    with bangku.server():
        klien = [Klien(PORT, nama, bangku.sandi, *lke) for nama, lke in data["klien"].items()]
        ukur([k.kosong for k in klien], 1)
        if "simpan" in bagian:
            ukur_simpan(bangku, klien, 1 if cepat else 2, 3 if penuh and not cepat else 1)
            ukur_halaman(klien, Klien(PORT, "operator", bangku.sandi), data["demo"], 1 if cepat else 2)
        if penuh and "daftar" in bagian:
            ukur_daftar(bangku, panjang, 15 if cepat else 25, _alamat_daftar(data))
    if penuh and "survei" in bagian:
        # What a core of the web takes is asked, so there is one: the database, Redis and the people need others.
        with bangku.server(pekerja=1):
            ukur_survei(bangku, PORT, cepat=cepat)
    if penuh and "laporan" in bagian:
        ukur_laporan(bangku, 5 if cepat else 50)
    # Workers of their own want a broker, and more than the minute that --quick may take.
    if penuh and "kiriman" in bagian and bangku.env["REDIS_URL"] and (pilihan.only or not cepat):
        ukur_kiriman(bangku, 10 if cepat else 300)


def ukur_laporan(bangku: Bangku, banyak: int) -> None:
    h = json.loads(bangku.jalan("-m", "bench.laporan", str(banyak), "50").splitlines()[-1])
    print(
        f"  LHE {h['halaman']} halaman: {1 / h['detik']:.2f}/dtk per proses ({h['detik']:.2f} detik); memori"
        f" {h['awal']:.0f} MiB sesudah 1, {h['akhir']:.0f} sesudah {h['banyak']}, puncak {h['puncak']:.0f}"
    )


def ukur_kiriman(bangku: Bangku, banyak: int) -> None:
    h = json.loads(bangku.jalan("-m", "bench.kiriman", str(banyak)).splitlines()[-1])
    print(
        f"  {banyak} buku kerja dalam satu zip: diterima {h['terima']:.1f} detik, diperiksa semua {h['periksa']:.0f}"
        f" detik, dilepas {h['lepas'] * 1000:.0f} ms, ditulis semua {h['tulis']:.0f} detik; {h['lengkap']} LKE lengkap"
    )


def ukur_nilai(banyak: int) -> None:
    hasil = subprocess.run(
        [sys.executable, "-m", "bench.hitung", str(banyak)], cwd=BASE, capture_output=True, text=True, check=True
    )
    ms, kurang = map(float, hasil.stdout.split())
    print(f"\nMenghitung nilai {banyak} LKE: {ms:.3f} ms per LKE, {ms * banyak / 1000:.1f} detik pada satu inti")
    print(f"Mencari kekurangan satu LKE kosong: {kurang:.1f} ms")


def ukur_buku() -> None:
    """The official workbook in and out, beside a spreadsheet program on the same file."""
    hasil = subprocess.run(
        [sys.executable, "-m", "bench.buku"],
        cwd=BASE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "SECRET_KEY": "bench", "PYTHONPATH": str(BASE)},
        capture_output=True,
        text=True,
        check=True,
    )
    h = json.loads(hasil.stdout.splitlines()[-1])
    for bentuk, satu in h.items():
        if bentuk != "soffice":
            ukuran = f"{satu['kb']:.0f} KB"
            print(f"Buku kerja {bentuk} ({ukuran}): ditulis {satu['tulis']:.0f} ms, dibaca {satu['baca']:.0f} ms")
    if h["soffice"] is None:
        print("LibreOffice tidak terpasang, jadi tidak ada pembandingnya.")
    else:
        print(f"LibreOffice membuka, menghitung, dan menyimpan berkas yang sama: {h['soffice'] * 1000:.0f} ms")


# --- Databases --------------------------------------------------------------------------------------------------------


@contextmanager
def postgres(url: str) -> Iterator[str]:
    """A database of our own on this server, dropped at the end."""
    import psycopg2

    nama = f"zi_bench_{os.getpid()}"

    def perintah(sql: str) -> None:
        sambungan = psycopg2.connect(url, connect_timeout=3)
        sambungan.autocommit = True
        with sambungan.cursor() as kursor:
            kursor.execute(sql)
        sambungan.close()

    perintah(f"CREATE DATABASE {nama}")
    try:
        yield urlsplit(url)._replace(path=f"/{nama}").geturl()
    finally:
        perintah(f"DROP DATABASE IF EXISTS {nama} WITH (FORCE)")


def jawab_postgres(url: str) -> bool:
    import psycopg2

    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def jawab_redis(url: str) -> bool:
    import redis

    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=2).ping())
    except redis.RedisError:
        return False


def main() -> None:
    pilihan = argparse.ArgumentParser(description="Tolok ukur Portal ZI")
    pilihan.add_argument("--quick", action="store_true", help="ukuran kecil, di bawah satu menit")
    pilihan.add_argument("--only", choices=BAGIAN, action="append", help="hanya bagian ini; boleh diulang")
    pilihan.add_argument("--database", choices=["postgresql", "sqlite"], help="hanya database ini")
    pilihan = pilihan.parse_args()
    awal = time.monotonic()
    alamat = os.environ.get("DATABASE_URL", "")
    alamat = alamat if alamat.startswith("postgres") else POSTGRES
    redis_url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/8")
    ada_postgres = pilihan.database != "sqlite" and jawab_postgres(alamat)
    if not ada_postgres and pilihan.database != "sqlite":
        print("PostgreSQL tidak menjawab, jadi hanya SQLite yang diukur.")
    ukur_nilai(2_000 if pilihan.quick else 10_000)
    ukur_buku()
    ruang = Path(tempfile.mkdtemp(prefix="zi-bench-"))
    try:
        if ada_postgres:
            ada_redis = jawab_redis(redis_url)
            nama = "PostgreSQL + Redis" if ada_redis else "PostgreSQL"
            with postgres(alamat) as url:
                satu_database(Bangku(nama, url, ruang / "pg", redis_url if ada_redis else ""), pilihan, penuh=True)
        if pilihan.database != "postgresql":
            (ruang / "sqlite").mkdir()
            bangku = Bangku("SQLite", f"sqlite:///{ruang}/sqlite/bench.sqlite3", ruang / "sqlite", "")
            satu_database(bangku, pilihan, penuh=not ada_postgres)
    finally:
        shutil.rmtree(ruang, ignore_errors=True)
    print(f"\n{time.monotonic() - awal:.0f} detik seluruhnya")


if __name__ == "__main__":
    main()
