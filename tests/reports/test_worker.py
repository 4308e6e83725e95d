"""With a real worker on Redis: what is asked for gets made, also when the process that makes it is killed."""

import contextlib
import datetime as dt
import os
import signal
import time
from pathlib import Path

import pytest
from django.utils import timezone

from evaluation.enums import Status
from reports.models import Dokumen, Pekerjaan
from reports.services import minta_dokumen, sapu_pekerjaan
from tests.reports.bantu import make_lke_dinilai

pytestmark = pytest.mark.worker


def tunggu(pekerjaan: Pekerjaan, sampai, detik: float = 60) -> Pekerjaan:
    """Wait until the job's row looks as wanted."""
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        pekerjaan.refresh_from_db()
        if sampai(pekerjaan):
            return pekerjaan
        time.sleep(0.02)
    raise AssertionError(f"still {pekerjaan.status} {pekerjaan.persen} %")


def test_a_worker_makes_the_document(worker_process, media_root):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    tunggu(pekerjaan, lambda p: p.status == "selesai")
    assert (pekerjaan.dokumen, pekerjaan.percobaan) == (Dokumen.objects.get(), 1)
    [berkas] = list(media_root.rglob("*.pdf"))
    assert berkas.read_bytes().startswith(b"%PDF-")


def test_killed_in_the_middle_of_the_print_it_is_made_again_and_once(worker_process, media_root):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    tunggu(pekerjaan, lambda p: p.persen >= 30)
    assert pekerjaan.status == "berjalan"
    worker_process.kill_child()
    tunggu(pekerjaan, lambda p: p.status == "selesai")
    assert (pekerjaan.dokumen, pekerjaan.percobaan) == (Dokumen.objects.get(), 2)
    assert len(list(media_root.rglob("*.pdf"))) == 1


def test_the_whole_worker_killed_the_sweep_hands_it_to_the_next(worker_process, media_root):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    tunggu(pekerjaan, lambda p: p.persen >= 30)
    anak = worker_process.children()
    worker_process.process.kill()
    worker_process.process.wait(10)
    tunggu_mati(anak)
    assert Pekerjaan.objects.get().status == "berjalan"
    assert sapu_pekerjaan() == 0  # not dead for long enough to be sure
    worker_process.start()
    assert sapu_pekerjaan(kini=timezone.now() + dt.timedelta(minutes=3)) == 1
    tunggu(pekerjaan, lambda p: p.status == "selesai")
    assert (pekerjaan.dokumen, pekerjaan.percobaan) == (Dokumen.objects.get(), 2)
    assert len(list(media_root.rglob("*.pdf"))) == 1


def tunggu_mati(anak: list[int]) -> None:
    """The pool's children outlive a killed parent; end them as the machine's death would."""
    for pid in anak:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    akhir = time.monotonic() + 10
    while any(_hidup(Path(f"/proc/{pid}/stat")) for pid in anak) and time.monotonic() < akhir:
        time.sleep(0.05)


def _hidup(stat: Path) -> bool:
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
