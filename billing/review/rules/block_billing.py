"""Several tasks in one line, so that nobody can tell how long each took."""

from decimal import Decimal
from functools import lru_cache

import polars as pl

from billing.review.batch import Scope
from billing.review.narrative import phrase_pattern
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.phrase_lists import phrases
from billing.review.rule import Fact, Rule

# Stems with their endings, as time entries write them: "draft", "drafted", "drafting".
_VERBS = (
    "analyse",
    "analysed",
    "analyze",
    "analyzed",
    "appear",
    "attend",
    "attended",
    "call",
    "communicate",
    "compile",
    "confer",
    "conferred",
    "correspond",
    "discuss",
    "discussed",
    "draft",
    "drafted",
    "edit",
    "email",
    "e-mail",
    "evaluate",
    "examine",
    "finalise",
    "finalize",
    "interview",
    "investigate",
    "meet",
    "negotiate",
    "outline",
    "participate",
    "prepare",
    "prepared",
    "read",
    "research",
    "researched",
    "respond",
    "review",
    "reviewed",
    "revise",
    "revised",
    "summarize",
    "telephone",
    "travel",
    "write",
)
_JOINT = r"(?:[;,.]\s*(?:and\s+|then\s+)*|\s(?:and|then)\s+(?:then\s+)?)"
# Every joint holds at least one of these, and none twice.
_LINK = r"[;,.]|(?-u:\b)(?:and|then)(?-u:\b)"


def _blocks(scope: Scope) -> pl.DataFrame:
    """Long lines with enough semicolons, or enough tasks: a listed verb at the start or after a joint.

    Verbs that share one object ("draft, revise and finalize the motion") are one task.
    """
    verb = _any_verb(scope.params["verbs"])
    enough_semicolons = pl.col("semicolons") >= scope.params["semicolons"]
    enough_tasks = pl.col("tasks") >= scope.params["tasks"]
    # A first task needs no link before it, any other does; a semicolon is a link.
    fewest = min(scope.params["semicolons"], scope.params["tasks"] - 1)
    long = scope.people.filter(pl.col("units") > scope.params["minimum_hours"])
    linked = long.filter(pl.col("key").str.count_matches(_LINK) >= fewest)
    counted = linked.with_columns(
        semicolons=pl.col("key").str.count_matches(";", literal=True), tasks=_tasks(pl.col("key"), verb)
    )
    # This count is an upper bound; only what passes it is counted again with shared objects merged.
    likely = counted.filter(enough_semicolons | enough_tasks)
    merged = pl.col("key").str.replace_all(f"(?:{verb}{_JOINT})+({verb})", "$1")
    blocks = likely.with_columns(tasks=_tasks(merged, verb)).filter(enough_semicolons | enough_tasks)
    return blocks.with_columns(
        pieces=pl.max_horizontal("tasks", pl.col("semicolons") + 1), highlights=_words(verb)
    )


@lru_cache(maxsize=256)
def _any_verb(verbs: tuple[str, ...]) -> str:
    # Without a verb nothing may match: an empty alternative would match everywhere.
    return f"(?:{'|'.join(phrase_pattern(verb) for verb in verbs)})" if verbs else r"[^\s\S]"


def _tasks(text: pl.Expr, verb: str) -> pl.Expr:
    return text.str.count_matches(f"(?:^|{_JOINT}){verb}")


def _words(verb: str) -> pl.Expr:
    return pl.col("narrative").str.extract_all(f"(?i){verb}|;").list.unique(maintain_order=True)


RULES = (
    Rule(
        code="G41",
        title="Block billing",
        checks="A long line lists several tasks without saying how long each took.",
        guideline="Each task is a line of its own with its own time.",
        message=(
            "{timekeeper} billed {units} h on {work_date} for about {pieces} tasks in one line; each task "
            "needs a line of its own."
        ),
        outcomes=(WARN, REJECT_LINE),
        default_outcome=WARN,
        parameters=(
            Parameter(
                name="minimum_hours",
                kind="decimal",
                default=Decimal(1),
                label="Only above",
                unit="h",
                help="Lines up to this length may list several tasks.",
                minimum=Decimal(0),
                maximum=Decimal(24),
            ),
            Parameter(
                name="semicolons",
                kind="int",
                default=2,
                label="Semicolons",
                help="From this many semicolons on, a line counts as a block.",
                minimum=1,
                maximum=20,
            ),
            Parameter(
                name="tasks",
                kind="int",
                default=3,
                label="Tasks",
                help="From this many tasks on, a line counts as a block. A verb begins a task.",
                minimum=2,
                maximum=20,
            ),
            phrases(_VERBS, "Verbs that begin a task, one per line.", name="verbs", label="Verbs"),
        ),
        facts=(
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
            Fact("pieces", "count", "tasks the line seems to hold"),
            Fact("tasks", "count", "tasks counted by their verbs"),
            Fact("semicolons", "count", "semicolons counted"),
        ),
        by_line=_blocks,
    ),
)
