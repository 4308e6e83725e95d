"""Which things of the stages may carry proof, who may put it there, and which proof hangs on what a person sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse

from units.enums.tahap import Benda
from units.models import (
    IKU,
    AgenPerubahan,
    BerkasBukti,
    BuktiDukung,
    BuktiTahap,
    ButirAksi,
    CalonUnit,
    DataPendukung,
    Inovasi,
    IsuStrategis,
    Konsultasi,
    LayananUtama,
    Monev,
    Pemantauan,
    Pencanangan,
    Pendampingan,
    ProgramMasyarakat,
    Publikasi,
    RegisterPakta,
    RekomendasiTPI,
    Risiko,
    SistemTertaut,
    SKPenetapan,
    Temuan,
    TimKerja,
    TindakLanjutMonev,
    UnitKerja,
    User,
)
from units.selectors.bukti import cari_bukti
from units.selectors.kewajiban import kewajiban_dari_objek
from units.selectors.pencanangan import BERSAMA, pencanangan_terlihat

PILIHAN_MAKS = 20


@dataclass(frozen=True, slots=True)
class Pembawa:
    """A kind of thing that carries proof: its model (None for a duty, which is no row) and the permission to put
    proof there, asked of the thing itself."""

    model: type[Model] | None
    isi: str = "units.isi_tahap"


PEMBAWA: dict[Benda, Pembawa] = {
    Benda.PENCANANGAN: Pembawa(Pencanangan, "units.isi_pencanangan"),
    Benda.REGISTER_PAKTA: Pembawa(RegisterPakta),
    Benda.CALON_UNIT: Pembawa(CalonUnit),
    Benda.SK_PENETAPAN: Pembawa(SKPenetapan),
    Benda.LAYANAN: Pembawa(LayananUtama),
    Benda.ISU: Pembawa(IsuStrategis),
    Benda.RISIKO: Pembawa(Risiko),
    Benda.INOVASI: Pembawa(Inovasi),
    Benda.AKSI: Pembawa(ButirAksi),
    Benda.TIM_KERJA: Pembawa(TimKerja),
    Benda.AGEN: Pembawa(AgenPerubahan),
    Benda.PUBLIKASI: Pembawa(Publikasi),
    Benda.PROGRAM: Pembawa(ProgramMasyarakat),
    Benda.MONEV: Pembawa(Monev),
    Benda.TINDAK_LANJUT: Pembawa(TindakLanjutMonev),
    Benda.KEWAJIBAN: Pembawa(None),
    Benda.KONSULTASI: Pembawa(Konsultasi),
    Benda.PENDAMPINGAN: Pembawa(Pendampingan),
    Benda.PEMANTAUAN: Pembawa(Pemantauan),
    Benda.TEMUAN: Pembawa(Temuan),
    Benda.REKOMENDASI: Pembawa(RekomendasiTPI),
    Benda.DATA_PENDUKUNG: Pembawa(DataPendukung),
    Benda.IKU: Pembawa(IKU),
    Benda.SISTEM: Pembawa(SistemTertaut),
}


# Without a page of their own in the unit's year.
TANPA_HALAMAN = frozenset({Benda.REGISTER_PAKTA, Benda.CALON_UNIT, Benda.SK_PENETAPAN, Benda.DATA_PENDUKUNG})
# Begun as TPI's draft.
BENDA_TPI = frozenset({Benda.PEMANTAUAN, Benda.TEMUAN, Benda.REKOMENDASI})


@dataclass(frozen=True, slots=True)
class Letak:
    """Where a proof hangs: on which thing of which unit."""

    unit: UnitKerja
    benda: Benda
    objek: object

    @property
    def objek_id(self) -> int:
        return self.objek.pk

    @property
    def nama(self) -> str:
        if self.benda == Benda.CALON_UNIT:
            return str(self.objek.get_status_display())
        return str(self.objek)

    @property
    def tahun(self) -> int | None:
        """Its year, None for a thing of no one year."""
        return getattr(self.objek, "tahun", None)

    @property
    def url(self) -> str:
        """Its own page; the page of its proof where it has none that shows it."""
        if self.benda == Benda.KEWAJIBAN:
            return f"{reverse('units:kewajiban', args=[self.unit.pk])}?tahun={self.tahun}"
        if self.benda in TANPA_HALAMAN:
            return reverse("units:bukti_tahap_daftar", args=[self.unit.pk, self.benda.value, self.objek_id])
        return reverse(f"units:{self.benda.value}_detail", args=[self.unit.pk, self.objek_id])

    def boleh_isi(self, user: User) -> bool:
        """May the person put proof here and take it away?"""
        return user.has_perm(PEMBAWA[self.benda].isi, self.objek if hasattr(self.objek, "unit") else self.unit)


def letak(user: User, unit: UnitKerja, benda: str, objek_id: int) -> Letak | None:
    """The thing of this unit, None when there is none that this person may see."""
    if benda not in PEMBAWA:
        return None
    return letak_terlihat(user, unit, [(benda, objek_id)]).get((Benda(benda), objek_id))


def letak_terlihat(user: User, unit: UnitKerja, pasangan: Iterable[tuple[str, int]]) -> dict[tuple[Benda, int], Letak]:
    """The living things among these (kind, id) that are of this unit and that the person may see, of those who follow
    its building. One query for each kind."""
    per_benda: dict[Benda, set[int]] = defaultdict(set)
    for benda, objek_id in pasangan:
        if benda in PEMBAWA:
            per_benda[Benda(benda)].add(objek_id)
    hasil = {}
    for benda, ids in per_benda.items():
        for objek in _objek(user, unit, benda, ids):
            hasil[benda, objek.pk] = Letak(unit, benda, objek)
    return hasil


def _objek(user: User, unit: UnitKerja, benda: Benda, ids: Collection[int]) -> list[object]:
    model = PEMBAWA[benda].model
    if model is None:
        return [k for i in ids if (k := kewajiban_dari_objek(unit, i))]
    if benda == Benda.SK_PENETAPAN:
        # A decree belongs to the instansi; it is a unit's when it names the unit.
        return list(SKPenetapan.objects.filter(pk__in=ids, calon__unit=unit, calon__dihapus_pada=None).distinct())
    baris = model.objects.filter(pk__in=ids, unit=unit)
    if benda != Benda.DATA_PENDUKUNG:
        baris = baris.filter(dihapus_pada=None)
    baris = list(_sudah_sampai(user, unit, benda, baris))
    for satu in baris:
        satu.unit = unit
    return baris


def _sudah_sampai(user: User, unit: UnitKerja, benda: Benda, baris: QuerySet) -> QuerySet:
    """Without what TPI still drafts, which is for TPI alone."""
    if benda == Benda.KONSULTASI:
        return baris.visible_to(user)
    return baris if benda not in BENDA_TPI or user.has_perm("units.pantau", unit) else baris.terbit()


def pasangan_bukti(bukti: BuktiDukung) -> list[tuple[str, int]]:
    """Everything this proof hangs on, as (kind, id): living or not, seen or not."""
    return list(BuktiTahap.objects.filter(bukti=bukti).values_list("benda", "objek_id"))


def tempat_bukti(user: User, unit: UnitKerja, bukti: BuktiDukung) -> list[Letak]:
    """The living things on which this proof hangs and that the person may see."""
    return list(letak_terlihat(user, unit, pasangan_bukti(bukti)).values())


def berkas_terbuka(user: User, unit: UnitKerja, berkas_pk: int) -> BerkasBukti | None:
    """The file, when it is the newest of a proof that hangs on a living thing of this unit that the person may see.

    Ask for ``units.lihat_tahap`` on the unit first.
    """
    versi = BerkasBukti.objects.filter(pk=berkas_pk, bukti__unit=unit, bukti__dihapus_pada=None)
    versi = versi.select_related("bukti").first()
    if versi is None or BerkasBukti.objects.filter(bukti=versi.bukti_id, versi__gt=versi.versi).exists():
        return None
    return versi if tempat_bukti(user, unit, versi.bukti) else None


def berkas_bersama(user: User, unit_id: int, berkas_pk: int) -> BerkasBukti | None:
    """The file, when it is the newest of a proof that hangs on a joint declaration in which a unit takes part that the
    person follows. The papers lie with another unit, of which nothing else is opened by this."""
    versi = BerkasBukti.objects.filter(pk=berkas_pk, bukti__unit=unit_id, bukti__dihapus_pada=None)
    versi = versi.select_related("bukti__unit__instansi").first()
    if versi is None or BerkasBukti.objects.filter(bukti=versi.bukti_id, versi__gt=versi.versi).exists():
        return None
    bersama = pencanangan_terlihat(user).filter(BERSAMA, unit=unit_id).values("pk")
    pasangan = BuktiTahap.objects.filter(bukti=versi.bukti_id, benda=Benda.PENCANANGAN, objek_id__in=bersama)
    return versi if pasangan.exists() else None


def pilihan_arsip(tempat: Letak, q: str) -> list[BuktiDukung]:
    """Proofs of the unit's archive that fit the search and don't hang here yet, newest first, each with
    ``berkas_terakhir``. Two queries."""
    ada = BuktiTahap.objects.filter(unit=tempat.unit, benda=tempat.benda, objek_id=tempat.objek_id).values("bukti")
    cocok = cari_bukti(BuktiDukung.objects.hidup().filter(unit=tempat.unit), q).exclude(pk__in=ada)
    hasil = list(cocok.prefetch_related("berkas")[:PILIHAN_MAKS])
    for b in hasil:
        b.berkas_terakhir = next(iter(b.berkas.all()), None)
    return hasil
