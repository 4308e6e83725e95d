"""People and the roles they hold in an instansi, as a table: one row is one role of one person.

A row gives what a page of the admin gives, and no more: roles of this instansi and its units, to people the admin
already looks after or to new ones. It begins a role or sets its end; it never rewrites who somebody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from units.enums import LINGKUP_PERAN, PERAN_NASIONAL, Lingkup, Peran
from units.errors import UnitsError
from units.imports.dasar import (
    BarisTabel,
    Bentuk,
    ImporBentrok,
    JenisImpor,
    KolomImpor,
    PilihanWidget,
    ResourceImpor,
    TanggalWidget,
    TeksWidget,
)
from units.imports.pegawai import NIPWidget
from units.models import Keanggotaan, UnitKerja, User
from units.selectors import pegawai_table
from units.services.keanggotaan import akhiri_keanggotaan, buat_banyak_keanggotaan
from units.services.pegawai import buat_banyak_pegawai

_TETAP_AKUN = ("nip", "username", "nama", "jabatan", "surel")


class PeranWidget(PilihanWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        peran = super().clean(value, row, **kwargs)
        if peran in PERAN_NASIONAL:
            raise ValueError(
                _("Peran nasional tidak diberikan lewat tabel. Admin platform memberikannya satu per satu.")
            )
        return peran


class OrangResource(ResourceImpor):
    nip = Field("nip", "nip", NIPWidget())
    username = Field("username", "username", TeksWidget())
    nama = Field("nama", "nama", TeksWidget())
    jabatan = Field("jabatan", "jabatan", TeksWidget())
    surel = Field("surel", "surel", TeksWidget())
    peran = Field("peran", "peran", PeranWidget(Peran))
    kode_unit = Field("kode_unit", "kode_unit", TeksWidget())
    mulai = Field("mulai", "mulai", TanggalWidget())
    selesai = Field("selesai", "selesai", TanggalWidget())

    class Meta:
        model = Keanggotaan
        fields = (*_TETAP_AKUN, "peran", "kode_unit", "mulai", "selesai")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    # What is there ----------------------------------------------------------------------------------------------------

    def _baris_kini(self, *, kunci: bool = False) -> Any:
        milik = Q(instansi=self.instansi) | Q(unit__instansi=self.instansi)
        semua = Keanggotaan.objects.filter(milik).order_by("pk")
        return semua.select_for_update(of=("self",)) if kunci else semua

    def muat(self) -> None:
        self._hari = timezone.localdate()
        self._unit = {u.kode: u for u in UnitKerja.objects.filter(instansi=self.instansi)}
        # Whom this admin looks after, as on the pages; anybody else's account is a stranger's.
        self._orang = list(User.objects.filter(pk__in=pegawai_table(self.actor).values("pk")))
        self._per_nama_pengguna = {u.username.casefold(): u for u in self._orang}
        self._per_nip: dict[str, User | None] = {}
        for u in self._orang:
            if u.nip:
                self._per_nip[u.nip] = None if u.nip in self._per_nip else u
        self._terpakai = {n.casefold() for n in User.objects.values_list("username", flat=True)}
        self._surel = {s.casefold() for s in User.objects.exclude(email="").values_list("email", flat=True)}
        self.fields["nip"].widget.dikenal = frozenset(self._per_nip)
        self._ada: dict[tuple[Any, ...], list[Keanggotaan]] = {}
        self.keadaan = {}
        for k in self._baris_kini().select_related("user", "unit"):
            self._ada.setdefault((k.user_id, k.peran, k.unit_id), []).append(k)
            self.keadaan[k.pk] = (k.user_id, k.peran, k.unit_id, k.mulai, k.selesai)
        self._di: dict[tuple[Any, ...], int] = {}

    def keadaan_kini(self) -> dict[Any, Any]:
        baris = self._baris_kini(kunci=True).values_list("pk", "user_id", "peran", "unit_id", "mulai", "selesai")
        return {pk: tuple(isi) for pk, *isi in baris}

    # One row ----------------------------------------------------------------------------------------------------------

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Keanggotaan:
        return _lengkapi(Keanggotaan(mulai=self._hari), None)

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> Keanggotaan | None:
        try:
            isi = {n: self.fields[n].clean(row) if n in row else "" for n in self.fields}
        except ValueError:
            self._siapa = None
            return None  # the library says it again, with all else that is wrong in the row
        self._siapa = user = self._cari_orang(isi)
        unit = self._cari_unit(isi)
        kunci = (user.pk or user.username.casefold(), isi["peran"], unit.pk if unit else None)
        if (lain := self._di.setdefault((*kunci, isi["mulai"]), baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "peran": _("Baris %(a)d dan baris %(b)d memberi peran yang sama. Sisakan satu.")
                    % {"a": lain, "b": baris.nomor}
                }
            )
        ada = self._ada.get(kunci, []) if user.pk else []
        sama = next((k for k in ada if k.mulai == isi["mulai"]), None)
        berlaku = next((k for k in ada if k.selesai is None or k.selesai > self._hari), None)
        if sama is None and berlaku is not None:
            if not isi["mulai"]:
                sama = berlaku
            elif berlaku.selesai is None or isi["mulai"] < berlaku.selesai:
                raise ValidationError(
                    {
                        "mulai": _(
                            "%(nama)s sudah memegang peran ini sejak %(mulai)s. Kosongkan Mulai, atau akhiri dulu."
                        )
                        % {"nama": user, "mulai": f"{berlaku.mulai:%d/%m/%Y}"}
                    }
                )
        if sama is not None:
            return _lengkapi(sama, user)
        self._pastikan_baru(user, isi, unit)
        return None

    def _cari_orang(self, isi: Mapping[str, Any]) -> User:
        """The person of a row: known by NIP or by user name, else new, once for the whole file."""
        nip, nama_pengguna = isi["nip"], isi["username"]
        if not nip and not nama_pengguna:
            raise ValidationError({"nip": _("Isi NIP atau nama pengguna.")})
        if nip and nip in self._per_nip and self._per_nip[nip] is None and not nama_pengguna:
            raise ValidationError({"nip": _("NIP ini dipakai lebih dari satu akun. Isi nama penggunanya.")})
        dari_nip = self._per_nip.get(nip) if nip else None
        dari_nama = self._per_nama_pengguna.get(nama_pengguna.casefold()) if nama_pengguna else None
        if dari_nip and nama_pengguna and dari_nip is not dari_nama:
            raise ValidationError({"username": _("NIP dan nama pengguna di baris ini milik dua akun yang berbeda.")})
        if dari_nama and nip and dari_nama.nip and dari_nama.nip != nip:
            raise ValidationError({"nip": _("Akun %(nama)s sudah tercatat dengan NIP lain.") % {"nama": dari_nama}})
        if ada := dari_nip or dari_nama:
            return ada
        return self._orang_baru(isi)

    def _orang_baru(self, isi: Mapping[str, Any]) -> User:
        baru = User(
            username=isi["username"] or isi["nip"],
            nama=isi["nama"],
            nip=isi["nip"],
            jabatan=isi["jabatan"],
            email=isi["surel"],
        )
        salah: dict[str, Any] = {}
        try:
            baru.clean_fields(exclude=["password"])
        except ValidationError as error:
            for bidang, daftar in error.error_dict.items():
                bidang = "surel" if bidang == "email" else bidang
                salah[bidang] = [_("Wajib diisi.") if e.code == "blank" else " ".join(e.messages) for e in daftar]
        if baru.username.casefold() in self._terpakai:
            salah["username"] = _(
                "Nama pengguna “%(nama)s” sudah dipakai akun di luar instansi ini. Pilih yang lain, atau minta admin "
                "platform menambahkan perannya."
            ) % {"nama": baru.username[:40]}
        if baru.email and baru.email.casefold() in self._surel:
            salah["surel"] = _("Surel ini sudah dipakai akun lain.")
        if salah:
            raise ValidationError(salah)
        self._terpakai.add(baru.username.casefold())
        self._surel |= {baru.email.casefold()} if baru.email else set()
        self._per_nama_pengguna[baru.username.casefold()] = baru
        if baru.nip:
            self._per_nip[baru.nip] = baru
        return baru

    def _cari_unit(self, isi: Mapping[str, Any]) -> UnitKerja | None:
        kode = isi["kode_unit"]
        if LINGKUP_PERAN[isi["peran"]] != Lingkup.UNIT:
            if kode:
                raise ValidationError(
                    {"kode_unit": _("Peran ini berlaku di seluruh instansi. Kosongkan kode unitnya.")}
                )
            return None
        if not kode:
            raise ValidationError({"kode_unit": _("Peran ini berlaku di satu unit. Isi kode unitnya.")})
        if kode not in self._unit:
            raise ValidationError(
                {"kode_unit": _("Unit dengan kode %(kode)s tidak ada di instansi ini.") % {"kode": kode[:40]}}
            )
        return self._unit[kode]

    def _pastikan_baru(self, user: User, isi: Mapping[str, Any], unit: UnitKerja | None) -> None:
        if unit is not None and not unit.aktif:
            raise ValidationError({"kode_unit": _("Unit %(unit)s tidak aktif.") % {"unit": unit}})
        if isi["selesai"] and isi["selesai"] < (isi["mulai"] or self._hari):
            raise ValidationError({"selesai": _("Tanggal berakhir tidak boleh mendahului tanggal mulai.")})

    def after_init_instance(self, instance: Keanggotaan, new: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        if new and self._siapa is not None:
            # A new role of somebody known, or the first of somebody new: what they are called is no change of theirs.
            _lengkapi(instance, self._siapa)
        super().after_init_instance(instance, new, row, **kwargs)

    def import_field(self, field: Field, instance: Keanggotaan, row: Mapping[str, Any], *args, **kwargs) -> None:
        if self._siapa is not None and field.attribute in _TETAP_AKUN:
            return  # of the person, who was found or made from these already
        if field.attribute in {"mulai", "selesai"} and not field.clean(row):
            return  # says nothing
        super().import_field(field, instance, row, *args, **kwargs)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        salah = dict(import_validation_errors or {})
        if not self._baru and "selesai" not in salah:
            lama, baru = self._awal.get("selesai"), instance.selesai
            if lama != baru and lama is not None and baru > lama:
                salah["selesai"] = ValidationError(
                    _("Peran ini berakhir %(lama)s dan tidak diperpanjang. Tambahkan baris baru mulai hari itu.")
                    % {"lama": f"{lama:%d/%m/%Y}"}
                )
            elif lama != baru and baru < max(instance.mulai, self._hari):
                salah["selesai"] = ValidationError(
                    _("Pilih hari ini atau sesudahnya, dan tidak sebelum peran mulai berlaku.")
                )
        if salah:
            raise ValidationError(salah)

    def lengkapi(self, instance: Keanggotaan, is_create: bool, beda: dict[str, list[Any]]) -> None:
        user = self._siapa
        instance.unit = self._unit.get(instance.kode_unit) if instance.kode_unit else None
        instance.instansi = None if instance.unit else self.instansi
        if is_create:
            instance.orang = user
            beda["mulai"] = [None, instance.mulai]
            if not user.pk:
                for nama in _TETAP_AKUN:
                    if nilai := getattr(instance, nama):
                        beda[nama] = [None, nilai]

    def label(self, instance: Keanggotaan) -> str:
        tempat = instance.kode_unit or _("seluruh instansi")
        peran = Peran(instance.peran).label if instance.peran else ""
        return f"{instance.nama or instance.username} · {peran} · {tempat}"

    def tanda(self, instance: Keanggotaan) -> str:
        return str(instance.pk)

    # Written ----------------------------------------------------------------------------------------------------------

    def tulis(self, *, alasan: str) -> None:
        """Raises ImporBentrok when a role moved meanwhile."""
        baru = list({id(k.orang): k.orang for k in self.baru if not k.orang.pk}.values())
        buat_banyak_pegawai(user=baru, actor=self.actor)
        try:
            for k in self.baru:
                k.user = k.orang
            buat_banyak_keanggotaan(keanggotaan=self.baru, actor=self.actor)
            for k, beda in self.berubah:
                if "selesai" in beda:
                    tanggal = k.selesai
                    akhiri_keanggotaan(keanggotaan=k, actor=self.actor, tanggal=tanggal)
        except UnitsError as error:
            raise ImporBentrok from error

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        self.muat()
        semua = self._baris_kini().exclude(selesai__lte=self._hari).select_related("user", "unit")
        return [
            [
                k.user.nip,
                k.user.username,
                k.user.nama,
                k.user.jabatan,
                k.user.email,
                k.get_peran_display(),
                k.unit.kode if k.unit else "",
                k.mulai.isoformat(),
                k.selesai.isoformat() if k.selesai else "",
            ]
            for k in semua.order_by("user__nama", "user_id", "pk")
        ]


def _lengkapi(k: Keanggotaan, user: User | None) -> Keanggotaan:
    """Put beside a membership what a row says of its person and unit."""
    for nama in _TETAP_AKUN:
        setattr(k, nama, getattr(user, "email" if nama == "surel" else nama) if user else "")
    k.kode_unit = k.unit.kode if k.unit_id else ""
    return k


ORANG = JenisImpor(
    kunci="orang",
    judul=gettext_lazy("Orang dan peran"),
    penjelasan=gettext_lazy("Siapa memegang peran apa di instansi dan unitnya. Orang yang belum punya akun dibuatkan."),
    resource=OrangResource,
    izin="units.kelola_pegawai",
    izin_baca="units.kelola_pegawai",
    lingkup=Lingkup.INSTANSI,
    bentuk=(
        Bentuk(
            "daftar",
            gettext_lazy("Satu baris tiap peran"),
            (
                KolomImpor("NIP", "nip", ("nip baru", "nomor induk pegawai"), True, True, 24),
                KolomImpor("Nama pengguna", "username", ("username", "akun", "user"), teks=True, lebar=24),
                KolomImpor("Nama", "nama", ("nama lengkap", "nama pegawai"), teks=True, lebar=36),
                KolomImpor("Jabatan", "jabatan", ("nama jabatan",), teks=True, lebar=32),
                KolomImpor("Surel", "surel", ("email", "e-mail", "alamat surel"), teks=True, lebar=30),
                KolomImpor("Peran", "peran", ("role", "peran di portal"), True, True, 26),
                KolomImpor("Kode unit", "kode_unit", ("unit", "kode unit kerja"), teks=True, lebar=18),
                KolomImpor("Mulai", "mulai", ("mulai berlaku", "tmt"), teks=True, lebar=14),
                KolomImpor("Berakhir pada", "selesai", ("selesai", "berakhir", "sampai"), teks=True, lebar=14),
            ),
        ),
    ),
    petunjuk=(
        gettext_lazy("Satu baris satu peran. Orang dengan dua peran ditulis di dua baris."),
        gettext_lazy("Orang dikenali dari NIP atau nama penggunanya. Tanpa nama pengguna, NIP menjadi nama pengguna."),
        gettext_lazy("Nama, jabatan, dan surel hanya dibaca untuk orang baru; akun yang sudah ada tidak diubah."),
        gettext_lazy(
            "Peran: tulis seperti di halaman pegawai, misalnya Operator tim kerja atau Anggota TPI. Kode unit hanya "
            "untuk peran di unit."
        ),
        gettext_lazy("Berakhir pada: tanggal mulai tidak berlaku lagi. Peran yang tidak ada di tabel tidak diakhiri."),
        gettext_lazy(
            "Akun baru belum punya kata sandi. Kirim tautannya dari halaman pegawai, atau minta mereka memakai Lupa "
            "kata sandi dengan surelnya."
        ),
    ),
)
