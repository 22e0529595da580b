"""The command line: it says what it can do, and refuses with a sentence and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from legalops.stack.__main__ import VERBS
from legalops.stack.entry_points import COMMANDS
from legalops.stack.paths import ROOT
from legalops.stack.verbs import STATIC_CHECKS


def stack(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the stack's command line in this environment's Python."""
    command = [sys.executable, "-m", "legalops.stack", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )


def test_help_names_every_verb():
    done = stack("help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in VERBS)


def test_unknown_verb_is_refused():
    done = stack("fly")
    assert done.returncode == 2
    assert "usage" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve"], "web, worker, beat, migrate"),
        (["serve", "nothing"], "web, worker, beat, migrate"),
        (["run", "fast"], "takes no arguments"),
        (["reset", "all"], "LO_STACK"),
        (["lint", "spelling"], "spelling"),
    ],
)
def test_wrong_arguments_get_a_sentence(arguments, said):
    done = stack(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_stack_name_gets_a_sentence():
    done = stack("run", LO_STACK="../x")
    assert done.returncode == 2
    assert "LO_STACK" in done.stderr


def test_makefile_has_every_verb_that_people_use():
    targets = (ROOT / "Makefile").read_text().split(".PHONY:")[1].splitlines()[0].split()
    assert set(targets) == {"help", *VERBS} - {"install", "serve"}


def test_stack_needs_the_standard_library_only_until_something_is_installed():
    """On a bare machine `python3 -m legalops.stack` must be able to start."""
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); import legalops.stack.__main__",
        ],
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr


def test_commands_run_the_environments_python():
    assert {Path(command()[0]) for command in COMMANDS.values()} == {Path(sys.executable)}
    assert set(STATIC_CHECKS) == {"ruff", "format", "types", "imports", "django", "migrations"}
