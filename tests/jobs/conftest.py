"""Handlers that exist for one test, and the people who ask for work."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from legalops.accounts.models import User
from legalops.jobs import registry


@pytest.fixture
def handle() -> Iterator[Callable[..., Any]]:
    """Register handlers and periodics for this test only: `@handle("tests.name", lease=1)`."""
    handlers, periodics = dict(registry._handlers), dict(registry._periodics)
    yield registry.handler
    for now, before in ((registry._handlers, handlers), (registry._periodics, periodics)):
        now.clear()
        now.update(before)


@pytest.fixture
def asker(db: None) -> User:
    """Somebody who asks for work."""
    return User.objects.create_user("asker@example.test", full_name="Ada Asker")


@pytest.fixture
def calls(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of the jobs that workers were called for, instead of a broker."""
    heard: list[int] = []

    def wake(job_id: int, queue: str) -> bool:
        heard.append(job_id)
        return True

    for module in ("enqueueing", "finishing", "sweeping", "control"):
        monkeypatch.setattr(f"legalops.jobs.services.{module}.wake", wake)
    return heard
