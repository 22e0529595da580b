"""Ask the web process on this machine for its health; as a program it is the container's health check."""

from __future__ import annotations

import http.client
import os
import sys


def healthy(port: str, host: str = "127.0.0.1") -> bool:
    """Whether GET /health itself answers 200; a redirect is no answer. ``host`` is one of ALLOWED_HOSTS."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
    try:
        # The proxy in front ends TLS; without its header production would redirect.
        connection.request("GET", "/health", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    name = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    sys.exit(0 if healthy(os.environ.get("PORT", "8000"), name) else 1)
