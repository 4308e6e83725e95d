"""Saving one answer, from the browser's queue (JSON) or from a plain form (a page)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluation import scoring
from evaluation.enums import LAPIS_PENILAI, Lapis, Status
from evaluation.errors import (
    EvaluationError,
    JawabanKonflik,
    KirimanTerpakai,
    LKEMoved,
    MasaTutup,
    PertanyaanTerkunci,
)
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban
from evaluation.permissions import ISI_LAPIS, LIHAT_LAPIS
from evaluation.peta import peta_angka, peta_indeks
from evaluation.selectors.angka import angka_soal, baca_angka
from evaluation.selectors.bagian import soal_lapis
from evaluation.selectors.indeks import indeks_soal, sumber_indeks
from evaluation.selectors.lke import lke_unit_sendiri
from evaluation.selectors.panel import baris_rel_skor, panel
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.angka import pakai_angka
from evaluation.services.jawaban import CATATAN_TERPANJANG, Simpanan, simpan_jawaban
from evaluation.views.lke import alamat_soal
from zi_portal.common.masukan import angka

AWALAN = "isi."
MASUKAN_TERBANYAK = 20


@dataclass(frozen=True, slots=True)
class Masuk:
    """What a save brings along: only the fields that the person touched."""

    ubah: Mapping[str, str]
    catatan: str | None
    versi: int
    kiriman: uuid.UUID | None
    putaran: int | None
    # Inputs taken from data pendukung: which row and version the person saw.
    klaim: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class MasukRusak(ValueError):
    """The request is not one our pages send."""


def baca_masuk(request: HttpRequest, pertanyaan: scoring.Pertanyaan) -> Masuk:
    """The shape of a save. Weights, owners, states and layers of others have no field here, so none can be sent."""
    post = request.POST
    ubah = {nama.removeprefix(AWALAN): nilai for nama, nilai in post.items() if nama.startswith(AWALAN)}
    if "kosongkan" in post:
        ubah = {m.kode: "" for m in pertanyaan.masukan}
    versi = post.get("versi", "")
    if not versi.isdecimal() or len(versi) > 9:
        raise MasukRusak("versi")
    # Absent in what a browser queued before pages told the round.
    putaran = post.get("putaran", "")
    if putaran and (not putaran.isdecimal() or len(putaran) > 4):
        raise MasukRusak("putaran")
    try:
        kiriman = uuid.UUID(post["kiriman"]) if post.get("kiriman") else None
    except ValueError as error:
        raise MasukRusak("kiriman") from error
    catatan = post.get("catatan")
    if catatan is not None:
        # PostgreSQL refuses NUL in text; browsers send CRLF from forms and LF from scripts.
        catatan = catatan.replace("\x00", "").replace("\r\n", "\n").strip()
    return Masuk(ubah, catatan, int(versi), kiriman, int(putaran) if putaran else None, _klaim(post.get("angka", "")))


def _klaim(teks: str) -> dict[str, tuple[int, int]]:
    """``masukan:id:versi`` for each figure taken, as ``AngkaSoal.klaim`` writes them."""
    hasil = {}
    for satu in teks.split()[:MASUKAN_TERBANYAK]:
        masukan, *nomor = satu.split(":")
        pk, versi = [angka(n) for n in nomor] if len(nomor) == 2 else (None, None)
        if pk is None or versi is None:
            raise MasukRusak("angka")
        hasil[masukan] = (pk, versi)
    return hasil


def lewati_tetap(masuk: Masuk, jawaban: Jawaban) -> Masuk:
    """A plain form sends every field; keep those that differ from the version the person was looking at."""
    if masuk.versi == jawaban.versi:
        isi, catatan = jawaban.isi, jawaban.catatan
    else:
        dasar = RiwayatJawaban.objects.filter(jawaban=jawaban, versi=masuk.versi).first()
        isi, catatan = (dasar.isi, dasar.catatan) if dasar else ({}, "")
    ubah = {k: v for k, v in masuk.ubah.items() if v.strip().replace(",", ".") != str(isi.get(k, ""))}
    return replace(masuk, ubah=ubah, catatan=None if masuk.catatan == catatan else masuk.catatan)


@require_POST
def jawaban_simpan(request: HttpRequest, pk: int, lapis: str, kode: str) -> HttpResponse:
    """Save fields of one answer of one layer.

    From a script: JSON with the new version and the changed pieces of the page as HTML; 409 with both values when
    somebody else changed the same field, 422 beside the field, 423 when the sheet moved on, 401 when somebody else
    is signed in by now. From a form: back to the question, or a page to choose from.
    """
    skrip = request.headers.get("Accept", "").startswith("application/json")
    if skrip and (pemilik := request.POST.get("pemilik")) and pemilik != str(request.user.pk):
        # Another person signed in in this browser meanwhile; what the first one typed is not theirs to send.
        return JsonResponse({"kode": "sesi"}, status=401)
    try:
        return _simpan(request, pk, lapis, kode, skrip=skrip)
    except Http404:
        if not skrip:
            raise
        return JsonResponse({"kode": "hilang", "pesan": _("LKE ini tidak dapat Anda buka lagi.")}, status=404)
    except PermissionDenied:
        if not skrip:
            raise
        pesan = _("Anda tidak dapat mengubah jawaban ini pada status LKE sekarang.")
        return JsonResponse({"kode": "wewenang", "pesan": pesan}, status=403)


def _simpan(request: HttpRequest, pk: int, lapis: str, kode: str, *, skrip: bool) -> HttpResponse:
    if lapis not in Lapis.values:
        raise Http404
    lke = _ambil(request, pk, kode, lapis)
    instrumen = instrumen_lke(lke)
    try:
        pertanyaan = instrumen.pertanyaan(kode)
    except KeyError:
        raise Http404 from None
    if not request.user.has_perm(LIHAT_LAPIS[Lapis(lapis)], lke):
        raise Http404
    jawab = _Jawab(request, lke, lapis, pertanyaan, skrip)
    if not request.user.has_perm(ISI_LAPIS[Lapis(lapis)], lke):
        return jawab.tidak_berwenang()
    try:
        masuk = baca_masuk(request, pertanyaan)
    except MasukRusak:
        return jawab.salah("", _("Kiriman ini tidak lengkap. Muat ulang halaman, lalu coba lagi."), 400)
    if masuk.catatan is not None and len(masuk.catatan) > CATATAN_TERPANJANG:
        return jawab.salah("catatan", _("Catatan paling panjang 10.000 huruf. Ringkas, lalu simpan lagi."), 422)
    if not skrip and masuk.kiriman:
        # The id in a page outlives a first save (the back button); with what is sent in it, only a true repeat matches.
        isi = repr((sorted(masuk.ubah.items()), masuk.catatan, "setuju" in request.POST, sorted(masuk.klaim.items())))
        masuk = replace(masuk, kiriman=uuid.uuid5(masuk.kiriman, isi))
    if lapis != Lapis.UNIT and "setuju" in request.POST:
        # The button of a reviewer who takes the unit's answer; the answer itself comes from the database.
        unit = lke.isi_unit or {}
        masuk = replace(masuk, ubah={m.kode: str(unit.get(m.kode, "")) for m in pertanyaan.masukan})
    elif not skrip:
        masuk = lewati_tetap(masuk, Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode))
    isi = {
        "lke": lke,
        "kode": kode,
        "ubah": masuk.ubah,
        "catatan": masuk.catatan,
        "versi": masuk.versi,
        "kiriman": masuk.kiriman,
        "putaran": masuk.putaran,
        "actor": request.user,
    }
    try:
        if masuk.klaim and lapis == Lapis.UNIT:
            hasil = pakai_angka(klaim=masuk.klaim, **isi)
        else:
            hasil = simpan_jawaban(lapis=lapis, **isi)
    except JawabanKonflik as error:
        return jawab.konflik(error.jawaban, masuk)
    except scoring.JawabanSalah as error:
        return jawab.salah(error.kode, error.pesan, 422)
    except (LKEMoved, MasaTutup, PertanyaanTerkunci) as error:
        return jawab.salah("", error.message, 423)
    except KirimanTerpakai as error:
        return jawab.salah("", error.message, 400)
    except EvaluationError as error:
        return jawab.salah("", error.message, 422)
    return jawab.tersimpan(hasil)


def _ambil(request: HttpRequest, pk: int, kode: str, lapis: str) -> LembarKerjaEvaluasi:
    """The sheet as ``ambil_lke`` gives it; for a reviewer with the unit's answer to this question as ``isi_unit``.

    One query, and the cheap one for those who save most: a unit's own people.
    """
    if lapis == Lapis.UNIT and (lke := lke_unit_sendiri(request.user, pk)):
        return lke
    unit = Jawaban.objects.filter(lke=OuterRef("pk"), lapis=Lapis.UNIT, kode=kode).values("isi")
    lke = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(lke.annotate(isi_unit=Subquery(unit)), pk=pk)


@dataclass(frozen=True, slots=True)
class _Jawab:
    """The answer to one save, as JSON for the queue or as a page for a form."""

    request: HttpRequest
    lke: LembarKerjaEvaluasi
    lapis: str
    pertanyaan: scoring.Pertanyaan
    skrip: bool

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    def tersimpan(self, hasil: Simpanan) -> HttpResponse:
        if not self.skrip:
            if hasil.tertulis:
                messages.success(self.request, _("Jawaban %(kode)s tersimpan.") % {"kode": self.kode})
            return redirect(alamat_soal(self.lke, hasil.skor.instrumen, self.kode))
        terjawab = hasil.skor.pertanyaan[self.kode] is not None
        # A reviewer has now looked, and a returned question has now been changed; only an empty one is left to do.
        sisa = not terjawab and self.lapis == Lapis.UNIT and self.lke.status != Status.PERBAIKAN
        isi = {"terjawab": terjawab, "sisa": sisa, "fragmen": self._fragmen(hasil)}
        return JsonResponse(self._keadaan(hasil.jawaban) | isi)

    def _keadaan(self, jawaban: Jawaban) -> dict[str, object]:
        return {
            "versi": jawaban.versi,
            "isi": {k: str(v).replace(".", ",") for k, v in jawaban.isi.items()},
            "catatan": jawaban.catatan,
        }

    def _fragmen(self, hasil: Simpanan) -> dict[str, str]:
        """The pieces of the page that a save changes, by the id of the element each replaces."""
        skor, kode = hasil.skor, self.kode
        soal = soal_lapis(self.pertanyaan, hasil.jawaban, skor, isi_unit=self._isi_unit())
        bagian = skor.instrumen.bagian_dari(kode)
        papan = panel(self.lke, self.lapis, skor, hasil.isi)
        baris = baris_rel_skor(skor, bagian, self.lapis)
        indikator = soal.indikator
        konteks = {"lke": self.lke, "s": soal, "b": baris, "panel": papan, "user": self.request.user}
        konteks |= {"indikator": indikator, "nilai": skor.indikator[indikator.kode], "lapis": self.lapis}
        if self.lapis == Lapis.UNIT and kode in peta_angka():
            soal.angka = angka_soal(self.pertanyaan, hasil.jawaban.isi, baca_angka(self.lke, [kode]), isi=True)
        lain = {f"angka-{kode}": render_to_string("evaluation/_soal_angka.html", konteks)} if soal.angka else {}
        if kode in peta_indeks():
            sumber = sumber_indeks(self.lke, {self.lapis, Lapis.UNIT}, [kode])
            soal.indeks = indeks_soal(kode, self.lapis, hasil.jawaban.isi, sumber, isi=True)
            lain[f"indeks-{kode}"] = render_to_string("evaluation/_soal_indeks.html", konteks)
        if self.lapis in LAPIS_PENILAI:
            # Judged anew: what had moved is seen.
            lain[f"gerak-{kode}"] = format_html('<div id="gerak-{}" hidden></div>', kode)
        return lain | {
            f"nilai-{kode}": render_to_string("evaluation/_soal_nilai.html", konteks),
            f"kaki-{kode}": render_to_string("evaluation/_soal_simpan.html", konteks),
            f"ind-nilai-{indikator.kode}": render_to_string("evaluation/_indikator_nilai.html", konteks),
            f"rel-{bagian.kode}": render_to_string("evaluation/_rel_baris.html", konteks),
            "bagian-keadaan": render_to_string("evaluation/_bagian_keadaan.html", konteks),
            "panel-isi": render_to_string("evaluation/_panel_isi.html", konteks),
            "panel-label": render_to_string("evaluation/_panel_label.html", konteks),
        }

    def _isi_unit(self) -> dict[str, str | int] | None:
        """What the unit answered, for a reviewer's save: the difference is told at once."""
        return None if self.lapis == Lapis.UNIT else self.lke.isi_unit

    def konflik(self, jawaban: Jawaban, masuk: Masuk) -> HttpResponse:
        """Both values side by side; nothing was written."""
        konteks = {
            "lke": self.lke,
            "lapis": self.lapis,
            "p": self.pertanyaan,
            "jawaban": jawaban,
            "oleh": jawaban.diubah_oleh,
            "baris": list(_baris_konflik(self.pertanyaan, jawaban, masuk)),
            "kiriman": uuid.uuid4(),
            "angka": self.request.POST.get("angka", ""),
            "alamat": alamat_soal(self.lke, instrumen_lke(self.lke), self.kode),
        }
        if not self.skrip:
            return render(self.request, "evaluation/lke_konflik.html", konteks, status=409)
        html = render_to_string("evaluation/_konflik.html", konteks, request=self.request)
        isi = self._keadaan(jawaban) | {"kode": "konflik", "fragmen": {f"konflik-{self.kode}": html}}
        return JsonResponse(isi, status=409)

    def tidak_berwenang(self) -> HttpResponse:
        """No right to write now: told apart for somebody who had it until the sheet moved on."""
        if self.lke.unit_mengisi or not self.request.user.has_perm("evaluation.komentar", self.lke):
            raise PermissionDenied
        return self.salah("", LKEMoved(self.lke).message, 423)

    def salah(self, masukan: str, pesan: str, status: int) -> HttpResponse:
        if self.skrip:
            kode = {400: "rusak", 422: "salah", 423: "terkunci"}[status]
            return JsonResponse({"kode": kode, "masukan": masukan, "pesan": pesan}, status=status)
        konteks = {
            "lke": self.lke,
            "lapis": self.lapis,
            "p": self.pertanyaan,
            "pesan": pesan,
            "isian": _isian(self.pertanyaan, self.request),
            "catatan": self.request.POST.get("catatan", ""),
            "alamat": alamat_soal(self.lke, instrumen_lke(self.lke), self.kode),
            "versi": self.request.POST.get("versi", "0"),
            "putaran": self.request.POST.get("putaran", ""),
            "kiriman": uuid.uuid4(),
            "ulang": status == 422,
            "masukan": masukan,
        }
        return render(self.request, "evaluation/lke_ditolak.html", konteks, status=status)


def _isian(pertanyaan: scoring.Pertanyaan, request: HttpRequest) -> list[dict[str, str]]:
    """What the person sent, to be copied or mended."""
    return [
        {"kode": m.kode, "nama": m.nama, "nilai": request.POST.get(f"{AWALAN}{m.kode}", "")} for m in pertanyaan.masukan
    ]


def _baris_konflik(pertanyaan: scoring.Pertanyaan, jawaban: Jawaban, masuk: Masuk):
    """The fields that collide, or would be overwritten: label, one's own value, the stored one, the field's name."""
    for m in pertanyaan.masukan:
        milik = masuk.ubah.get(m.kode)
        tersimpan = jawaban.isi.get(m.kode, "")
        if milik is not None and milik.strip().replace(",", ".") != str(tersimpan):
            yield {
                "label": _("Jawaban") if len(pertanyaan.masukan) == 1 else m.nama,
                "saya": milik,
                "mereka": str(tersimpan).replace(".", ","),
                "nama": f"{AWALAN}{m.kode}",
                "panjang": False,
            }
    if masuk.catatan is not None and masuk.catatan != jawaban.catatan:
        yield {
            "label": _("Catatan"),
            "saya": masuk.catatan,
            "mereka": jawaban.catatan,
            "nama": "catatan",
            "panjang": True,
        }
