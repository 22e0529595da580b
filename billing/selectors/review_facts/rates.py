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
    billed = lines.filter(pl.col("kind") == "F").drop_nulls(["timekeeper_id", "work_date"])
    wanted = {
        "people": array(billed["timekeeper_id"].unique()),
        "matters": array(billed["matter_id"].unique()),
        "first": billed["work_date"].min(),
        "last": billed["work_date"].max(),
    }
    standard = frame_of(_STANDARD, wanted, _RATE_COLUMNS)
    of_matter = frame_of(_OF_MATTER, wanted, _RATE_COLUMNS | {"matter_id": pl.Int64})
    rate = _in_force(billed, standard, ["timekeeper_id", "currency"], "approved_rate")
    known = lines.join(rate, on="line_id", how="left", maintain_order="left")
    if of_matter.is_empty():
        return known
    own = _in_force(billed, of_matter, ["timekeeper_id", "currency", "matter_id"], "matter_rate")
    joined = known.join(own, on="line_id", how="left", maintain_order="left")
    return joined.with_columns(approved_rate=pl.coalesce("matter_rate", "approved_rate")).drop("matter_rate")


def _in_force(billed: pl.DataFrame, rates: pl.DataFrame, by: list[str], name: str) -> pl.DataFrame:
    """The rate whose period holds the day, by line_id; periods are half-open and never overlap."""
    day = pl.col("work_date")
    found = billed.select("line_id", "work_date", *by).join(rates, on=by)
    holds = (pl.col("valid_from") <= day) & (day < pl.col("valid_until")).fill_null(True)
    return found.filter(holds).select("line_id", pl.col("amount").alias(name))
