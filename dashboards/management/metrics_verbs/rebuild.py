"""`manage.py metrics rebuild`: add everything up from the facts."""

import json
from argparse import ArgumentParser
from typing import Any

from dashboards.services.rebuild import rebuild

HELP = "Add every rollup up from the facts, in one transaction; readers keep the old numbers until it ends."


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: dict[str, Any], out: Any, err: Any) -> int:
    """Always 0."""
    rows = rebuild()
    out.write(json.dumps({"rows": rows}) if options["json"] else f"{rows:,} sums rebuilt.")
    return 0
