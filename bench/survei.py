"""Survey responses: how fast they are taken beside a bare INSERT of the same rows, and how fast an index reads.

``python -m bench.survei siapkan|sisip|tambah|baca …`` are the parts that need the database; ``ukur_survei`` plays the
people at their phones and prints the figures.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from bench.klien import ukur

if TYPE_CHECKING:
    from bench.run import Bangku

UNSUR = [f"KP{n}" for n in range(1, 9)] + [f"AK{n}" for n in range(1, 6)]
KLIEN = (1, 8, 64)
DETAK = os.sysconf("SC_CLK_TCK")


class Responden:
    """One phone after another behind one connection, each with an address of its own. Written to the socket by hand:
    what the clients cost is taken from the cores that the server is measured on."""

    KEPALA = (
        "POST /s/{slug}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n"
        "Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\n"
        "Content-Length: {panjang}\r\nX-Forwarded-For: {ip}\r\n\r\n{isi}"
    )

    def __init__(self, port: int, slug: str, layanan: int) -> None:
        self.sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.kabel = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.kabel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port, self.slug, self.alamat, self.layanan = port, slug, f"/s/{slug}/", layanan

    def kirim(self) -> int:
        nilai = random.choices("344", k=len(UNSUR))
        isi = "&".join(f"u-{kode}={satu}" for kode, satu in zip(UNSUR, nilai, strict=True))
        isi += f"&layanan={self.layanan}&p-usia=26-34&diarahkan=tidak&komentar=&bahasa=id&durasi=60"
        isi += f"&kiriman={uuid.uuid4()}&perangkat={uuid.uuid4().hex}"
        a = random.getrandbits(24)
        ip = f"10.{a >> 16}.{a >> 8 & 255}.{a & 255}"
        minta = self.KEPALA.format(slug=self.slug, port=self.port, panjang=len(isi), ip=ip, isi=isi)
        self.kabel.sendall(minta.encode())
        jawab = self.kabel.recv(65536)
        kepala, _, badan = jawab.partition(b"\r\n\r\n")
        panjang = int(kepala.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while len(badan) < panjang:
            badan += self.kabel.recv(65536)
        return int(kepala[9:12])

    def buka(self) -> int:
        self.sambungan.request("GET", self.alamat)
        jawab = self.sambungan.getresponse()
        jawab.read()
        return jawab.status


def inti_terpakai(port: int) -> float:
    """Seconds of CPU that the web processes on this port have used so far."""
    detik = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            perintah = (stat.parent / "cmdline").read_bytes()
            if b"granian" in perintah and str(port).encode() in perintah:
                kolom = stat.read_text().rsplit(")", 1)[1].split()
                detik += (int(kolom[11]) + int(kolom[12])) / DETAK
        except OSError:
            continue  # it ended meanwhile
    return detik


def ukur_survei(bangku: Bangku, port: int, *, cepat: bool) -> None:
    """Responses a second with 1, 8 and 64 people, the bare INSERT in the same run, and both again on a long table."""

    def suruh(*perintah: object) -> dict:
        return json.loads(bangku.jalan("-m", "bench.survei", *map(str, perintah)).splitlines()[-1])

    data = suruh("siapkan")
    detik, panjang = (1, 100_000) if cepat else (3, int(os.environ.get("BENCH_RESPONS", "1000000")))
    for keadaan in ("tabel kosong", f"{panjang} respons"):
        for banyak in KLIEN:
            dasar = suruh("sisip", data["kampanye"], banyak, detik)
            orang = [Responden(port, data["slug"], data["layanan"]) for _n in range(banyak)]
            ukur([o.kirim for o in orang], 0.5)
            awal, kapan = inti_terpakai(port), time.perf_counter()
            hasil = ukur([o.kirim for o in orang], detik)
            jumlah = hasil.per_detik * (time.perf_counter() - kapan)
            inti = max(0.01, inti_terpakai(port) - awal)
            print(
                f"  respons survei, {keadaan}, {banyak:2} klien: {hasil.per_detik:6.0f}/dtk p95 {hasil.p95:4.0f} ms;"
                f" per inti web {jumlah / inti:5.0f}/dtk = {jumlah / inti / dasar['per_detik']:.2f} dari INSERT"
                f" telanjang ({dasar['per_detik']:.0f}/dtk, {banyak} klien)"
            )
        if keadaan == "tabel kosong":
            halaman = ukur([o.buka for o in orang[:8]], detik)
            print(f"  halaman survei: {halaman.per_detik:.0f}/dtk p95 {halaman.p95:.0f} ms, 8 klien")
            suruh("tambah", data["kampanye"], panjang)
    baca = suruh("baca", data["kampanye"])
    print(
        f"  indeks dari {baca['n']} respons terbaca dalam {baca['baca']:.0f} ms; menghitung {baca['sisa']} yang baru"
        f" masuk {baca['olah']:.1f} detik ({baca['per_detik']:.0f}/dtk)"
    )


# What needs the database ----------------------------------------------------------------------------------------------


def siapkan() -> dict[str, object]:
    import datetime as dt

    from django.utils import timezone

    from surveys.models import Kampanye
    from surveys.services.kampanye import buat_kampanye, gerakkan
    from surveys.services.kuesioner import muat_bawaan
    from units.models import UnitKerja, User

    kuesioner = next(k for k in muat_bawaan() if k.kode == "spak-spkp")
    kini, operator = timezone.now(), User.objects.get(username="operator")
    kampanye = buat_kampanye(
        kampanye=Kampanye(
            unit=UnitKerja.objects.filter(keanggotaan__user=operator).first(),
            tahun=kini.year,
            kuesioner=kuesioner,
            nama="Uji beban",
            mulai=kini - dt.timedelta(days=30),
            selesai=kini + dt.timedelta(days=30),
        ),
        layanan=[("KTP-el", 1000)],
        actor=operator,
    )
    gerakkan(kampanye=kampanye, aksi="buka", actor=operator)
    return {"kampanye": kampanye.pk, "slug": kampanye.slug, "layanan": kampanye.layanan.get().pk}


def sisip(kampanye_id: int, banyak: int, detik: float) -> dict[str, float]:
    """The same rows by bare INSERTs, each committed by itself, as fast as one process with so many connections can."""
    from django.db import connection
    from django.utils import timezone

    from surveys.models import Respons
    from zi_portal.common import sql

    layanan = Respons._meta.get_field("layanan").related_model.objects.get(kampanye=kampanye_id).pk
    jumlah = [0] * banyak
    mulai, selesai = threading.Barrier(banyak + 1), threading.Event()

    def jalan(nomor: int) -> None:
        connection.ensure_connection()
        mulai.wait()
        while not selesai.is_set():
            sql.jalankan(
                sql.sisip(
                    Respons,
                    kampanye_id=kampanye_id,
                    layanan_id=layanan,
                    kanal="tautan",
                    nilai="".join(random.choice("344") for _n in UNSUR),
                    profil={"usia": "17-25"},
                    diarahkan=False,
                    komentar="",
                    bahasa="id",
                    durasi=60,
                    jaringan=uuid.uuid4().hex[:16],
                    perangkat=uuid.uuid4().hex[:16],
                    kantor=False,
                    kiriman=uuid.uuid4(),
                    petugas_id=None,
                    pada=timezone.now(),
                    golongan=0,
                )
            )
            jumlah[nomor] += 1
        connection.close()

    utas = [threading.Thread(target=jalan, args=(n,), daemon=True) for n in range(banyak)]
    for satu in utas:
        satu.start()
    mulai.wait()
    awal = time.perf_counter()
    time.sleep(detik)
    selesai.set()
    for satu in utas:
        satu.join(30)
    return {"per_detik": sum(jumlah) / (time.perf_counter() - awal)}


def _kampanye(pk: int):
    from surveys.models import Kampanye

    return Kampanye.objects.select_related("unit__instansi", "kuesioner").get(pk=pk)


# So many are invented by Python; the rest are copies of them under other names, made inside the database.
CONTOH = 20_000
_SALIN = """
    INSERT INTO surveys_respons (kampanye_id, layanan_id, kanal, nilai, profil, diarahkan, komentar, bahasa, durasi,
                                 jaringan, perangkat, kantor, kiriman, petugas_id, pada, golongan)
    SELECT kampanye_id, layanan_id, kanal, nilai, profil, diarahkan, komentar, bahasa, durasi,
           {acak16}, {acak16}, kantor, {uuid}, petugas_id, pada, golongan
    FROM surveys_respons WHERE id > %s AND id <= %s
"""
_ACAK = {
    "postgresql": {"acak16": "substr(md5(random()::text), 1, 16)", "uuid": "gen_random_uuid()"},
    "sqlite": {"acak16": "lower(hex(randomblob(8)))", "uuid": "lower(hex(randomblob(16)))"},
}


def tambah(kampanye_id: int, jumlah: int) -> dict[str, int]:
    """So many more responses, written in bulk as if they had been counted, and counted all at once."""
    from itertools import islice

    from django.db import connection
    from django.db.models import Max

    from surveys.demo import karang_respons
    from surveys.enums import Golongan
    from surveys.models import Respons
    from surveys.services.olah import olah_semua, periksa_rekap

    kampanye = _kampanye(kampanye_id)
    olah_semua(kampanye=kampanye, paling_banyak=10**6)
    awal = Respons.objects.aggregate(n=Max("pk"))["n"]
    baris = karang_respons(kampanye, min(jumlah, CONTOH), benih=1, sejak=kampanye.mulai, sampai=kampanye.selesai)
    while potong := list(islice(baris, 2_000)):
        for satu in potong:
            satu.golongan = Golongan.BERSIH
        Respons.objects.bulk_create(potong)
    akhir = Respons.objects.aggregate(n=Max("pk"))["n"]
    with connection.cursor() as kursor:
        for _kali in range(max(0, jumlah // CONTOH - 1)):
            kursor.execute(_SALIN.format(**_ACAK[connection.vendor]), [awal, akhir])
        kursor.execute("ANALYZE surveys_respons")
    periksa_rekap(kampanye=kampanye, simpan=True)
    return {"n": jumlah}


def baca(kampanye_id: int) -> dict[str, float]:
    from surveys.indeks import hitung
    from surveys.models import Respons
    from surveys.selectors.kampanye import kuesioner_dari
    from surveys.selectors.rekap import rekap_kini
    from surveys.services.olah import olah_semua

    kampanye = _kampanye(kampanye_id)
    k = kuesioner_dari(kampanye.kuesioner)
    awal = time.perf_counter()
    sisa = olah_semua(kampanye=kampanye, paling_banyak=10**6)
    olah = time.perf_counter() - awal
    lama = []
    for _n in range(5):
        awal = time.perf_counter()
        hitung(k, rekap_kini(kampanye, k).sah)
        lama.append((time.perf_counter() - awal) * 1000)
    n = Respons.objects.filter(kampanye=kampanye).count()
    return {"n": n, "baca": max(lama), "sisa": sisa, "olah": olah, "per_detik": sisa / max(olah, 0.001)}


if __name__ == "__main__":
    import django

    django.setup()
    perintah, *isi = sys.argv[1:]
    print(json.dumps({"siapkan": siapkan, "sisip": sisip, "tambah": tambah, "baca": baca}[perintah](*map(int, isi))))
