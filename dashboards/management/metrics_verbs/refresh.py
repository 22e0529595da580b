"""`manage.py metrics refresh`: add up what was marked."""

import json
from argparse import ArgumentParser
from typing import Any

from dashboards.services.drain import drain
from dashboards.services.snapshots import take_missing_snapshots

HELP = "Add up every change that waits, and take snapshots of days that have none."


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: dict[str, Any], out: Any, err: Any) -> int:
    """Always 0: what another drain is doing now counts as done."""
    done, days = drain(), take_missing_snapshots()
    if options["json"]:
        out.write(json.dumps({"keys": done.keys, "milliseconds": done.milliseconds, "snapshots": days}))
    else:
        out.write(f"{done.keys:,} sums added up anew in {done.milliseconds:,} ms; {days} snapshots taken.")
    return 0
