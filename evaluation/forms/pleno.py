"""The shape of what a rapat pleno takes in."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.enums.pleno import Keputusan, StatusPleno
from evaluation.forms.dasar import FormPortal, Tanggal, pindaian, teks
from evaluation.models import Musim, PesertaPleno, RapatPleno
from evaluation.selectors.pleno import calon_peserta
from evaluation.services.pleno import ALASAN_MAKS, DataKeputusan, DataPleno
from units.models import Instansi, User


class OrangField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.nama} ({obj.jabatan})" if obj.jabatan else obj.nama


class Jam(forms.TimeInput):
    input_type = "time"


class PlenoForm(FormPortal):
    """A meeting's own data. ``versi`` is what the person saw when they began to change it."""

    nomor = forms.CharField(label=_("Nomor"), max_length=100, help_text=_("Nomor Berita Acara-nya."))
    tanggal = forms.DateField(label=_("Tanggal"), widget=Tanggal())
    waktu = forms.TimeField(label=_("Pukul"), required=False, widget=Jam(format="%H:%M"))
    tempat = forms.CharField(label=_("Tempat"), max_length=200)
    pemimpin = OrangField(label=_("Pemimpin"), queryset=User.objects.none())
    notulis = OrangField(
        label=_("Notulis"), queryset=User.objects.none(), help_text=_("Mencatat kehadiran dan keputusan.")
    )
    versi = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args, instansi: Instansi, rapat: RapatPleno | None = None, **kwargs) -> None:
        awal = {n: getattr(rapat, n) for n in self.base_fields} if rapat is not None else {}
        super().__init__(*args, initial=awal, **kwargs)
        for nama in ("pemimpin", "notulis"):
            self.fields[nama].queryset = calon_peserta(instansi)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "nomor",
            Row(Column("tanggal", css_class="col-md-6"), Column("waktu", css_class="col-md-6")),
            "tempat",
            Row(Column("pemimpin", css_class="col-md-6"), Column("notulis", css_class="col-md-6")),
            "versi",
        )
        return helper

    def isi(self) -> DataPleno:
        return DataPleno(**{n: nilai for n, nilai in self.cleaned_data.items() if n != "versi"})


class SaringPleno(forms.Form):
    """What the address of the list asks for; anything unknown is left out."""

    status = forms.ChoiceField(required=False, choices=[("", ""), *StatusPleno.choices])
    tahun = forms.ModelChoiceField(required=False, queryset=Musim.objects.dibuka(), to_field_name="tahun")

    @property
    def nilai(self) -> dict[str, object]:
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


class PesertaForm(FormPortal):
    """Whom to call: people of TPI, or somebody by name."""

    orang = forms.ModelMultipleChoiceField(
        label=_("TPI"), required=False, queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    nama = forms.CharField(label=_("Nama tamu"), required=False, max_length=150)
    jabatan = forms.CharField(label=_("Jabatan tamu"), required=False, max_length=200)

    def __init__(self, *args, rapat: RapatPleno, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sudah = rapat.peserta.filter(user__isnull=False).values("user")
        self.fields["orang"].queryset = calon_peserta(rapat.instansi).exclude(pk__in=sudah)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not self.errors and not data.get("orang") and not data.get("nama"):
            raise forms.ValidationError(_("Pilih orang TPI, atau tulis nama tamu."))
        return data


class HadirForm(forms.Form):
    """Attendance, a row for each participant."""

    PILIHAN = (("", _("belum dicatat")), ("ya", _("hadir")), ("tidak", _("tidak hadir")))

    def __init__(self, *args, peserta: list[PesertaPleno], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.peserta = peserta
        for p in peserta:
            awal = {None: "", True: "ya", False: "tidak"}[p.hadir]
            self.fields[f"hadir-{p.pk}"] = forms.ChoiceField(
                label=_("Kehadiran %(nama)s") % {"nama": p.nama}, required=False, choices=self.PILIHAN, initial=awal
            )
            self.fields[f"alasan-{p.pk}"] = forms.CharField(
                label=_("Alasan tidak hadir"), required=False, max_length=300, initial=p.alasan
            )
            self.fields[f"alasan-{p.pk}"].widget.attrs["placeholder"] = _("Alasan bila tidak hadir")
        for bidang in self.fields.values():
            kelas = "form-select" if isinstance(bidang, forms.ChoiceField) else "form-control"
            bidang.widget.attrs |= {"class": kelas, "aria-label": bidang.label}

    def baris(self) -> list[tuple[PesertaPleno, forms.BoundField, forms.BoundField]]:
        return [(p, self[f"hadir-{p.pk}"], self[f"alasan-{p.pk}"]) for p in self.peserta]

    def isi(self) -> dict[int, tuple[bool | None, str]]:
        kata = {"": None, "ya": True, "tidak": False}
        d = self.cleaned_data
        return {p.pk: (kata[d[f"hadir-{p.pk}"]], d[f"alasan-{p.pk}"]) for p in self.peserta}


class PutusanForm(FormPortal):
    """The decision on one item, apart from another value, whose inputs are the question's own."""

    keputusan = forms.ChoiceField(label=_("Keputusan"), choices=Keputusan.choices, widget=forms.RadioSelect)
    alasan = teks(
        _("Alasan"),
        maks=ALASAN_MAKS,
        required=False,
        help_text=_("Wajib bila nilai berubah atau anggota berbeda pendapat. Menjadi catatan TPI yang dibaca unit."),
    )
    tidak_bulat = forms.BooleanField(label=_("Anggota berbeda pendapat"), required=False)
    pendapat = teks(
        _("Pendapat berbeda"),
        baris=3,
        maks=ALASAN_MAKS,
        required=False,
        help_text=_("Boleh kosong. Dimuat di Berita Acara, tidak dibaca unit."),
    )
    versi = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def isi(self, masukan: dict[str, str]) -> DataKeputusan:
        d = self.cleaned_data
        return DataKeputusan(d["keputusan"], masukan, d["alasan"], d["tidak_bulat"], d["pendapat"])


class BawaForm(FormPortal):
    """To which open meeting the sheet goes; it may wait for one."""

    rapat = forms.ModelChoiceField(
        label=_("Agenda"),
        required=False,
        queryset=RapatPleno.objects.none(),
        empty_label=_("Belum ditentukan"),
        help_text=_("Pleno yang belum ada dapat dibuat sesudah ini."),
    )


class KembaliForm(FormPortal):
    alasan = teks(
        _("Alasan"), maks=ALASAN_MAKS, help_text=_("Dibaca TPI, admin instansi, dan auditor, tidak oleh unit.")
    )


class BatalForm(FormPortal):
    alasan = teks(_("Alasan"), maks=ALASAN_MAKS, help_text=_("Dibaca semua yang diundang."))


class BAForm(FormPortal):
    """The signed Berita Acara as a scan."""

    berkas = pindaian(_("Berita Acara bertanda tangan"), kosong=_("Pilih berkasnya dahulu."))
