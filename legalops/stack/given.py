"""Servers that the environment names instead of the embedded ones: looked for before anything is started."""

from __future__ import annotations

import os
import socket
from urllib.parse import parse_qs, unquote, urlsplit

from legalops.stack.errors import StackError

# What each address is for, and its port where it names none.
GIVEN = {
    "DATABASE_URL": ("PostgreSQL", 5432),
    "BROKER_URL": ("the broker", 6379),
    "CACHE_URL": ("the cache", 6379),
}
PATIENCE_SECONDS = 5


def refuse_unreachable() -> None:
    """Raise StackError naming the first server given by the environment that nobody answers at.

    Only looked for, never signed in to; addresses that name no host (files, unix sockets of a default) are
    left to the program that understands them.
    """
    for name, (server, port) in GIVEN.items():
        address = os.environ.get(name, "")
        place = _place_of(name, address, port) if address else None
        if place is not None and not _answers(place):
            where = place if isinstance(place, str) else f"{place[0]}:{place[1]}"
            raise StackError(
                f"{name} names {server} at {where}, where nothing answers. Start it, correct the address, or "
                f"unset {name} to use the embedded one."
            )


def _place_of(name: str, address: str, port: int) -> str | tuple[str, int] | None:
    try:
        parts = urlsplit(address)
        if parts.scheme == "unix":
            return parts.path
        folder = parse_qs(parts.query).get("host", [""])[0]
        if folder.startswith("/"):
            return f"{folder}/.s.PGSQL.{parts.port or port}"
        if (parts.hostname or "").startswith("%2f"):
            return f"{unquote(parts.hostname or '')}/.s.PGSQL.{parts.port or port}"
        return (parts.hostname, parts.port or port) if parts.hostname else None
    except ValueError as error:
        raise StackError(f"{name} is not an address: {error}. Correct or unset it.") from error


def _answers(place: str | tuple[str, int]) -> bool:
    family = socket.AF_UNIX if isinstance(place, str) else None
    try:
        if family is not None:
            with socket.socket(family) as probe:
                probe.settimeout(PATIENCE_SECONDS)
                probe.connect(place)
        else:
            socket.create_connection(place, PATIENCE_SECONDS).close()  # type: ignore[arg-type]
    except OSError:
        return False
    return True
