"""Reading, a module per topic."""
