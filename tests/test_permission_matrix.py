"""Every address × every kind of person × every state of the sheet. An address without a row fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from evaluation.enums import Lapis, Status
from tests import matrix as m
from tests.matriks import TOPIK, evaluasi_tpn
from tests.matrix import DRAF, PERBAIKAN, UNIT_TERLIHAT, Baris, Dunia, Orang, selalu, semua, tidak_ada, unit

pytestmark = pytest.mark.django_db


def lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def lke_kode(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk, "kode": d.kode}


def pegawai(d: Dunia) -> dict[str, object]:
    return {"pk": d.pegawai.pk}


def usulan(d: Dunia) -> dict[str, object]:
    return {"pk": d.usulan.pk}


def bukti_unit(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "bukti_pk": d.bukti.pk}


def berkas_lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk, "berkas_pk": d.berkas.pk}


def berkas_unit(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "berkas_pk": d.berkas.pk}


melihat = m.melihat_lke


def dan(terlihat: Callable[[str], Orang], orang: Orang) -> Callable[[str], Orang]:
    return lambda status: terlihat(status) & orang


def melihat_tpi(status: str) -> Orang:
    """TPI's answers: TPI itself and the admin once a round began, unit and auditor after a release, TPN what was
    proposed."""
    if status in {DRAF, Status.DIAJUKAN, Status.PENDAHULUAN}:
        return frozenset()
    orang = m.INSTANSI
    if status == PERBAIKAN or status in m.SESUDAH_TPI:
        orang |= m.ORANG_UNIT | m.AUDITOR
    if status in m.DI_TPN:
        orang |= m.TPN
    return orang


DIPUTUS = {Status.DITETAPKAN, Status.TIDAK_DITETAPKAN}  # what was taken back was never decided


def melihat_tpn(status: str) -> Orang:
    """TPN's answers are its own until it has decided."""
    if status in DIPUTUS:
        return m.TPN | m.INSTANSI | m.ORANG_UNIT | m.AUDITOR
    return m.TPN if status in m.DI_TPN else frozenset()


def membaca_dokumen(status: str) -> Orang:
    """A report with the unit's and TPI's values: TPI's from the start, the unit's and TPN's once released, finals only
    for the auditor."""
    orang = (m.INSTANSI if status != DRAF else frozenset()) | melihat_tpi(status)
    return orang if m.status_final(status) else orang - m.AUDITOR


def memantau_pekerjaan(status: str) -> Orang:
    """Its making is watched by those who would get the same layers now: who reads TPN's gets a report with them."""
    return melihat_tpi(status) - melihat_tpn(status) - m.AUDITOR


def membaca_usulan(status: str) -> Orang:
    return frozenset({"admin"}) | (m.TPN if status in m.DI_TPN else frozenset())


PENGELOLA = frozenset({"admin", "admin_lain", "platform"})

PUBLIK = {
    "health_live",
    "health_ready",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    # 404 unless a provider is named (tests/zi_portal/test_oidc.py)
    "openid_connect_login",
    "openid_connect_callback",
}
# Pages about one's own account, by the sign-in library; its own tests cover them, tests/units/test_views.py ours.
AKUN_SENDIRI = {
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
# Only there while DEBUG is on; settings and tests/zi_portal see to it.
PENGEMBANGAN = {"units:gaya"}

MATRIKS: dict[str, list[Baris]] = {
    # The person's own
    "evaluation:beranda": [Baris()],
    "units:profil": [Baris()],
    "units:notifikasi": [Baris()],
    "units:notifikasi_baca_semua": [Baris(metode="post")],
    "units:notifikasi_buka": [Baris(lambda d: {"pk": d.pesan.pk}, selalu("operator"))],
    "units:notifikasi_baca": [Baris(lambda d: {"pk": d.pesan.pk}, selalu("operator"), metode="post")],
    # The organisation
    "units:unit_detail": [Baris(unit, selalu(*UNIT_TERLIHAT))],
    "units:instansi_list": [Baris(boleh=selalu(*PENGELOLA))],
    "units:unit_kedudukan": [
        Baris(unit, selalu(*UNIT_TERLIHAT), selalu("admin", "platform"), metode=metode) for metode in ("get", "post")
    ],
    "units:instansi_detail": [Baris(lambda d: {"pk": d.instansi.pk}, selalu("admin", "platform"))],
    "units:pegawai_list": [Baris(boleh=selalu(*PENGELOLA))],
    "units:pegawai_unduhan": [Baris(boleh=selalu(*PENGELOLA))],
    "units:pegawai_baru": [Baris(boleh=selalu(*PENGELOLA)), Baris(boleh=selalu(*PENGELOLA), metode="post")],
    "units:pegawai_detail": [Baris(pegawai, boleh=selalu("admin", "platform"), kosong=selalu("admin_lain"))],
    "units:pegawai_ubah": [Baris(pegawai, boleh=selalu("admin", "platform"), kosong=selalu("admin_lain"))],
    "units:pegawai_sandi": [
        Baris(pegawai, boleh=selalu("admin", "platform"), kosong=selalu("admin_lain"), metode="post")
    ],
    "units:pegawai_aktif": [
        Baris(pegawai, boleh=selalu("admin", "platform"), kosong=selalu("admin_lain"), metode="post")
    ],
    "units:keanggotaan_baru": [Baris(pegawai, boleh=selalu("admin", "platform"), kosong=selalu("admin_lain"))],
    "units:keanggotaan_akhiri": [
        Baris(
            lambda d: {"pk": d.keanggotaan.pk},
            boleh=selalu("admin", "platform"),
            kosong=selalu("admin_lain"),
            metode="post",
        )
    ],
    # The sheet
    "evaluation:lke_list": [Baris()],
    "evaluation:lke_buka": [
        Baris(
            terlihat=selalu(*UNIT_TERLIHAT),
            boleh=selalu(*m.PENGISI),
            metode="post",
            data={"unit": "unit", "predikat_tujuan": "WBK"},
        )
    ],
    "evaluation:lke_detail": [Baris(lke, melihat)],
    "evaluation:lke_lanjut": [Baris(lke, melihat)],
    "evaluation:lke_bagian": [Baris(lambda d: {"pk": d.lke.pk, "kode": "A.I.1"}, melihat)],
    "evaluation:soal": [Baris(lke_kode, melihat)],
    "evaluation:lke_cari": [Baris(lke, melihat)],
    "evaluation:jawaban_simpan": [
        Baris(
            lambda d: {"pk": d.lke.pk, "lapis": Lapis.UNIT, "kode": d.kode},
            melihat,
            lambda s: m.PENGISI if s in {DRAF, PERBAIKAN} else frozenset(),
            metode="post",
            data={"versi": "1", "A.I.1.i.a": "Tidak"},
        ),
        Baris(
            lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPI, "kode": d.kode},
            lambda s: m.INSTANSI if s in {Status.DIAJUKAN, Status.PENDAHULUAN} else melihat_tpi(s),
            lambda s: m.TPI if s == Status.DINILAI_TPI else frozenset(),
            metode="post",
            data={"versi": "1", "A.I.1.i.a": "Tidak"},
        ),
        Baris(
            lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPN, "kode": d.kode},
            melihat_tpn,
            lambda s: m.TPN if s in {Status.DESK, Status.LAPANGAN} else frozenset(),
            metode="post",
            data={"versi": "0", "A.I.1.i.a": "Tidak"},
        ),
    ],
    "evaluation:lke_indeks": [
        Baris(
            lambda d, lapis=lapis: {"pk": d.lke.pk, "lapis": lapis, "kode": "B.I.a"},
            terlihat,
            boleh,
            metode=metode,
        )
        for metode in ("get", "post")
        for lapis, terlihat, boleh in (
            (Lapis.UNIT, melihat, lambda s: m.PENGISI if s in {DRAF, PERBAIKAN} else frozenset()),
            (
                Lapis.TPI,
                lambda s: m.INSTANSI if s in {Status.DIAJUKAN, Status.PENDAHULUAN} else melihat_tpi(s),
                lambda s: m.TPI if s == Status.DINILAI_TPI else frozenset(),
            ),
            (Lapis.TPN, melihat_tpn, lambda s: m.TPN if s in {Status.DESK, Status.LAPANGAN} else frozenset()),
        )
    ],
    "evaluation:penjelasan": [
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.UNIT, "kode": "total"}, melihat),
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPI, "kode": "total"}, melihat_tpi),
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPN, "kode": "total"}, melihat_tpn),
    ],
    "evaluation:lke_panel": [
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.UNIT}, melihat),
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPI}, melihat_tpi),
        Baris(lambda d: {"pk": d.lke.pk, "lapis": Lapis.TPN}, melihat_tpn),
    ],
    "evaluation:lke_periksa": [
        Baris(lke, melihat),
        Baris(
            lke,
            melihat,
            lambda s: frozenset({"pimpinan"}) if s in {DRAF, PERBAIKAN} else frozenset(),
            metode="post",
            data={"setuju_tanpa_bukti": "ya"},
        ),
    ],
    "evaluation:lke_tanda_terima": [Baris(lke, lambda s: frozenset() if s == DRAF else melihat(s))],
    "evaluation:lke_cetak": [Baris(lke, melihat)],
    # Proof under a question, and its bytes
    "evaluation:bukti_daftar": [Baris(lke_kode, melihat)],
    "evaluation:bukti_unggah": [
        Baris(lke_kode, melihat, selalu(*m.PENGISI), metode="post", data={"lengkap": "1"}),
    ],
    "evaluation:bukti_tautan": [
        Baris(lke_kode, melihat, selalu(*m.PENGISI), metode="post", data={"url": "https://example.go.id/sk"}),
    ],
    "evaluation:bukti_pilih": [
        Baris(lke_kode, melihat, selalu(*m.PENGISI)),
        Baris(lke_kode, melihat, selalu(*m.PENGISI), metode="post"),
    ],
    "evaluation:bukti_lepas": [
        Baris(lambda d: {"pk": d.lke.pk, "tautan_pk": d.tautan.pk}, melihat, selalu(*m.PENGISI), metode="post"),
    ],
    "evaluation:bukti_lihat": [Baris(berkas_lke, melihat)],
    "evaluation:bukti_berkas": [Baris(berkas_lke, melihat)],
    "evaluation:bukti_pratinjau": [Baris(berkas_lke, melihat)],
    # A small picture of a text file does not exist for anybody.
    "evaluation:bukti_kecil": [Baris(berkas_lke, tidak_ada)],
    # The unit's archive is for its own people
    "evaluation:bukti_arsip": [Baris(unit, selalu(*UNIT_TERLIHAT), selalu(*m.ORANG_UNIT))],
    "evaluation:bukti_arsip_unggah": [
        Baris(unit, selalu(*UNIT_TERLIHAT), selalu(*m.PENGISI), metode="post", data={"lengkap": "1"})
    ],
    "evaluation:bukti_arsip_lihat": [Baris(berkas_unit, selalu(*UNIT_TERLIHAT), selalu(*m.ORANG_UNIT))],
    "evaluation:bukti_arsip_berkas": [Baris(berkas_unit, selalu(*UNIT_TERLIHAT), selalu(*m.ORANG_UNIT))],
    "evaluation:bukti_arsip_pratinjau": [Baris(berkas_unit, selalu(*UNIT_TERLIHAT), selalu(*m.ORANG_UNIT))],
    "evaluation:bukti_arsip_kecil": [
        Baris(berkas_unit, selalu(*UNIT_TERLIHAT), tidak_ada, kosong=selalu(*m.ORANG_UNIT))
    ],
    "evaluation:bukti_detail": [Baris(bukti_unit, selalu(*UNIT_TERLIHAT), selalu(*m.ORANG_UNIT))],
    "evaluation:bukti_ganti": [
        Baris(bukti_unit, selalu(*UNIT_TERLIHAT), selalu(*m.PENGISI), metode="post", data={"lengkap": "1"})
    ],
    "evaluation:bukti_pasang": [
        Baris(
            bukti_unit,
            selalu(*UNIT_TERLIHAT),
            selalu(*m.PENGISI),
            metode="post",
            data={"lke": "lke", "kode": "A.I.1.i.b"},
        )
    ],
    "evaluation:bukti_hapus": [
        Baris(bukti_unit, selalu(*UNIT_TERLIHAT), selalu(*m.PENGISI)),
        Baris(bukti_unit, selalu(*UNIT_TERLIHAT), selalu(*m.PENGISI), metode="post"),
    ],
    # Talk
    "evaluation:utas": [Baris(lke_kode, melihat)],
    "evaluation:sebutan": [
        Baris(lke, melihat, selalu(*m.ORANG_UNIT, *m.TPI), data={"q": "a"}),
        Baris(lke, melihat, selalu(*m.TPI), data={"ranah": "tpi"}),
    ],
    "evaluation:komentar_tulis": [
        Baris(lke_kode, melihat, selalu(*m.ORANG_UNIT, *m.TPI), metode="post", data={"isi": "Sudah kami perbaiki"})
    ],
    "evaluation:komentar_selesai": [
        Baris(
            lambda d: {"pk": d.lke.pk, "komentar": d.komentar.pk},
            lambda s: melihat(s) - m.PENILAI,  # unit and TPI talk, of TPI's values too
            selalu(*m.ORANG_UNIT, *m.TPI),
            metode="post",
            data={"selesai": "1"},
        )
    ],
    # TPI. Whoever holds the role and comes too late is led back with the present state: allowed, and harmless.
    "evaluation:tpi_antrean": [Baris(boleh=selalu(*m.INSTANSI, "tpi_lepas", "tpi_lain", "admin_lain"))],
    "evaluation:tpi_tugas": [Baris(boleh=selalu(*m.PENGARAH, "admin", "tpi_lain", "admin_lain"))],
    "evaluation:tpi_tugas_lepas": [
        Baris(
            lambda d: {"pk": d.tugas.pk},
            boleh=selalu(*m.PENGARAH, "admin"),
            kosong=selalu("tpi_lain", "admin_lain"),
            metode="post",
        )
    ],
    "evaluation:tpi_mulai": [Baris(lke, melihat, selalu(*m.TPI), metode="post")],
    "evaluation:tpi_berikutnya": [Baris(lke, melihat, selalu(*m.TPI))],
    "evaluation:tpi_berubah": [Baris(lke, melihat, selalu(*m.TPI))],
    "evaluation:tpi_terima": [
        Baris(lke, melihat, selalu(*m.TPI)),
        Baris(lke, melihat, selalu(*m.TPI), metode="post"),
    ],
    "evaluation:tpi_kembalikan": [
        Baris(lke, melihat, selalu(*m.PENGARAH)),
        Baris(lke, melihat, selalu(*m.PENGARAH), metode="post"),
    ],
    "evaluation:tpi_perpanjang": [
        Baris(lke, melihat, selalu(*m.PENGARAH)),
        Baris(lke, melihat, selalu(*m.PENGARAH), metode="post"),
    ],
    "evaluation:tpi_selesai": [
        Baris(lke, melihat, selalu(*m.PENGARAH)),
        Baris(lke, melihat, selalu(*m.PENGARAH), metode="post", data={"hasil": Status.LAYAK}),
    ],
    # Proposal and decision
    "evaluation:usulan_list": [Baris(boleh=selalu("admin", "admin_lain"))],
    "evaluation:usulan_buat": [
        Baris(boleh=selalu("admin", "admin_lain")),
        Baris(boleh=selalu("admin", "admin_lain"), metode="post"),
    ],
    "evaluation:usulan_detail": [Baris(usulan, membaca_usulan)],
    "evaluation:usulan_masukkan": [
        Baris(
            usulan,
            membaca_usulan,
            selalu("admin"),
            metode="post",
            data={"lke": "lke"},
            kosong=lambda s: frozenset({"admin"}) if s == DRAF else frozenset(),
        )
    ],
    "evaluation:usulan_keluarkan": [
        Baris(
            usulan,
            membaca_usulan,
            selalu("admin"),
            metode="post",
            data={"lke": "lke"},
            kosong=lambda s: frozenset({"admin"}) if s == DRAF else frozenset(),
        )
    ],
    "evaluation:usulan_kirim": [
        Baris(usulan, membaca_usulan, selalu("admin")),
        Baris(usulan, membaca_usulan, selalu("admin"), metode="post"),
    ],
    "evaluation:tpn_antrean": [Baris(boleh=selalu(*m.TPN))],
    "evaluation:tpn_putuskan": [
        Baris(lke, melihat, lambda s: frozenset({"tpn_admin"})),
        Baris(lke, melihat, lambda s: frozenset({"tpn_admin"}), metode="post", data={"putusan": "tolak"}),
    ],
    # Reports
    "reports:laporan_lke": [Baris(lke, melihat, lambda s: melihat(s) - m.PENILAI)],
    "reports:laporan_minta": [Baris(lke, melihat, lambda s: melihat_tpi(s) - m.AUDITOR, metode="post")],
    "reports:pekerjaan_status": [Baris(lambda d: {"pk": d.pekerjaan.pk}, memantau_pekerjaan)],
    "reports:pekerjaan_ulang": [Baris(lambda d: {"pk": d.pekerjaan.pk}, memantau_pekerjaan, metode="post")],
    "reports:dokumen_unduh": [Baris(lambda d: {"pk": d.dokumen.pk}, membaca_dokumen)],
}
for topik in TOPIK:
    assert not MATRIKS.keys() & topik.MATRIKS.keys()
    MATRIKS |= topik.MATRIKS
    PUBLIK |= topik.PUBLIK


def semua_nama() -> set[str]:
    def jalan(resolver: URLResolver, ruang: str = "") -> list[str]:
        nama: list[str] = []
        for pola in resolver.url_patterns:
            if isinstance(pola, URLResolver):
                nama += jalan(pola, f"{ruang}{pola.namespace}:" if pola.namespace else ruang)
            elif isinstance(pola, URLPattern):
                nama.append(f"{ruang}{pola.name}")
        return nama

    return set(jalan(get_resolver()))


def test_every_address_has_a_row():
    assert semua_nama() - PENGEMBANGAN == set(MATRIKS) | PUBLIK | AKUN_SENDIRI


def test_no_address_stands_twice():
    assert not (set(MATRIKS) & PUBLIK) | (set(MATRIKS) & AKUN_SENDIRI) | (PUBLIK & AKUN_SENDIRI)


@pytest.mark.parametrize("nama", sorted(AKUN_SENDIRI))
def test_account_pages_ask_for_a_sign_in(client, nama):
    jawab = client.get(reverse(nama))
    assert jawab.status_code == 302
    assert jawab["Location"].startswith(reverse(settings.LOGIN_URL))


def _dunia(status: str) -> Dunia:
    """The world with everything that an address points at, of every topic."""
    dunia = m.lengkapi(m.buat_dunia(status))
    for topik in TOPIK:
        topik.lengkapi(dunia)
    return dunia


def _kirim(client, dunia: Dunia, nama: str, baris: Baris):
    objek = {"unit": dunia.unit.pk, "lke": dunia.lke.pk}
    data = {k: objek.get(v, v) for k, v in baris.data.items()}
    alamat = reverse(nama, kwargs=baris.kwargs(dunia))
    return client.post(alamat, data) if baris.metode == "post" else client.get(alamat, data)


# What does not change with the state is asked in three: of people who have no part in the sheet, of addresses whose
# rights are the same in each.
# On its way through TPN a sheet is the same for everybody else's addresses: one of these states is asked them all.
DI_ANTARA = m.PROSES_TPN - {Status.DIUSULKAN, Status.DESK}
HANYA_TPN = evaluasi_tpn.MATRIKS.keys() | {
    "evaluation:jawaban_simpan",
    "evaluation:lke_indeks",
    "evaluation:tpn_putuskan",
    "evaluation:lke_panel",
}
STATUS_ORANG_LUAR = {DRAF, Status.DINILAI_TPI, Status.DITETAPKAN}


def _tetap(baris: Baris) -> bool:
    """Nobody's right changes with the state of the sheet."""
    hak = [baris.terlihat, baris.kosong, baris.boleh or semua]
    return all(satu(status) == satu(DRAF) for satu in hak for status in Status.values)


SELALU_SAMA = {id(baris) for daftar in MATRIKS.values() for baris in daftar if _tetap(baris)}


def _ditanya(nama: str, baris: Baris, siapa: str, status: str) -> bool:
    """Is this asked of this person in this state? What is refused is, in each; pages that open are drawn at length, so
    of the states in which one may, the first and the last are asked."""
    if not _ada_guna(nama, baris, siapa, status):
        return False
    if _harapan(baris, siapa, status) != "boleh":
        return True
    boleh = [s for s in Status.values if _ada_guna(nama, baris, siapa, s) and _harapan(baris, siapa, s) == "boleh"]
    return status in (boleh[0], boleh[-1])


def _ada_guna(nama: str, baris: Baris, siapa: str, status: str) -> bool:
    """Could the answer be another one than in a state that is asked anyhow?"""
    if siapa in m.ORANG_LUAR and status not in STATUS_ORANG_LUAR:
        return False
    if status != DRAF and (nama.startswith("units:") or baris.terlihat is semua or baris.sekali):
        return False  # nothing of the sheet in it: asked once
    if status in DI_ANTARA and nama not in HANYA_TPN:
        return False
    return id(baris) not in SELALU_SAMA or status in STATUS_ORANG_LUAR


@pytest.mark.once
@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("status", Status.values)
def test_who_may(status):
    """One world per state; each request is rolled back, so the state is the same for everybody."""
    dunia = _dunia(status)
    beda: list[str] = []
    for siapa, user in dunia.orang.items():
        client = Client(raise_request_exception=False)
        client.force_login(user)
        for nama, daftar in MATRIKS.items():
            for baris in daftar:
                if not _ditanya(nama, baris, siapa, status):
                    continue
                with transaction.atomic():
                    jawab = _kirim(client, dunia, nama, baris)
                    kode = jawab.status_code
                    if jawab.streaming:
                        jawab.getvalue()  # read to its end, a file is closed
                    transaction.set_rollback(True)
                if (harap := _harapan(baris, siapa, status)) != _golongan(kode):
                    beda.append(f"{baris.metode} {nama} {baris.kwargs(dunia)} {siapa}: {harap}, tetapi {kode}")
    assert not beda, "\n".join(beda)


def _golongan(kode: int) -> str:
    # 423: a save that comes when the sheet has moved on; refused, with the present state told.
    if kode in {403, 404, 423}:
        return "403" if kode == 423 else str(kode)
    return "boleh" if kode < 500 and kode != 405 else f"galat {kode}"


def _harapan(baris: Baris, siapa: str, status: str) -> str:
    if siapa not in baris.terlihat(status) or siapa in baris.kosong(status):
        return "404"
    return "boleh" if baris.boleh is None or siapa in baris.boleh(status) else "403"


def test_who_may_without_a_sign_in(client):
    dunia = _dunia(Status.DITETAPKAN)
    masuk = reverse(settings.LOGIN_URL)
    for nama, daftar in MATRIKS.items():
        for baris in daftar:
            jawab = _kirim(client, dunia, nama, baris)
            assert (nama, jawab.status_code) == (nama, 302)
            assert jawab["Location"].startswith(masuk)
