"""The life of an LKE as data: nothing dangles, and the life is the one the process describes."""

import rules

from evaluation.enums import STATUS_AKHIR, STATUS_TPN_PROSES, Aksi, Status
from evaluation.flow import FLOW


def test_every_permission_a_move_names_is_registered():
    assert {langkah.perm for langkah in FLOW.values() if not rules.perm_exists(langkah.perm)} == set()


def test_every_state_is_reached_by_a_move():
    """The first also: there a sheet begins, and the parent unit sends it back there."""
    assert {langkah.target for langkah in FLOW.values()} == set(Status)
    assert [aksi for aksi, langkah in FLOW.items() if langkah.target == Status.DRAF] == [Aksi.BELUM_LAYAK_DIEVALUASI]


def test_only_final_states_have_no_way_out():
    assert set(Status) - {s for langkah in FLOW.values() for s in langkah.sources} == STATUS_AKHIR


def test_moves_without_a_change_of_state_are_not_in_the_flow():
    assert set(Aksi) - set(FLOW) == {Aksi.BUKA, Aksi.PERPANJANG}


def test_every_return_and_refusal_owes_a_reason():
    owing = {aksi for aksi, langkah in FLOW.items() if langkah.butuh_alasan}
    assert owing == {
        Aksi.BELUM_LAYAK_DIEVALUASI,
        Aksi.KEMBALIKAN,
        Aksi.NYATAKAN_TIDAK_LAYAK,
        Aksi.TOLAK_SANGGAH,
        Aksi.GUGURKAN,
        Aksi.TOLAK,
        Aksi.TARIK,
    }


def test_the_straight_path_and_the_way_back():
    jalan = [(a, s, FLOW[a].target) for a in FLOW for s in FLOW[a].sources]
    assert sorted(jalan) == sorted(
        [
            (Aksi.AJUKAN, Status.DRAF, Status.DIAJUKAN),
            (Aksi.AJUKAN_PENDAHULUAN, Status.DRAF, Status.PENDAHULUAN),
            (Aksi.LAYAK_DIEVALUASI, Status.PENDAHULUAN, Status.DIAJUKAN),
            (Aksi.BELUM_LAYAK_DIEVALUASI, Status.PENDAHULUAN, Status.DRAF),
            (Aksi.MULAI_NILAI, Status.DIAJUKAN, Status.DINILAI_TPI),
            (Aksi.KEMBALIKAN, Status.DINILAI_TPI, Status.PERBAIKAN),
            (Aksi.AJUKAN_ULANG, Status.PERBAIKAN, Status.DIAJUKAN),
            (Aksi.BAWA_PLENO, Status.DINILAI_TPI, Status.PLENO),
            (Aksi.KEMBALI_NILAI, Status.PLENO, Status.DINILAI_TPI),
            (Aksi.NYATAKAN_LAYAK, Status.DINILAI_TPI, Status.LAYAK),
            (Aksi.NYATAKAN_LAYAK, Status.PLENO, Status.LAYAK),
            (Aksi.NYATAKAN_TIDAK_LAYAK, Status.DINILAI_TPI, Status.TIDAK_LAYAK),
            (Aksi.NYATAKAN_TIDAK_LAYAK, Status.PLENO, Status.TIDAK_LAYAK),
            (Aksi.USULKAN, Status.LAYAK, Status.DIUSULKAN),
            (Aksi.MULAI_SELEKSI, Status.DIUSULKAN, Status.SELEKSI),
            (Aksi.LOLOS_SELEKSI, Status.SELEKSI, Status.DESK),
            (Aksi.BUKA_SANGGAH, Status.SELEKSI, Status.SANGGAH),
            (Aksi.TERIMA_SANGGAH, Status.SANGGAH, Status.DESK),
            (Aksi.TOLAK_SANGGAH, Status.SANGGAH, Status.TIDAK_DITETAPKAN),
            (Aksi.LULUS_DESK, Status.DESK, Status.WAWANCARA),
            (Aksi.GAGAL_DESK, Status.DESK, Status.PENETAPAN),
            (Aksi.SELESAI_WAWANCARA, Status.WAWANCARA, Status.LAPANGAN),
            (Aksi.SELESAI_LAPANGAN, Status.LAPANGAN, Status.PENETAPAN),
            (Aksi.BAWA_PANEL, Status.LAPANGAN, Status.PANEL),
            (Aksi.SELESAI_PANEL, Status.PANEL, Status.PENETAPAN),
            *((Aksi.GUGURKAN, s, Status.GUGUR) for s in STATUS_TPN_PROSES),
            (Aksi.TETAPKAN, Status.PENETAPAN, Status.DITETAPKAN),
            (Aksi.TOLAK, Status.PENETAPAN, Status.TIDAK_DITETAPKAN),
            *((Aksi.TARIK, s, Status.DITARIK) for s in STATUS_TPN_PROSES),
            (Aksi.TETAPKAN_MANDIRI, Status.LAYAK, Status.DITETAPKAN),
        ]
    )
