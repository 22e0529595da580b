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
FROM vendors_rate WHERE timekeeper_id = ANY(%s::bigint[])
"""
_OF_MATTER = """
SELECT timekeeper_id, currency, valid_from, valid_until, amount, matter_id
FROM matters_matterrate WHERE timekeeper_id = ANY(%s::bigint[]) AND matter_id = ANY(%s::bigint[])
"""
_PERSON_DAY = ["timekeeper_id", "matter_id", "currency", "work_date"]


def with_approved_rates(lines: pl.DataFrame) -> pl.DataFrame:
    """Adds approved_rate, per hour in the invoice's currency, null where none is on file for the day."""
    billed = lines.filter(pl.col("kind") == "F").select(_PERSON_DAY)
    wanted = billed.unique().drop_nulls(["timekeeper_id", "work_date"]).sort("work_date")
    people = array(wanted["timekeeper_id"].unique())
    standard = frame_of(_STANDARD, [people], _RATE_COLUMNS)
    of_matter = frame_of(
        _OF_MATTER, [people, array(wanted["matter_id"].unique())], _RATE_COLUMNS | {"matter_id": pl.Int64}
    )
    rates = wanted.with_columns(
        approved_rate=pl.coalesce(
            _in_force(wanted, of_matter, ["timekeeper_id", "currency", "matter_id"]),
            _in_force(wanted, standard, ["timekeeper_id", "currency"]),
        )
    )
    return lines.join(rates, on=_PERSON_DAY, how="left", maintain_order="left", nulls_equal=True)


def _in_force(wanted: pl.DataFrame, rates: pl.DataFrame, by: list[str]) -> pl.Series:
    """The rate whose period holds the day; periods are half-open and never overlap."""
    found = wanted.join_asof(
        rates.sort("valid_from"), left_on="work_date", right_on="valid_from", by=by, check_sortedness=False
    )
    ended = pl.col("valid_until") <= pl.col("work_date")
    return found.select(pl.when(~ended.fill_null(False)).then("amount")).to_series()
