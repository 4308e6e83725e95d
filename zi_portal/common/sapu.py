"""A room registers here what has to be looked at every minute: work left waiting, files past their day."""

import logging
from collections.abc import Callable
from typing import TypeVar

logger = logging.getLogger(__name__)

F = TypeVar("F", bound=Callable[[], object])

_sweeps: list[Callable[[], object]] = []


def sapu(function: F) -> F:
    """Run ``function`` (no arguments, harmless to repeat) at every sweep. Use as a decorator in ``tasks.py``."""
    _sweeps.append(function)
    return function


def run_sweeps() -> dict[str, str]:
    """Run every registered sweep; one that fails does not keep the others from running. Returns name → outcome."""
    results = {}
    for function in _sweeps:
        name = f"{function.__module__}.{function.__qualname__}"
        try:
            results[name] = str(function())
        except Exception:
            logger.exception("sweep %s failed", name)
            results[name] = "gagal"
    return results
