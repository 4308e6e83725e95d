"""Everybody at once, a database that is restarted, a worker that is killed: none lost, none counted twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid

import pytest
from django.db import InterfaceError, OperationalError, connection, connections

from surveys.enums import CaraIsi, Golongan, Kanal
from surveys.errors import KodeDitolak, TidakMenerima
from surveys.isian import Isian
from surveys.models import KodeRespons, Olahan, Rekap, Respons, Segel
from surveys.selectors.kampanye import publik_dari
from surveys.services.isi import Asal, terima
from surveys.services.kampanye import gerakkan
from surveys.services.kode import buat_kode, kode_nomor
from surveys.services.olah import olah, olah_semua, periksa_rekap
from surveys.services.pengeluaran import keluarkan
from surveys.services.segel import periksa_segel, segel
from tests.factories import make_anggota, make_kampanye
from tests.serentak import bersama
from units.enums import Peran
from zi_portal.common import sql

pytestmark = pytest.mark.django_db(transaction=True)

NILAI = "4343434343434"


def kirim(publik, kiriman=None, kode=""):
    isian = Isian(nilai=NILAI, kiriman=kiriman or uuid.uuid4())
    return terima(kampanye=publik, isian=isian, kanal=Kanal.KODE if kode else Kanal.TAUTAN, asal=Asal(), kode=kode)


def test_six_who_send_the_same_form_make_one_response():
    publik, kiriman = publik_dari(make_kampanye()), uuid.uuid4()
    hasil = bersama(*[lambda: kirim(publik, kiriman)] * 6)
    assert Respons.objects.count() == 1
    assert {h.respons_id for h in hasil} == {Respons.objects.get().pk}
    assert sum(h.baru for h in hasil) == 1


def test_six_who_use_one_code_get_one_in():
    kampanye = make_kampanye(cara=CaraIsi.KODE)
    buat_kode(kampanye=kampanye, jumlah=1, layanan=None, actor=kampanye.dibuat_oleh)
    publik, kode = publik_dari(kampanye), kode_nomor(kampanye, 1)
    hasil = bersama(*[lambda: kirim(publik, kode=kode)] * 6)
    assert sum(isinstance(h, KodeDitolak) for h in hasil) == 5
    assert (Respons.objects.count(), KodeRespons.objects.exclude(dipakai_pada=None).count()) == (1, 1)


def test_what_comes_while_it_closes_is_in_the_seal_or_was_refused():
    kampanye = make_kampanye()
    publik = publik_dari(kampanye)

    def tutup():
        gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
        return segel(kampanye=kampanye)

    hasil = bersama(*[lambda: kirim(publik)] * 4, tutup, *[lambda: kirim(publik)] * 4)
    diterima = [h for n, h in enumerate(hasil) if n != 4 and not isinstance(h, TidakMenerima)]
    assert (Segel.objects.get().jumlah, Respons.objects.count()) == (len(diterima), len(diterima))
    assert periksa_segel(Segel.objects.get()) == ""


def test_counting_excluding_and_sending_at_once_stay_true():
    kampanye = make_kampanye()
    publik = publik_dari(kampanye)
    lama = [kirim(publik).respons_id for _n in range(5)]
    olah(kampanye=kampanye)
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    bersama(
        lambda: olah_semua(kampanye=kampanye),
        lambda: keluarkan(kampanye=kampanye, respons=lama[:3], alasan="Salah unit", actor=penelaah),
        lambda: olah_semua(kampanye=kampanye),
        lambda: keluarkan(kampanye=kampanye, respons=lama[2:], alasan="Salah unit", actor=penelaah),
        *[lambda: kirim(publik)] * 4,
    )
    olah_semua(kampanye=kampanye)
    assert (Respons.objects.count(), Olahan.objects.get().dihitung) == (9, 9)
    assert Respons.objects.filter(golongan=Golongan.DIKELUARKAN).count() == 5
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite tidak punya sambungan yang dapat diputus")
def test_a_connection_that_was_cut_while_it_rested_is_not_noticed():
    publik, kiriman = publik_dari(make_kampanye()), uuid.uuid4()
    assert kirim(publik).baru

    pid = connection.connection.get_backend_pid()

    def putus():
        with connection.cursor() as kursor:
            kursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    bersama(putus)
    assert kirim(publik, kiriman).baru
    assert not kirim(publik, kiriman).baru
    assert Respons.objects.count() == 2


def test_what_the_database_refuses_is_not_sent_again(django_assert_num_queries):
    """Only a connection that is gone is worth another try."""
    dibatalkan = {
        "postgresql": "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57014'; END $$",
        "sqlite": "SELECT 1 FROM tidak_ada",
    }[connection.vendor]
    with django_assert_num_queries(1), pytest.raises(OperationalError):
        sql.baca_ulang((dibatalkan, []))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite tidak punya sambungan yang dapat diputus")
def test_a_database_that_drops_every_connection_loses_nothing():
    """Each person sends again what was not answered, as the page does; every other connection is cut meanwhile."""
    publik = publik_dari(make_kampanye())
    kiriman = [uuid.uuid4() for _n in range(60)]

    def orang(bagian):
        for satu in bagian:
            for _kali in range(200):
                try:
                    kirim(publik, satu)
                    break
                except (OperationalError, InterfaceError):
                    connections.close_all()
                    time.sleep(0.01)
            else:
                raise AssertionError("never accepted")

    def putus():
        potong = 0
        for _kali in range(15):
            time.sleep(0.02)
            with connection.cursor() as kursor:
                kursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                potong += kursor.fetchone()[0]
        return potong

    hasil = bersama(*[lambda bagian=kiriman[n::6]: orang(bagian) for n in range(6)], putus)
    connections.close_all()
    assert hasil[-1] > 0
    assert set(Respons.objects.values_list("kiriman", flat=True)) == set(kiriman)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="proses kedua memerlukan basis data yang dipakai bersama")
def test_a_worker_killed_while_counting_leaves_nothing_half_counted():
    kampanye = make_kampanye()
    publik = publik_dari(kampanye)
    for _n in range(400):
        kirim(publik)
    nama = connection.settings_dict["NAME"]
    db = connection.settings_dict
    env = os.environ | {"DATABASE_URL": f"postgres://{db['USER']}@{db['HOST']}:{db['PORT'] or 5432}/{nama}"}
    perintah = (
        "import django; django.setup()\n"
        "from surveys.models import Kampanye\n"
        "from surveys.services import olah\n"
        "olah.SEKALI_OLAH = 7\n"
        f"k = Kampanye.objects.select_related('unit__instansi', 'kuesioner').get(pk={kampanye.pk})\n"
        "print('siap', flush=True)\n"
        "olah.olah_semua(kampanye=k)\n"
    )
    env["DJANGO_SETTINGS_MODULE"] = "zi_portal.settings"
    proses = subprocess.Popen([sys.executable, "-c", perintah], env=env, stdout=subprocess.PIPE)
    assert proses.stdout.readline() == b"siap\n"
    while not Rekap.objects.exists():
        time.sleep(0.005)
    proses.send_signal(signal.SIGKILL)
    proses.wait(10)
    sempat = Olahan.objects.get().dihitung
    assert sempat > 0
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []
    assert olah_semua(kampanye=kampanye) == 400 - sempat
    assert Olahan.objects.get().dihitung == 400
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []
