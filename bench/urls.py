from django.urls import include, path

from bench import views

urlpatterns = [
    path("bench/kosong/", views.kosong),
    path("bench/simpan/<int:pk>/<str:kode>/", views.simpan_orm),
    path("bench/sql/<int:pk>/<str:kode>/", views.simpan_sql),
    path("", include("zi_portal.urls")),
]
