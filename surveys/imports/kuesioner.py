"""A questionnaire as a table: one file is one version, one row one piece of it. It comes in as a draft.

What belongs to an index (Unsur, Mutu) or to a question of the profile (Pilihan) stands in the rows under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.errors import SurveiError
from surveys.kuesioner import BAHASA_UTAMA, KuesionerError
from surveys.kuesioner import Kuesioner as Susunan
from surveys.models import Kuesioner
from surveys.services.kuesioner import isi_bawaan, simpan_kuesioner
from surveys.susunan import bakukan
from units.enums import Lingkup
from units.imports import BarisTabel, Bentuk, HasilPeriksa, ImporBentrok, JenisImpor, KolomImpor, ResourceImpor
from units.imports.dasar import Beda
from units.models import JenisBaris
from zi_portal.common.tabel import Galat, Tabel, TabelDitolak, nilai_teks

INGGRIS = "en"
# Words in the column Bagian, and under which other word they stand.
INDUK = {"unsur": "indeks", "mutu": "indeks", "pilihan": "profil"}
TUNGGAL = ("kuesioner", "dasar", "konversi", "integritas", "komentar")
BAGIAN = (*TUNGGAL, "jawaban", "indeks", "profil", *INDUK)
YA = {"ya", "y", "true", "1"}

Baris = tuple[str, str, str, str, str, str, str]


class KuesionerResource(ResourceImpor):
    class Meta:
        model = Kuesioner
        fields = ()
        import_id_fields = ()

    def muat(self) -> None:
        semua = Kuesioner.objects.filter(instansi=self.instansi)
        self._ada = {(k.kode, k.versi_isi): k for k in semua}
        self.keadaan = {k.pk: (k.versi, k.sha256, k.terbit_pada) for k in semua}

    def keadaan_kini(self) -> dict[Any, Any]:
        semua = Kuesioner.objects.select_for_update().filter(instansi=self.instansi).order_by("pk")
        return {k.pk: (k.versi, k.sha256, k.terbit_pada) for k in semua}

    def periksa(self, tabel: Tabel, bentuk: Bentuk) -> HasilPeriksa:
        self.muat()
        baris = self.susun(tabel, bentuk)
        self._isi, letak, self.hasil.galat = _rangkai(baris)
        if self.hasil.galat:
            return self.hasil
        try:
            susunan = Susunan.from_dict(self._isi)
        except KuesionerError as error:
            tempat, _titik, pesan = str(error).partition(": ")
            raise TabelDitolak(Galat(f"{pesan} ({tempat}).", _nomor(letak, tempat))) from error
        ada = self._kuesioner = self._ada.get((susunan.kode, susunan.versi))
        if ada is not None and ada.terbit_pada:
            raise TabelDitolak(
                Galat(
                    _("Kuesioner %(kode)s versi %(versi)s sudah terbit, jadi tidak dapat diubah. Tulis versi lain.")
                    % {"kode": susunan.kode, "versi": susunan.versi},
                    baris[0].nomor,
                )
            )
        self._catat_beda(baris, susunan, ada)
        return self.hasil

    def _catat_beda(self, baris: list[BarisTabel], susunan: Susunan, ada: Kuesioner | None) -> None:
        """One entry for the whole: it is one thing that is written."""
        label, nomor = f"{susunan.nama} ({susunan.kode} {susunan.versi})", baris[0].nomor
        baru = _ringkas(self._isi)
        if ada is None:
            isi = {_("Pertanyaan"): [None, len(susunan.unsur)], **{k: [None, v] for k, v in baru.items()}}
            self.hasil.beda.append(Beda(nomor, JenisBaris.BARU, label[:200], isi))
            return
        lama = _ringkas(bakukan(ada.isi))
        isi = {k: [lama.get(k), baru.get(k)] for k in {**lama, **baru} if lama.get(k) != baru.get(k)}
        jenis = JenisBaris.BERUBAH if isi else JenisBaris.TETAP
        self.hasil.beda.append(Beda(nomor, jenis, label[:200], isi, f"{ada.pk}/{ada.versi}"))

    def tulis(self, *, alasan: str) -> None:
        """Raises ImporBentrok when somebody wrote or published this version meanwhile."""
        if self.hasil.beda[0].jenis == JenisBaris.TETAP:
            return
        ada = self._kuesioner
        try:
            simpan_kuesioner(
                isi=self._isi,
                instansi=self.instansi,
                actor=self.actor,
                kuesioner=ada,
                versi=ada.versi if ada else 0,
            )
        except SurveiError as error:
            raise ImporBentrok from error

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        """The instansi's newest draft; without one, what the portal ships, under a version of its own."""
        draf = Kuesioner.objects.filter(instansi=self.instansi, terbit_pada=None, dihapus_pada=None)
        if terbaru := draf.order_by("-pk").first():
            return [list(b) for b in _baris(bakukan(terbaru.isi))]
        bawaan = bakukan(isi_bawaan()[-1])
        return [list(b) for b in _baris(bawaan | {"versi": f"{bawaan['versi']}-{self.instansi.kode}"[:36]})]


# From rows to data ----------------------------------------------------------------------------------------------------


def _rangkai(baris: list[BarisTabel]) -> tuple[dict[str, Any], dict[str, int], list[Galat]]:
    """The questionnaire's data, the row of each place in it, and what cannot be read at all."""
    isi: dict[str, Any] = {"label": [], "indeks": [], "profil": []}
    letak: dict[str, int] = {}
    galat: list[Galat] = []
    for b in baris:
        try:
            sel = {k: nilai_teks(v) for k, v in b.nilai.items()}
        except ValueError as error:
            galat.append(Galat(str(error), b.nomor))
            continue
        bagian = sel["bagian"].casefold()
        if bagian not in BAGIAN:
            pesan = _("“%(nilai)s” tidak dikenal. Pilih salah satu: %(pilihan)s.")
            pilihan = ", ".join(satu.capitalize() for satu in BAGIAN)
            galat.append(Galat(pesan % {"nilai": sel["bagian"][:40], "pilihan": pilihan}, b.nomor, b.kolom["bagian"]))
            continue
        if bagian in INDUK and not isi[INDUK[bagian]]:
            pesan = _("%(bagian)s harus berada di bawah baris %(induk)s.")
            kata = {"bagian": bagian.capitalize(), "induk": INDUK[bagian].capitalize()}
            galat.append(Galat(pesan % kata, b.nomor, b.kolom["bagian"]))
            continue
        if bagian in TUNGGAL and bagian in letak:
            pesan = _("Bagian ini sudah ada di baris %(n)d. Sisakan satu.")
            galat.append(Galat(pesan % {"n": letak[bagian]}, b.nomor, b.kolom["bagian"]))
            continue
        letak[_pasang(isi, bagian, sel)] = b.nomor
    isi["bahasa"] = [BAHASA_UTAMA, INGGRIS] if _ada_inggris(isi) else [BAHASA_UTAMA]
    if "kuesioner" not in letak:
        galat.append(Galat(_("Belum ada baris Kuesioner dengan kode, nama, dan versinya."), 2))
    isi["skala"] = len(isi["label"])
    return isi, letak, galat


def _pasang(isi: dict[str, Any], bagian: str, sel: Mapping[str, str]) -> str:
    """Put one row in its place. Returns how an error calls that place."""
    teks = _berbahasa(sel.get("teks", ""), sel.get("inggris", ""))
    kode, nilai = sel.get("kode", ""), sel.get("nilai", "").replace(",", ".")
    match bagian:
        case "kuesioner":
            isi |= {"kode": kode, "versi": nilai or sel.get("nilai", ""), "nama": teks}
            return bagian
        case "dasar" | "konversi":
            isi[bagian] = teks.get(BAHASA_UTAMA, "")
            return bagian
        case "integritas" | "komentar":
            isi[bagian] = teks
            return bagian
        case "jawaban":
            isi["label"].append(teks)
            return f"label {len(isi['label'])}"
        case "indeks":
            isi["indeks"].append({"kode": kode, "nama": teks.get(BAHASA_UTAMA, ""), "unsur": [], "mutu": []})
            return f"indeks {len(isi['indeks'])}"
        case "profil":
            isi["profil"].append({"kode": kode, "label": teks, "wajib": nilai.casefold() in YA, "pilihan": []})
            return f"profil {len(isi['profil'])}"
        case "pilihan":
            induk = isi["profil"][-1]["pilihan"]
            induk.append({"kode": kode, "label": teks})
            return f"profil {len(isi['profil'])} pilihan {len(induk)}"
        case "mutu":
            induk = isi["indeks"][-1]["mutu"]
            induk.append({"huruf": kode, "nama": teks.get(BAHASA_UTAMA, ""), "mulai": nilai})
            return f"indeks {len(isi['indeks'])} mutu {len(induk)}"
    induk = isi["indeks"][-1]["unsur"]
    pernyataan = _berbahasa(sel.get("pernyataan", ""), sel.get("pernyataan_inggris", ""))
    induk.append({"kode": kode, "nama": teks, "pernyataan": pernyataan} | ({"bobot": nilai} if nilai else {}))
    return f"indeks {len(isi['indeks'])} unsur {len(induk)}"


def _berbahasa(utama: str, inggris: str) -> dict[str, str]:
    return {k: v for k, v in ((BAHASA_UTAMA, utama), (INGGRIS, inggris)) if v}


def _ada_inggris(nilai: Any) -> bool:
    if isinstance(nilai, dict):
        return INGGRIS in nilai or any(_ada_inggris(v) for v in nilai.values())
    return isinstance(nilai, list) and any(_ada_inggris(v) for v in nilai)


def _nomor(letak: Mapping[str, int], tempat: str) -> int | None:
    """The row of the innermost place an error names."""
    cocok = [satu for satu in letak if tempat == satu or tempat.startswith(f"{satu} ")]
    return letak[max(cocok, key=len)] if cocok else letak.get("kuesioner")


# From data to rows ----------------------------------------------------------------------------------------------------


def _baris(isi: Mapping[str, Any]) -> Iterator[Baris]:
    """The table of a questionnaire whose texts are by language (``bakukan``)."""

    def dua(teks: Any) -> tuple[str, str]:
        teks = {BAHASA_UTAMA: teks} if isinstance(teks, str) else teks or {}
        return teks.get(BAHASA_UTAMA, ""), teks.get(INGGRIS, "")

    kosong = ("", "")
    yield ("Kuesioner", str(isi["kode"]), *dua(isi["nama"]), *kosong, str(isi["versi"]))
    for nama in ("dasar", "konversi", "integritas", "komentar"):
        if isi.get(nama):
            yield (nama.capitalize(), "", *dua(isi[nama]), *kosong, "")
    for nomor, teks in enumerate(isi["label"], 1):
        yield ("Jawaban", str(nomor), *dua(teks), *kosong, "")
    for i in isi["indeks"]:
        yield ("Indeks", str(i["kode"]), *dua(str(i.get("nama", i["kode"]))), *kosong, "")
        for u in i["unsur"]:
            yield ("Unsur", str(u["kode"]), *dua(u["nama"]), *dua(u["pernyataan"]), str(u.get("bobot", "")))
        for m in i.get("mutu") or ():
            yield ("Mutu", str(m["huruf"]), str(m["nama"]), "", *kosong, str(m["mulai"]))
    for p in isi.get("profil") or ():
        yield ("Profil", str(p["kode"]), *dua(p["label"]), *kosong, _("ya") if p.get("wajib") else "")
        for s in p["pilihan"]:
            yield ("Pilihan", str(s["kode"]), *dua(s["label"]), *kosong, "")


def _ringkas(isi: Mapping[str, Any]) -> dict[str, str]:
    """Each piece in one line, by a name of its own: what two versions are compared by."""
    hasil: dict[str, str] = {}
    induk = ""
    for bagian, kode, *sel in _baris(isi):
        if bagian.casefold() not in INDUK:
            induk = kode
        nama = f"{bagian} {induk} {kode}" if bagian.casefold() in INDUK else f"{bagian} {kode}".strip()
        hasil[nama] = " · ".join(s for s in sel if s)
    return hasil


KUESIONER = JenisImpor(
    kunci="kuesioner",
    judul=gettext_lazy("Kuesioner"),
    penjelasan=gettext_lazy("Satu versi kuesioner survei. Masuk sebagai draf; menerbitkannya tetap di halamannya."),
    resource=KuesionerResource,
    izin="surveys.susun_kuesioner",
    izin_baca="surveys.susun_kuesioner",
    lingkup=Lingkup.INSTANSI,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Satu baris tiap bagian"),
            (
                KolomImpor("Bagian", "bagian", ("jenis", "jenis baris"), True, True, 14),
                KolomImpor("Kode", "kode", ("huruf",), True, True, 16),
                KolomImpor("Teks", "teks", ("nama", "label", "indonesia"), True, True, 44),
                KolomImpor("Teks Inggris", "inggris", ("english", "inggris"), teks=True, lebar=36),
                KolomImpor("Pernyataan", "pernyataan", ("pertanyaan",), True, True, 60),
                KolomImpor("Pernyataan Inggris", "pernyataan_inggris", ("statement",), teks=True, lebar=44),
                KolomImpor("Nilai", "nilai", ("bobot", "versi", "mulai"), teks=True, lebar=12),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy(
            "Bagian: Kuesioner (kode, nama, dan versinya di kolom Nilai), Jawaban dari yang terendah, Indeks, lalu "
            "Unsur dan Mutu di bawahnya, Profil, lalu Pilihan di bawahnya; Dasar, Konversi, Integritas, Komentar."
        ),
        gettext_lazy("Nilai pada Unsur adalah bobot, misalnya 1/9; kosongkan agar semua sama. Pada Mutu: batas bawah."),
        gettext_lazy("Nilai pada Profil: ya bila wajib dijawab. Konversi: sebanding atau geser."),
        gettext_lazy("Versi yang sudah terbit tidak berubah. Tulis versi lain untuk perubahannya."),
    ),
)
