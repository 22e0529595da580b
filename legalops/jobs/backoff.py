"""How long to wait before the next attempt."""

import random
from datetime import timedelta

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 900.0


def delay(attempt: int) -> timedelta:
    """Wait after the nth failed attempt (1, 2, 3 …): 2 s doubling to at most 15 minutes, ± 20 %.

    The spread keeps a thousand jobs that failed together from coming back together.
    """
    seconds = min(FIRST_SECONDS * 2 ** min(max(attempt - 1, 0), 20), LONGEST_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311
