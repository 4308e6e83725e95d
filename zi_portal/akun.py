"""Accounts: an admin makes them, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; everything else as the library does it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
