"""The settings of the site, for the bare view beside it."""

from phare.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.bare"
