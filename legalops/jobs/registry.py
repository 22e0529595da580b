"""Which function does which job. Filled by `<app>/tasks.py`, imported when each app is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

LEASE_SECONDS = 15


class UnknownJob(LookupError):
    """No handler is registered under this name: a programming error, not one of the person."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A registered job: its function, lease in seconds, queue and what to do when it fails for good."""

    name: str
    function: Callable[..., Any]
    lease: float = LEASE_SECONDS
    queue: str = "default"
    on_failed: Callable[..., None] | None = None


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that starts once in each period; `at` is the local time of day of a daily job."""

    name: str
    every: timedelta
    at: time | None = None


_handlers: dict[str, Handler] = {}
_periodics: dict[str, Periodic] = {}


def handler(
    name: str,
    *,
    lease: float = LEASE_SECONDS,
    queue: str = "default",
    on_failed: Callable[..., None] | None = None,
) -> Callable[[Function], Function]:
    """Register a function `(job: JobContext, **ids)` under a name such as "billing.import_submission".

    It may run twice and may die half way, so it must be idempotent. What it raises decides what follows:
    RetryableError is tried again after a growing wait; DomainError and TerminalError end the job with
    their sentence; anything else is tried again until `max_attempts`, then ends it. A dict it returns
    becomes the job's result. A worker that dies is noticed when `lease` seconds pass without a sign of
    life (the runner renews the lease by itself). `on_failed(job, message, **ids)` runs in the transaction
    that marks the job FAILED: the place to put the sentence on the record that people look at.
    """

    def register(function: Function) -> Function:
        if name in _handlers and _handlers[name].function is not function:
            raise ValueError(f"Two handlers are named {name}.")
        _handlers[name] = Handler(name, function, lease, queue, on_failed)
        return function

    return register


def periodic(
    name: str,
    *,
    every: timedelta,
    at: time | None = None,
    lease: float = LEASE_SECONDS,
    queue: str = "default",
) -> Callable[[Function], Function]:
    """Register a job that starts once per period, however many schedulers tick (domain/reliability.md §2.7).

    `every` below a day counts from the epoch in UTC; a day or more with `at` starts at that time of the
    reporting zone. A period missed while everything was down is made up once, never in a burst. A run that
    is still going when the next period starts absorbs it.
    """
    if at is not None and every != timedelta(days=1):
        raise ValueError("A time of day needs every=timedelta(days=1).")

    def register(function: Function) -> Function:
        _periodics[name] = Periodic(name, every, at)
        return handler(name, lease=lease, queue=queue)(function)

    return register


def find(name: str) -> Handler:
    """The handler of this name; raises UnknownJob."""
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJob(f"No job is named {name}.") from None


def periodics() -> list[Periodic]:
    """All periodic jobs by name."""
    return sorted(_periodics.values(), key=lambda each: each.name)


def names() -> list[str]:
    """Names of all jobs this process can do."""
    return sorted(_handlers)
