"""TPN's steps after the selection, the batch under one decree, the teams, and what stays TPN's own until then."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Status, StatusUsulan
from evaluation.errors import EvaluationError, LKEMoved
from evaluation.models import (
    EvaluasiTPN,
    InstansiTimTPN,
    Jawaban,
    LembarKerjaEvaluasi,
    PredikatUnit,
    Riwayat,
    RiwayatEvaluasi,
    SKPenetapan,
    Usulan,
)
from evaluation.selectors.evaluasi_tpn import hambatan_lke
from evaluation.selectors.skor import skor_lapis
from evaluation.services import evaluasi_tpn as layanan
from evaluation.services.tim_tpn import bubarkan_tim, simpan_tim
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_predikat, make_unit
from tests.matrix import Dunia, buat_dunia, lengkapi
from tests.serentak import bersama
from units.enums import Peran
from units.models import Keanggotaan, Notifikasi, User

pytestmark = pytest.mark.django_db
CANARY = "<script>alert('tpn')</script>"
SK = {"nomor_sk": "SK/77/2026", "tanggal_sk": dt.date(2026, 1, 15), "berkas": None}


def segar(lke) -> LembarKerjaEvaluasi:
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


def dunia_pada(status) -> Dunia:
    dunia = lengkapi(buat_dunia(status))
    dunia.lke = segar(dunia.lke)
    return dunia


def catatan(lke) -> EvaluasiTPN:
    return EvaluasiTPN.objects.get(lke=lke)


def simpan(dunia, langkah, *, selesai=True, temuan=None, **isi):
    aktor = dunia.orang["tpn_admin" if langkah == "panel" else "tpn_anggota"]
    layanan.simpan_langkah(lke=dunia.lke, langkah=langkah, isi=isi, temuan=temuan, versi=None, actor=aktor)
    if selesai:
        return layanan.selesaikan_langkah(lke=dunia.lke, langkah=langkah, actor=aktor)
    return None


def temuan(lke, hasil="ada"):
    return {i.kode: (hasil, "") for i in lke.item_lapangan.all()}


KUNJUNGAN = {"lapangan_tanggal": dt.date(2026, 5, 1), "lapangan_tim": "Ratna"}
SEBAB = {"kondisi": "Antrean panjang", "rekomendasi": "Tambah loket"}
WAWANCARA = {"wawancara_waktu": dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "wawancara_tempat": "https://rapat.id/1"}


def lapangan(**isi):
    return {**KUNJUNGAN, **{f"lapangan_{k}": v for k, v in isi.items()}}


# The steps ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "langkah", "isi", "ke"),
    [
        (Status.DESK, "desk", {"desk_hasil": "lulus"}, Status.WAWANCARA),
        (Status.DESK, "desk", {"desk_hasil": "tidak", **{f"desk_{k}": v for k, v in SEBAB.items()}}, Status.PENETAPAN),
        (Status.WAWANCARA, "wawancara", {**WAWANCARA, "wawancara_hasil": "Baik"}, Status.LAPANGAN),
        (Status.LAPANGAN, "lapangan", lapangan(hasil="lulus"), Status.PENETAPAN),
        (Status.LAPANGAN, "lapangan", lapangan(hasil="tidak", **SEBAB), Status.PENETAPAN),
        (Status.LAPANGAN, "lapangan", lapangan(hasil="panel", **SEBAB), Status.PANEL),
        (Status.PANEL, "panel", {"panel_hasil": "tidak", "panel_alasan": "Belum merata"}, Status.PENETAPAN),
    ],
)
def test_a_whole_step_moves_the_sheet(status, langkah, isi, ke):
    dunia = dunia_pada(status)
    riwayat = simpan(dunia, langkah, temuan=temuan(dunia.lke) if langkah == "lapangan" else None, **isi)
    assert (riwayat.ke, segar(dunia.lke).status) == (ke, ke)
    # What TPN noted stands beside the history the unit reads, not in it.
    assert riwayat.alasan == ""
    with pytest.raises(LKEMoved):
        layanan.selesaikan_langkah(lke=dunia.lke, langkah=langkah, actor=dunia.orang["tpn_admin"])


@pytest.mark.parametrize(
    ("status", "langkah", "isi", "kata"),
    [
        (Status.DESK, "desk", {}, "Pilih hasil"),
        (Status.DESK, "desk", {"desk_hasil": "tidak", "desk_kondisi": "Kurang"}, "rekomendasi"),
        (Status.WAWANCARA, "wawancara", {}, "waktu"),
        (Status.WAWANCARA, "wawancara", WAWANCARA, "catatan hasil"),
        (
            Status.WAWANCARA,
            "wawancara",
            {**WAWANCARA, "wawancara_hasil": "x", "wawancara_waktu": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)},
            "setelah waktunya",
        ),
        (Status.LAPANGAN, "lapangan", KUNJUNGAN, "Pilih hasil"),
        (Status.LAPANGAN, "lapangan", lapangan(tanggal=dt.date(2100, 1, 1), hasil="lulus"), "sesudah hari ini"),
        (Status.LAPANGAN, "lapangan", lapangan(hasil="panel"), "rekomendasi"),
        (Status.PANEL, "panel", {"panel_hasil": "lulus"}, "alasan"),
    ],
)
def test_a_step_that_is_not_whole_keeps_its_draft_and_stays(status, langkah, isi, kata):
    dunia = dunia_pada(status)
    with pytest.raises(EvaluationError, match=kata):
        simpan(dunia, langkah, temuan=temuan(dunia.lke) if langkah == "lapangan" else None, **isi)
    assert segar(dunia.lke).status == status
    assert {k: getattr(catatan(dunia.lke), k) for k in isi} == isi


def test_a_visit_is_not_done_with_open_lines():
    dunia = dunia_pada(Status.LAPANGAN)
    with pytest.raises(EvaluationError, match="butir lapangan"):
        simpan(dunia, "lapangan", **lapangan(hasil="lulus"))


@pytest.mark.parametrize(("status", "ke"), [(Status.WAWANCARA, Status.LAPANGAN), (Status.LAPANGAN, Status.PENETAPAN)])
def test_a_step_is_left_out_with_a_reason_that_the_unit_does_not_read(status, ke):
    dunia = dunia_pada(status)
    admin = dunia.orang["tpn_admin"]
    with pytest.raises(EvaluationError):
        layanan.lewati_langkah(lke=dunia.lke, alasan=" ", actor=admin)
    assert layanan.lewati_langkah(lke=dunia.lke, alasan="Sudah dikunjungi", actor=admin).ke == ke
    assert not Riwayat.objects.filter(alasan__contains="dikunjungi").exists()
    if ke == Status.PENETAPAN:
        assert catatan(dunia.lke).hasil == "lulus"  # the desk's


def test_the_schedule_reaches_unit_and_admin_once():
    dunia = dunia_pada(Status.WAWANCARA)
    for _ulang in range(2):
        simpan(dunia, "wawancara", selesai=False, **WAWANCARA)
    pesan = Notifikasi.objects.filter(judul__startswith="Wawancara TPN")
    assert {n.user for n in pesan} == {dunia.orang[o] for o in ("operator", "ketua_tim", "pimpinan", "admin")}
    assert pesan.count() == 4


def test_tpns_own_survey_replaces_the_indices_in_its_layer_only():
    dunia = dunia_pada(Status.LAPANGAN)
    isi = {"ipak": Decimal("3.10"), "ipkp": Decimal("3.70"), "responden": 120, "sumber": "BPS"}
    layanan.simpan_survei(lke=dunia.lke, versi=None, actor=dunia.orang["tpn_anggota"], **isi)
    tpn = Jawaban.objects.filter(lke=dunia.lke, lapis="tpn", kode__in=["B.I.a", "B.II.a"])
    tpn = dict(tpn.values_list("kode", "isi"))
    assert {k: Decimal(v[k]) for k, v in tpn.items()} == {"B.I.a": Decimal("3.10"), "B.II.a": Decimal("3.70")}
    assert Jawaban.objects.get(lke=dunia.lke, lapis="tpi", kode="B.I.a").isi == {"B.I.a": "4"}
    # An IPAK under its threshold hinders the award.
    assert not skor_lapis(dunia.lke, Lapis.TPN).memenuhi("WBK")
    assert any("ambang" in h for h in hambatan_lke(dunia.lke))
    with pytest.raises(EvaluationError):
        layanan.simpan_survei(lke=dunia.lke, versi=None, actor=dunia.orang["tpn_anggota"], **(isi | {"sumber": " "}))


def test_a_note_of_a_body_owes_its_words_and_silence_hinders():
    dunia = dunia_pada(Status.DESK)
    simpan_clear = {"lke": dunia.lke, "versi": None, "actor": dunia.orang["tpn_anggota"]}
    with pytest.raises(EvaluationError, match="catatan"):
        layanan.simpan_clearance(isi={"kpk": ("catatan", "")}, **simpan_clear)
    layanan.simpan_clearance(isi={"kpk": ("catatan", "LHKPN terlambat"), "apip": ("clear", "")}, **simpan_clear)
    assert any("2 lembaga" in h for h in hambatan_lke(dunia.lke))


def test_gugur_owes_a_reason_and_takes_the_whole_proposal_if_asked(client):
    dunia = dunia_pada(Status.DESK)
    lain = make_lke(unit=make_unit("Kedua", instansi=dunia.instansi))
    bawa_ke(lain, Status.SELEKSI, actor=dunia.orang["tpi_dalnis"])
    LembarKerjaEvaluasi.objects.filter(pk=lain.pk).update(usulan=dunia.usulan)
    client.force_login(dunia.orang["tpn_admin"])
    alamat = reverse("evaluation:tpn_gugur", args=[dunia.lke.pk])
    assert client.post(alamat, {"alasan": ""}).status_code == 422
    assert client.post(alamat, {"alasan": "KKN oleh pimpinan", "seluruh": "on"}).status_code == 302
    assert [segar(x).status for x in (dunia.lke, lain)] == [Status.GUGUR] * 2
    assert Usulan.objects.get().status == StatusUsulan.SELESAI
    assert client.post(alamat, {"alasan": "Lagi"}).status_code == 302  # told that it is over
    assert Riwayat.objects.filter(aksi=Aksi.GUGURKAN).count() == 2
    client.force_login(dunia.orang["operator"])
    assert "KKN oleh pimpinan" in client.get(reverse("evaluation:lke_riwayat", args=[dunia.lke.pk])).content.decode()


# Who reads it ---------------------------------------------------------------------------------------------------------


def test_nothing_tpn_notes_is_read_by_others_before_the_decision(client):
    """Every word of TPN's in every column, then every page, message and search of everybody else."""
    dunia = dunia_pada(Status.LAPANGAN)
    rahasia = "RAHASIATPN"
    teks = {f.name: rahasia for f in EvaluasiTPN._meta.fields if f.get_internal_type() == "TextField"}
    EvaluasiTPN.objects.filter(lke=dunia.lke).update(**teks | {"lapangan_tim": rahasia, "survei_sumber": rahasia})
    jawaban = Jawaban.objects.filter(lke=dunia.lke, lapis="tpn", kode="A.I.1.i.a")
    jawaban.update(catatan=rahasia, isi={"A.I.1.i.a": "Tidak"})
    berkas = SimpleUploadedFile("foto.txt", b"Foto tempat\n", content_type="text/plain")
    foto = layanan.unggah_foto(lke=dunia.lke, berkas=berkas, nama="foto.txt", actor=dunia.orang["tpn_anggota"])
    lain = make_anggota(Peran.TPN_ANGGOTA)
    simpan_tim(
        tim=None,
        musim=dunia.lke.musim,
        nama="Tim lain",
        nomor_sk="SK/2",
        tanggal_sk=dt.date(2026, 1, 1),
        anggota=[lain],
        instansi=[make_instansi("Jauh")],
        actor=dunia.orang["tpn_admin"],
    )
    pk = dunia.lke.pk
    halaman = [
        *(reverse(f"evaluation:{n}", args=[pk]) for n in ("lke_riwayat", "lke_seleksi", "lke_cetak", "tpn_evaluasi")),
        reverse("evaluation:lke_bagian", args=[pk, "A.I.1"]),
        reverse("evaluation:lke_panel", args=[pk, "tpn"]),
        reverse("evaluation:tpn_langkah", args=[pk, "lapangan"]),
        reverse("evaluation:tpn_hasil", args=[dunia.usulan.pk]),
        reverse("evaluation:tpn_antrean"),
        reverse("evaluation:tpn_penetapan"),
        reverse("evaluation:lke_cari", args=[pk]) + f"?q={rahasia}",
        reverse("evaluation:beranda"),
    ]
    berkas = reverse("evaluation:berkas_evaluasi", args=[foto.pk])
    for user in (*(dunia.orang[o] for o in ("operator", "pimpinan", "tpi_anggota", "tpi_dalnis", "admin")), lain):
        client.force_login(user)
        for satu in halaman:
            isi = client.get(satu).content.decode().replace(f"?q={rahasia}", "").replace(f'value="{rahasia}"', "")
            assert rahasia not in isi.replace(f"“{rahasia}”", ""), (user.pk, satu)
        assert client.get(berkas).status_code == 404
    client.force_login(lain)
    baris = client.get(reverse("evaluation:tpn_antrean")).context["page"].object_list
    assert [(x.boleh_lihat, x.boleh_baca, x.boleh_kerja) for x in baris] == [(False, False, False)]
    client.force_login(dunia.orang["tpn_anggota"])
    assert client.get(berkas).getvalue() == b"Foto tempat\n"
    assert rahasia in client.get(reverse("evaluation:tpn_evaluasi", args=[pk])).content.decode()


def test_after_the_decision_those_concerned_read_why(client):
    dunia = dunia_pada(Status.PENETAPAN)
    catat = {"lapangan_kondisi": f"Kondisi {CANARY}", "lapangan_rekomendasi": "Tambah loket"}
    EvaluasiTPN.objects.filter(lke=dunia.lke).update(**catat)
    hasil = reverse("evaluation:tpn_hasil", args=[dunia.usulan.pk])
    seleksi = reverse("evaluation:lke_seleksi", args=[dunia.lke.pk])
    client.force_login(dunia.orang["admin"])
    for satu in (hasil, seleksi):
        assert "Tambah loket" not in client.get(satu).content.decode()
    admin = dunia.orang["tpn_admin"]
    layanan.tandai_rencana(lke=dunia.lke, rencana="tetapkan", alasan="", actor=admin)
    layanan.terapkan_rencana(musim=dunia.lke.musim, actor=admin, **SK)
    for satu in (hasil, seleksi):
        halaman = client.get(satu).content.decode()
        assert "Tambah loket" in halaman
        assert CANARY not in halaman
        assert "SK/77/2026" in halaman
    client.force_login(dunia.orang["operator"])
    assert "Tambah loket" in client.get(seleksi).content.decode()
    assert client.get(hasil).status_code == 404


# The batch ------------------------------------------------------------------------------------------------------------


def menunggu(dunia, nama: str, **ubah) -> LembarKerjaEvaluasi:
    unit = make_unit(nama, instansi=ubah.pop("instansi", None) or dunia.instansi)
    if ubah.get("tujuan") == "WBBM":
        make_predikat(unit, actor=dunia.orang["tpn_admin"])
    lke = make_lke(unit=unit, **ubah)
    isi_lapis_penuh(lke)
    return segar(bawa_ke(lke, Status.PENETAPAN, actor=dunia.orang["tpi_dalnis"]))


def test_a_batch_is_applied_whole_or_not_at_all():
    dunia = dunia_pada(Status.PENETAPAN)
    admin, wbbm, tolak = dunia.orang["tpn_admin"], menunggu(dunia, "RSUD", tujuan="WBBM"), menunggu(dunia, "Dinas")
    with pytest.raises(EvaluationError, match="alasan"):
        layanan.tandai_rencana(lke=tolak, rencana="tolak", alasan=" ", actor=admin)
    layanan.tandai_rencana(lke=tolak, rencana="tolak", alasan="Belum merata", actor=admin)
    for lke in (dunia.lke, wbbm):
        layanan.tandai_rencana(lke=lke, rencana="tetapkan", alasan="", actor=admin)
    terapkan = {"musim": dunia.lke.musim, "actor": admin, **SK}
    PredikatUnit.objects.filter(unit=wbbm.unit).update(status="kedaluwarsa", aktif=False)
    wbbm.clearance.filter(lembaga="kpk").update(hasil="belum")
    with pytest.raises(EvaluationError, match=r"RSUD: .*Clearance.*WBK yang aktif"):
        layanan.terapkan_rencana(**terapkan)
    assert {segar(x).status for x in (dunia.lke, wbbm, tolak)} == {Status.PENETAPAN}
    assert not SKPenetapan.objects.exists()

    PredikatUnit.objects.filter(unit=wbbm.unit).update(status="aktif", aktif=True)
    wbbm.clearance.update(hasil="clear")
    assert len(layanan.terapkan_rencana(**terapkan)) == 3
    assert [segar(x).status for x in (dunia.lke, wbbm, tolak)] == [
        Status.DITETAPKAN,
        Status.DITETAPKAN,
        Status.TIDAK_DITETAPKAN,
    ]
    assert set(PredikatUnit.objects.filter(aktif=True).values_list("jenis", "nomor_sk")) == {
        ("WBK", "SK/77/2026"),
        ("WBBM", "SK/77/2026"),
    }
    with pytest.raises(EvaluationError, match="sudah diterapkan"):
        layanan.terapkan_rencana(**terapkan)
    assert Riwayat.objects.filter(aksi__in=[Aksi.TETAPKAN, Aksi.TOLAK]).count() == 3


def test_one_number_is_one_decree():
    dunia = dunia_pada(Status.PENETAPAN)
    admin = dunia.orang["tpn_admin"]
    SKPenetapan.objects.create(
        musim=dunia.lke.musim, nomor="SK/77/2026", tanggal=dt.date(2026, 2, 2), dibuat_oleh=admin
    )
    layanan.tandai_rencana(lke=dunia.lke, rencana="tetapkan", alasan="", actor=admin)
    with pytest.raises(EvaluationError, match="tanggal atau tahun lain"):
        layanan.terapkan_rencana(musim=dunia.lke.musim, actor=admin, **SK)
    masa_depan = SK | {"nomor_sk": "SK/78", "tanggal_sk": timezone.localdate() + dt.timedelta(days=3)}
    with pytest.raises(EvaluationError, match="sesudah hari ini"):
        layanan.terapkan_rencana(musim=dunia.lke.musim, actor=admin, **masa_depan)
    assert segar(dunia.lke).status == Status.PENETAPAN


@pytest.mark.parametrize("hasil", ["desk", "lapangan", "panel"])
def test_a_unit_that_did_not_pass_is_not_awarded(hasil):
    dunia = dunia_pada(Status.PENETAPAN)
    EvaluasiTPN.objects.filter(lke=dunia.lke).update(
        **({"lapangan_hasil": "", "desk_hasil": "tidak"} if hasil == "desk" else {f"{hasil}_hasil": "tidak"})
    )
    assert hambatan_lke(dunia.lke) == ["Hasil evaluasi TPN bukan lulus."]
    assert catatan(dunia.lke).hasil == "tidak"


def test_the_dry_run_tells_what_would_happen_and_stays_flat(client):
    dunia = dunia_pada(Status.PENETAPAN)
    client.force_login(dunia.orang["tpn_admin"])
    alamat, banyak = reverse("evaluation:tpn_penetapan"), set()
    for n in (0, 1, 3):
        for i in range(n):
            menunggu(dunia, f"Unit {n}-{i}", instansi=make_instansi(f"Kabupaten {n}-{i}"))
        client.get(alamat)
        with CaptureQueriesContext(connection) as queries:
            isi = client.get(alamat).context
        banyak.add(len(queries))
    assert len(banyak) == 1
    assert banyak.pop() <= 15
    assert isi["jumlah"] == {"semua": 5, "tetapkan": 0, "tolak": 0, "terhambat": 0}
    client.post(reverse("evaluation:tpn_rencana", args=[dunia.lke.pk]), {"rencana": "tetapkan", "alasan": CANARY})
    dunia.lke.clearance.update(hasil="belum")
    jawab = client.get(alamat)
    assert jawab.context["jumlah"] == {"semua": 5, "tetapkan": 1, "tolak": 0, "terhambat": 1}
    assert CANARY not in jawab.content.decode()
    assert "Clearance belum lengkap: 4 lembaga" in jawab.content.decode()
    assert client.post(alamat, {"nomor_sk": "SK/1", "tanggal_sk": "2026-01-05"}).status_code == 422
    assert segar(dunia.lke).status == Status.PENETAPAN


@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_the_batch_at_once_one_does():
    dunia = dunia_pada(Status.PENETAPAN)
    admin = dunia.orang["tpn_admin"]
    layanan.tandai_rencana(lke=dunia.lke, rencana="tetapkan", alasan="", actor=admin)
    hasil = bersama(*[lambda: layanan.terapkan_rencana(musim=dunia.lke.musim, actor=admin, **SK)] * 2)
    assert sum(isinstance(h, list) for h in hasil) == 1
    assert sum(isinstance(h, EvaluationError) for h in hasil) == 1
    assert PredikatUnit.objects.filter(aktif=True).count() == 1
    assert SKPenetapan.objects.count() == 1


# Teams ----------------------------------------------------------------------------------------------------------------


def boleh(user, lke) -> tuple[bool, bool]:
    """Reads TPN's notes, may act."""
    user, lke = User.objects.get(pk=user.pk), segar(lke)
    return user.has_perm("evaluation.baca_evaluasi_tpn", lke), user.has_perm("evaluation.isi_desk", lke)


def test_the_team_acts_others_do_not_even_read_and_without_one_all_read():
    dunia = dunia_pada(Status.DESK)
    lain = make_anggota(Peran.TPN_ANGGOTA)
    anggota, admin = dunia.orang["tpn_anggota"], dunia.orang["tpn_admin"]
    assert [boleh(u, dunia.lke) for u in (anggota, admin, lain)] == [(True, True), (True, True), (False, False)]
    bubarkan_tim(tim=InstansiTimTPN.objects.get().tim, actor=admin)
    assert [boleh(u, dunia.lke) for u in (anggota, admin, lain)] == [(True, False), (True, True), (True, False)]
    # A member whose role ended is a member no more.
    Keanggotaan.objects.filter(user=lain).update(selesai=timezone.localdate())
    assert boleh(lain, dunia.lke) == (False, False)


@pytest.mark.parametrize("peran", [Peran.OPERATOR, Peran.ADMIN_INSTANSI])
def test_nobody_evaluates_the_instansi_they_belong_to(peran):
    dunia = dunia_pada(Status.DESK)
    for nama in ("tpn_anggota", "tpn_admin"):
        orang = dunia.orang[nama]
        make_anggota(peran, unit=make_unit("Unit lain", instansi=dunia.instansi), user=orang)
        assert boleh(orang, dunia.lke) == (False, False)
    with pytest.raises(EvaluationError, match="tidak dapat mengevaluasinya"):
        simpan_tim(
            tim=InstansiTimTPN.objects.get().tim,
            musim=dunia.lke.musim,
            nama="Tim 1",
            nomor_sk="SK",
            tanggal_sk=dt.date(2026, 1, 1),
            anggota=[User.objects.get(pk=dunia.orang["tpn_anggota"].pk)],
            instansi=[dunia.instansi],
            actor=dunia.orang["tpn_admin"],
        )


def test_teams_are_made_and_changed_on_their_pages(client):
    dunia = dunia_pada(Status.DIUSULKAN)
    lain = make_anggota(Peran.TPN_ANGGOTA)
    Usulan.objects.update(dikirim_pada=timezone.now())
    client.force_login(dunia.orang["tpn_admin"])
    buat = reverse("evaluation:tpn_tim_buat")
    isi = {"nama": CANARY, "nomor_sk": "SK/9", "tanggal_sk": "2026-01-05", "anggota": [lain.pk]}
    assert client.post(buat, isi | {"anggota": []}).status_code == 422
    # The instansi has a team: it isn't there to choose.
    assert client.post(buat, isi | {"instansi": [dunia.instansi.pk]}).status_code == 422
    assert client.post(buat, isi).status_code == 302
    assert client.post(buat, isi).status_code == 422  # the name is taken
    halaman = client.get(reverse("evaluation:tpn_tim_list")).content.decode()
    assert CANARY not in halaman
    assert "&lt;script&gt;" in halaman
    tim = InstansiTimTPN.objects.get().tim
    assert client.post(reverse("evaluation:tpn_tim_bubar", args=[tim.pk])).status_code == 302
    assert not InstansiTimTPN.objects.exists()
    assert RiwayatEvaluasi.objects.filter(benda="tim_tpn", aksi="hapus").count() == 1


def test_words_of_the_steps_are_shown_as_text(client):
    dunia = dunia_pada(Status.LAPANGAN)
    client.force_login(dunia.orang["tpn_anggota"])
    alamat = reverse("evaluation:tpn_langkah", args=[dunia.lke.pk, "lapangan"])
    kolom = ("lapangan_tim", "penyamaran", "lapangan_kondisi", "lapangan_rekomendasi", "catatan_sop")
    isi = {"versi": "0", "lapangan_hasil": "tidak", "hasil_sop": "ada", **dict.fromkeys(kolom, CANARY)}
    assert client.post(alamat, isi).status_code == 302
    assert client.post(alamat, isi | {"versi": "0"}).status_code == 422  # seen before the save above
    assert client.post(alamat, isi | {"penyamaran": "x" * 4001}).status_code == 422
    for satu in (alamat, reverse("evaluation:tpn_evaluasi", args=[dunia.lke.pk])):
        halaman = client.get(satu).content.decode()
        assert CANARY not in halaman
        assert halaman.count("&lt;script&gt;") >= 5
