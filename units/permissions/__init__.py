"""Who may do what, a module per topic. Deny by default; registered once, asked with ``has_perm``."""

from units.permissions import tahap, token, webhook
from units.permissions.organisasi import is_admin_of, is_admin_platform, is_admin_seluruh_peran

__all__ = ["is_admin_of", "is_admin_platform", "is_admin_seluruh_peran", "tahap", "token", "webhook"]
