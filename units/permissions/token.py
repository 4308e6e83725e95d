"""Who may make, see and revoke the tokens of an instansi."""

from __future__ import annotations

import rules

from units.permissions.tahap import is_admin_instansi

rules.add_perm("units.kelola_token", is_admin_instansi)
