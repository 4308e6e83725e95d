"""The two APIs put together, and the page that explains them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from evaluation.api.lke import router as lke_router
from evaluation.api.portalrb import router as portalrb_router
from surveys.api import router as survei_router
from units.api.data_pendukung import router as data_router
from units.api.galat import alamat_api, pasang_galat
from units.api.unit import router as unit_router

portalrb = NinjaAPI(
    title="Portal ZI untuk PortalRB",
    version="1.0.0",
    description="Data usulan sebuah instansi, sebagaimana dibekukan saat dikirim, diambil dengan bearer token.",
    urls_namespace="portalrb",
    docs_url=None,
)
portalrb.add_router("", portalrb_router)

api = NinjaAPI(
    title="API Portal ZI",
    version="1",
    description=(
        "Data satu instansi untuk sistemnya sendiri. Unit dan tahapnya terbaca seperti oleh admin instansi; LKE dan "
        "nilainya baru terbaca sesudah diajukan dan dirilis, seperti oleh auditor. Daftar dibagi dengan limit dan "
        "offset; jumlah memberi banyaknya seluruh baris."
    ),
    urls_namespace="api",
    docs_url=None,
)
for satu in (unit_router, data_router, lke_router, survei_router):
    api.add_router("", satu)

for semua in (portalrb, api):
    pasang_galat(semua)

portalrb_urls, api_urls = alamat_api(portalrb), alamat_api(api)


@require_safe
def panduan(request: HttpRequest) -> HttpResponse:
    """Every address of the APIs with its parameters and an example, out of the documents themselves."""
    konteks = {
        "dokumen": [
            {
                "judul": satu.title,
                "keterangan": satu.description,
                "dasar": request.build_absolute_uri(dasar),
                "openapi": request.build_absolute_uri(f"{dasar}/openapi.json"),
                "operasi": _operasi(satu.get_openapi_schema(path_prefix=f"{dasar}/")),
            }
            for dasar, satu in (("/api/portalrb", portalrb), ("/api/v1", api))
        ]
    }
    return render(request, "api_panduan.html", konteks)


def _operasi(skema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "cara": cara.upper(),
            "alamat": alamat,
            "judul": isi["summary"],
            "keterangan": isi.get("description", ""),
            "parameter": [
                {"nama": p["name"], "wajib": p["required"], "keterangan": p["schema"].get("description", "")}
                for p in isi.get("parameters", ())
            ],
            "contoh": _contoh(skema, isi["responses"].get(200, {})),
        }
        for alamat, semua in skema["paths"].items()
        for cara, isi in semua.items()
    ]


def _contoh(skema: dict[str, Any], jawab: dict[str, Any]) -> str:
    """The example of an answer's schema, as JSON for people; empty where it has none."""
    rujuk = jawab.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    bentuk = skema["components"]["schemas"].get(rujuk.rpartition("/")[2], {})
    contoh = bentuk.get("example")
    return json.dumps(contoh, ensure_ascii=False, indent=2) if contoh else ""
