"""Addresses of an evaluation, a module per topic."""

from evaluation.urls import berkas, lke

app_name = "evaluation"

urlpatterns = [
    *lke.urlpatterns,
    *berkas.urlpatterns,
]
