"""Logging for people while developing and as JSON lines in production; every line carries the request's id."""

import logging.config
import re
import time
import uuid
from contextvars import ContextVar
from typing import Any

import structlog

request_id: ContextVar[str] = ContextVar("request_id", default="")

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")
_requests = logging.getLogger("zi_portal.request")


def id_for_request(given: str) -> str:
    """The id a proxy gave, when it looks sane, else a new one."""
    return given if _SANE.fullmatch(given) else uuid.uuid4().hex


def log_request(method: str, view_name: str, status: int, start: float, *, user_id: int | None = None) -> None:
    """One line per request, that began at ``start`` of ``time.perf_counter``. The query string and the path stay out:
    they may carry a name or a token of a reset link."""
    ms = round((time.perf_counter() - start) * 1000, 1)
    extra = {"status": status, "ms": ms, "user_id": user_id}
    _requests.info("%s %s %s", method, view_name, status, extra=extra)


def _drop_request(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django hands the request over with its errors; printed, it would show the query string."""
    event.pop("request", None)
    return event


def _add_request_id(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    if rid := request_id.get():
        event.setdefault("request_id", rid)
    return event


def logging_config(*, json: bool, level: str) -> dict[str, Any]:
    """Set structlog up and return the dictConfig that sends the standard library's loggers the same way."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        _drop_request,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_request_id,
    ]
    # Without local variables: they hold names, passwords and answers.
    frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    last = (
        [structlog.processors.ExceptionRenderer(frames), structlog.processors.JSONRenderer(ensure_ascii=False)]
        if json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    config: dict[str, Any] = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "zi": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "zi"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # One warning per font table would drown the rest.
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
            # Robots asking for other hosts are no error of ours.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
    logging.config.dictConfig(config)
    return config
