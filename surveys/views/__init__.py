"""Pages, a module per topic."""
