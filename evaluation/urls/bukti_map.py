"""Addresses: a folder of proof on its way under the questions of a sheet."""

from django.urls import path

from evaluation.views import bukti_map as views

urlpatterns = [
    path("lke/<int:pk>/bukti/sekaligus/", views.bukti_map, name="bukti_map"),
    path("lke/<int:pk>/bukti/sekaligus/cocokkan/", views.bukti_map_cocokkan, name="bukti_map_cocokkan"),
    path("lke/<int:pk>/bukti/sekaligus/pasang/", views.bukti_map_pasang, name="bukti_map_pasang"),
]
