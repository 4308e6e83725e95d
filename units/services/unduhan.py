"""The trace that a list of people leaves when somebody takes it away."""

from __future__ import annotations

from collections.abc import Callable

from units.models import Unduhan, User


def jejak_unduhan(user: User, daftar: str) -> Callable[[str, int], None]:
    """What ``zi_portal.common.unduh.unduhan`` is to tell: writes down who took which list, how, and how many rows."""

    def tulis(bentuk: str, jumlah: int) -> None:
        Unduhan.objects.create(user=user, daftar=daftar, bentuk=bentuk, jumlah=jumlah)

    return tulis
