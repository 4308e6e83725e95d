"""Both APIs asked at random out of their own documents: no failure of ours, and every answer as the document says."""

from __future__ import annotations

import datetime as dt

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.evaluation.bantu_portalrb import tiru_terkirim
from tests.factories import make_anggota, make_instansi, make_lke_status, make_musim
from units.enums import Peran
from units.enums.token import Cakupan
from units.services.token import buat_token
from zi_portal.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ACAK = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection():
    """As in Django's own test client: the end of a request does not close the connection the test works on."""
    for tanda in (request_started, request_finished):
        tanda.disconnect(close_old_connections)
    yield
    for tanda in (request_started, request_finished):
        tanda.connect(close_old_connections)


@pytest.fixture
def token(settings) -> str:
    """Of an instansi with a unit in a sent proposal and one with a sheet at TPI; with every scope."""
    settings.ZI_LAJU_TOKEN = "100000/m"
    instansi = make_instansi(kode="LANGKAT")
    kini = timezone.now()
    musim = make_musim(usulan_mulai=kini - dt.timedelta(days=1), usulan_selesai=kini + dt.timedelta(days=9))
    (lke,) = tiru_terkirim(instansi, musim, "Badan Kepegawaian")
    make_lke_status("dinilai_tpi", unit=lke.unit.instansi.unit_kerja.create(kode="B", nama="B"), musim=musim)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    return buat_token(instansi=instansi, nama="Acak", cakupan=Cakupan.values, hari=9, actor=admin)[1]


@pytest.mark.parametrize(("dasar", "banyak"), [("/api/portalrb", 3), ("/api/v1", 9)])
def test_asked_at_random(token, dasar, banyak):
    dokumen = schemathesis.openapi.from_wsgi(f"{dasar}/openapi.json", application)
    operasi = [hasil.ok() for hasil in dokumen.get_all_operations()]
    assert len(operasi) == banyak
    for satu in operasi:
        _tanya(satu, token)


def _tanya(operasi, token: str) -> None:
    @ACAK
    @given(case=operasi.as_strategy())
    def tanya(case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

    tanya()


@pytest.mark.parametrize("dasar", ["/api/portalrb", "/api/v1"])
def test_the_document_is_openapi_3_1_with_examples_and_one_error_form(client, dasar):
    isi = client.get(f"{dasar}/openapi.json").json()
    assert isi["openapi"].startswith("3.1")
    assert isi["components"]["securitySchemes"]
    for alamat, semua in isi["paths"].items():
        assert alamat.startswith(dasar)
        for operasi in semua.values():
            assert operasi["security"]
            assert operasi["summary"]
            for status, jawab in operasi["responses"].items():
                skema = jawab["content"]["application/json"]["schema"]
                if status != "200":
                    assert skema["$ref"].endswith("/Galat")
    assert "example" in isi["components"]["schemas"]["Galat"]
