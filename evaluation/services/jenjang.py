"""TPI's levels: who sits where, handing a level's values up, sending them down again.

Every level has a layer of its own, so that saving, conflicts, history and scores are those of any layer. Only the
pengendali teknis's is TPI's official one.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import LAPIS_ANGGOTA, STATUS_TPI_MENILAI, Lapis
from evaluation.enums.jenjang import GILIRAN, LANJUT, AksiJenjang, Jenjang
from evaluation.enums.musim import CaraNilai
from evaluation.errors import CatatanKurang, EvaluationError, JenjangPindah, PenilaianKurang
from evaluation.models import (
    Jawaban,
    LembarKerjaEvaluasi,
    PenilaiLKE,
    PenugasanTPI,
    RiwayatEvaluasi,
    Skor,
)
from evaluation.selectors.jenjang import lupakan_kursi
from evaluation.selectors.lke import orang_unit
from evaluation.selectors.tpi import belum_dinilai, berbeda_tanpa_catatan
from evaluation.services.jawaban import CATATAN_TERPANJANG
from evaluation.services.lke import kunci_lke
from evaluation.services.masa import pastikan_masa
from evaluation.services.riwayat import catat
from evaluation.services.skor import buka_lapis, tulis_lapis
from units.enums import Peran
from units.models import User
from units.selectors import akses, anggota
from units.services import beri_tahu


def mulai_jenjang(*, lke: LembarKerjaEvaluasi, actor: User) -> bool:
    """Open the first level of a sheet that TPI takes up, in every round anew. False where a team scores together.

    Whoever begins and may sit with the members takes a seat. Layers and seats of an earlier round stay.
    """
    cara = _cara_nilai(lke)
    if cara == CaraNilai.LANGSUNG:
        return False
    lke.jenjang = Jenjang.ANGGOTA if cara == CaraNilai.BUTA else Jenjang.ANGGOTA_1
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(jenjang=lke.jenjang)
    for lapis in _lapis_anggota(lke.jenjang):
        buka_lapis(lke=lke, lapis=lapis)
    PenilaiLKE.objects.filter(lke=lke, dilepas_pada=None).update(putaran=lke.putaran, selesai=None)
    if _kursi_kosong(lke, actor):
        ambil_kursi(lke=lke, actor=actor)
    return True


def _cara_nilai(lke: LembarKerjaEvaluasi) -> str:
    """How this sheet is scored: as it was begun, whatever the season says since."""
    if not lke.jenjang:
        cara = lke.musim.cara_nilai
        if cara != CaraNilai.LANGSUNG and Skor.objects.filter(lke=lke, lapis=Lapis.TPI).exists():
            return CaraNilai.LANGSUNG
        return cara
    return CaraNilai.BUTA if _ada_lapis(lke, Lapis.AT2) else CaraNilai.BERJENJANG


def _ada_lapis(lke: LembarKerjaEvaluasi, lapis: str) -> bool:
    return Skor.objects.filter(lke=lke, lapis=lapis).exists()


def _lapis_anggota(jenjang: str) -> tuple[Lapis, ...]:
    return LAPIS_ANGGOTA if jenjang == Jenjang.ANGGOTA else LAPIS_ANGGOTA[:1]


def _kunci(lke: LembarKerjaEvaluasi) -> None:
    """Moves between levels and saves of one sheet wait for each other here. Raises LKEMoved."""
    kunci_lke(lke, *STATUS_TPI_MENILAI, segarkan=("status", "putaran", "jenjang", "updated_at"))


# Seats ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def ambil_kursi(*, lke: LembarKerjaEvaluasi, actor: User) -> PenilaiLKE:
    """Take the free seat of the level at work that fits the person's role; the one they hold when they do.

    Nobody sits at two levels of one sheet, also one after the other. Raises EvaluationError, LKEMoved.
    """
    _kunci(lke)
    if ada := _kursi(lke, actor):
        return ada
    kosong = _kursi_kosong(lke, actor)
    if not kosong:
        raise EvaluationError(
            _("Tidak ada kursi penilai yang terbuka untuk Anda pada jenjang ini. Hubungi ketua tim bila itu keliru.")
        )
    try:
        with transaction.atomic():
            kursi = PenilaiLKE.objects.create(lke=lke, putaran=lke.putaran, lapis=kosong[0], user=actor)
    except IntegrityError as error:
        raise EvaluationError(_("Kursi itu baru saja ditempati penilai lain. Muat ulang.")) from error
    lupakan_kursi(actor)
    _catat(kursi, AksiJenjang.AMBIL, actor)
    return kursi


def _kursi(lke: LembarKerjaEvaluasi, user: User) -> PenilaiLKE | None:
    return PenilaiLKE.objects.filter(lke=lke, user=user, dilepas_pada=None).first()


def _kursi_kosong(lke: LembarKerjaEvaluasi, user: User) -> list[str]:
    """Free seats of the level at work that this person may take."""
    peran, instansi = akses(user), lke.unit.instansi_id
    boleh: set[str] = set()
    if instansi in peran.instansi_sebagai(Peran.TPI_KETUA):
        boleh.add(Lapis.KT)
    if instansi in peran.instansi_sebagai(Peran.TPI_DALNIS):
        boleh.add(Lapis.TPI)
    # Who leads sees what the members do, so no seat among them is theirs.
    ditugaskan = PenugasanTPI.objects.filter(unit=lke.unit_id, musim=lke.musim_id, user=user)
    if not boleh and instansi in peran.instansi_sebagai(Peran.TPI_ANGGOTA) and ditugaskan.exists():
        boleh |= {*LAPIS_ANGGOTA}
    boleh = {x for x in boleh if lke.jenjang in GILIRAN[x]}
    if not boleh:
        return []
    kursi = list(PenilaiLKE.objects.filter(lke=lke))
    terisi = {k.lapis for k in kursi if k.dilepas_pada is None}
    pernah = {k.lapis for k in kursi if k.user_id == user.pk}
    return sorted(x for x in boleh - terisi if pernah <= {x})


@transaction.atomic
def lepas_kursi(*, penilai: PenilaiLKE, alasan: str, actor: User) -> None:
    """Free a seat, so that somebody else goes on where this person stopped. What they wrote stays. Harmless twice.

    Raises EvaluationError without a reason, LKEMoved.
    """
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasan melepas penilai ini."))
    _kunci(penilai.lke)
    kursi = PenilaiLKE.objects.filter(pk=penilai.pk, dilepas_pada=None)
    if not kursi.update(dilepas_pada=timezone.now()):
        return
    penilai.refresh_from_db(fields=["dilepas_pada"])
    lupakan_kursi(penilai.user, actor)
    _catat(penilai, AksiJenjang.LEPAS, actor, alasan=alasan)
    beri_tahu(
        kepada=_yang_melihat([penilai.user_id], penilai.lke),
        judul=_("Anda tidak lagi menilai LKE %(unit)s") % {"unit": penilai.lke.unit},
        isi=alasan.strip(),
        url=penilai.lke.get_absolute_url(),
        kecuali=actor,
    )


def _yang_melihat(orang: list[int], lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """Those of ``orang`` who are not of the unit: what TPI does among itself is not for its people."""
    return User.objects.filter(pk__in=orang).exclude(pk__in=orang_unit(lke).values("pk"))


def _catat(
    kursi: PenilaiLKE, aksi: AksiJenjang, actor: User, *, dari: str = "", ke: str = "", alasan: str = ""
) -> RiwayatEvaluasi:
    isi = {"lapis": kursi.lapis, "putaran": kursi.lke.putaran}
    return catat(objek=kursi, aksi=aksi, actor=actor, dari=dari, ke=ke, alasan=alasan, rincian=isi)


# Up and down ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def teruskan_jenjang(*, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Hand the actor's level over to the next, which begins with its values and notes.

    Needs every question judged and a note wherever it differs from the unit, as the end of the evaluation does.
    Raises PenilaianKurang, CatatanKurang, JenjangPindah, MasaTutup, LKEMoved.
    """
    _kunci(lke)
    kursi = _kursi(lke, actor)
    dari = lke.jenjang
    ke = LANJUT.get((kursi.lapis, dari)) if kursi else None
    if kursi is None or ke is None:
        raise JenjangPindah
    pastikan_masa(lke, kursi.lapis)
    if sisa := belum_dinilai(lke, kursi.lapis):
        raise PenilaianKurang(sisa)
    if kurang := berbeda_tanpa_catatan(lke, kursi.lapis):
        raise CatatanKurang(kurang)
    kini = timezone.now()
    PenilaiLKE.objects.filter(pk=kursi.pk).update(selesai=kini)
    lke.jenjang = ke
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(jenjang=ke)
    _catat(kursi, AksiJenjang.TERUSKAN, actor, dari=dari, ke=ke)
    if ke == Jenjang.KETUA:
        _salin(lke, LAPIS_ANGGOTA, Lapis.KT, actor)
        _beri_tahu_giliran(lke, Peran.TPI_KETUA, actor)
    elif ke == Jenjang.DALNIS:
        _salin(lke, (Lapis.KT,), Lapis.TPI, actor)
        _beri_tahu_giliran(lke, Peran.TPI_DALNIS, actor)


def _beri_tahu_giliran(lke: LembarKerjaEvaluasi, peran: Peran, actor: User) -> None:
    orang = anggota(peran, instansi=lke.unit.instansi).values_list("pk", flat=True)
    beri_tahu(
        kepada=_yang_melihat(list(orang), lke),
        judul=_("LKE %(unit)s menunggu penilaian Anda") % {"unit": lke.unit},
        isi=_("Jenjang sebelumnya sudah selesai."),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )


def _salin(lke: LembarKerjaEvaluasi, dari: tuple[Lapis, ...], ke: Lapis, actor: User) -> None:
    """Begin a level with what the one before says, notes included; where two members differ it is left open.

    In later rounds, and after a return, only what the level before wrote since moves: the rest was decided already.
    """
    buka_lapis(lke=lke, lapis=ke)
    asal: dict[str, list[Jawaban]] = {}
    for jawaban in Jawaban.objects.filter(lke=lke, lapis__in=dari):
        asal.setdefault(jawaban.kode, []).append(jawaban)
    diubah = []
    for jawaban in Jawaban.objects.filter(lke=lke, lapis=ke):
        sumber = asal[jawaban.kode]
        if jawaban.diubah_pada and all(s.diubah_pada <= jawaban.diubah_pada for s in sumber):
            continue
        sama = all(s.isi == sumber[0].isi for s in sumber)
        jawaban.isi = sumber[0].isi if sama else {}
        catatan = dict.fromkeys(s.catatan for s in sumber if sama and s.catatan)
        jawaban.catatan = "\n\n".join(catatan)[:CATATAN_TERPANJANG]
        diubah.append(jawaban)
    versi = f"versi_{ke.value}"
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(**{versi: F(versi) + 1})
    lke.refresh_from_db(fields=[versi])
    tulis_lapis(lke=lke, lapis=ke, diubah=diubah, actor=actor)


@transaction.atomic
def kembalikan_jenjang(*, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> None:
    """Send the sheet to the level below, which opens again; both members when there are two.

    Raises EvaluationError without a reason, JenjangPindah, MasaTutup, LKEMoved.
    """
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasannya, supaya yang menerima tahu apa yang harus dilakukan."))
    _kunci(lke)
    kursi = _kursi(lke, actor)
    if kursi is None or (kursi.lapis, lke.jenjang) not in {(Lapis.KT, Jenjang.KETUA), (Lapis.TPI, Jenjang.DALNIS)}:
        raise JenjangPindah
    dari, bawah = lke.jenjang, (Lapis.KT,)
    ke = Jenjang.KETUA
    if kursi.lapis == Lapis.KT:
        ke = Jenjang.ANGGOTA if _ada_lapis(lke, Lapis.AT2) else Jenjang.ANGGOTA_1
        bawah = LAPIS_ANGGOTA
    pastikan_masa(lke, bawah[0])
    lke.jenjang = ke
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(jenjang=ke)
    penerima = PenilaiLKE.objects.filter(lke=lke, lapis__in=bawah, dilepas_pada=None)
    penerima.update(selesai=None)
    _catat(kursi, AksiJenjang.KEMBALIKAN, actor, dari=dari, ke=ke, alasan=alasan)
    beri_tahu(
        kepada=_yang_melihat(list(penerima.values_list("user", flat=True)), lke),
        judul=_("Penilaian LKE %(unit)s dikembalikan ke jenjang Anda") % {"unit": lke.unit},
        isi=alasan.strip(),
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
