"""Who may make, see and stop the webhooks of an instansi."""

from __future__ import annotations

import rules

from units.permissions.tahap import is_admin_instansi

rules.add_perm("units.kelola_webhook", is_admin_instansi)
