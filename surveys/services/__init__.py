"""What changes, a module per topic."""
