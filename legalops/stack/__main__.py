"""``python3 -m legalops.stack VERB``: the one door behind the Makefile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from legalops.stack import bootstrap
from legalops.stack.entry_points import serve
from legalops.stack.errors import StackError
from legalops.stack.lock import lock
from legalops.stack.run import run
from legalops.stack.verbs import bench, lint, manage, psql, reset, soak, test


@dataclass(frozen=True)
class Verb:
    """What a verb does and what it needs installed."""

    action: Callable[[list[str]], int]
    text: str
    dev: bool = False
    assets: bool = False


def assets(arguments: list[str]) -> int:
    """Fetch and copy the browser's files again."""
    bootstrap.make_assets(force=True)
    return 0


def install(arguments: list[str]) -> int:
    """Nothing more to do: what the product needs has been installed on the way here."""
    return 0


VERBS = {
    "install": Verb(install, "install what run needs and start nothing", assets=True),
    "run": Verb(run, "start the product with all it needs; Ctrl-C stops it", assets=True),
    "test": Verb(test, "run the tests; arguments go to pytest", dev=True, assets=True),
    "lint": Verb(lint, "check style, types, imports, migrations", dev=True),
    "bench": Verb(bench, "print the table of speed ratios", dev=True, assets=True),
    "soak": Verb(soak, "run the long tests", dev=True, assets=True),
    "lock": Verb(lock, "compile the lock files; --upgrade takes newer versions"),
    "reset": Verb(reset, "remove the data of the stack LO_STACK (default dev)"),
    "manage": Verb(manage, "run a management command on the stack's database"),
    "psql": Verb(psql, "open PostgreSQL's shell on the stack's database"),
    "assets": Verb(assets, "fetch and copy the browser's files again"),
    "serve": Verb(serve, "become one process of the product: web, worker, beat or migrate"),
}


def main(arguments: list[str]) -> int:
    """Prepare the environment and do the verb. Exit code 2 when it cannot be done."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name not in VERBS:
        print(usage())
        return 0 if name in {"help", "--help", "-h"} else 2
    verb = VERBS[name]
    try:
        if not bootstrap.inside_environment():
            bootstrap.prepare(dev=verb.dev, assets=verb.assets)
            bootstrap.enter(arguments)
        return verb.action(rest)
    except StackError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    """One line a verb."""
    lines = [f"  {name:8} {verb.text}" for name, verb in VERBS.items()]
    return "\n".join(["usage: python3 -m legalops.stack VERB [ARGUMENTS]", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
