"""`manage.py metrics verify`: compare the rollups with the facts."""

import json
from argparse import ArgumentParser
from typing import Any

from dashboards.services.rebuild import verify

HELP = "Compare every rollup with the facts. Exit 1 when one differs."


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: dict[str, Any], out: Any, err: Any) -> int:
    """0 without drift, 1 with; the result is kept and shown on the dashboards."""
    check = verify()
    if options["json"]:
        seconds = (check.finished_at - check.started_at).total_seconds()
        out.write(json.dumps({"keys": check.keys, "problems": check.problems, "seconds": seconds}))
    elif check.is_clean:
        out.write(f"{check.keys:,} sums compared, no drift.")
    else:
        err.write(f"{check.keys:,} sums compared, {len(check.problems)} differ:")
        for problem in check.problems:
            err.write(f"  {problem}")
    return 0 if check.is_clean else 1
