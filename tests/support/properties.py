"""Hypothesis with this project's settings; tests import `given` and the rest from here.

No other module imports Hypothesis, so that a test of one sentence need not wait for it.
"""

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

__all__ = ["HealthCheck", "assume", "example", "given", "settings", "st"]

# The first example in a test loads rules and models, so no single example has a deadline.
settings.register_profile("rashomon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rashomon")
