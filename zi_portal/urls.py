"""Which address belongs to which room."""

from django.urls import include, path

from zi_portal import api, health

urlpatterns = [
    # First, as a response to a survey is the shortest of requests, and the search goes from the top.
    path("", include("surveys.urls")),
    path("healthz/live", health.live, name="health_live"),
    path("healthz/ready", health.ready, name="health_ready"),
    path("akun/", include("zi_portal.akun_urls")),
    path("api/portalrb/", api.portalrb_urls),
    path("api/v1/", api.api_urls),
    path("panduan-api/", api.panduan, name="api_panduan"),
    path("laporan/", include("reports.urls")),
    path("", include("evaluation.urls")),
    path("", include("units.urls")),
]
