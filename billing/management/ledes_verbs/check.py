"""`manage.py ledes check PATH… [--strict] [--json]`: the verdict on files, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from billing.ledes import check
from billing.ledes.reporting import as_data, as_text
from billing.ledes.results import CheckResult
from billing.management.ledes_verbs import GOOD, REFUSED, UNUSABLE

HELP = "Detect the format of LEDES files and check them."
_SUFFIXES = {".txt", ".xml", ".led", ".ledes"}


def add_arguments(parser: ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a LEDES file, or a folder of them"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse what is otherwise mended: F001 odd identifiers, F005, F006, F007",
    )
    parser.add_argument("--json", action="store_true", help="print a list with one object for each file")


def run(options: dict[str, Any], out: TextIO, err: TextIO) -> int:
    """Check every file and print the verdicts; a path that cannot be read is reported on `err`."""
    verdicts: list[tuple[str, CheckResult]] = []
    unusable = False
    for path in _files(options["paths"]):
        try:
            with path.open("rb") as stream:
                verdicts.append((str(path), check(stream, strict=options["strict"])))
        except OSError as problem:
            unusable = True
            err.write(f"{path}: {problem.strerror or 'cannot be read'}\n")
    _print(verdicts, out, as_json=options["json"])
    if unusable or not verdicts:
        return UNUSABLE
    return GOOD if all(result.accepted for _, result in verdicts) else REFUSED


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.iterdir() if found.suffix.lower() in _SUFFIXES)
        else:
            yield path


def _print(verdicts: list[tuple[str, CheckResult]], out: TextIO, *, as_json: bool) -> None:
    if as_json:
        out.write(json.dumps([as_data(name, result) for name, result in verdicts], indent=2) + "\n")
    elif verdicts:
        out.write("\n\n".join(as_text(name, result) for name, result in verdicts) + "\n")
