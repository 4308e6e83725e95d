"""The home page: for each role what waits, in a fixed number of queries however many units there are."""

from __future__ import annotations

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation import scoring
from evaluation.enums import STATUS_TPN, STATUS_TPN_PROSES, Lapis, Status, StatusUsulan
from evaluation.enums.musim import Jendela
from evaluation.models import LembarKerjaEvaluasi, Musim, Skor, Usulan
from evaluation.selectors.beranda_tahap import pakta_sendiri, tahap_admin, tahap_pimpinan, tahap_tpi, tahap_unit
from evaluation.selectors.kartu import BagianBeranda, Kartu
from evaluation.selectors.masa import terbuka, tutup_jendela
from evaluation.selectors.pendahuluan import lke_penilai
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.tpi import STATUS_DI_TPI, antrean_tpi, dengan_gerak_baru, hitung_status, lke_tpi, tutup_tpi
from evaluation.selectors.usulan import layak_tanpa_usulan, lke_tpn
from evaluation.services.masa import batas_unit
from units.enums import PERAN_PENGISI, PERAN_TPI, PERAN_TPN, Peran
from units.models import UnitKerja, User
from units.selectors import Akses, akses
from units.selectors.tahap import tahun_kerja
from zi_portal.common.templatetags.zi import angka

NADA = {
    Status.PERBAIKAN: "awas",
    Status.LAYAK: "baik",
    Status.TIDAK_LAYAK: "buruk",
    Status.DITETAPKAN: "baik",
    Status.TIDAK_DITETAPKAN: "buruk",
    Status.DITARIK: "awas",
    Status.GUGUR: "buruk",
    Status.SANGGAH: "awas",
    Status.DRAF: "",
}


def bagian_beranda(user: User, musim: Musim | None) -> list[BagianBeranda]:
    """Cards for all roles of this person, those of the unit first."""
    a = akses(user)
    tahun = musim.tahun if musim else tahun_kerja()
    bagian: list[BagianBeranda] = pakta_sendiri(user)
    if a.unit_ids:
        bagian += [_bagian_unit(a, musim), tahap_unit(user, a, tahun)]
    if musim and a.unit_sebagai(Peran.PENILAI_PENDAHULUAN):
        bagian.append(_bagian_penilai(user, musim))
    if a.instansi_sebagai(Peran.PIMPINAN_INSTANSI):
        bagian.append(tahap_pimpinan(a, tahun))
    if a.instansi_sebagai(*PERAN_TPI):
        bagian += [*([_bagian_tpi(user, musim)] if musim else []), tahap_tpi(user, tahun)]
    if a.instansi_sebagai(Peran.ADMIN_INSTANSI):
        bagian += [*([_bagian_admin(user, a, musim)] if musim else []), tahap_admin(a, tahun)]
    if a.instansi_sebagai(Peran.AUDITOR):
        bagian.append(_bagian_auditor(user, a, tahun))
    if musim and a.punya_nasional(*PERAN_TPN):
        bagian.append(_bagian_tpn(user, musim))
    if a.punya_nasional(Peran.ADMIN_PLATFORM):
        bagian.append(_bagian_platform())
    return bagian


# The unit -------------------------------------------------------------------------------------------------------------


def _bagian_unit(a: Akses, musim: Musim | None) -> BagianBeranda:
    unit = list(UnitKerja.objects.filter(pk__in=a.unit_ids).select_related("instansi"))
    if musim is None:
        kosong = {"judul": _("Musim evaluasi belum dibuka"), "teks": _("LKE dapat diisi setelah musim dibuka.")}
        return BagianBeranda(_("Unit kerja Anda"), kosong=kosong)
    lke = {
        baris.unit_id: baris
        for baris in LembarKerjaEvaluasi.objects.filter(unit__in=a.unit_ids, musim=musim)
        .select_related("unit__instansi", "musim")
        .annotate(dikembalikan=Count("tanda", filter=Q(tanda__putaran=F("putaran"))))
    }
    skor = {s.lke_id: s for s in Skor.objects.filter(lke__in=[satu.pk for satu in lke.values()], lapis=Lapis.UNIT)}
    kartu = [
        _kartu_lke(lke[u.pk], skor.get(lke[u.pk].pk), a) if u.pk in lke else _kartu_tanpa_lke(u, musim, a) for u in unit
    ]
    return BagianBeranda(_("LKE unit Anda, %(tahun)s") % {"tahun": musim.tahun}, kartu)


def _kartu_tanpa_lke(unit: UnitKerja, musim: Musim, a: Akses) -> Kartu:
    mengisi = unit.pk in a.unit_sebagai(*PERAN_PENGISI)
    dapat = terbuka(musim, Jendela.ISI, unit.instansi)
    if not dapat:
        keterangan = _("LKE tahun ini tidak dibuka, dan masa pengisian tidak sedang berjalan.")
    elif mengisi:
        keterangan = _("LKE tahun ini belum dibuka. Buka dahulu, lalu isi bersama tim kerja.")
    else:
        keterangan = _("LKE tahun ini belum dibuka oleh operator atau ketua tim kerja.")
    return Kartu(
        judul=unit.nama,
        keterangan=keterangan,
        kata=_("Belum dibuka"),
        tenggat=tutup_jendela(musim, Jendela.ISI, unit.instansi) if dapat else None,
        zona=unit.instansi.tz,
        url=reverse("evaluation:lke_list"),
        aksi=_("Buka LKE") if mengisi and dapat else _("Ke daftar LKE"),
        mendesak=int(mengisi and dapat),
    )


def _kartu_lke(lke: LembarKerjaEvaluasi, skor: Skor | None, a: Akses) -> Kartu:
    instrumen = instrumen_lke(lke)
    semua = len(instrumen.semua_pertanyaan)
    kartu = Kartu(
        judul=lke.unit.nama,
        angka=angka(skor.total) if skor else "",
        satuan=_("nilai mandiri, menuju %(predikat)s") % {"predikat": lke.predikat_tujuan},
        nada=NADA.get(lke.status, "jalan"),
        kata=lke.get_status_display(),
        terisi=skor.terisi if skor else 0,
        semua=semua,
        zona=lke.unit.instansi.tz,
        url=lke.get_absolute_url(),
        aksi=_("Buka LKE"),
    )
    kartu.rincian = _gerbang_kurang(instrumen, lke, skor)
    if lke.unit_mengisi:
        kartu.tenggat = batas_unit(lke)
        _langkah_unit(kartu, lke, semua - kartu.terisi, a)
    else:
        kartu.keterangan = KETERANGAN_UNIT[lke.status]
    return kartu


def _gerbang_kurang(instrumen: scoring.Instrumen, lke: LembarKerjaEvaluasi, skor: Skor | None) -> list[str]:
    """One sentence on the thresholds the unit's own score misses."""
    if skor is None:
        return []
    gagal = set(skor.rincian["gagal"][lke.predikat_tujuan])
    nama = [ambang.nama for ambang in instrumen.ambang if ambang.kode in gagal]
    if not nama:
        return [
            _("Semua %(n)d syarat nilai %(predikat)s terpenuhi.")
            % {"n": len(instrumen.ambang), "predikat": lke.predikat_tujuan}
        ]
    sebut = ", ".join(nama[:3]) + (_(", dan %(n)d lagi") % {"n": len(nama) - 3} if len(nama) > 3 else "")
    return [
        ngettext(
            "%(n)d syarat nilai belum terpenuhi: %(nama)s.", "%(n)d syarat nilai belum terpenuhi: %(nama)s.", len(nama)
        )
        % {"n": len(nama), "nama": sebut}
    ]


KETERANGAN_UNIT = {
    Status.DIAJUKAN: gettext_lazy("Sudah diajukan. Menunggu TPI memulai penilaian."),
    Status.PENDAHULUAN: gettext_lazy("Menunggu penilaian pendahuluan unit induk. Jawaban dan bukti dibekukan."),
    Status.DINILAI_TPI: gettext_lazy("TPI sedang menilai. Jawaban dan bukti dibekukan."),
    Status.PLENO: gettext_lazy("TPI membahas hasil penilaian dalam rapat pleno. Jawaban dan bukti dibekukan."),
    Status.LAYAK: gettext_lazy("TPI menyatakan layak. Menunggu admin instansi mengusulkan ke TPN."),
    Status.TIDAK_LAYAK: gettext_lazy(
        "TPI menyatakan tidak layak tahun ini. Baca catatannya untuk pembangunan berikutnya."
    ),
    Status.DIUSULKAN: gettext_lazy("Sudah diusulkan. Menunggu TPN memulai seleksi administrasi."),
    Status.SELEKSI: gettext_lazy("TPN sedang memeriksa seleksi administrasi."),
    Status.SANGGAH: gettext_lazy("Ada butir seleksi yang tidak sesuai. Admin instansi dapat menyanggahnya."),
    Status.DESK: gettext_lazy("Lolos seleksi administrasi. TPN mengevaluasi dokumen."),
    Status.WAWANCARA: gettext_lazy("Menunggu wawancara TPN."),
    Status.LAPANGAN: gettext_lazy("Menunggu evaluasi lapangan TPN."),
    Status.PANEL: gettext_lazy("Dibahas panel TPN."),
    Status.PENETAPAN: gettext_lazy("Evaluasi TPN selesai. Menunggu keputusan."),
    Status.GUGUR: gettext_lazy("Usulan digugurkan. Baca alasannya di riwayat."),
    Status.DITETAPKAN: gettext_lazy("Predikat sudah ditetapkan."),
    Status.TIDAK_DITETAPKAN: gettext_lazy("TPN tidak menetapkan predikat. Baca alasannya di riwayat."),
    Status.DITARIK: gettext_lazy("Instansi menarik unit ini dari usulan. Baca alasannya di riwayat."),
}


def _langkah_unit(kartu: Kartu, lke: LembarKerjaEvaluasi, sisa: int, a: Akses) -> None:
    """The next act of this person while the unit works on the sheet."""
    pimpinan = lke.unit_id in a.unit_sebagai(Peran.PIMPINAN_UNIT)
    mengisi = lke.unit_id in a.unit_sebagai(*PERAN_PENGISI)
    lewat = kartu.tenggat < timezone.now()
    if lewat:
        kartu.keterangan = _("Tenggat sudah lewat. Minta TPI atau admin instansi memperpanjang.")
    elif lke.status == Status.PERBAIKAN:
        kartu.keterangan = _("TPI mengembalikan %(n)d pertanyaan. Perbaiki, lalu pimpinan mengajukan ulang.") % {
            "n": lke.dikembalikan
        }
        kartu.aksi, kartu.mendesak = _("Perbaiki"), int(mengisi or pimpinan)
    elif sisa:
        kartu.keterangan = _("%(n)d pertanyaan belum dijawab.") % {"n": sisa}
        kartu.aksi, kartu.mendesak = _("Lanjutkan mengisi"), int(mengisi)
        if mengisi:
            kartu.url = reverse("evaluation:lke_lanjut", args=[lke.pk])  # to the very question, not only its section
    elif pimpinan:
        kartu.keterangan = _("Semua pertanyaan terjawab. Siap diajukan ke TPI oleh Anda.")
        kartu.kata, kartu.nada = _("Siap diajukan"), "baik"
        kartu.url = reverse("evaluation:lke_periksa", args=[lke.pk])
        kartu.aksi, kartu.mendesak = _("Periksa dan ajukan"), 1
    else:
        kartu.keterangan = _("Semua pertanyaan terjawab. Menunggu pimpinan unit mengajukan.")


# The parent unit ------------------------------------------------------------------------------------------------------


def _bagian_penilai(user: User, musim: Musim) -> BagianBeranda:
    jumlah = hitung_status(lke_penilai(user, tahun=musim.tahun))
    menunggu = jumlah.get(Status.PENDAHULUAN, 0)
    antrean = f"{reverse('evaluation:pendahuluan_antrean')}?tahun={musim.tahun}"
    kartu = [
        Kartu(
            judul=_("Menunggu penilaian Anda"),
            angka=angka(menunggu, 0),
            satuan=_("LKE"),
            keterangan=_("Nyatakan layak dievaluasi TPI, atau kembalikan untuk pembinaan."),
            tenggat=tutup_tpi(user, musim) if menunggu else None,
            url=f"{antrean}&status={Status.PENDAHULUAN}",
            aksi=_("Nilai") if menunggu else _("Lihat"),
            mendesak=menunggu,
        ),
        Kartu(
            judul=_("Sudah dinilai"),
            angka=angka(sum(jumlah.values()) - menunggu, 0),
            satuan=_("LKE"),
            keterangan=_("Di tangan unit atau TPI."),
            url=antrean,
            aksi=_("Lihat"),
        ),
    ]
    return BagianBeranda(_("Penilaian pendahuluan, %(tahun)s") % {"tahun": musim.tahun}, kartu)


# TPI ------------------------------------------------------------------------------------------------------------------


def _bagian_tpi(user: User, musim: Musim) -> BagianBeranda:
    judul = _("Penilaian TPI, %(tahun)s") % {"tahun": musim.tahun}
    jumlah = hitung_status(lke_tpi(user, tahun=musim.tahun))
    antrean, tutup = reverse("evaluation:tpi_antrean"), tutup_tpi(user, musim)
    perbaikan = lke_tpi(user, tahun=musim.tahun).filter(status=Status.PERBAIKAN)
    tenggat = perbaikan.order_by().aggregate(terdekat=Min("tenggat"))["terdekat"]
    if not jumlah:
        kosong = {
            "judul": _("Belum ada LKE untuk dinilai"),
            "teks": _("LKE muncul di sini setelah unit mengajukannya."),
        }
        return BagianBeranda(judul, kosong=kosong)
    kartu = [
        Kartu(
            judul=_("Menunggu dinilai"),
            angka=angka(jumlah.get(Status.DIAJUKAN, 0), 0),
            satuan=_("LKE"),
            keterangan=_("Diajukan unit, belum dimulai."),
            tenggat=tutup,
            url=f"{antrean}?status={Status.DIAJUKAN}",
            aksi=_("Lihat"),
            mendesak=jumlah.get(Status.DIAJUKAN, 0),
        ),
        Kartu(
            judul=_("Sedang dinilai"),
            angka=angka(jumlah.get(Status.DINILAI_TPI, 0), 0),
            satuan=_("LKE"),
            keterangan=_("Selesaikan, atau kembalikan untuk perbaikan."),
            tenggat=tutup,
            url=f"{antrean}?status={Status.DINILAI_TPI}",
            aksi=_("Lanjutkan"),
            mendesak=jumlah.get(Status.DINILAI_TPI, 0),
        ),
        Kartu(
            judul=_("Rapat pleno"),
            angka=angka(jumlah.get(Status.PLENO, 0), 0),
            satuan=_("LKE"),
            keterangan=_("Dibahas pleno, atau menunggu hasilnya dinyatakan."),
            tenggat=tutup,
            url=reverse("evaluation:pleno_list"),
            aksi=_("Buka pleno"),
            mendesak=jumlah.get(Status.PLENO, 0),
        ),
        Kartu(
            judul=_("Diperbaiki unit"),
            angka=angka(jumlah.get(Status.PERBAIKAN, 0), 0),
            satuan=_("LKE"),
            keterangan=_("Di tangan unit sampai tenggatnya."),
            tenggat=tenggat,
            url=f"{antrean}?status={Status.PERBAIKAN}",
            aksi=_("Lihat"),
        ),
    ]
    return BagianBeranda(judul, kartu + _kartu_berubah(user, musim))


def _kartu_berubah(user: User, musim: Musim) -> list[Kartu]:
    """Up to three sheets where something moved since this person last looked, the most urgent first."""
    # Only what was looked at before can have moved since: the rest is left out before anything is counted.
    dilihat = antrean_tpi(user, tahun=musim.tahun).filter(kunjungan__user=user)
    baris = dengan_gerak_baru(dilihat, user).filter(Q(berubah__gt=0) | Q(bukti_baru__gt=0) | Q(komentar_baru__gt=0))[:3]
    return [
        Kartu(
            judul=lke.unit.nama,
            keterangan=_("Sejak terakhir Anda lihat: %(apa)s.") % {"apa": _yang_berubah(lke)},
            nada="awas",
            kata=_("Berubah"),
            tenggat=lke.batas,
            zona=lke.unit.instansi.tz,
            url=lke.get_absolute_url(),
            aksi=_("Buka LKE"),
            mendesak=int(lke.status in STATUS_DI_TPI),
        )
        for lke in baris
    ]


def _yang_berubah(lke: LembarKerjaEvaluasi) -> str:
    bagian = (
        (lke.berubah, _("%(n)d jawaban berubah")),
        (lke.bukti_baru, _("%(n)d bukti baru")),
        (lke.komentar_baru, _("%(n)d komentar baru")),
    )
    return ", ".join(teks % {"n": n} for n, teks in bagian if n)


# Admin instansi -------------------------------------------------------------------------------------------------------


def _bagian_admin(user: User, a: Akses, musim: Musim) -> BagianBeranda:
    instansi = a.instansi_sebagai(Peran.ADMIN_INSTANSI)
    # How many drafts there are is no content of a draft; the sheets themselves stay with the unit.
    jumlah = hitung_status(LembarKerjaEvaluasi.objects.filter(unit__instansi__in=instansi, musim=musim))
    unit = UnitKerja.objects.filter(instansi__in=instansi, aktif=True).count()
    layak = layak_tanpa_usulan(user, tahun=musim.tahun).order_by().count()
    usulan = dict(
        Usulan.objects.filter(instansi__in=instansi, musim=musim)
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )
    rincian = [f"{s.label}: {angka(jumlah[s], 0)}" for s in Status if jumlah.get(s)]
    belum = unit - sum(jumlah.values())
    if belum > 0:
        rincian.append(_("Belum membuka LKE: %(n)s") % {"n": angka(belum, 0)})
    kartu = [
        Kartu(
            judul=_("Unit kerja"),
            angka=angka(sum(jumlah.values()), 0),
            satuan=_("dari %(n)s unit membuka LKE") % {"n": angka(unit, 0)},
            rincian=rincian,
            url=reverse("evaluation:tpi_antrean"),
            aksi=_("Lihat kemajuan"),
        ),
        Kartu(
            judul=_("Layak, belum diusulkan"),
            angka=angka(layak, 0),
            satuan=_("unit"),
            keterangan=_("Masukkan ke usulan, lalu kirim dengan surat pimpinan instansi.")
            if layak
            else _("Unit muncul di sini setelah TPI menyatakannya layak."),
            url=reverse("evaluation:usulan_list"),
            aksi=_("Susun usulan") if layak else _("Ke usulan"),
            mendesak=layak,
        ),
        Kartu(
            judul=_("Usulan"),
            angka=angka(sum(usulan.values()), 0),
            satuan=_("usulan tahun ini"),
            keterangan=", ".join(f"{s.label}: {usulan[s]}" for s in StatusUsulan if usulan.get(s)),
            url=reverse("evaluation:usulan_list"),
            aksi=_("Lihat usulan"),
        ),
        Kartu(
            judul=_("Penugasan TPI"),
            keterangan=_("Tentukan anggota TPI yang menilai tiap unit."),
            url=reverse("evaluation:tpi_tugas"),
            aksi=_("Atur penugasan"),
        ),
    ]
    return BagianBeranda(_("Instansi Anda, %(tahun)s") % {"tahun": musim.tahun}, kartu)


# Auditor --------------------------------------------------------------------------------------------------------------


def _bagian_auditor(user: User, a: Akses, tahun: int) -> BagianBeranda:
    instansi = a.instansi_sebagai(Peran.AUDITOR)
    lke = LembarKerjaEvaluasi.objects.visible_to(user).filter(unit__instansi__in=instansi, musim__tahun=tahun)
    jumlah = hitung_status(lke)
    kartu = [
        Kartu(
            judul=_("LKE yang diajukan"),
            angka=angka(sum(jumlah.values()), 0),
            satuan=_("LKE"),
            rincian=[f"{s.label}: {angka(jumlah[s], 0)}" for s in Status if jumlah.get(s)],
            url=f"{reverse('evaluation:lke_list')}?tahun={tahun}",
            aksi=_("Lihat LKE"),
        ),
        Kartu(
            judul=_("Riwayat"),
            keterangan=_("Siapa melakukan apa, kapan, dan mengapa, di semua unit. Dapat diunduh."),
            url=reverse("evaluation:riwayat_saya"),
            aksi=_("Buka riwayat"),
        ),
    ]
    return BagianBeranda(_("Pengawasan, %(tahun)s") % {"tahun": tahun}, kartu)


# TPN and the platform -------------------------------------------------------------------------------------------------


def _bagian_tpn(user: User, musim: Musim) -> BagianBeranda:
    jumlah = hitung_status(lke_tpn(user, tahun=musim.tahun))
    antrean = reverse("evaluation:tpn_antrean")
    judul = _("Evaluasi TPN, %(tahun)s") % {"tahun": musim.tahun}
    if not jumlah:
        kosong = {"judul": _("Belum ada usulan"), "teks": _("Unit muncul di sini setelah instansi mengirim usulannya.")}
        return BagianBeranda(judul, kosong=kosong)
    keterangan = {
        Status.DIUSULKAN: _("Diusulkan instansi, menunggu seleksi administrasi."),
        Status.SELEKSI: _("Butir seleksi sedang diperiksa."),
        Status.SANGGAH: _("Menunggu sanggahan atau putusannya."),
        Status.DESK: _("Dokumen dan nilai sedang dievaluasi."),
        Status.WAWANCARA: _("Dijadwalkan atau menunggu hasilnya."),
        Status.LAPANGAN: _("Kunjungan dan butir lapangan."),
        Status.PANEL: _("Menunggu hasil panel."),
        Status.PENETAPAN: _("Menunggu SK penetapan."),
        Status.GUGUR: _("Digugurkan tahun ini."),
        Status.DITETAPKAN: _("Predikat ditetapkan tahun ini."),
        Status.TIDAK_DITETAPKAN: _("Tidak ditetapkan tahun ini."),
        Status.DITARIK: _("Ditarik kembali oleh instansi."),
    }
    return BagianBeranda(
        judul,
        [
            Kartu(
                judul=s.label,
                angka=angka(jumlah.get(s, 0), 0),
                satuan=_("unit"),
                keterangan=keterangan[s],
                url=f"{antrean}?status={s}",
                aksi=_("Periksa usulan") if s in STATUS_TPN_PROSES else _("Lihat"),
                mendesak=jumlah.get(s, 0) if s in STATUS_TPN_PROSES else 0,
            )
            for s in Status
            # The first and the last always, what lies between where something stands there.
            if s in {Status.DIUSULKAN, Status.DITETAPKAN, Status.TIDAK_DITETAPKAN} or (s in STATUS_TPN and s in jumlah)
        ]
        + ([_kartu_mandiri()] if user.has_perm("evaluation.atur_wbk_mandiri") else []),
    )


def _kartu_mandiri() -> Kartu:
    return Kartu(
        judul=_("WBK mandiri"),
        keterangan=_("Instansi yang menetapkan WBK sendiri dan hanya mengusulkan WBBM."),
        url=reverse("evaluation:mandiri_list"),
        aksi=_("Atur"),
    )


def _bagian_platform() -> BagianBeranda:
    return BagianBeranda(
        _("Pengelolaan portal"),
        [
            Kartu(
                judul=_("Pegawai dan peran"),
                keterangan=_("Akun, peran, dan masa berlakunya."),
                url=reverse("units:pegawai_list"),
                aksi=_("Kelola"),
            ),
            Kartu(
                judul=_("Instansi dan unit kerja"),
                keterangan=_("Daftar instansi, unitnya, dan orangnya."),
                url=reverse("units:instansi_list"),
                aksi=_("Lihat"),
            ),
            _kartu_mandiri(),
        ],
    )
