"""What the markers of our tests do: browser tests need Chromium, soak tests run only when asked for."""

from __future__ import annotations

import os

import pytest

from legalops.stack.chromium import find_chromium

NO_BROWSER = "no Chromium on this machine (set LO_CHROMIUM, or install the package chromium)"
NOT_ASKED = "a soak test: run make soak"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip with a reason, unless ``LO_BROWSER=required`` makes a missing browser a failure."""
    browser = find_chromium() is not None or os.environ.get("LO_BROWSER") == "required"
    soak = os.environ.get("LO_SOAK") == "1"
    for item in items:
        if item.get_closest_marker("browser") and not browser:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if item.get_closest_marker("soak") and not soak:
            item.add_marker(pytest.mark.skip(reason=NOT_ASKED))
