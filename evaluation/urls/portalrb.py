"""Addresses: what PortalRB gets of an instansi."""

from django.urls import path

from evaluation.views import portalrb

urlpatterns = [
    path("instansi/<int:pk>/portalrb/", portalrb.portalrb, name="portalrb"),
    path("instansi/<int:pk>/portalrb/<int:lke_pk>/", portalrb.portalrb_unit, name="portalrb_unit"),
]
