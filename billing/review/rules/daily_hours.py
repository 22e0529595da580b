"""Hours of a person on one day, over all matters and invoices."""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from billing.review.batch import Batch, Scope, turn_of
from billing.review.facts import AMOUNT
from billing.review.money import proportion
from billing.review.outcomes import ADJUST, REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule
from billing.review.wording import in_words

_HOURS_IN_A_DAY = Decimal(24)
_DAY = "day_of_person"
# One number for a person and a day: one column is added up by and looked up quicker than two.
_DAYS_OF_A_PERSON = 200_000
# So many rows of hours are judged together: what they need for it stays small beside the lines.
_ROWS_AT_ONCE = 20_000
_EARLIER = Fact("earlier", "hours", "hours of them on earlier invoices")
_IMPOSSIBLE = Fact("impossible", "hours", "hours of this line beyond 24")
_LIMIT = Parameter(
    name="limit_hours",
    kind="decimal",
    default=Decimal(10),
    label="Hours per day",
    unit="h",
    help="More hours than this on one day are reported. Hours above 24 are always taken off.",
    minimum=Decimal(1),
    maximum=Decimal(24),
)


def _long_days(scope: Scope) -> pl.DataFrame:
    """Lines that hold hours above the limit: the last lines of an invoice first.

    The day counts what the invoice and those that came before it bill, so that nothing that comes later, or
    in another file, changes what is said of it; negative lines give hours back.
    """
    limit = scope.params["limit_hours"]
    lines = _personal(scope.batch.work)
    days = pl.concat(_days_above(limit, billed) for billed in _by_days(lines, scope.batch))
    over = lines.join(days, on=[_DAY, "sequence"]).filter(pl.col("units") > 0)
    over = over.sort("sequence", "position", "line_id", descending=True, nulls_last=True)
    later = (pl.col("units").cum_sum() - pl.col("units")).over(_DAY, "sequence")
    hits = over.with_columns(
        excess=_share_of(pl.col("hours") - limit, later),
        impossible=_share_of(pl.col("hours") - _HOURS_IN_A_DAY, later),
    ).filter(pl.col("excess") > 0)
    return _judged(scope.covered(hits), scope).with_columns(
        limit=pl.lit(limit, AMOUNT), spread=_spread(), beyond=_beyond()
    )


def _personal(work: pl.DataFrame) -> pl.DataFrame:
    """Lines with the day of their person: one we know counts over all firms and matters, by id; one we do
    not know counts by the firm's own code, and gets a number below any id.
    """
    lines = work.filter("is_person", pl.col("work_date").is_not_null(), pl.col("units").is_not_null())
    known = lines.filter(pl.col("timekeeper_id").is_not_null()).with_columns(_day("timekeeper_id"))
    unknown = lines.filter(pl.col("timekeeper_id").is_null(), pl.col("timekeeper_code").is_not_null())
    if unknown.is_empty():
        return known
    code = pl.col("timekeeper_code").str.strip_chars().str.to_uppercase()
    number = pl.struct("firm_id", code).rank("dense").cast(pl.Int64)
    return known.vstack(unknown.with_columns(person=-number).with_columns(_day("person")).drop("person"))


def _day(person: str) -> pl.Expr:
    day = pl.col("work_date").to_physical().cast(pl.Int64) + _DAYS_OF_A_PERSON // 2
    return (pl.col(person) * _DAYS_OF_A_PERSON + day).alias(_DAY)


def _by_days(lines: pl.DataFrame, batch: Batch) -> Iterator[pl.DataFrame]:
    """What these lines and earlier ones bill (day, units, matter_id, turn, sequence), some days at a time:
    of a large file much was billed before, and no day needs another.
    """
    own = lines.select(_DAY, "units", "matter_id", "sequence", turn_of())
    earlier = batch.turns(batch.facts.prior_hours).select(
        _day("timekeeper_id"), "matter_id", "turn", units="hours"
    )
    parts = 1 + (own.height + earlier.height) // _ROWS_AT_ONCE
    for part in range(parts):
        mine = pl.col(_DAY) % parts == part
        yield pl.concat([own.filter(mine), earlier.filter(mine)], how="diagonal")


def _days_above(limit: Decimal, billed: pl.DataFrame) -> pl.DataFrame:
    """Days on which a person has more hours than the limit with an invoice: for each invoice (`sequence`) the
    hours with it, those of earlier invoices, and the matters of all of them.
    """
    billed = _possibly_above(limit, billed)
    by_invoice = billed.group_by(_DAY, "turn").agg(
        pl.col("sequence").first(), pl.col("units").sum(), matters=pl.col("first_matter").sum()
    )
    told = by_invoice.sort(_DAY, "turn").select(
        _DAY,
        "sequence",
        hours=pl.col("units").cum_sum().over(_DAY),
        earlier=(pl.col("units").cum_sum() - pl.col("units")).over(_DAY),
        matters=pl.col("matters").cum_sum().over(_DAY),
    )
    return told.filter(pl.col("hours") > limit, pl.col("sequence").is_not_null())


def _possibly_above(limit: Decimal, billed: pl.DataFrame) -> pl.DataFrame:
    """What was billed on days that come above the limit unless hours are given back, with `first_matter`
    where a matter is billed the first time on the day.
    """
    sums = billed.group_by(_DAY).agg(hours=pl.col("units").clip(Decimal(0)).sum())
    rows = billed.join(sums.filter(pl.col("hours") > limit), on=_DAY, how="semi").sort(_DAY, "turn")
    is_first = pl.struct(_DAY, "matter_id").is_first_distinct() & pl.col("matter_id").is_not_null()
    return rows.with_columns(first_matter=is_first)


def _share_of(above: pl.Expr, later: pl.Expr) -> pl.Expr:
    """Hours of this line among the hours above a limit, when later lines of the day give theirs first."""
    return (above - later).clip(Decimal(0), pl.col("units")).cast(AMOUNT)


def _judged(hits: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Outcome and cut: hours beyond 24 never stay, a line that lies wholly beyond them is rejected."""
    impossible = pl.col("impossible") > 0
    hours = pl.col("excess") if scope.outcome == ADJUST else pl.col("impossible")
    return hits.with_columns(
        outcome=pl.when(impossible & (pl.col("impossible") == pl.col("units")))
        .then(pl.lit(REJECT_LINE))
        .when(impossible)
        .then(pl.lit(ADJUST)),
        cut=proportion(pl.col("total"), hours, pl.col("units")),
    )


def _beyond() -> pl.Expr:
    hours = in_words(_IMPOSSIBLE)
    said = pl.when(pl.col("impossible") > 0).then(pl.format(" and {} h beyond the 24 h of a day", hours))
    return said.otherwise(pl.lit(""))


def _spread() -> pl.Expr:
    several = pl.when(pl.col("matters") > 1).then(pl.format(" over {} matters", "matters"))
    hours = in_words(_EARLIER)
    earlier = pl.when(pl.col("earlier") > 0).then(pl.format(", {} h of them on earlier invoices", hours))
    return several.otherwise(pl.lit("")) + earlier.otherwise(pl.lit(""))


RULES = (
    Rule(
        code="G36",
        title="Hours per day",
        checks="A person billed more hours on one day than anybody is expected to work, over all matters.",
        guideline="No person bills more than ten hours a day without agreement.",
        message=(
            "{timekeeper} billed {hours} h on {work_date}{spread}; the limit is {limit} h. "
            "{excess} h of this line lie above it{beyond}."
        ),
        outcomes=(WARN, ADJUST),
        default_outcome=WARN,
        parameters=(_LIMIT,),
        facts=(
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "the day"),
            Fact("hours", "hours", "hours of the person on that day"),
            _EARLIER,
            Fact("matters", "count", "matters billed together"),
            Fact("spread", "text", "matters and earlier invoices, as the message says them"),
            Fact("limit", "hours", "hours allowed"),
            Fact("excess", "hours", "hours of this line above the limit"),
            _IMPOSSIBLE,
            Fact("beyond", "text", "the same, as the message says it"),
        ),
        by_batch=_long_days,
    ),
)
