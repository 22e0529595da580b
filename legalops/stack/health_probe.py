"""Ask the web process on this machine for its health; as a program it is the container's health check."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request


def healthy(port: str, host: str = "127.0.0.1") -> bool:
    """Whether GET /health answers 200. ``host`` is the name asked for, one of ALLOWED_HOSTS."""
    # The proxy in front ends TLS; without its header production would redirect.
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    name = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    sys.exit(0 if healthy(os.environ.get("PORT", "8000"), name) else 1)
