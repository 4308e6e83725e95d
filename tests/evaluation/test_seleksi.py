"""The administrative selection and the objection: drafts, what is owed, who is told, and what stays TPN's own."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Aksi, Status, StatusUsulan
from evaluation.errors import EvaluationError, LKEMoved, MasaTutup
from evaluation.models import ItemSeleksi, LembarKerjaEvaluasi, Musim, Riwayat, Usulan
from evaluation.services.seleksi import (
    ajukan_sanggah,
    mulai_seleksi,
    nilai_sanggah,
    selesaikan_sanggah,
    selesaikan_seleksi,
    simpan_seleksi,
)
from tests.factories import bawa_ke, make_anggota, make_lke, make_tim_tpn, make_unit
from tests.matrix import Dunia, buat_dunia, lengkapi
from tests.serentak import berpapasan, bersama
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
CANARY = "<script>alert('seleksi')</script>"


def segar(lke) -> LembarKerjaEvaluasi:
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


def dunia_pada(status) -> Dunia:
    dunia = lengkapi(buat_dunia(status))
    dunia.lke = segar(dunia.lke)
    return dunia


def item(lke, kode="tlhp") -> ItemSeleksi:
    return ItemSeleksi.objects.select_related("lke__unit__instansi", "lke__musim").get(lke=lke, kode=kode)


def semua_sesuai(lke) -> dict[str, tuple[str, str]]:
    return {i.kode: ("sesuai", "") for i in ItemSeleksi.objects.filter(lke=lke)}


def sanggah(dunia, **ubah):
    isi = {"sanggah": "Sudah tuntas", "tautan": "https://contoh.go.id/tlhp", "berkas": None}
    ajukan_sanggah(item=item(dunia.lke), actor=dunia.orang["admin"], **(isi | ubah))


def test_the_selection_goes_from_draft_to_final_and_on_to_the_desk():
    dunia = dunia_pada(Status.DIUSULKAN)
    lke, tpn = dunia.lke, dunia.orang["tpn_anggota"]
    mulai_seleksi(lke=lke, actor=tpn)
    assert "usia_wbk" not in semua_sesuai(lke)
    with pytest.raises(EvaluationError, match="Belum dinilai"):
        selesaikan_seleksi(lke=lke, actor=tpn)
    simpan_seleksi(lke=lke, isi=semua_sesuai(lke), versi=0, actor=tpn)
    assert segar(lke).status == Status.SELEKSI
    assert not Notifikasi.objects.filter(judul__startswith="Seleksi").exists()
    assert selesaikan_seleksi(lke=lke, actor=tpn).ke == Status.DESK
    assert Notifikasi.objects.filter(user=dunia.orang["admin"], judul__startswith="Seleksi").count() == 1
    with pytest.raises(LKEMoved):
        simpan_seleksi(lke=lke, isi={"tlhp": ("tidak", "x")}, versi=None, actor=tpn)


def test_an_item_judged_wrong_owes_a_note_and_opens_the_objection():
    dunia = dunia_pada(Status.SELEKSI)
    lke, tpn = dunia.lke, dunia.orang["tpn_anggota"]
    simpan_seleksi(lke=lke, isi=semua_sesuai(lke) | {"tlhp": ("tidak", " ")}, versi=None, actor=tpn)
    with pytest.raises(EvaluationError, match="catatan"):
        selesaikan_seleksi(lke=lke, actor=tpn)
    simpan_seleksi(lke=lke, isi={"tlhp": ("tidak", "Belum 100 %")}, versi=None, actor=tpn)
    assert selesaikan_seleksi(lke=lke, actor=tpn).ke == Status.SANGGAH
    pesan = Notifikasi.objects.get(user=dunia.orang["admin"], judul__startswith="Seleksi")
    assert "Tindak lanjut" in pesan.isi


@pytest.mark.parametrize("isi", [{"lain": ("sesuai", "")}, {"tlhp": ("mungkin", "")}])
def test_an_unknown_item_or_result_changes_nothing(isi):
    dunia = dunia_pada(Status.SELEKSI)
    with pytest.raises(EvaluationError):
        simpan_seleksi(lke=dunia.lke, isi=isi, versi=0, actor=dunia.orang["tpn_anggota"])
    assert set(ItemSeleksi.objects.filter(lke=dunia.lke).values_list("hasil", flat=True)) == {""}
    # The counter went back with it: the same page may save again.
    simpan_seleksi(lke=dunia.lke, isi={"tlhp": ("sesuai", "")}, versi=0, actor=dunia.orang["tpn_anggota"])


def test_of_two_who_saw_the_same_draft_the_second_is_told():
    dunia = dunia_pada(Status.SELEKSI)
    satu, dua = dunia.orang["tpn_anggota"], dunia.orang["tpn_admin"]
    simpan_seleksi(lke=dunia.lke, isi={"tlhp": ("sesuai", "satu")}, versi=0, actor=satu)
    with pytest.raises(EvaluationError, match="Orang lain"):
        simpan_seleksi(lke=dunia.lke, isi={"tlhp": ("tidak", "dua")}, versi=0, actor=dua)
    assert item(dunia.lke).catatan == "satu"


def test_what_concerns_the_instansi_is_judged_once_for_the_proposal():
    dunia = dunia_pada(Status.SELEKSI)
    lain = make_lke(unit=make_unit("Unit kedua", instansi=dunia.instansi))
    bawa_ke(lain, Status.SELEKSI, actor=dunia.orang["tpi_dalnis"])
    LembarKerjaEvaluasi.objects.filter(pk=lain.pk).update(usulan=dunia.usulan)
    isi = {"sptjm": ("tidak", "Belum bermeterai"), "tlhp": ("sesuai", "")}
    simpan_seleksi(lke=dunia.lke, isi=isi, versi=None, actor=dunia.orang["tpn_anggota"])
    assert (item(lain, "sptjm").hasil, item(lain, "sptjm").catatan) == ("tidak", "Belum bermeterai")
    assert item(lain).hasil == ""


def test_an_objection_is_made_once_to_what_was_found_wrong_with_some_proof():
    dunia = dunia_pada(Status.SANGGAH)
    with pytest.raises(EvaluationError, match="tautan atau berkas"):
        sanggah(dunia, tautan="")
    with pytest.raises(EvaluationError, match="Tuliskan"):
        sanggah(dunia, sanggah=" ")
    with pytest.raises(EvaluationError, match="tidak dapat disanggah"):
        ajukan_sanggah(
            item=item(dunia.lke, "lhkpn"), sanggah="x", tautan="https://a.id", berkas=None, actor=dunia.orang["admin"]
        )
    sanggah(dunia)
    with pytest.raises(EvaluationError, match="sudah disanggah"):
        sanggah(dunia, sanggah="Lagi")
    assert item(dunia.lke).sanggah == "Sudah tuntas"
    assert Notifikasi.objects.filter(user=dunia.orang["tpn_anggota"], judul__contains="menyanggah").count() == 1


def jendela(dunia, mulai: int, selesai: int) -> None:
    kini = timezone.now()
    Musim.objects.filter(pk=dunia.lke.musim_id).update(
        sanggah_mulai=kini + dt.timedelta(days=mulai), sanggah_selesai=kini + dt.timedelta(days=selesai)
    )
    dunia.lke = segar(dunia.lke)


@pytest.mark.parametrize(("mulai", "selesai"), [(1, 2), (-2, -1)])
def test_outside_the_window_nothing_is_objected(mulai, selesai):
    dunia = dunia_pada(Status.SANGGAH)
    jendela(dunia, mulai, selesai)
    with pytest.raises(MasaTutup):
        sanggah(dunia)
    assert item(dunia.lke).sanggah_pada is None


def test_while_the_instansi_may_still_object_tpn_does_not_close():
    dunia = dunia_pada(Status.SANGGAH)
    jendela(dunia, -1, 1)
    with pytest.raises(MasaTutup):
        selesaikan_sanggah(lke=dunia.lke, actor=dunia.orang["tpn_anggota"])
    jendela(dunia, -2, -1)
    riwayat = selesaikan_sanggah(lke=dunia.lke, actor=dunia.orang["tpn_anggota"])
    assert riwayat.ke == Status.TIDAK_DITETAPKAN
    assert "Bukti TLHP belum ada" in riwayat.alasan


@pytest.mark.parametrize(("hasil", "ke"), [("diterima", Status.DESK), ("ditolak", Status.TIDAK_DITETAPKAN)])
def test_an_objection_accepted_leads_on_and_one_refused_ends_it(hasil, ke):
    dunia = dunia_pada(Status.SANGGAH)
    tpn = dunia.orang["tpn_anggota"]
    sanggah(dunia)
    with pytest.raises(EvaluationError, match="belum dinilai"):
        selesaikan_sanggah(lke=dunia.lke, actor=tpn)
    nilai_sanggah(lke=dunia.lke, isi={"tlhp": (hasil, "")}, versi=None, actor=tpn)
    if hasil == "ditolak":
        with pytest.raises(EvaluationError, match="alasan"):
            selesaikan_sanggah(lke=dunia.lke, actor=tpn)
        nilai_sanggah(lke=dunia.lke, isi={"tlhp": (hasil, "Tautan kosong")}, versi=None, actor=tpn)
    assert selesaikan_sanggah(lke=dunia.lke, actor=tpn).ke == ke
    # The last unit of the proposal ended, so the proposal did.
    assert (Usulan.objects.get().status == StatusUsulan.SELESAI) == (ke == Status.TIDAK_DITETAPKAN)


def test_the_draft_of_tpn_reaches_nobody_of_the_instansi(client):
    dunia = dunia_pada(Status.SELEKSI)
    rahasia = "RAHASIA-DRAF"
    simpan_seleksi(lke=dunia.lke, isi={"tlhp": ("tidak", rahasia)}, versi=None, actor=dunia.orang["tpn_anggota"])
    for siapa in ("operator", "pimpinan", "tpi_ketua", "admin"):
        client.force_login(dunia.orang[siapa])
        assert client.get(reverse("evaluation:lke_seleksi", args=[dunia.lke.pk])).status_code == 403
        for nama in ("lke_riwayat", "tpn_evaluasi"):
            halaman = client.get(reverse(f"evaluation:{nama}", args=[dunia.lke.pk])).content.decode()
            assert rahasia not in halaman
    assert not Notifikasi.objects.filter(isi__contains=rahasia).exists()


def test_the_judgement_of_an_objection_is_not_seen_before_it_is_final(client):
    dunia = dunia_pada(Status.SANGGAH)
    sanggah(dunia)
    isi = {"tlhp": ("ditolak", "RAHASIA-SANGGAH")}
    nilai_sanggah(lke=dunia.lke, isi=isi, versi=None, actor=dunia.orang["tpn_anggota"])
    client.force_login(dunia.orang["admin"])
    alamat = reverse("evaluation:lke_seleksi", args=[dunia.lke.pk])
    assert "RAHASIA-SANGGAH" not in client.get(alamat).content.decode()
    selesaikan_sanggah(lke=dunia.lke, actor=dunia.orang["tpn_anggota"])
    assert "RAHASIA-SANGGAH" in client.get(alamat).content.decode()


def test_the_admin_objects_on_the_page_with_a_file_and_tpn_reads_it(client):
    dunia = dunia_pada(Status.SANGGAH)
    client.force_login(dunia.orang["admin"])
    alamat = reverse("evaluation:lke_sanggah", args=[dunia.lke.pk, "tlhp"])
    assert client.post(alamat, {"sanggah": CANARY}).status_code == 422
    berkas = SimpleUploadedFile("tlhp.txt", b"Tindak lanjut tuntas\n", content_type="text/plain")
    assert client.post(alamat, {"sanggah": CANARY, "berkas": berkas}).status_code == 302
    for siapa, nama in (("admin", "lke_seleksi"), ("tpn_anggota", "tpn_evaluasi")):
        client.force_login(dunia.orang[siapa])
        halaman = client.get(reverse(f"evaluation:{nama}", args=[dunia.lke.pk])).content.decode()
        assert CANARY not in halaman
        assert "&lt;script&gt;" in halaman
        assert "tlhp.txt" in halaman
    assert client.get(alamat).status_code == 403


def test_notes_of_the_selection_are_shown_as_text(client):
    dunia = dunia_pada(Status.SELEKSI)
    client.force_login(dunia.orang["tpn_anggota"])
    alamat = reverse("evaluation:tpn_langkah", args=[dunia.lke.pk, "seleksi"])
    assert client.post(alamat, {"versi": "0", "hasil_tlhp": "tidak", "catatan_tlhp": CANARY}).status_code == 302
    for nama in (alamat, reverse("evaluation:tpn_evaluasi", args=[dunia.lke.pk])):
        halaman = client.get(nama).content.decode()
        assert CANARY not in halaman
        assert "alert(&#x27;seleksi&#x27;)" in halaman
    # What is not whole is refused with what was typed still there, and the draft is kept.
    jawab = client.post(alamat, {"versi": "1", "hasil_tlhp": "tidak", "catatan_tlhp": "Belum", "aksi": "selesai"})
    assert jawab.status_code == 422
    assert "Belum dinilai" in jawab.content.decode()
    assert item(dunia.lke).catatan == "Belum"


def test_the_pages_of_the_selection_stay_flat(client):
    dunia = dunia_pada(Status.SANGGAH)
    sanggah(dunia)
    client.force_login(dunia.orang["tpn_anggota"])
    for nama, args in (("tpn_evaluasi", []), ("tpn_langkah", ["sanggah"])):
        alamat = reverse(f"evaluation:{nama}", args=[dunia.lke.pk, *args])
        client.get(alamat)
        banyak = set()
        for hasil in ("sesuai", "tidak"):
            ItemSeleksi.objects.filter(lke=dunia.lke).exclude(kode="tlhp").update(hasil=hasil)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(alamat).status_code == 200
            banyak.add(len(queries))
        assert len(banyak) == 1
        assert banyak.pop() <= 20


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_the_selection_at_once_one_moves_it():
    dunia = dunia_pada(Status.SELEKSI)
    simpan_seleksi(lke=dunia.lke, isi=semua_sesuai(dunia.lke), versi=None, actor=dunia.orang["tpn_anggota"])
    hasil = bersama(*[lambda: selesaikan_seleksi(lke=segar(dunia.lke), actor=dunia.orang["tpn_anggota"])] * 2)
    assert sum(isinstance(h, Riwayat) for h in hasil) == 1
    assert sum(isinstance(h, LKEMoved) for h in hasil) == 1
    assert Riwayat.objects.filter(lke=dunia.lke, aksi=Aksi.LOLOS_SELEKSI).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_made_final_meanwhile_keeps_what_it_was_found_to_be():
    """One closes the selection of a unit while another judges the instansi's item at a sibling."""
    dunia = dunia_pada(Status.SELEKSI)
    actor = dunia.orang["tpn_anggota"]
    lain = make_lke(unit=make_unit("Unit kedua", instansi=dunia.instansi))
    bawa_ke(lain, Status.SELEKSI, actor=dunia.orang["tpi_dalnis"])
    LembarKerjaEvaluasi.objects.filter(pk=lain.pk).update(usulan=dunia.usulan)
    simpan_seleksi(lke=segar(lain), isi=semua_sesuai(lain), versi=None, actor=actor)
    hasil = berpapasan(
        lambda: selesaikan_seleksi(lke=segar(lain), actor=actor),
        lambda: simpan_seleksi(lke=segar(dunia.lke), isi={"sptjm": ("tidak", "Usang")}, versi=None, actor=actor),
    )
    assert isinstance(hasil[0], Riwayat)
    assert item(dunia.lke, "sptjm").hasil == "tidak"
    assert (segar(lain).status, item(lain, "sptjm").hasil) == (Status.DESK, "sesuai")


def test_another_team_reads_nothing_of_it(client):
    dunia = dunia_pada(Status.SANGGAH)
    lain = make_anggota(Peran.TPN_ANGGOTA)
    make_tim_tpn(lain, instansi=make_unit().instansi, musim=dunia.lke.musim, nama="Tim lain")
    client.force_login(lain)
    for nama, args in (("tpn_evaluasi", []), ("tpn_langkah", ["sanggah"])):
        assert client.get(reverse(f"evaluation:{nama}", args=[dunia.lke.pk, *args])).status_code == 403
    assert client.get(reverse("evaluation:lke_panel", args=[dunia.lke.pk, "tpn"])).status_code == 404
