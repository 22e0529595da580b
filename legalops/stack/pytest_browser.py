"""Browser and soak tests: skipped with a reason where they cannot or should not run; how Chromium starts."""

from __future__ import annotations

import os
from typing import Any

import pytest

from legalops.stack.chromium import ARGUMENTS, find_chromium

NO_BROWSER = "no Chromium on this machine (set LO_CHROMIUM, or install the package chromium)"
NOT_ASKED = "a soak test: run make soak"


def browser_required() -> bool:
    """Whether a missing browser is a failure: ``LO_BROWSER=required``, set where a change is judged."""
    return os.environ.get("LO_BROWSER") == "required"


def pytest_configure() -> None:
    """Let tests use the database while a browser's event loop runs; Django would refuse its own test code."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests without Chromium, and soak tests unless ``LO_SOAK=1``."""
    browser = find_chromium() is not None or browser_required()
    soak = os.environ.get("LO_SOAK") == "1"
    for item in items:
        if item.get_closest_marker("browser") and not browser:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if item.get_closest_marker("soak") and not soak:
            item.add_marker(pytest.mark.skip(reason=NOT_ASKED))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's launch arguments with the machine's own Chromium; fails when that is missing."""
    program = find_chromium()
    if program is None:
        pytest.fail(NO_BROWSER)
    return {**browser_type_launch_args, "executable_path": str(program), "args": list(ARGUMENTS)}
