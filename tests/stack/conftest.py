"""Stacks of their own for these tests: named after the test process, removed afterwards."""

import os
import shutil

import pytest

from legalops.stack.paths import LOCAL, socket_folder
from legalops.stack.services import ADDRESSES, state_folder


@pytest.fixture
def no_addresses(monkeypatch):
    """The environment as on a machine where nothing was given; the test run's own addresses are hidden."""
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stack_names():
    """Make names of stacks that no one else uses; what they left on disk is removed."""
    made = []

    def make(suffix: str) -> str:
        made.append(f"t{os.getpid()}-{suffix}")
        return made[-1]

    yield make
    for name in made:
        shutil.rmtree(state_folder(name), ignore_errors=True)
        shutil.rmtree(socket_folder(name), ignore_errors=True)
        (LOCAL / "locks" / f"{name}.lock").unlink(missing_ok=True)
