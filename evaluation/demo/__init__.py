"""Demo data: invented people and invented work on real kinds of units, the same on every run with the same seed."""
