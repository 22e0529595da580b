"""The table of speed: what `make bench` prints.

    make bench                      all parts, five rounds, ten to thirty minutes
    make bench ARGS="ingest lists"  some parts
    BENCH_SCALE=small make bench    everything at a size that takes a minute; its ratios mean little

Everything is measured in one run. The sides of a comparison take turns, five rounds, and the medians are
shown; "CPU" is this process plus its own database backend, "wall" the same ratio by the clock. The run works
on a copy of the migrated database that is dropped afterwards. It needs the servers on this machine, whose
processes it reads; `ok` and `MISS` judge the CPU figure by the target of the design.
"""

import argparse
import os
import sys
from collections.abc import Iterator

from bench.report import Row, as_json, conditions, table
from bench.scale import Scale, chosen
from bench.scratch import scratch

NAMES = (
    "ingest", "memory", "rules", "check", "render", "spend", "visibility", "lists", "invoice", "imports",
    "search", "conflicts", "plan",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the parts that are asked for and print; with --strict 1 when a target is missed."""
    options = _options(arguments)
    scale = chosen()
    with scratch():
        rows = list(_measured(options.parts or NAMES, scale))
    if options.json:
        print(as_json(rows))
    else:
        print(f"\nscale {scale.name}, {scale.rounds} rounds, {conditions()}\n\n{table(rows)}")
    missed = [row.work for row in rows if row.verdict == "MISS"]
    if missed:
        print(f"\n{len(missed)} of {len(rows)} rows miss their target.", file=sys.stderr)
    return 1 if missed and options.strict else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*NAMES, []], metavar="PART", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    return parser.parse_args(arguments)


def _measured(names: tuple[str, ...], scale: Scale) -> Iterator[Row]:
    """The rows of the parts, in the order in which they must run; each is told as it comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.dev")
    import django

    django.setup()
    from django.db import connection

    from bench.parts import PARTS

    try:
        for name in (name for name in PARTS if name in names):
            print(f"bench: {name}", file=sys.stderr)
            for row in PARTS[name](scale):
                print(f"  {row.work}: {row.cells()[4]} {row.verdict}", file=sys.stderr)
                yield row
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
