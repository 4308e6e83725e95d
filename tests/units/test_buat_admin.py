"""The first person of a new portal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from units.enums import Peran
from units.models import User
from units.selectors import akses

pytestmark = pytest.mark.django_db


def test_makes_an_admin_of_the_platform_with_the_printed_password():
    out = StringIO()
    call_command("buat_admin", "kepala", stdout=out)
    user = User.objects.get(username="kepala")
    assert user.check_password(out.getvalue().strip().rsplit(" ", 1)[1])
    assert akses(user).peran == {Peran.ADMIN_PLATFORM}
    assert not user.is_superuser


def test_refuses_a_name_that_exists():
    call_command("buat_admin", "kepala", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("buat_admin", "KEPALA", stdout=StringIO())
