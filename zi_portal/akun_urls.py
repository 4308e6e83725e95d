"""The account pages under Indonesian addresses; the names are the library's own."""

from allauth.account import views
from django.urls import include, path, re_path

from zi_portal import oidc

urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("nonaktif/", views.account_inactive, name="account_inactive"),
    path("daftar/", views.signup, name="account_signup"),
    path("konfirmasi/", views.reauthenticate, name="account_reauthenticate"),
    path("surel/", views.email, name="account_email"),
    path("surel/verifikasi/", views.email_verification_sent, name="account_email_verification_sent"),
    path("surel/verifikasi/<str:key>/", views.confirm_email, name="account_confirm_email"),
    path("sandi/ubah/", views.password_change, name="account_change_password"),
    path("sandi/buat/", views.password_set, name="account_set_password"),
    path("sandi/lupa/", views.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", views.password_reset_done, name="account_reset_password_done"),
    path("sandi/baru/selesai/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # The key itself holds dashes, so the first one must end the id.
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Names of the library's, which looks them up; 404 unless the environment names a provider of this kode.
    path("oidc/<slug:provider_id>/", oidc.masuk, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/kembali/", oidc.kembali, name="openid_connect_callback"),
    path("2fa/", include("allauth.mfa.urls")),
]
