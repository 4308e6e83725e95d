"""Shapes of input, a module per topic."""
