"""POST to another system, and what may come back of it: a code and how long it took."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import httpcore
import httpx
from django.utils.translation import gettext as _

from legalops.notifications.outgoing.addresses import check_url, resolve
from legalops.notifications.outgoing.pinned import Deadline, PinnedBackend

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
MOST_BYTES = 64 * 1024


class Unreachable(Exception):
    """No answer that counts; the message is a safe sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A target's answer. What it wrote is thrown away: nobody is shown what an inner system might say."""

    code: int
    milliseconds: int


def post(url: str, content: bytes, headers: Mapping[str, str]) -> Reply:
    """Send, following no redirect, within TOTAL_SECONDS, reading at most MOST_BYTES.

    Raises Refused for an address the product does not speak to and Unreachable when no answer came.
    """
    target = check_url(url)
    address = resolve(target)
    began = time.monotonic()
    backend = PinnedBackend(target, address, Deadline(TOTAL_SECONDS))
    try:
        with httpx.Client(transport=_transport(backend), trust_env=False, timeout=_timeout()) as client:
            code = _code(client, url, content, headers)
    except httpx.TimeoutException:
        raise Unreachable(_("It did not answer within %d seconds.") % TOTAL_SECONDS) from None
    except httpx.HTTPError as failure:
        raise Unreachable(_("It could not be reached: %s.") % type(failure).__name__) from None
    return Reply(code, round((time.monotonic() - began) * 1000))


def _code(client: httpx.Client, url: str, content: bytes, headers: Mapping[str, str]) -> int:
    with client.stream("POST", url, content=content, headers=dict(headers), follow_redirects=False) as answer:
        read = 0
        for block in answer.iter_raw(8192):
            read += len(block)
            if read > MOST_BYTES:
                break
        return answer.status_code


def _transport(backend: PinnedBackend) -> httpx.HTTPTransport:
    transport = httpx.HTTPTransport(verify=_tls())
    # The client builds its pool without a way to say how to connect; this one connects where we checked.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_tls(), network_backend=backend, max_connections=1, retries=0
    )
    return transport


def _timeout() -> httpx.Timeout:
    return httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()
