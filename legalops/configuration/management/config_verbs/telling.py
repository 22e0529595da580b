"""Changes as the command prints them."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from legalops.configuration.comparing import Change

_SIGN = {"add": "+", "change": "~", "remove": "-"}


def add_json(parser: ArgumentParser) -> None:
    """The option that `tell` follows."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def tell(changes: list[Change], as_json: bool, out: Any) -> None:
    """Print the changes, or that there are none."""
    if as_json:
        out.write(json.dumps([change.as_data() for change in changes], default=str, ensure_ascii=False))
        return
    for change in changes:
        out.write(f"{_SIGN[change.action]} {change.section} {change.key}")
        for line in _fields(change):
            out.write(f"    {line}")
    out.write(f"{len(changes)} changes." if changes else "Nothing differs.")


def _fields(change: Change) -> Iterator[str]:
    for name in change.after or change.before:
        before, after = change.before.get(name), change.after.get(name)
        if change.action == "change":
            yield f"{name}: {before!r} → {after!r}"
        else:
            yield f"{name}: {(after if change.action == 'add' else before)!r}"
