"""Every move of an evaluation in one table: who may make it, from which state, in which window. Which address answers
to whom is told by tests/test_permission_matrix.py; here the moves themselves are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.enums import Aksi, Status, StatusUsulan
from evaluation.enums.musim import FLOW_MUSIM, AksiMusim, StatusMusim
from evaluation.enums.pleno import AksiPleno, StatusPleno
from evaluation.enums.predikat import (
    AksiKlarifikasi,
    AksiLaporan,
    AksiPredikat,
    StatusKlarifikasi,
    StatusLaporan,
    StatusPredikat,
)
from evaluation.enums.usulan import AksiUsulan
from evaluation.errors import EvaluationError, LKEMoved, MasaTutup
from evaluation.flow import FLOW, FLOW_KLARIFIKASI, FLOW_LAPORAN, FLOW_PLENO, FLOW_PREDIKAT, FLOW_USULAN
from evaluation.models import ItemSeleksi, LembarKerjaEvaluasi, Musim, Riwayat, RiwayatEvaluasi
from evaluation.services import evaluasi_tpn, mandiri, pleno, seleksi, tpi, usulan
from evaluation.services.lke import ajukan_lke, gerak
from evaluation.services.pendahuluan import IsianPendahuluan, putuskan_pendahuluan
from tests import matrix as m
from tests.factories import make_lke_status
from tests.matriks import musim as topik_musim
from tests.matriks import pleno as topik_pleno
from tests.matriks import predikat as topik_predikat
from tests.serentak import bersama
from units.models import Notifikasi, User
from zi_portal.common.alur import Langkah

pytestmark = pytest.mark.django_db

PIMPINAN, PENILAI, ADMIN = frozenset({"pimpinan"}), m.PENILAI, frozenset({"admin"})
TPN_ADMIN, TPN = frozenset({"tpn_admin"}), m.TPN
# Who makes a move of a sheet. KIRIM of its proposal carries USULKAN.
SIAPA: dict[Aksi, frozenset[str]] = {
    Aksi.AJUKAN: PIMPINAN,
    Aksi.AJUKAN_PENDAHULUAN: PIMPINAN,
    Aksi.AJUKAN_ULANG: PIMPINAN,
    Aksi.LAYAK_DIEVALUASI: PENILAI,
    Aksi.BELUM_LAYAK_DIEVALUASI: PENILAI,
    Aksi.MULAI_NILAI: m.TPI,
    Aksi.KEMBALIKAN: m.PENGARAH,
    Aksi.BAWA_PLENO: m.PENGARAH,
    Aksi.KEMBALI_NILAI: m.PENGARAH,
    Aksi.NYATAKAN_LAYAK: m.PENGARAH,
    Aksi.NYATAKAN_TIDAK_LAYAK: m.PENGARAH,
    Aksi.MULAI_SELEKSI: TPN,
    Aksi.LOLOS_SELEKSI: TPN,
    Aksi.BUKA_SANGGAH: TPN,
    Aksi.TERIMA_SANGGAH: TPN,
    Aksi.TOLAK_SANGGAH: TPN,
    Aksi.LULUS_DESK: TPN,
    Aksi.GAGAL_DESK: TPN,
    Aksi.SELESAI_WAWANCARA: TPN,
    Aksi.SELESAI_LAPANGAN: TPN,
    Aksi.BAWA_PANEL: TPN,
    Aksi.SELESAI_PANEL: TPN_ADMIN,
    Aksi.GUGURKAN: TPN_ADMIN,
    Aksi.TETAPKAN: TPN_ADMIN,
    Aksi.TOLAK: TPN_ADMIN,
    Aksi.TARIK: ADMIN,
    Aksi.TETAPKAN_MANDIRI: ADMIN,
}
LUAR_TPN = frozenset({"tpi_ketua", "tpi_dalnis"})
LAIN: tuple[tuple[str, Mapping[str, Langkah], type, dict[str, frozenset[str]]], ...] = (
    ("usulan", FLOW_USULAN, StatusUsulan, {AksiUsulan.KIRIM: ADMIN, AksiUsulan.TARIK: ADMIN}),
    (
        "predikat_unit",
        FLOW_PREDIKAT,
        StatusPredikat,
        {
            AksiPredikat.MULAI_KLARIFIKASI: TPN | LUAR_TPN,
            AksiPredikat.AKHIRI_KLARIFIKASI: TPN_ADMIN,
            AksiPredikat.CABUT: TPN_ADMIN,
        },
    ),
    (
        "laporan_predikat",
        FLOW_LAPORAN,
        StatusLaporan,
        {AksiLaporan.KIRIM: m.PENGARAH, AksiLaporan.TERIMA: TPN, AksiLaporan.KEMBALIKAN: TPN},
    ),
    (
        "klarifikasi_predikat",
        FLOW_KLARIFIKASI,
        StatusKlarifikasi,
        {
            AksiKlarifikasi.JAWAB: m.PENGARAH | PIMPINAN,
            AksiKlarifikasi.NYATAKAN_TERBUKTI: TPN,
            AksiKlarifikasi.NYATAKAN_TIDAK_TERBUKTI: TPN,
        },
    ),
    (
        "pleno",
        FLOW_PLENO,
        StatusPleno,
        dict.fromkeys((AksiPleno.MULAI, AksiPleno.TUTUP, AksiPleno.BATALKAN), m.PENGARAH),
    ),
    ("musim_disiapkan", FLOW_MUSIM, StatusMusim, {AksiMusim.BUKA: frozenset({"tpn_admin", "platform"})}),
)


@pytest.fixture
def dunia() -> m.Dunia:
    """A sheet with a parent unit, a proposal, a meeting and a predicate; its state is set as it is asked about."""
    dunia = m.lengkapi(m.buat_dunia(Status.DIAJUKAN))
    topik_musim.lengkapi(dunia)
    topik_pleno.lengkapi(dunia)
    topik_predikat.lengkapi(dunia)
    LembarKerjaEvaluasi.objects.update(unit_penilai=dunia.unit.induk)
    return dunia


def segar(lke: LembarKerjaEvaluasi, **ubah: object) -> LembarKerjaEvaluasi:
    """The row as it stands, with ``ubah`` as somebody may still have it in hand."""
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim", "usulan").get(pk=lke.pk)
    for nama, nilai in ubah.items():
        setattr(lke, nama, nilai)
    return lke


def _dari(flow: Mapping, siapa: Mapping) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Permission → from which states, by whom: moves that share a permission share its people."""
    hasil: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for aksi, orang in siapa.items():
        sumber, lama = hasil.get(flow[aksi].perm, (frozenset(), orang))
        assert lama == orang
        hasil[flow[aksi].perm] = (sumber | flow[aksi].sources, orang)
    return hasil


# Who, from where ------------------------------------------------------------------------------------------------------


def test_every_move_stands_in_the_table():
    assert set(FLOW) - set(SIAPA) == {Aksi.USULKAN}
    for _objek, flow, _status, siapa in LAIN:
        # What time, the last unit or a newer predicate brings about is nobody's to do.
        tanpa = set(flow) - set(siapa)
        assert tanpa <= {AksiUsulan.SELESAI, AksiPredikat.GANTIKAN, AksiPredikat.KEDALUWARSA}


@pytest.mark.once
def test_who_may_move_a_sheet_from_which_state(dunia):
    dunia.instansi.wbk_mandiri = True
    dunia.instansi.save()
    beda = []
    for perm, (sumber, orang) in _dari(FLOW, SIAPA).items():
        dalam = dunia.usulan if perm == "evaluation.tarik_lke" else None
        for status in Status:
            lke = segar(dunia.lke, status=status, usulan=dalam)
            for siapa, user in dunia.orang.items():
                harap = siapa in orang and status in sumber
                if user.has_perm(perm, lke) != harap:
                    beda.append(f"{perm} {status} {siapa}: seharusnya {harap}")
    assert not beda, "\n".join(beda)


@pytest.mark.once
@pytest.mark.parametrize(("nama", "flow", "status", "siapa"), LAIN, ids=[x[0] for x in LAIN])
def test_who_may_move_what_stands_around_it(dunia, nama, flow, status, siapa):
    objek, beda = getattr(dunia, nama), []
    for perm, (sumber, orang) in _dari(flow, siapa).items():
        for kini in status:
            objek.status = kini
            if nama == "predikat_unit":
                objek.aktif = kini in {StatusPredikat.AKTIF, StatusPredikat.DALAM_KLARIFIKASI}
            for satu, user in dunia.orang.items():
                harap = satu in orang and kini in sumber
                if user.has_perm(perm, objek) != harap:
                    beda.append(f"{perm} {kini} {satu}: seharusnya {harap}")
    assert not beda, "\n".join(beda)


# The state, in the database -------------------------------------------------------------------------------------------


def _lakukan(aksi: Aksi, lke: LembarKerjaEvaluasi, aktor: User, dunia: m.Dunia) -> object:
    """The service that makes this move, with all it asks for."""
    besok = timezone.now() + dt.timedelta(days=1)
    hari, alasan, isi = timezone.localdate(), "Alasan", {"lke": lke, "actor": aktor}
    surat = ContentFile(b"Surat\n", name="surat.txt")
    layak = IsianPendahuluan("layak", "S-1", hari)
    langkah = {
        Aksi.LULUS_DESK: "desk",
        Aksi.SELESAI_WAWANCARA: "wawancara",
        Aksi.SELESAI_LAPANGAN: "lapangan",
        Aksi.SELESAI_PANEL: "panel",
    }
    match aksi:
        case Aksi.AJUKAN | Aksi.AJUKAN_ULANG:
            return ajukan_lke(**isi)
        case Aksi.LAYAK_DIEVALUASI:
            return putuskan_pendahuluan(isian=layak, berkas=surat, **isi)
        case Aksi.BELUM_LAYAK_DIEVALUASI:
            return putuskan_pendahuluan(isian=IsianPendahuluan("belum", alasan=alasan), **isi)
        case Aksi.MULAI_NILAI:
            return tpi.mulai_nilai(**isi)
        case Aksi.KEMBALIKAN:
            return tpi.kembalikan_lke(tanda={"A.I.1.i.a": "Lengkapi"}, alasan=alasan, tenggat=besok, **isi)
        case Aksi.BAWA_PLENO:
            return tpi.bawa_pleno(**isi)
        case Aksi.KEMBALI_NILAI:
            return pleno.kembali_nilai(alasan=alasan, **isi)
        case Aksi.NYATAKAN_LAYAK | Aksi.NYATAKAN_TIDAK_LAYAK:
            return tpi.selesaikan_tpi(layak=aksi == Aksi.NYATAKAN_LAYAK, alasan=alasan, **isi)
        case Aksi.MULAI_SELEKSI:
            return seleksi.mulai_seleksi(**isi)
        case Aksi.LOLOS_SELEKSI:
            return seleksi.selesaikan_seleksi(**isi)
        case Aksi.TERIMA_SANGGAH:
            return seleksi.selesaikan_sanggah(**isi)
        case Aksi.GUGURKAN:
            return evaluasi_tpn.gugurkan(alasan=alasan, **isi)
        case Aksi.TETAPKAN | Aksi.TOLAK:
            sk = {"nomor_sk": "SK/1", "tanggal_sk": hari}
            return usulan.putuskan_tpn(tetapkan=aksi == Aksi.TETAPKAN, alasan=alasan, **sk, **isi)
        case Aksi.TARIK:
            return usulan.tarik_lke(usulan=dunia.usulan, alasan=alasan, **isi)
        case Aksi.TETAPKAN_MANDIRI:
            return mandiri.tetapkan_mandiri(nomor_sk="SK/1", tanggal_sk=hari, berkas=surat, nama="sk.txt", **isi)
        case _:
            return evaluasi_tpn.selesaikan_langkah(langkah=langkah[aksi], **isi)


# One service makes several: which of them, what was found decides.
SEJALAN = {
    Aksi.AJUKAN_PENDAHULUAN,
    Aksi.BUKA_SANGGAH,
    Aksi.TOLAK_SANGGAH,
    Aksi.GAGAL_DESK,
    Aksi.BAWA_PANEL,
}


def _keadaan(lke: LembarKerjaEvaluasi) -> tuple[object, ...]:
    baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk).values("status", "putaran", "tenggat", "usulan", "updated_at")
    return baris.get(), Riwayat.objects.count(), RiwayatEvaluasi.objects.count(), Notifikasi.objects.count()


def test_a_move_from_another_state_is_refused_in_the_database(dunia):
    """The sheet in hand is where the move may be made; in the database it stands elsewhere by now."""
    dunia.instansi.wbk_mandiri = True
    dunia.instansi.save()
    lolos = []
    for aksi in SIAPA.keys() - SEJALAN:
        sumber = FLOW[aksi].sources
        # Those that share the service are no other state to it.
        lain = [s for s in (Status.DRAF, Status.LAYAK, Status.DESK, Status.DITETAPKAN) if s not in sumber][:3]
        aktor = dunia.orang[min(SIAPA[aksi])]
        for kini in lain:
            dalam = dunia.usulan if aksi == Aksi.TARIK else None
            LembarKerjaEvaluasi.objects.filter(pk=dunia.lke.pk).update(status=kini, usulan=dalam)
            lke, sebelum = segar(dunia.lke, status=min(sumber)), _keadaan(dunia.lke)
            try:
                _lakukan(aksi, lke, User.objects.get(pk=aktor.pk), dunia)
            except EvaluationError:
                pass
            else:
                lolos.append(f"{aksi} dari {kini}")
            if _keadaan(dunia.lke) != sebelum:
                lolos.append(f"{aksi} dari {kini} mengubah sesuatu")
    assert not lolos, "\n".join(sorted(lolos))


# The window -----------------------------------------------------------------------------------------------------------

BELUM, SUDAH = (1, 2), (-2, -1)
TUTUP_TPI = {"isi_mulai": -9, "isi_selesai": -5, "tpi_selesai": -1}


@pytest.mark.parametrize(
    ("aksi", "status", "hari"),
    [
        (Aksi.AJUKAN, Status.DRAF, {"isi_mulai": 1}),
        (Aksi.AJUKAN, Status.DRAF, {"isi_mulai": -9, "isi_selesai": -1}),
        (Aksi.LAYAK_DIEVALUASI, Status.PENDAHULUAN, TUTUP_TPI),
        (Aksi.KEMBALIKAN, Status.DINILAI_TPI, TUTUP_TPI),
        (Aksi.BAWA_PLENO, Status.DINILAI_TPI, TUTUP_TPI),
        (Aksi.NYATAKAN_LAYAK, Status.DINILAI_TPI, TUTUP_TPI),
        (Aksi.NYATAKAN_TIDAK_LAYAK, Status.PLENO, TUTUP_TPI),
        (Aksi.TERIMA_SANGGAH, Status.SANGGAH, {"sanggah_mulai": -1, "sanggah_selesai": 1}),
    ],
)
def test_a_move_outside_its_window_is_refused(dunia, aksi, status, hari):
    """Whoever holds the role and finds the sheet in its state: the window alone stands in the way."""
    LembarKerjaEvaluasi.objects.filter(pk=dunia.lke.pk).update(status=status)
    if status == Status.SANGGAH:
        ItemSeleksi.objects.create(lke=dunia.lke, kode="tlhp", urut=1, hasil="tidak", catatan="Belum")
    kini = timezone.now()
    Musim.objects.update(**{nama: kini + dt.timedelta(days=n) for nama, n in hari.items()})
    aktor, sebelum = dunia.orang[min(SIAPA[aksi])], _keadaan(dunia.lke)
    assert aktor.has_perm(FLOW[aksi].perm, segar(dunia.lke))
    galat = EvaluationError if aksi == Aksi.KEMBALIKAN else MasaTutup  # that names the date it must not pass
    with pytest.raises(galat):
        _lakukan(aksi, segar(dunia.lke), aktor, dunia)
    assert _keadaan(dunia.lke) == sebelum
    # In time it is not the window that decides.
    Musim.objects.update(
        isi_mulai=kini - dt.timedelta(days=9),
        isi_selesai=kini + dt.timedelta(days=5),
        tpi_selesai=kini + dt.timedelta(days=9),
        sanggah_mulai=kini - dt.timedelta(days=3),
        sanggah_selesai=kini - dt.timedelta(days=1),
    )
    try:
        _lakukan(aksi, segar(dunia.lke), aktor, dunia)
    except MasaTutup:
        pytest.fail("masih di luar masanya")
    except EvaluationError:
        pass


def test_a_repair_ends_with_its_own_date(dunia):
    lalu = timezone.now() - dt.timedelta(minutes=1)
    LembarKerjaEvaluasi.objects.filter(pk=dunia.lke.pk).update(status=Status.PERBAIKAN, tenggat=lalu)
    with pytest.raises(MasaTutup):
        ajukan_lke(lke=segar(dunia.lke), actor=dunia.orang["pimpinan"])
    LembarKerjaEvaluasi.objects.update(tenggat=timezone.now() + dt.timedelta(days=1))
    assert ajukan_lke(lke=segar(dunia.lke), actor=dunia.orang["pimpinan"]).aksi == Aksi.AJUKAN_ULANG


@pytest.mark.parametrize("hari", [BELUM, SUDAH])
def test_a_proposal_is_sent_and_filled_in_its_window_only(dunia, hari):
    mulai, selesai = (timezone.now() + dt.timedelta(days=n) for n in hari)
    Musim.objects.update(usulan_mulai=mulai, usulan_selesai=selesai)
    dunia.usulan.musim.refresh_from_db()
    admin = dunia.orang["admin"]
    with pytest.raises(MasaTutup):
        usulan.kirim_usulan(usulan=dunia.usulan, nomor_surat="1", tanggal_surat=timezone.localdate(), actor=admin)
    with pytest.raises(MasaTutup):
        usulan.unggah_dokumen(
            usulan=dunia.usulan, jenis="surat", berkas=ContentFile(b"Surat\n"), nama="surat.txt", actor=admin
        )
    dunia.usulan.refresh_from_db()
    assert dunia.usulan.status == StatusUsulan.DISUSUN


# At once --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_six_who_move_a_sheet_at_once_one_wins():
    lke = make_lke_status(Status.PENETAPAN)
    aktor = User.objects.create(username="aktor", nama="Aktor")
    jalan = (Aksi.TETAPKAN, Aksi.TOLAK, Aksi.TARIK) * 2
    hasil = bersama(*[lambda a=a: gerak(lke=segar(lke), aksi=a, actor=aktor, alasan="Alasan") for a in jalan])
    [menang] = [h for h in hasil if isinstance(h, Riwayat)]
    assert sum(isinstance(h, LKEMoved) for h in hasil) == len(jalan) - 1
    assert (segar(lke).status, Riwayat.objects.filter(lke=lke).count()) == (menang.ke, 1)
