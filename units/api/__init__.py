"""Our own API: who comes in, how it refuses, and what this room answers."""
