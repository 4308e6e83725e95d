"""Routers of the evaluation: what PortalRB pulls, and the sheets for an instansi's own systems."""
