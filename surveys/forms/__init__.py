"""Shapes of input, a module per topic."""

"""Forms of the surveys, a module per topic."""
