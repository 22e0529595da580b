"""When a target is tried again, and when it is given up."""

import random
from datetime import timedelta

# The sum is a little under 24 hours.
WAITS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800))
GONE = 410
# How long a target rests at most: one event that it will never take must not hold up the others.
LONGEST_REST = timedelta(minutes=5)
# A target that took nothing for so long is switched off: what the waits come to at the least.
PATIENCE = timedelta(hours=21)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after the nth attempt (1, 2, …), give or take a tenth; None when it was the last.

    The spread keeps what failed together from coming back together.
    """
    if attempts > len(WAITS):
        return None
    return WAITS[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311


def is_success(code: int) -> bool:
    """2xx and nothing else: a redirect is not followed, so it took nothing."""
    return 200 <= code < 300
