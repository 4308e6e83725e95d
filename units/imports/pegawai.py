"""The pegawai of a unit as a table. A row meets the pegawai with its NIP, else the one with exactly its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget

from units.imports.dasar import (
    BarisTabel,
    Bentuk,
    JenisImpor,
    KolomImpor,
    ResourceImpor,
    TanggalWidget,
    TeksWidget,
)
from units.models import PegawaiUnit, User

KEPING = 200


class NIPWidget(Widget):
    """18 digits as text. ``dikenal`` are those already in the register, which are taken as they are."""

    dikenal: frozenset[str] = frozenset()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value is None or value == "":
            return ""
        if not isinstance(value, str) or re.fullmatch(r"\d([.,]\d+)?E\+\d+", value.strip(), re.IGNORECASE):
            raise ValueError(
                _(
                    "NIP tersimpan sebagai angka, sehingga sebagian digitnya hilang. Format kolom NIP sebagai Teks, "
                    "ketik ulang NIP-nya, lalu unggah lagi."
                )
            )
        teks = re.sub(r"[\s.'-]", "", value)
        if value.strip() in self.dikenal:
            return value.strip()
        if not re.fullmatch(r"[0-9]{18}", teks):
            raise ValueError(
                _(
                    "NIP harus 18 angka, yang ini %(n)d. Bila nol di depan hilang, format kolom NIP sebagai Teks lalu "
                    "ketik ulang. Kosongkan untuk pegawai tanpa NIP."
                )
                % {"n": len(teks)}
                if teks.isdecimal()
                else _("NIP hanya berisi angka. Kosongkan untuk pegawai tanpa NIP.")
            )
        return teks


class PegawaiResource(ResourceImpor):
    nip = Field("nip", "nip", NIPWidget())
    nama = Field("nama", "nama", TeksWidget())
    jabatan = Field("jabatan", "jabatan", TeksWidget())
    surel = Field("surel", "surel", TeksWidget())
    keluar_pada = Field("keluar_pada", "keluar_pada", TanggalWidget())

    class Meta:
        model = PegawaiUnit
        fields = ("nip", "nama", "jabatan", "surel", "keluar_pada")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def muat(self) -> None:
        semua = list(PegawaiUnit.objects.hidup().filter(unit=self.unit))
        self.keadaan = {p.pk: p.versi for p in semua}
        self._per_nip = {p.nip: p for p in semua if p.nip}
        self._per_nama: dict[str, list[PegawaiUnit]] = {}
        for p in semua:
            self._per_nama.setdefault(p.nama, []).append(p)
        self.fields["nip"].widget.dikenal = frozenset(self._per_nip)
        self._akun = self._akun_instansi()
        # Where a NIP, a name without one, or a pegawai was met before in this file.
        self._nip_di: dict[str, int] = {}
        self._nama_di: dict[str, tuple[int, bool]] = {}
        self._bertemu: dict[int, int] = {}

    def _akun_instansi(self) -> dict[str, User]:
        """Accounts of the instansi by NIP; a NIP that two accounts share leads to neither."""
        milik = Q(keanggotaan__unit__instansi=self.unit.instansi_id) | Q(keanggotaan__instansi=self.unit.instansi_id)
        hasil: dict[str, User | None] = {}
        for user in User.objects.filter(milik, is_active=True).exclude(nip="").distinct():
            hasil[user.nip] = None if user.nip in hasil else user
        return {nip: user for nip, user in hasil.items() if user}

    def keadaan_kini(self) -> dict[Any, int]:
        hidup = PegawaiUnit.objects.hidup().filter(unit=self.unit).select_for_update()
        return dict(hidup.order_by("pk").values_list("pk", "versi"))

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> PegawaiUnit | None:
        try:
            nip, nama = (self.fields[k].clean(row) for k in ("nip", "nama"))
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        self._sekali(nip, nama, baris.nomor)
        ada = self._per_nip.get(nip) if nip else None
        if ada is None:
            senama = [p for p in self._per_nama.get(nama, []) if not (nip and p.nip)]
            if len(senama) > 1:
                raise ValidationError(
                    {"nip": _("Ada %(n)d pegawai bernama “%(nama)s”. Isi NIP-nya.") % {"n": len(senama), "nama": nama}}
                )
            ada = senama[0] if senama else None
        if ada is not None and (lain := self._bertemu.setdefault(ada.pk, baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "nama": _("Baris %(a)d dan baris %(b)d sama-sama menunjuk %(nama)s. Sisakan satu.")
                    % {"a": lain, "b": baris.nomor, "nama": ada.nama}
                }
            )
        return ada

    def _sekali(self, nip: str, nama: str, nomor: int) -> None:
        """Nobody stands twice in a file."""
        if nip and (lain := self._nip_di.setdefault(nip, nomor)) != nomor:
            raise ValidationError(
                {
                    "nip": _("NIP %(nip)s ada di baris %(a)d dan baris %(b)d. Sisakan satu.")
                    % {"nip": nip, "a": lain, "b": nomor}
                }
            )
        if not nama:
            return
        lain, bernip = self._nama_di.setdefault(nama, (nomor, bool(nip)))
        if lain != nomor and not (nip and bernip):
            raise ValidationError(
                {
                    "nama": _("“%(nama)s” ada di baris %(a)d dan baris %(b)d. Sisakan satu, atau isi NIP keduanya.")
                    % {"nama": nama, "a": lain, "b": nomor}
                }
            )

    def import_field(self, field: Field, instance: PegawaiUnit, row: Mapping[str, Any], *args, **kwargs) -> None:
        # An empty NIP beside a name says nothing about a NIP that is known.
        if field.attribute == "nip" and instance.nip and not field.clean(row):
            return
        super().import_field(field, instance, row, *args, **kwargs)

    def lengkapi(self, instance: PegawaiUnit, is_create: bool, beda: dict[str, list[Any]]) -> None:
        if (is_create or "nip" in beda) and (user := self._akun.get(instance.nip)) and instance.user_id != user.pk:
            instance.user = user
            beda["user"] = [None, user]

    def label(self, instance: PegawaiUnit) -> str:
        return f"{instance.nama} ({instance.nip})" if instance.nip else instance.nama

    def _catat(self, jenis: str, instance: PegawaiUnit, isi: dict[str, list[Any]]) -> None:
        if "user" in isi:
            isi[_("Akun portal")] = isi.pop("user")
        super()._catat(jenis, instance, isi)

    def tulis(self, *, alasan: str) -> None:
        kini = timezone.now()
        for p in self.baru:
            p.dibuat_oleh, p.dibuat_pada, p.diubah_pada = self.actor, kini, kini
        PegawaiUnit.objects.bulk_create(self.baru, batch_size=KEPING)
        kolom = {"versi", "diubah_pada"}
        for p, beda in self.berubah:
            p.versi, p.diubah_pada = p.versi + 1, kini
            kolom |= beda
        # An upsert of rows that are there: six times quicker than bulk_update's CASE for each row and column.
        PegawaiUnit.objects.bulk_create(
            [p for p, _beda in self.berubah],
            batch_size=KEPING,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(kolom),
        )

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        data = self.export(PegawaiUnit.objects.hidup().filter(unit=self.unit).order_by("nama", "pk"))
        letak = {nama: i for i, nama in enumerate(data.headers)}
        return [[satu[letak[k.kunci]] for k in KOLOM] for satu in data]


KOLOM = (
    KolomImpor("NIP", "nip", ("nip baru", "nip/ni pppk", "nomor induk pegawai"), wajib=True, teks=True, lebar=24),
    KolomImpor("Nama", "nama", ("nama lengkap", "nama pegawai"), wajib=True, teks=True, lebar=36),
    KolomImpor("Jabatan", "jabatan", ("nama jabatan",), teks=True, lebar=36),
    KolomImpor("Surel", "surel", ("email", "e-mail", "alamat surel"), teks=True, lebar=30),
    KolomImpor("Tidak bertugas sejak", "keluar_pada", ("keluar", "tanggal keluar"), teks=True, lebar=22),
)

PEGAWAI = JenisImpor(
    kunci="pegawai",
    judul=gettext_lazy("Pegawai"),
    penjelasan=gettext_lazy(
        "Daftar pegawai unit: siapa yang menandatangani pakta integritas dan dapat masuk tim kerja."
    ),
    resource=PegawaiResource,
    izin_baca="units.kelola_pegawai_unit",  # NIP and addresses, as in the register itself
    bentuk=(Bentuk("daftar", gettext_lazy("Daftar pegawai"), KOLOM),),
    petunjuk=(
        gettext_lazy("Satu baris satu pegawai. Baris pertama adalah judul kolom, jangan diubah."),
        gettext_lazy("NIP: 18 angka, sel berformat Teks. Kosongkan untuk pegawai tanpa NIP."),
        gettext_lazy("Pegawai dikenali dari NIP; tanpa NIP, dari nama yang persis sama."),
        gettext_lazy(
            "Sel yang dikosongkan di kolom lain mengosongkan datanya; kolom yang dihapus tidak mengubah apa pun."
        ),
        gettext_lazy(
            "Tidak bertugas sejak: isi tanggalnya, misalnya 31/03/2026, bila pegawai sudah pindah atau pensiun."
        ),
        gettext_lazy("Pegawai yang tidak ada di tabel tidak dihapus."),
    ),
)
