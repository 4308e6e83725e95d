"""The administrative selection and the objection to it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Aksi, Status
from evaluation.enums.evaluasi_tpn import BUTIR_LAPANGAN, KODE_INSTANSI, HasilButir, HasilSanggah, Lembaga, butir_untuk
from evaluation.enums.musim import Jendela
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError, MasaTutup
from evaluation.models import Clearance, EvaluasiTPN, ItemLapangan, ItemSeleksi, LembarKerjaEvaluasi, Riwayat
from evaluation.selectors.evaluasi_tpn import orang_tim, tidak_sesuai
from evaluation.selectors.lke import orang_admin, orang_tpi, orang_unit
from evaluation.selectors.masa import batas_jendela
from evaluation.selectors.tim_tpn import instansi_sendiri
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.lke import gerak, kunci_lke
from evaluation.services.masa import pastikan_jendela
from evaluation.services.riwayat import catat
from evaluation.services.usulan import kunci_usulan_dari, tutup_bila_habis
from units.models import UnitKerja, User
from units.selectors import unit_milik_sendiri
from units.services import beri_tahu
from zi_portal.common.waktu import teks_waktu


def naikkan_versi(lke: LembarKerjaEvaluasi, versi: int | None) -> None:
    """Count one save of TPN's notes. Raises EvaluationError when somebody saved since ``versi`` was read."""
    baris = EvaluasiTPN.objects.filter(lke=lke)
    if versi is not None:
        baris = baris.filter(versi=versi)
    if not baris.update(versi=F("versi") + 1):
        raise EvaluationError(
            _(
                "Orang lain menyimpan evaluasi ini sejak halaman Anda dibuka. Isian Anda masih di sini: "
                "periksa, lalu simpan lagi untuk memakainya."
            )
        )


def buka_evaluasi(lke: LembarKerjaEvaluasi) -> EvaluasiTPN:
    """The empty notes of a sheet: items of the selection, bodies to ask, the field checklist. Harmless twice."""
    evaluasi, baru = EvaluasiTPN.objects.get_or_create(lke=lke)
    if baru:
        butir = butir_untuk(lke.predikat_tujuan)
        ItemSeleksi.objects.bulk_create(ItemSeleksi(lke=lke, kode=b.kode, urut=n) for n, b in enumerate(butir))
        Clearance.objects.bulk_create(Clearance(lke=lke, lembaga=satu) for satu in Lembaga.values)
        ItemLapangan.objects.bulk_create(ItemLapangan(lke=lke, kode=kode) for kode in BUTIR_LAPANGAN)
    return evaluasi


@transaction.atomic
def mulai_seleksi(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Take a proposed unit up. What a sibling of the same proposal was found to be as an instansi is taken over."""
    riwayat = gerak(lke=lke, aksi=Aksi.MULAI_SELEKSI, actor=actor)
    buka_evaluasi(lke)
    if lke.usulan_id:
        saudara = ItemSeleksi.objects.filter(lke__usulan=lke.usulan_id, kode__in=KODE_INSTANSI).exclude(hasil="")
        for kode, hasil, catatan in saudara.exclude(lke=lke).order_by("pk").values_list("kode", "hasil", "catatan"):
            ItemSeleksi.objects.filter(lke=lke, kode=kode).update(hasil=hasil, catatan=catatan)
    return riwayat


@transaction.atomic
def simpan_seleksi(
    *, lke: LembarKerjaEvaluasi, isi: Mapping[str, tuple[str, str]], versi: int | None, actor: User
) -> None:
    """Keep the draft: code → (result, note). What concerns the instansi goes to the other units of the proposal that
    are in the selection too. Raises EvaluationError, LKEMoved."""
    saudara = _kunci_saudara(lke, actor) if not KODE_INSTANSI.isdisjoint(isi) else []
    kunci_lke(lke, Status.SELEKSI)
    naikkan_versi(lke, versi)
    ada = {item.kode: item for item in ItemSeleksi.objects.filter(lke=lke)}
    for kode, (hasil, catatan) in isi.items():
        item, catatan = ada.get(kode), catatan.strip()
        if item is None or hasil not in ("", *HasilButir.values):
            raise EvaluationError(_("Butir seleksi ini tidak dikenal. Muat ulang halaman."))
        if (item.hasil, item.catatan) == (hasil, catatan):
            continue
        ItemSeleksi.objects.filter(pk=item.pk).update(hasil=hasil, catatan=catatan)
        rincian = {"kode": kode, "hasil": hasil, "catatan": catatan}
        catat(objek=item, aksi=Jejak.UBAH, actor=actor, dari=item.hasil, ke=hasil, rincian=rincian)
        if kode in KODE_INSTANSI:
            ItemSeleksi.objects.filter(lke__in=saudara, kode=kode).update(hasil=hasil, catatan=catatan)


def _kunci_saudara(lke: LembarKerjaEvaluasi, actor: User) -> list[int]:
    """Ids of the sheets of the proposal that are in the selection, locked so that none is closed before what concerns
    them all is written. Before the sheet's own lock and in one order, so that two of them don't wait for one another;
    without those this person may not judge."""
    if not lke.usulan_id:
        return []
    semua = LembarKerjaEvaluasi.objects.filter(usulan=lke.usulan_id, status=Status.SELEKSI)
    semua = semua.select_for_update().order_by("pk")
    sendiri, instansi = unit_milik_sendiri(actor), instansi_sendiri(actor)
    unit = dict(UnitKerja.objects.filter(lke__usulan=lke.usulan_id).values_list("pk", "instansi"))
    return [pk for pk, milik in semua.values_list("pk", "unit") if milik not in sendiri and unit[milik] not in instansi]


@transaction.atomic
def selesaikan_seleksi(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Make the draft final: all items sesuai leads on, any other opens the objection. Raises EvaluationError,
    LKEMoved."""
    kunci_lke(lke, Status.SELEKSI)
    item = list(ItemSeleksi.objects.filter(lke=lke))
    if belum := [i.nama for i in item if not i.hasil]:
        raise EvaluationError(_("Belum dinilai: %(butir)s.") % {"butir": ", ".join(belum)})
    gagal = [i for i in item if i.hasil == HasilButir.TIDAK]
    if tanpa := [i.nama for i in gagal if not i.catatan.strip()]:
        raise EvaluationError(_("Tuliskan catatan untuk butir yang tidak sesuai: %(b)s.") % {"b": ", ".join(tanpa)})
    EvaluasiTPN.objects.filter(lke=lke).update(seleksi_pada=timezone.now())
    riwayat = gerak(lke=lke, aksi=Aksi.BUKA_SANGGAH if gagal else Aksi.LOLOS_SELEKSI, actor=actor)
    isi = ""
    if gagal:
        isi = _("Tidak sesuai: %(butir)s.") % {"butir": ", ".join(i.nama for i in gagal)}
        _mulai, selesai = batas_jendela(lke.musim, Jendela.SANGGAH, lke.unit.instansi)
        if selesai:
            isi += " " + _("Sanggah sampai %(w)s.") % {"w": teks_waktu(selesai, lke.unit.instansi.tz)}
    _kabari(lke, _("Seleksi administrasi %(unit)s selesai") % {"unit": lke.unit}, isi, actor)
    return riwayat


def _kabari(lke: LembarKerjaEvaluasi, judul: str, isi: str, actor: User) -> None:
    """Tell the unit, its TPI and its admin of a result that is theirs to read."""
    kepada = (orang_unit(lke) | orang_tpi(lke) | orang_admin(lke)).distinct()
    beri_tahu(kepada=kepada, judul=judul, isi=isi, url=lke.get_absolute_url(), kecuali=actor)


def ajukan_sanggah(
    *,
    item: ItemSeleksi,
    sanggah: str,
    tautan: str,
    berkas: File | None,
    nama_berkas: str = "",
    actor: User,
) -> None:
    """Object to one item judged tidak sesuai, once, inside the window. Raises EvaluationError, MasaTutup, LKEMoved,
    BuktiDitolak."""
    lke = item.lke
    pastikan_jendela(lke.musim, Jendela.SANGGAH, lke.unit.instansi)
    if not sanggah.strip():
        raise EvaluationError(_("Tuliskan sanggahan: apa yang menurut instansi sudah sesuai, dan buktinya."))
    if not tautan.strip() and berkas is None:
        raise EvaluationError(_("Sertakan tautan atau berkas bukti baru."))
    siap = berkas_siap(benda=ItemSeleksi.BENDA, jenis="sanggah", berkas=berkas, nama=nama_berkas)
    with siap as isi_berkas, transaction.atomic():
        kunci_lke(lke, Status.SANGGAH)
        baris = ItemSeleksi.objects.filter(pk=item.pk, hasil=HasilButir.TIDAK, sanggah_pada=None)
        isi = {"sanggah": sanggah.strip(), "sanggah_tautan": tautan.strip()}
        if not baris.update(**isi, sanggah_oleh=actor, sanggah_pada=timezone.now()):
            raise EvaluationError(_("Butir ini tidak dapat disanggah: sudah disanggah, atau dinilai sesuai."))
        item.refresh_from_db()
        pasang_berkas(objek=item, jenis="sanggah", siap=isi_berkas, actor=actor)
        catat(objek=item, aksi="sanggah", actor=actor, rincian={"kode": item.kode, **isi})
        beri_tahu(
            kepada=orang_tim(lke),
            judul=_("%(unit)s menyanggah: %(butir)s") % {"unit": lke.unit, "butir": item.nama},
            url=lke.get_absolute_url(),
            kecuali=actor,
        )


@transaction.atomic
def nilai_sanggah(
    *, lke: LembarKerjaEvaluasi, isi: Mapping[str, tuple[str, str]], versi: int | None, actor: User
) -> None:
    """Keep TPN's draft on the objections: code → (diterima or ditolak, reason). Raises EvaluationError, LKEMoved."""
    kunci_lke(lke, Status.SANGGAH)
    naikkan_versi(lke, versi)
    ada = {item.kode: item for item in tidak_sesuai(lke).exclude(sanggah_pada=None)}
    for kode, (hasil, alasan) in isi.items():
        item, alasan = ada.get(kode), alasan.strip()
        if item is None or hasil not in ("", *HasilSanggah.values):
            raise EvaluationError(_("Butir ini tidak disanggah. Muat ulang halaman."))
        if (item.hasil_sanggah, item.alasan_sanggah) == (hasil, alasan):
            continue
        ItemSeleksi.objects.filter(pk=item.pk).update(hasil_sanggah=hasil, alasan_sanggah=alasan)
        rincian = {"kode": kode, "hasil": hasil, "alasan": alasan}
        catat(objek=item, aksi=Jejak.UBAH, actor=actor, dari=item.hasil_sanggah, ke=hasil, rincian=rincian)


@transaction.atomic
def selesaikan_sanggah(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Close the objection: all items accepted leads on, else the unit is not awarded, with the reasons. Items nobody
    objected to stand once the window is closed. Raises EvaluationError, MasaTutup, LKEMoved."""
    kunci_usulan_dari(lke)
    kunci_lke(lke, Status.SANGGAH)
    item = list(tidak_sesuai(lke))
    if any(i.sanggah_pada is None for i in item):
        _pastikan_sanggah_tutup(lke)
    disanggah = [i for i in item if i.sanggah_pada]
    if belum := [i.nama for i in disanggah if not i.hasil_sanggah]:
        raise EvaluationError(_("Sanggahan belum dinilai: %(butir)s.") % {"butir": ", ".join(belum)})
    ditolak = [i for i in disanggah if i.hasil_sanggah == HasilSanggah.DITOLAK]
    if tanpa := [i.nama for i in ditolak if not i.alasan_sanggah.strip()]:
        raise EvaluationError(_("Tuliskan alasan menolak sanggahan: %(butir)s.") % {"butir": ", ".join(tanpa)})
    gagal = [i for i in item if i.hasil_sanggah != HasilSanggah.DITERIMA]
    if not gagal:
        riwayat = gerak(lke=lke, aksi=Aksi.TERIMA_SANGGAH, actor=actor)
        _kabari(lke, _("Sanggahan %(unit)s diterima") % {"unit": lke.unit}, "", actor)
        return riwayat
    alasan = "\n".join(f"{i.nama}: {i.alasan_sanggah or i.catatan}" for i in gagal)
    riwayat = gerak(lke=lke, aksi=Aksi.TOLAK_SANGGAH, actor=actor, alasan=alasan)
    EvaluasiTPN.objects.filter(lke=lke).update(putusan_alasan=alasan)
    tutup_bila_habis(lke.usulan_id, actor=actor)
    _kabari(lke, _("%(unit)s tidak lolos seleksi administrasi") % {"unit": lke.unit}, alasan, actor)
    return riwayat


def _pastikan_sanggah_tutup(lke: LembarKerjaEvaluasi) -> None:
    """The instansi may still object: its window has not ended. Without dates TPN says when it is enough."""
    _mulai, selesai = batas_jendela(lke.musim, Jendela.SANGGAH, lke.unit.instansi)
    if selesai and timezone.now() <= selesai:
        raise MasaTutup(
            _("Instansi masih dapat menyanggah sampai %(w)s. Selesaikan sesudah itu.")
            % {"w": teks_waktu(selesai, lke.unit.instansi.tz)}
        )
