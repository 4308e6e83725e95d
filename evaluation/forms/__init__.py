"""The shape of what comes in to an evaluation, a module per topic."""
