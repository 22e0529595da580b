"""The rate approved for each person on each day: the matter's own, else the standard one."""

import polars as pl

from billing.selectors.frames import array, frame_of

_RATE_COLUMNS = {
    "timekeeper_id": pl.Int64,
    "currency": pl.String,
    "valid_from": pl.Date,
    "valid_until": pl.Date,
    "amount": pl.Decimal(18, 4),
}
_COMPARED = ("line_id", "kind", "timekeeper_id", "matter_id", "currency", "work_date")
_STANDARD = """
SELECT timekeeper_id, currency, valid_from, valid_until, amount
FROM vendors_rate
WHERE timekeeper_id = ANY(%(people)s::bigint[])
  AND valid_from <= %(last)s AND (valid_until IS NULL OR valid_until > %(first)s)
"""
_OF_MATTER = """
SELECT timekeeper_id, currency, valid_from, valid_until, amount, matter_id
FROM matters_matterrate
WHERE timekeeper_id = ANY(%(people)s::bigint[]) AND matter_id = ANY(%(matters)s::bigint[])
  AND valid_from <= %(last)s AND (valid_until IS NULL OR valid_until > %(first)s)
"""


def with_approved_rates(lines: pl.DataFrame) -> pl.DataFrame:
    """Adds approved_rate, per hour in the invoice's currency, null where none is on file for the day."""
    filled = pl.col("timekeeper_id").is_not_null() & pl.col("work_date").is_not_null()
    billed = lines.select(_COMPARED).filter((pl.col("kind") == "F") & filled)
    wanted = {
        "people": array(billed["timekeeper_id"].unique()),
        "matters": array(billed["matter_id"].unique()),
        "first": billed["work_date"].min(),
        "last": billed["work_date"].max(),
    }
    standard = frame_of(_STANDARD, wanted, _RATE_COLUMNS)
    of_matter = frame_of(_OF_MATTER, wanted, _RATE_COLUMNS | {"matter_id": pl.Int64})
    known = _with_rate(lines, billed, standard, ["timekeeper_id", "currency"], "approved_rate")
    if of_matter.is_empty():
        return known
    by = ["timekeeper_id", "currency", "matter_id"]
    joined = _with_rate(known, billed, of_matter, by, "matter_rate")
    return joined.with_columns(approved_rate=pl.coalesce("matter_rate", "approved_rate")).drop("matter_rate")


def _with_rate(
    lines: pl.DataFrame, billed: pl.DataFrame, rates: pl.DataFrame, by: list[str], name: str
) -> pl.DataFrame:
    """The rate whose period holds the day, for the lines that bill time."""
    if rates.select(by).is_duplicated().any():
        rate = _in_force(billed, rates, by, name)
        return lines.join(rate, on="line_id", how="left", maintain_order="left")
    # One rate for each, as most people have in the days of one file, needs no second join.
    found = lines.join(rates, on=by, how="left", maintain_order="left")
    rate = pl.when((pl.col("kind") == "F") & _holds()).then("amount").alias(name)
    return found.with_columns(rate).drop("amount", "valid_from", "valid_until")


def _in_force(billed: pl.DataFrame, rates: pl.DataFrame, by: list[str], name: str) -> pl.DataFrame:
    """The same by line_id; periods are half-open and never overlap."""
    found = billed.select("line_id", "work_date", *by).join(rates, on=by)
    return found.filter(_holds()).select("line_id", pl.col("amount").alias(name))


def _holds() -> pl.Expr:
    day = pl.col("work_date")
    return (pl.col("valid_from") <= day) & (day < pl.col("valid_until")).fill_null(True)
