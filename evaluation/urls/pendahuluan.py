"""Addresses of the parent unit's word before TPI evaluates."""

from django.urls import path

from evaluation.views import pendahuluan

urlpatterns = [
    path("pendahuluan/", pendahuluan.pendahuluan_antrean, name="pendahuluan_antrean"),
    path("lke/<int:pk>/pendahuluan/", pendahuluan.pendahuluan, name="pendahuluan"),
]
