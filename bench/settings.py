"""The production settings with two more addresses, which only the benchmark asks for."""

from zi_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
