"""What came out of a campaign, as its page and its report show it: exact, from the counts, without groups so small
that they would give somebody away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from django.utils.translation import gettext as _

from surveys.enums import Golongan, Kanal, KonversiSurvei, StatusKampanye
from surveys.indeks import Hitungan, NilaiIndeks, NilaiUnsur, hitung, ke_empat, target_sampel
from surveys.kuesioner import Kuesioner
from surveys.models import Kampanye, LayananKampanye, Rekap
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.rekap import RekapKini, rekap_kini
from units.models import User
from zi_portal.common.templatetags.zi import angka
from zi_portal.common.waktu import teks_tanggal

KELOMPOK_TERKECIL = 10
TREN_TERBANYAK = 12
HARI_TERBANYAK = 62
SAH = (Golongan.BARU, Golongan.BERSIH, Golongan.BERTANDA)
DATA = Path(__file__).resolve().parent.parent / "data" / "hasil"
K = TypeVar("K", bound=Hashable)


@lru_cache(maxsize=1)
def ambang() -> dict[str, dict[str, Fraction]]:
    """What each index must reach, by code and predicate."""
    isi = yaml.safe_load((DATA / "ambang.yaml").read_text(encoding="utf-8"))["indeks"]
    return {kode: {p: Fraction(nilai) for p, nilai in satu.items()} for kode, satu in isi.items()}


@dataclass(frozen=True, slots=True)
class Batas:
    """A threshold as a line: whose it is (“WBK”, “WBK dan WBBM”) and on the scale of 4."""

    nama: str
    nilai: Fraction


@dataclass(frozen=True, slots=True)
class Ruas:
    """One mark's share of a bar; ``awal`` and ``lebar`` are shares of 1, ``pekat`` how dark it is: low marks dark."""

    angka: int
    label: str
    n: int
    awal: Fraction
    lebar: Fraction
    pekat: str


@dataclass(frozen=True, slots=True)
class StatusBatas:
    batas: Batas
    nilai: Fraction

    @property
    def cukup(self) -> bool:
        return self.nilai >= self.batas.nilai

    @property
    def kurang(self) -> Fraction:
        return max(Fraction(0), self.batas.nilai - self.nilai)


@dataclass(frozen=True, slots=True)
class UnsurHasil:
    """One statement: its mean on the scale of the questionnaire and of 4, and how its marks spread."""

    unsur: NilaiUnsur
    pernyataan: str
    empat: Fraction | None
    ruas: tuple[Ruas, ...]


@dataclass(frozen=True, slots=True)
class IndeksHasil:
    """One index from the valid responses (``sah``), from all that came, and without the flagged ones."""

    sah: NilaiIndeks
    masuk: NilaiIndeks
    bersih: NilaiIndeks
    batas: tuple[Batas, ...]
    unsur: tuple[UnsurHasil, ...]
    pengaruh: tuple[str, ...]

    @property
    def status_batas(self) -> list[StatusBatas]:
        return [] if self.sah.nilai is None else [StatusBatas(b, self.sah.nilai) for b in self.batas]

    @property
    def di_bawah(self) -> bool:
        """Below every line there is."""
        status = self.status_batas
        return bool(status) and not any(b.cukup for b in status)

    @property
    def terurut(self) -> list[UnsurHasil]:
        """Lowest first."""
        return sorted((u for u in self.unsur if u.empat is not None), key=lambda u: (u.empat, u.unsur.kode))

    @property
    def judul_unsur(self) -> str:
        """What the bars say, in a sentence."""
        urut = self.terurut
        if not urut:
            return _("Belum ada unsur yang dinilai")
        if len(urut) == 1 or urut[0].empat == urut[-1].empat:
            return _("Semua unsur bernilai %(n)s") % {"n": angka(urut[0].empat)}
        return _("Terendah %(a)s (%(na)s), tertinggi %(b)s (%(nb)s)") % {
            "a": urut[0].unsur.nama,
            "na": angka(urut[0].empat),
            "b": urut[-1].unsur.nama,
            "nb": angka(urut[-1].empat),
        }


@dataclass(frozen=True, slots=True)
class Target:
    """A service: people served, responses it should bring, responses it brought."""

    nama: str
    populasi: int
    target: int
    n: int

    @property
    def kurang(self) -> int:
        return max(0, self.target - self.n)


@dataclass(frozen=True, slots=True)
class Kelompok:
    """One group with its indices; ``tertutup``: too small to show, or hidden so that none can be worked out."""

    label: str
    n: int
    nilai: tuple[Fraction | None, ...]
    tertutup: bool


@dataclass(frozen=True, slots=True)
class Dimensi:
    kunci: str
    judul: str
    baris: tuple[Kelompok, ...]
    profil: bool

    @property
    def tertutup(self) -> int:
        return sum(k.tertutup for k in self.baris)


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a chart; all as shares of 1. ``mulai`` and ``n``: responses since that day, of a day or a week."""

    x: Fraction
    lebar: Fraction
    tinggi: Fraction
    mulai: dt.date | None = None
    n: int = 0
    ini: bool = False

    @property
    def atas(self) -> Fraction:
        return 1 - self.tinggi


def _deret(tinggi: Sequence[Fraction]) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Place, width and height of columns beside each other."""
    lebar = Fraction(1, len(tinggi) or 1)
    for n, satu in enumerate(tinggi):
        yield n * lebar, lebar * Fraction(4, 5), satu


@dataclass(frozen=True, slots=True)
class Titik:
    """One campaign in the trend of an index."""

    pk: int
    nama: str
    tahun: int
    n: int
    nilai: Fraction
    ini: bool


@dataclass(frozen=True, slots=True)
class Tren:
    indeks: str
    titik: tuple[Titik, ...]

    @property
    def kolom(self) -> list[Kolom]:
        ukuran = _deret([t.nilai / 4 for t in self.titik])
        return [Kolom(*u, ini=t.ini) for u, t in zip(ukuran, self.titik, strict=True)]

    @property
    def batas(self) -> list[Fraction]:
        """Where the lines lie, from the top."""
        return [1 - b.nilai / 4 for b in batas_indeks(self.indeks)]

    @property
    def judul(self) -> str:
        lalu, kini = self.titik[-2], self.titik[-1]
        beda = kini.nilai - lalu.nilai
        if not beda:
            return _("%(i)s tetap sejak %(nama)s") % {"i": self.indeks, "nama": lalu.nama}
        arah = _("naik") if beda > 0 else _("turun")
        return _("%(i)s %(arah)s %(beda)s sejak %(nama)s") % {
            "i": self.indeks,
            "arah": arah,
            "beda": angka(abs(beda)),
            "nama": lalu.nama,
        }


@dataclass(frozen=True, slots=True)
class Hasil:
    """Everything of one campaign. ``baru``: came, not looked at for signs yet; ``tertinggal``: not counted here."""

    kuesioner: Kuesioner
    n_masuk: int
    n_sah: int
    n_bersih: int
    n_tanda: int
    n_keluar: int
    baru: int
    tertinggal: int
    populasi: int
    target: tuple[Target, ...]
    indeks: tuple[IndeksHasil, ...]
    ditanya: int
    diarahkan: int
    dimensi: tuple[Dimensi, ...] = ()
    hari: tuple[Kolom, ...] = ()
    per_pekan: bool = False
    tren: tuple[Tren, ...] = ()

    @property
    def target_n(self) -> int:
        return sum(t.target for t in self.target)

    @property
    def kurang(self) -> int:
        return max(0, self.target_n - self.n_sah)

    @property
    def konversi(self) -> str:
        """The rule from the questionnaire's scale to 4, in words; "" where none is needed."""
        if self.kuesioner.skala == 4:
            return ""
        return str(KonversiSurvei(self.kuesioner.konversi).label)

    @property
    def judul_hari(self) -> str:
        if not self.hari:
            return ""
        puncak = max(self.hari, key=lambda k: k.n)
        kata = _("Terbanyak %(n)s respons pada pekan %(t)s") if self.per_pekan else _("Terbanyak %(n)s respons, %(t)s")
        return kata % {"n": angka(puncak.n, 0), "t": teks_tanggal(puncak.mulai)}


def tertutup(jumlah: Mapping[K, int]) -> set[K]:
    """Groups that are not shown: those under ten, and so many of the next smallest that what is hidden is at least
    two groups and ten people, so that none of them is the rest of a subtraction."""
    urut = sorted((k for k, n in jumlah.items() if n), key=lambda k: jumlah[k])
    hilang = [k for k in urut if jumlah[k] < KELOMPOK_TERKECIL]
    sisa = urut[len(hilang) :]
    while hilang and sisa and (len(hilang) < 2 or sum(jumlah[k] for k in hilang) < KELOMPOK_TERKECIL):
        hilang.append(sisa.pop(0))
    return set(hilang)


def hasil_kampanye(kampanye: Kampanye, user: User | None = None, *, ringkas: bool = False) -> Hasil:
    """The results as they stand, in a fixed number of queries. ``ringkas`` leaves out the groups, days and the trend;
    the trend tells of campaigns that ``user`` sees (None: all)."""
    k = kuesioner_dari(kampanye.kuesioner)
    rekap = rekap_kini(kampanye, k, dimensi=("layanan",) if ringkas else None)
    layanan = list(kampanye.layanan.all())
    target = _target(rekap, layanan)
    populasi = sum(t.populasi for t in target)
    indeks = _indeks(rekap, k, populasi)
    masuk, sah = rekap.masuk, rekap.sah
    hari, per_pekan = ((), False) if ringkas else _hari(rekap)
    return Hasil(
        kuesioner=k,
        n_masuk=masuk.n,
        n_sah=sah.n,
        n_bersih=rekap.n(Golongan.BERSIH),
        n_tanda=rekap.n(Golongan.BERTANDA),
        n_keluar=rekap.n(Golongan.DIKELUARKAN),
        baru=rekap.n(Golongan.BARU) + rekap.tertinggal,
        tertinggal=rekap.tertinggal,
        populasi=populasi,
        target=target,
        indeks=indeks,
        ditanya=sah.ditanya,
        diarahkan=sah.diarahkan,
        dimensi=() if ringkas else tuple(_semua_dimensi(rekap, k, layanan)),
        hari=hari,
        per_pekan=per_pekan,
        tren=() if ringkas else _tren(kampanye, user, indeks),
    )


def _target(rekap: RekapKini, layanan: list[LayananKampanye]) -> tuple[Target, ...]:
    target = target_sampel({a.pk: a.populasi for a in layanan})
    return tuple(
        Target(a.nama, a.populasi, target.get(a.pk, 0), rekap.jumlah(*SAH, dimensi="layanan", nilai=str(a.pk)).n)
        for a in layanan
    )


# The index in three ways ----------------------------------------------------------------------------------------------


def _indeks(rekap: RekapKini, k: Kuesioner, populasi: int) -> tuple[IndeksHasil, ...]:
    cara = [hitung(k, isi, populasi=populasi) for isi in (rekap.sah, rekap.masuk, rekap.bersih)]
    pernyataan = {u.kode: str(u.pernyataan) for u in k.unsur}
    label = [str(teks) for teks in k.label]
    n_keluar, n_tanda = rekap.n(Golongan.DIKELUARKAN), rekap.n(Golongan.BERTANDA)
    return tuple(
        IndeksHasil(
            sah=sah,
            masuk=masuk,
            bersih=bersih,
            batas=batas_indeks(sah.kode),
            unsur=tuple(
                UnsurHasil(
                    u,
                    pernyataan[u.kode],
                    None if u.rata is None else ke_empat(u.rata, k.skala, k.konversi),
                    tuple(_ruas(u, label)),
                )
                for u in sah.unsur
            ),
            pengaruh=tuple(_pengaruh(sah, masuk, bersih, n_keluar, n_tanda)),
        )
        for sah, masuk, bersih in zip(*cara, strict=True)
    )


def batas_indeks(kode: str) -> tuple[Batas, ...]:
    """The lines of an index: predicates with the same threshold share one."""
    per_nilai: dict[Fraction, list[str]] = {}
    for predikat, nilai in ambang().get(kode, {}).items():
        per_nilai.setdefault(nilai, []).append(predikat)
    return tuple(Batas(_(" dan ").join(p), nilai) for nilai, p in sorted(per_nilai.items()))


def _ruas(u: NilaiUnsur, label: list[str]) -> Iterator[Ruas]:
    awal = Fraction(0)
    for nomor, n in enumerate(u.sebaran, 1):
        lebar = Fraction(n, u.n) if u.n else Fraction(0)
        pekat = f"{0.9 - 0.75 * (nomor - 1) / (len(label) - 1):.2f}"
        yield Ruas(nomor, label[nomor - 1], n, awal, lebar, pekat)
        awal += lebar


def _pengaruh(sah: NilaiIndeks, masuk: NilaiIndeks, bersih: NilaiIndeks, n_keluar: int, n_tanda: int) -> Iterator[str]:
    """How much the excluded and the flagged responses change the index, in plain sentences."""
    if sah.nilai is None:
        return
    if n_keluar and masuk.nilai is not None:
        yield _("%(n)s respons dikeluarkan: karena itu %(i)s %(ubah)s.") % {
            "n": angka(n_keluar, 0),
            "i": sah.kode,
            "ubah": _ubah(masuk.nilai, sah.nilai),
        }
    if n_tanda and bersih.nilai is not None:
        yield _("%(n)s respons bertanda ikut dihitung: tanpa respons itu %(i)s %(ubah)s.") % {
            "n": angka(n_tanda, 0),
            "i": sah.kode,
            "ubah": _ubah(sah.nilai, bersih.nilai),
        }
    if not n_keluar and not n_tanda:
        yield _("Tidak ada respons yang bertanda atau dikeluarkan, jadi ketiga angkanya sama.")


def _ubah(dari: Fraction, ke: Fraction) -> str:
    if dari == ke:
        return _("tetap %(ke)s") % {"ke": angka(ke)}
    kata = _("naik dari %(dari)s menjadi %(ke)s") if ke > dari else _("turun dari %(dari)s menjadi %(ke)s")
    # A change too small for two places is told with four.
    tempat = 2 if angka(dari) != angka(ke) else 4
    return kata % {"dari": angka(dari, tempat), "ke": angka(ke, tempat)}


# Groups ---------------------------------------------------------------------------------------------------------------


def _semua_dimensi(rekap: RekapKini, k: Kuesioner, layanan: list[LayananKampanye]) -> Iterator[Dimensi]:
    if layanan:
        yield _dimensi(rekap, k, "layanan", _("Layanan"), {str(a.pk): a.nama for a in layanan}, _("Tanpa layanan"))
    yield _dimensi(rekap, k, "kanal", _("Cara mengisi"), {n: str(kata) for n, kata in Kanal.choices}, "")
    for p in k.profil:
        label = {satu.kode: str(satu.label) for satu in p.pilihan}
        dimensi = _dimensi(rekap, k, f"p-{p.kode}"[:40], str(p.label), label, _("Tidak diisi"), profil=True)
        if len(dimensi.baris) > 1:
            yield dimensi


def _dimensi(
    rekap: RekapKini,
    k: Kuesioner,
    dimensi: str,
    judul: str,
    label: Mapping[str, str],
    tanpa: str,
    *,
    profil: bool = False,
) -> Dimensi:
    """The groups of one dimension in the order of ``label``; whoever is in none of them is the group ``tanpa``."""
    isi = {nama: rekap.jumlah(*SAH, dimensi=dimensi, nilai=kode) for kode, nama in label.items()}
    sisa = rekap.sah
    for satu in isi.values():
        sisa.gabung(satu, -1)
    isi[tanpa] = sisa
    isi = {nama: satu for nama, satu in isi.items() if satu.n > 0}
    tutup = tertutup({nama: satu.n for nama, satu in isi.items()})
    return Dimensi(
        dimensi,
        judul,
        tuple(
            Kelompok(
                nama,
                satu.n,
                () if nama in tutup else tuple(i.nilai for i in hitung(k, satu)),
                nama in tutup,
            )
            for nama, satu in isi.items()
        ),
        profil,
    )


def _hari(rekap: RekapKini) -> tuple[tuple[Kolom, ...], bool]:
    """All that came by day, or by week where there are many days, empty ones included."""
    per_hari = {
        dt.date.fromisoformat(h): rekap.jumlah(*Golongan, dimensi="hari", nilai=h).n
        for h in rekap.nilai_dimensi("hari")
    }
    per_hari = {h: n for h, n in per_hari.items() if n}
    if not per_hari:
        return (), False
    awal, akhir = min(per_hari), max(per_hari)
    per_pekan = (akhir - awal).days >= HARI_TERBANYAK
    langkah = 7 if per_pekan else 1
    jumlah = [0] * ((akhir - awal).days // langkah + 1)
    for hari, n in per_hari.items():
        jumlah[(hari - awal).days // langkah] += n
    ukuran = _deret([Fraction(n, max(jumlah)) for n in jumlah])
    kolom = (Kolom(*u, mulai=awal + dt.timedelta(days=n * langkah), n=jumlah[n]) for n, u in enumerate(ukuran))
    return tuple(kolom), per_pekan


# Over the campaigns ---------------------------------------------------------------------------------------------------


def _tren(kampanye: Kampanye, user: User | None, indeks: Iterable[IndeksHasil]) -> tuple[Tren, ...]:
    """Each index over the closed campaigns of this unit and kind before this one, and this one last. Two queries."""
    semua = Kampanye.objects.hidup() if user is None else Kampanye.objects.visible_to(user)
    lalu = list(
        semua.filter(unit=kampanye.unit_id, jenis=kampanye.jenis, status=StatusKampanye.TUTUP, mulai__lt=kampanye.mulai)
        .exclude(pk=kampanye.pk)
        .select_related("kuesioner")
        .order_by("-mulai", "-pk")[: TREN_TERBANYAK - 1]
    )
    jumlah: dict[int, list[Rekap]] = {}
    for r in Rekap.objects.filter(kampanye__in=lalu, dimensi="", golongan__in=SAH):
        jumlah.setdefault(r.kampanye_id, []).append(r)
    dulu = [(k, _nilai_dulu(k, jumlah.get(k.pk, []))) for k in reversed(lalu)]
    hasil = []
    for satu in indeks:
        titik = [
            Titik(k.pk, k.nama, k.tahun, nilai[satu.sah.kode].n, nilai[satu.sah.kode].nilai, False)
            for k, nilai in dulu
            if satu.sah.kode in nilai and nilai[satu.sah.kode].nilai is not None
        ]
        if titik and satu.sah.nilai is not None:
            titik.append(Titik(kampanye.pk, kampanye.nama, kampanye.tahun, satu.sah.n, satu.sah.nilai, True))
            hasil.append(Tren(satu.sah.kode, tuple(titik)))
    return tuple(hasil)


def _nilai_dulu(kampanye: Kampanye, rekap: Iterable[Rekap]) -> dict[str, NilaiIndeks]:
    k = kuesioner_dari(kampanye.kuesioner)
    isi = Hitungan.kosong(k)
    for r in rekap:
        isi.gabung(Hitungan.dari_isi(r.isi))
    return {i.kode: i for i in hitung(k, isi)}
