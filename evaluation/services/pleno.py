"""A rapat pleno: called, prepared, held, closed. What was closed or cancelled is never changed again."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import Aksi, Lapis, Status
from evaluation.enums.pleno import BERKAS_BA, STATUS_PLENO_TERBUKA, AksiPleno, AsalButir, Keputusan, StatusPleno
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError, PertanyaanTidakAda
from evaluation.flow import FLOW_PLENO
from evaluation.models import (
    AgendaPleno,
    BerkasEvaluasi,
    ButirPleno,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    PesertaPleno,
    RapatPleno,
    Riwayat,
    RiwayatEvaluasi,
)
from evaluation.selectors.pleno import calon_peserta, halangan_tutup, isi_rapat, ringkas_lke
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.benturan import pastikan_bebas_lke
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.jawaban import CATATAN_TERPANJANG, simpan_jawaban
from evaluation.services.lke import gerak, kunci_lke
from evaluation.services.riwayat import BendaMoved, catat
from evaluation.services.riwayat import gerak as gerak_benda
from evaluation.services.tpi import bawa_pleno
from units.enums import PERAN_TPI_PENGARAH
from units.models import Instansi, User
from units.selectors.organisasi import anggota
from units.services import beri_tahu
from zi_portal.common.masukan import bersih_teks

logger = logging.getLogger(__name__)

ALASAN_MAKS = 4000
BUTIR_TERBANYAK = 400
PESERTA_TERBANYAK = 100


class PlenoKurang(EvaluationError):
    """The meeting cannot be closed yet; ``kurang`` says what stands in the way."""

    def __init__(self, kurang: Iterable[str]) -> None:
        self.kurang = tuple(kurang)
        super().__init__(_("Pleno belum dapat ditutup. %(kurang)s") % {"kurang": " ".join(self.kurang)})


class PlenoBerubah(EvaluationError):
    """Somebody changed the meeting's own data since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("Pleno ini diubah orang lain sejak halaman ini dibuka. Muat ulang, lalu isi yang perlu."))


class ButirKonflik(EvaluationError):
    """Somebody decided this item meanwhile; ``butir`` is what stands now. Nothing was overwritten."""

    def __init__(self, butir: ButirPleno) -> None:
        self.butir = butir
        super().__init__(
            _("Butir ini baru saja diputuskan oleh %(nama)s. Bandingkan di bawah, lalu simpan yang dipakai.")
            % {"nama": butir.diputus_oleh}
        )


@dataclass(frozen=True, slots=True)
class DataPleno:
    """What a meeting says of itself."""

    nomor: str
    tanggal: dt.date
    waktu: dt.time | None
    tempat: str
    pemimpin: User
    notulis: User

    @property
    def kolom(self) -> dict[str, object]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class DataKeputusan:
    """What is decided on one item. ``isi`` maps input code to the raw value, for another value alone."""

    keputusan: str
    isi: Mapping[str, str]
    alasan: str = ""
    tidak_bulat: bool = False
    pendapat: str = ""


def _kunci(rapat: RapatPleno, *status: str, **ubah: object) -> None:
    """Guard and lock in one: an UPDATE while the meeting is open. Raises BendaMoved."""
    baris = RapatPleno.objects.filter(pk=rapat.pk, status__in=status or sorted(STATUS_PLENO_TERBUKA))
    if not baris.update(diubah_pada=timezone.now(), **ubah):
        raise BendaMoved(rapat)
    rapat.refresh_from_db()


# The meeting ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def buat_pleno(*, instansi: Instansi, musim: Musim, data: DataPleno, actor: User) -> RapatPleno:
    """Call a meeting; its leader and notulis are called with it. Raises EvaluationError for a number in use."""
    _pastikan_orang(instansi, data)
    try:
        with transaction.atomic():
            rapat = RapatPleno.objects.create(instansi=instansi, musim=musim, dibuat_oleh=actor, **data.kolom)
    except IntegrityError as error:
        raise _nomor_terpakai(data.nomor) from error
    catat(objek=rapat, aksi=Jejak.BUAT, actor=actor)
    panggil(rapat=rapat, orang=[data.pemimpin, data.notulis], actor=actor)
    return rapat


def _nomor_terpakai(nomor: str) -> EvaluationError:
    return EvaluationError(
        _("Nomor %(nomor)s sudah dipakai pleno lain pada musim ini. Pilih nomor lain.") % {"nomor": nomor}
    )


def _pastikan_orang(instansi: Instansi, data: DataPleno) -> None:
    tpi = set(calon_peserta(instansi).filter(pk__in=[data.pemimpin.pk, data.notulis.pk]).values_list("pk", flat=True))
    for orang in (data.pemimpin, data.notulis):
        if orang.pk not in tpi:
            raise EvaluationError(_("%(nama)s bukan TPI instansi ini. Pilih orang lain.") % {"nama": orang})


@transaction.atomic
def ubah_pleno(*, rapat: RapatPleno, data: DataPleno, versi: int, actor: User) -> RapatPleno:
    """Change an open meeting's own data. Raises PlenoBerubah, BendaMoved, EvaluationError."""
    _pastikan_orang(rapat.instansi, data)
    _kunci(rapat)
    if rapat.versi != versi:
        raise PlenoBerubah
    for nama, nilai in data.kolom.items():
        setattr(rapat, nama, nilai)
    rapat.versi += 1
    try:
        with transaction.atomic():
            rapat.save()
    except IntegrityError as error:
        raise _nomor_terpakai(data.nomor) from error
    catat(objek=rapat, aksi=Jejak.UBAH, actor=actor)
    panggil(rapat=rapat, orang=[data.pemimpin, data.notulis], actor=actor)
    return rapat


def mulai_pleno(*, rapat: RapatPleno, actor: User) -> RiwayatEvaluasi:
    """Begin. Raises BendaMoved."""
    return gerak_benda(
        objek=rapat, aksi=AksiPleno.MULAI, langkah=FLOW_PLENO[AksiPleno.MULAI], actor=actor, diubah_pada=timezone.now()
    )


@transaction.atomic
def batalkan_pleno(*, rapat: RapatPleno, alasan: str, actor: User) -> RiwayatEvaluasi:
    """Call it off; its sheets are free for another. Raises BendaMoved, EvaluationError without a reason."""
    riwayat = gerak_benda(
        objek=rapat,
        aksi=AksiPleno.BATALKAN,
        langkah=FLOW_PLENO[AksiPleno.BATALKAN],
        actor=actor,
        alasan=alasan,
        alasan_batal=alasan.strip(),
        diubah_pada=timezone.now(),
    )
    AgendaPleno.objects.filter(rapat=rapat).update(terbuka=False)
    beri_tahu(
        kepada=User.objects.filter(pleno__rapat=rapat).distinct(),
        judul=_("Rapat pleno %(nomor)s dibatalkan") % {"nomor": rapat.nomor},
        isi=alasan.strip(),
        url=rapat.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


# Its people ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def panggil(
    *, rapat: RapatPleno, orang: Iterable[User] = (), nama: str = "", jabatan: str = "", actor: User
) -> list[PesertaPleno]:
    """Call people of this TPI, or somebody by name; who was called already is not called twice. Raises BendaMoved,
    EvaluationError."""
    _kunci(rapat)
    sudah = set(rapat.peserta.values_list("user_id", flat=True))
    baru = [o for o in dict.fromkeys(orang) if o.pk not in sudah]
    tpi = set(calon_peserta(rapat.instansi).filter(pk__in=[o.pk for o in baru]).values_list("pk", flat=True))
    if asing := [o for o in baru if o.pk not in tpi]:
        raise EvaluationError(_("%(nama)s bukan TPI instansi ini. Tulis namanya sebagai tamu.") % {"nama": asing[0]})
    nama, jabatan = bersih_teks(nama), bersih_teks(jabatan)
    isian = [PesertaPleno(rapat=rapat, user=o, nama=o.nama, jabatan=o.jabatan) for o in baru]
    if nama and not rapat.peserta.filter(user=None, nama=nama, jabatan=jabatan).exists():
        isian.append(PesertaPleno(rapat=rapat, nama=nama, jabatan=jabatan))
    if rapat.peserta.count() + len(isian) > PESERTA_TERBANYAK:
        raise EvaluationError(_("Peserta paling banyak %(n)d orang.") % {"n": PESERTA_TERBANYAK})
    if not isian:
        return []
    PesertaPleno.objects.bulk_create(isian)
    catat(objek=rapat, aksi=AksiPleno.PANGGIL, actor=actor, rincian={"peserta": [p.nama for p in isian]})
    beri_tahu(
        kepada=baru,
        judul=_("Anda diundang ke rapat pleno %(nomor)s") % {"nomor": rapat.nomor},
        isi=_("%(tanggal)s di %(tempat)s.") % {"tanggal": f"{rapat.tanggal:%d/%m/%Y}", "tempat": rapat.tempat},
        url=rapat.get_absolute_url(),
        kecuali=actor,
    )
    return isian


@transaction.atomic
def lepas_peserta(*, rapat: RapatPleno, peserta: PesertaPleno, actor: User) -> None:
    """Take somebody off the list. Harmless twice. Raises BendaMoved, EvaluationError for leader and notulis."""
    _kunci(rapat)
    if peserta.user_id in {rapat.pemimpin_id, rapat.notulis_id}:
        raise EvaluationError(_("Pemimpin dan notulis tetap peserta. Ganti dahulu orangnya pada data pleno."))
    if rapat.peserta.filter(pk=peserta.pk).delete()[0]:
        catat(objek=rapat, aksi=AksiPleno.LEPAS_PESERTA, actor=actor, rincian={"peserta": [peserta.nama]})


@transaction.atomic
def catat_hadir(*, rapat: RapatPleno, hadir: Mapping[int, tuple[bool | None, str]], actor: User) -> int:
    """Record who is there: participant id → (there or not, why not). Returns how many changed. Raises BendaMoved,
    EvaluationError before the meeting began or where an absence has no reason."""
    _kunci(rapat, StatusPleno.BERLANGSUNG)
    ubah = []
    for peserta in rapat.peserta.filter(pk__in=list(hadir)):
        ada, alasan = hadir[peserta.pk]
        alasan = "" if ada else bersih_teks(alasan)
        if ada is False and not alasan:
            raise EvaluationError(_("Tuliskan mengapa %(nama)s tidak hadir.") % {"nama": peserta.nama})
        if (peserta.hadir, peserta.alasan) != (ada, alasan):
            peserta.hadir, peserta.alasan = ada, alasan
            ubah.append(peserta)
    PesertaPleno.objects.bulk_update(ubah, ["hadir", "alasan"])
    if ubah:
        catat(objek=rapat, aksi=AksiPleno.HADIR, actor=actor, rincian={"peserta": [p.nama for p in ubah]})
    return len(ubah)


# Its agenda ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def agendakan(*, rapat: RapatPleno, lke: LembarKerjaEvaluasi, actor: User) -> AgendaPleno:
    """Put a sheet on the agenda; it is on one open meeting at a time. Harmless twice.

    Raises BendaMoved, BenturanMenghalangi, LKEMoved, EvaluationError.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    _kunci(rapat)
    if (lke.unit.instansi_id, lke.musim_id) != (rapat.instansi_id, rapat.musim_id):
        raise EvaluationError(_("LKE ini bukan dari instansi dan musim pleno ini."))
    kunci_lke(lke, Status.PLENO, segarkan=())
    ada = AgendaPleno.objects.filter(rapat=rapat, lke=lke).first()
    if ada and ada.terbuka:
        return ada
    try:
        with transaction.atomic():
            if ada:
                ada.terbuka, ada.dilepas_pada = True, None
                ada.save(update_fields=["terbuka", "dilepas_pada"])
                # What was decided stood on values that may have moved meanwhile.
                for butir in ButirPleno.objects.filter(rapat=rapat, lke=lke):
                    _segarkan(butir)
            else:
                ada = AgendaPleno.objects.create(rapat=rapat, lke=lke, oleh=actor)
    except IntegrityError as error:
        raise EvaluationError(_("LKE %(unit)s sudah ada di agenda pleno lain.") % {"unit": lke.unit}) from error
    catat(objek=rapat, lke=lke, aksi=AksiPleno.AGENDAKAN, actor=actor)
    return ada


def _segarkan(butir: ButirPleno) -> None:
    semula = Jawaban.objects.get(lke=butir.lke_id, lapis=Lapis.TPI, kode=butir.kode).isi
    if semula != butir.semula:
        butir.semula, butir.isi, butir.keputusan, butir.versi = semula, {}, "", butir.versi + 1
        butir.save(update_fields=["semula", "isi", "keputusan", "versi"])


@transaction.atomic
def keluarkan(*, rapat: RapatPleno, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Take a sheet off the agenda; its items stay with it. Harmless twice. Raises BendaMoved, BenturanMenghalangi."""
    pastikan_bebas_lke(lke=lke, actor=actor)
    _kunci(rapat)
    if AgendaPleno.objects.filter(rapat=rapat, lke=lke, terbuka=True).update(
        terbuka=False, dilepas_pada=timezone.now()
    ):
        catat(objek=rapat, lke=lke, aksi=AksiPleno.KELUARKAN, actor=actor)


@transaction.atomic
def kembali_nilai(*, lke: LembarKerjaEvaluasi, alasan: str, actor: User) -> Riwayat:
    """Send a sheet back from the pleno to be judged on; it leaves the agenda it was on.

    The reason stands where the unit doesn't read. Raises EvaluationError without one, BenturanMenghalangi, LKEMoved.
    """
    pastikan_bebas_lke(lke=lke, actor=actor)
    if not (alasan := bersih_teks(alasan)):
        raise EvaluationError(_("Tuliskan alasannya, supaya penilai tahu apa yang harus dilakukan."))
    riwayat = gerak(lke=lke, aksi=Aksi.KEMBALI_NILAI, actor=actor)
    agenda = AgendaPleno.objects.filter(lke=lke).select_related("rapat").order_by("-terbuka", "-pk").first()
    AgendaPleno.objects.filter(lke=lke, terbuka=True).update(terbuka=False, dilepas_pada=timezone.now())
    # Brought there, but on no agenda yet: the row belongs to no meeting.
    rapat = agenda.rapat if agenda else RapatPleno(pk=0, instansi_id=lke.unit.instansi_id, musim_id=lke.musim_id)
    catat(objek=rapat, lke=lke, aksi=AksiPleno.KEMBALIKAN, actor=actor, alasan=alasan)
    return riwayat


@transaction.atomic
def bawa_ke_pleno(*, lke: LembarKerjaEvaluasi, rapat: RapatPleno | None, actor: User) -> Riwayat:
    """Bring a judged sheet to the pleno and, when one is named, on its agenda: both or neither. Raises what
    ``bawa_pleno`` and ``agendakan`` raise."""
    riwayat = bawa_pleno(lke=lke, actor=actor)
    if rapat is not None:
        agendakan(rapat=rapat, lke=lke, actor=actor)
    return riwayat


# Its items -----------------------------------------------------------------------------------------------------------


def _pastikan_agenda(rapat: RapatPleno, lke: LembarKerjaEvaluasi, actor: User) -> None:
    pastikan_bebas_lke(lke=lke, actor=actor)
    if not AgendaPleno.objects.filter(rapat=rapat, lke=lke, terbuka=True).exists():
        raise EvaluationError(_("LKE ini tidak ada di agenda pleno ini. Muat ulang halaman."))


@transaction.atomic
def tambah_butir(*, rapat: RapatPleno, lke: LembarKerjaEvaluasi, butir: Mapping[str, str], actor: User) -> int:
    """Put questions on the agenda: code → where it came from. Returns how many are new.

    Raises BendaMoved, BenturanMenghalangi, PertanyaanTidakAda, EvaluationError.
    """
    _kunci(rapat)
    _pastikan_agenda(rapat, lke, actor)
    dikenal = {p.kode for p in instrumen_lke(lke).semua_pertanyaan}
    if asing := sorted(set(butir) - dikenal):
        raise PertanyaanTidakAda(asing[0][:40])
    ada = set(rapat.butir.filter(lke=lke).values_list("kode", flat=True))
    baru = {kode: AsalButir(asal) for kode, asal in butir.items() if kode not in ada}
    if len(ada) + len(baru) > BUTIR_TERBANYAK:
        raise EvaluationError(_("Butir satu LKE paling banyak %(n)d.") % {"n": BUTIR_TERBANYAK})
    semula = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode__in=list(baru)).values_list("kode", "isi"))
    ButirPleno.objects.bulk_create(
        [
            ButirPleno(rapat=rapat, lke=lke, kode=kode, asal=asal, urutan=len(ada) + n, semula=semula[kode])
            for n, (kode, asal) in enumerate(baru.items(), 1)
        ]
    )
    if baru:
        catat(objek=rapat, lke=lke, aksi=AksiPleno.BUTIR, actor=actor, rincian={"kode": list(baru)})
    return len(baru)


@transaction.atomic
def buang_butir(*, butir: ButirPleno, actor: User) -> None:
    """Take an item off that nothing was decided on. Harmless twice. Raises BendaMoved, BenturanMenghalangi,
    EvaluationError."""
    _kunci(butir.rapat)
    _pastikan_agenda(butir.rapat, butir.lke, actor)
    if ButirPleno.objects.filter(pk=butir.pk).exclude(keputusan="").exists():
        raise EvaluationError(_("Butir ini sudah diputuskan, sehingga tetap tercatat."))
    if ButirPleno.objects.filter(pk=butir.pk).delete()[0]:
        catat(
            objek=butir.rapat,
            lke=butir.lke,
            aksi=AksiPleno.BUANG_BUTIR,
            actor=actor,
            rincian={"kode": [butir.kode]},
        )


@transaction.atomic
def putuskan_butir(*, butir: ButirPleno, data: DataKeputusan, versi: int, actor: User) -> bool:
    """Write down what the meeting decides on one item; TPI's value changes when the meeting closes. False when the very
    same stands already.

    Another value is read as the save of an answer reads it. Raises scoring.JawabanSalah, ButirKonflik, BendaMoved,
    BenturanMenghalangi, EvaluationError.
    """
    _kunci(butir.rapat, StatusPleno.BERLANGSUNG)
    _pastikan_agenda(butir.rapat, butir.lke, actor)
    kini = ButirPleno.objects.select_related("diputus_oleh").get(pk=butir.pk)
    isi = _isi_diputus(butir, data)
    alasan, pendapat = bersih_teks(data.alasan), bersih_teks(data.pendapat)
    tidak_bulat = data.tidak_bulat or bool(pendapat)
    if max(len(alasan), len(pendapat)) > ALASAN_MAKS:
        raise EvaluationError(_("Alasan dan pendapat paling panjang 4.000 huruf. Ringkas, lalu simpan lagi."))
    if not alasan and (isi != butir.semula or tidak_bulat):
        raise EvaluationError(_("Tuliskan alasannya: nilai berubah atau anggota berbeda pendapat."))
    baru = (Keputusan(data.keputusan), isi, alasan, tidak_bulat, pendapat)
    if (kini.keputusan, kini.isi, kini.alasan, kini.tidak_bulat, kini.pendapat) == baru:
        return False
    baris = ButirPleno.objects.filter(pk=butir.pk, versi=versi)
    if not baris.update(
        keputusan=baru[0],
        isi=isi,
        alasan=alasan,
        tidak_bulat=tidak_bulat,
        pendapat=pendapat,
        versi=F("versi") + 1,
        diputus_oleh=actor,
        diputus_pada=timezone.now(),
    ):
        raise ButirKonflik(kini)
    catat(
        objek=butir.rapat,
        lke=butir.lke,
        aksi=AksiPleno.PUTUSKAN,
        actor=actor,
        alasan=alasan,
        rincian={"kode": [butir.kode], "keputusan": baru[0].value, "isi": isi, "pendapat": pendapat},
    )
    return True


def _isi_diputus(butir: ButirPleno, data: DataKeputusan) -> dict[str, str | int]:
    if data.keputusan not in Keputusan.values:
        raise EvaluationError(_("Pilih keputusannya: tetap, nilai unit, atau nilai lain."))
    if data.keputusan == Keputusan.TETAP:
        return dict(butir.semula)
    if data.keputusan == Keputusan.UNIT:
        return dict(Jawaban.objects.get(lke=butir.lke_id, lapis=Lapis.UNIT, kode=butir.kode).isi)
    pertanyaan = instrumen_lke(butir.lke).pertanyaan(butir.kode)
    isi = scoring.bersihkan(pertanyaan, data.isi)
    if kosong := [m for m in pertanyaan.masukan if m.kode not in isi]:
        raise EvaluationError(_("Isi nilai lain itu lengkap: %(nama)s masih kosong.") % {"nama": kosong[0].nama})
    return isi


# Closing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def tutup_pleno(*, rapat: RapatPleno, actor: User) -> RiwayatEvaluasi:
    """Close the meeting: each changed value becomes TPI's, with its reason as the note, and the scores with it. All of
    it or nothing; of several at once one closes.

    Raises PlenoKurang, BendaMoved, BenturanMenghalangi, LKEMoved, MasaTutup.
    """
    kini = timezone.now()
    riwayat = gerak_benda(
        objek=rapat,
        aksi=AksiPleno.TUTUP,
        langkah=FLOW_PLENO[AksiPleno.TUTUP],
        actor=actor,
        ditutup_pada=kini,
        diubah_pada=kini,
    )
    if kurang := halangan_tutup(rapat):
        raise PlenoKurang(kurang)
    isi = isi_rapat(rapat)
    for x in isi:
        _tulis_putusan(rapat, x.lke, actor)
    for x in isi:
        x.agenda.ringkas = ringkas_lke(x.lke) | {"abstain": list(x.abstain)}
        x.agenda.save(update_fields=["ringkas"])
    AgendaPleno.objects.filter(rapat=rapat).update(terbuka=False)
    pengarah = anggota(*PERAN_TPI_PENGARAH, instansi=rapat.instansi).values_list("pk", flat=True)
    diundang = rapat.peserta.filter(user__isnull=False).values_list("user_id", flat=True)
    beri_tahu(
        kepada=User.objects.filter(pk__in={*pengarah, *diundang}),
        judul=_("Rapat pleno %(nomor)s ditutup") % {"nomor": rapat.nomor},
        isi=_("Hasil LKE di agendanya kini dapat dinyatakan."),
        url=rapat.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def _tulis_putusan(rapat: RapatPleno, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Write what changed of one sheet into TPI's layer, by the way every answer goes."""
    pastikan_bebas_lke(lke=lke, actor=actor)
    kunci_lke(lke, Status.PLENO, segarkan=())
    jawaban = {j.kode: j for j in Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI)}
    for butir in rapat.butir.filter(lke=lke):
        kini = jawaban[butir.kode]
        if butir.isi == kini.isi:
            continue
        catatan = _("Rapat pleno %(nomor)s: %(alasan)s") % {"nomor": rapat.nomor, "alasan": butir.alasan}
        simpan_jawaban(
            lke=lke,
            lapis=Lapis.TPI,
            kode=butir.kode,
            ubah={k: butir.isi.get(k) for k in {**kini.isi, **butir.isi}},
            actor=actor,
            versi=kini.versi,
            catatan=f"{catatan}\n\n{kini.catatan}".strip()[:CATATAN_TERPANJANG],
            status=frozenset({Status.PLENO}),
        )


def unggah_ba(*, rapat: RapatPleno, berkas: File, nama: str, actor: User) -> BerkasEvaluasi:
    """The signed Berita Acara as a scan, once the meeting was closed. Raises BuktiDitolak, BendaMoved."""
    with berkas_siap(benda=rapat.BENDA, jenis=BERKAS_BA, berkas=berkas, nama=nama) as siap, transaction.atomic():
        if not RapatPleno.objects.filter(pk=rapat.pk, status=StatusPleno.DITUTUP).update(status=StatusPleno.DITUTUP):
            raise BendaMoved(rapat)
        return pasang_berkas(objek=rapat, jenis=BERKAS_BA, siap=siap, actor=actor)
