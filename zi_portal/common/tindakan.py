"""What pages of every app do: ask for permission, and carry out one act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def wajib(request: HttpRequest, perm: str, obj: object = None) -> None:
    """Raises PermissionDenied without ``perm`` on ``obj``."""
    if not request.user.has_perm(perm, obj):
        raise PermissionDenied


def jalankan(
    request: HttpRequest, tindakan: Callable[[], object], *, salah: type[Exception], berhasil: str = ""
) -> bool:
    """Carry out one act; tell what happened, or why it was refused. Returns whether it was done. ``salah`` is the base
    error of the app, whose ``message`` is for the person; anything else is ours to read."""
    try:
        tindakan()
    except salah as error:
        messages.error(request, error.message)
        return False
    if berhasil:
        messages.success(request, berhasil)
    return True
