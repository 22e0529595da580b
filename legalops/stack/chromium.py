"""Where Chromium is on this machine, and how tests start it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No sandbox, because tests also run as root in containers; no call to any outside address.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find_chromium() -> Path | None:
    """The browser's program: ``LO_CHROMIUM``, else the first known name on the path."""
    given = os.environ.get("LO_CHROMIUM")
    if given:
        return Path(given) if Path(given).exists() else None
    found = (shutil.which(name) for name in PROGRAMS)
    return next((Path(path) for path in found if path), None)
