"""Rows of the permission matrix: tokens of the instansi, and what PortalRB gets. The APIs themselves know no sign-in;
tests/evaluation/test_portalrb.py and tests/units/test_api.py hold their tables."""

from __future__ import annotations

from tests.matriks.penetapan import ADMIN, PELAYAN, instansi
from tests.matrix import Baris, Dunia
from units.models import TokenAPI
from units.services.token import buat_token


def token(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk, "token_pk": d.token.pk}


MATRIKS: dict[str, list[Baris]] = {
    "units:token_list": [Baris(instansi, PELAYAN, ADMIN)],
    "units:token_ambilan": [Baris(instansi, PELAYAN, ADMIN)],
    "units:token_baru": [Baris(instansi, PELAYAN, ADMIN), Baris(instansi, PELAYAN, ADMIN, metode="post")],
    "units:token_cabut": [Baris(token, PELAYAN, ADMIN), Baris(token, PELAYAN, ADMIN, metode="post")],
    "evaluation:portalrb": [Baris(instansi, PELAYAN, ADMIN)],
    # A sheet that is in no proposal: even the admin finds nothing there.
    "evaluation:portalrb_unit": [Baris(lambda d: {"pk": d.instansi.pk, "lke_pk": 0}, PELAYAN, ADMIN, kosong=ADMIN)],
    "api_panduan": [Baris()],
}
PUBLIK: set[str] = {
    "portalrb:api-root",
    "portalrb:openapi-json",
    "portalrb:lain",
    "portalrb:unit_wbk",
    "portalrb:unit_wbbm",
    "portalrb:jawaban_unit",
    "api:api-root",
    "api:openapi-json",
    "api:lain",
    "api:unit_list",
    "api:unit_detail",
    "api:tahap_list",
    "api:temuan_list",
    "api:angka_list",
    "api:angka_tulis",
    "api:lke_list",
    "api:lke_detail",
    "api:survei_list",
}


def lengkapi(dunia: Dunia) -> None:
    """A token of the instansi."""
    dunia.token: TokenAPI = buat_token(
        instansi=dunia.instansi, nama="PortalRB", cakupan=["portalrb"], hari=30, actor=dunia.orang["admin"]
    )[0]
