"""Connections to one checked address under a deadline, whatever the host's name says meanwhile."""

import time
from collections.abc import Iterable
from typing import Any

import httpcore

from legalops.notifications.outgoing.addresses import Target


class Deadline:
    """So many seconds for the whole of a request; a target that drips cannot stretch it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Seconds for the next step. Raises httpcore.ReadTimeout when none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("The time is up.")
        return left if most is None else min(left, most)


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the address that was checked: a name cannot lead elsewhere between check and use."""

    def __init__(self, target: Target, address: str, deadline: Deadline) -> None:
        self._target, self._address, self._deadline = target, address, deadline
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the pinned address for the one host it was checked for."""
        if (host, port) != (self._target.host, self._target.port):
            raise httpcore.ConnectError(f"{host}:{port} was not checked.")
        stream = self._real.connect_tcp(self._address, port, self._deadline.left(timeout))
        return _Timed(stream, self._deadline)


class _Timed(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Timed(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
