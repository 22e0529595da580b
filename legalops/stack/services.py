"""The servers that the product stands on, each embedded unless its address is given by the environment."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

from legalops.stack.errors import StackError
from legalops.stack.locks import try_lock
from legalops.stack.paths import LOCAL, ROOT, socket_folder, tag_of
from legalops.stack.postgres import PostgresServer, postgres_url
from legalops.stack.processes import Account, make_folder, others_can_reach
from legalops.stack.valkey import ValkeyServer, broker_url, cache_url

ADDRESSES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "STORAGE_URL", "EMAIL_URL")


def state_folder(name: str) -> Path:
    """Where a stack keeps its data: .local/<name>, elsewhere when root's checkout is closed to others."""
    if Account.for_servers() and not others_can_reach(ROOT):
        return Path("/var/tmp") / f"lo-state-{tag_of(name)}"
    return LOCAL / name


class Services:
    """PostgreSQL, Valkey, document folder and outgoing mail under one name.

    ``DATABASE_URL``, ``BROKER_URL``, ``CACHE_URL``, ``STORAGE_URL`` and ``EMAIL_URL`` each replace the
    embedded default. The name is held by a lock, so that two processes never open the same data.
    """

    def __init__(self, name: str, *, ephemeral: bool = False) -> None:
        self.name, self.ephemeral = name, ephemeral
        self.state, self.sockets = state_folder(name), socket_folder(name)
        self.timings: dict[str, float] = {}
        self.postgres: PostgresServer | None = None
        self.valkey: ValkeyServer | None = None
        self._lock: IO[str] | None = None

    def hold(self) -> bool:
        """Take this name for this process; false when another process has it."""
        self._lock = self._lock or try_lock(LOCAL / "locks" / f"{self.name}.lock")
        return self._lock is not None

    def start(self) -> dict[str, str]:
        """Start what the environment does not give and return the addresses of all.

        Raises StackError when the name is in use by a running process, or a server does not come up.
        """
        if not self.hold():
            raise StackError(
                f"The stack {self.name!r} is running already. Stop it, or set LO_STACK to another name."
            )
        make_folder(self.state, 0o711)
        make_folder(self.sockets, 0o711)
        # The settings' place for collected static files; the static file server warns when it is not there.
        (LOCAL / "static").mkdir(exist_ok=True)
        try:
            self._start_postgres()
            self._start_valkey()
        except BaseException:
            self.stop()
            raise
        return self.addresses()

    def addresses(self) -> dict[str, str]:
        """The five addresses of this stack, running or not; those of the environment where given."""
        embedded = {
            "DATABASE_URL": postgres_url(self.sockets),
            "BROKER_URL": broker_url(self.sockets),
            "CACHE_URL": cache_url(self.sockets),
            "STORAGE_URL": f"file://{self.state / 'documents'}",
            "EMAIL_URL": f"filemail:///{self.state / 'mail'}",
        }
        return {key: os.environ.get(key) or address for key, address in embedded.items()}

    def stop(self) -> None:
        """Stop our servers in order and give the name free. Data stays."""
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()
        self.valkey = self.postgres = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def _start_postgres(self) -> None:
        if os.environ.get("DATABASE_URL"):
            return
        begun = time.monotonic()
        self.postgres = PostgresServer(self.state, self.sockets, ephemeral=self.ephemeral)
        self.postgres.start()
        self.timings["postgres"] = time.monotonic() - begun

    def _start_valkey(self) -> None:
        if os.environ.get("BROKER_URL") and os.environ.get("CACHE_URL"):
            return
        begun = time.monotonic()
        self.valkey = ValkeyServer(self.state, self.sockets, ephemeral=self.ephemeral)
        self.valkey.start()
        self.timings["valkey"] = time.monotonic() - begun
