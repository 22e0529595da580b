"""What the stack tells a person while it works: one line a step, with the seconds since the command began."""

from __future__ import annotations

import os
import time

BEGUN = float(os.environ.setdefault("LO_T0", str(time.time())))


def elapsed() -> float:
    """Seconds since the command was typed; survives the change into the environment's own Python."""
    return time.time() - BEGUN


def say(text: str) -> None:
    """Print one step."""
    print(f"[{elapsed():6.1f} s] {text}", flush=True)
