"""What a file's earlier batches billed, so that only what others billed before is asked of the database."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import polars as pl

from billing.models import Invoice
from billing.review import BEFORE_ALL, PRIOR_HOURS, empty
from billing.review.batch import NOT_PERSONS
from billing.review.facts import AMOUNT
from billing.selectors.frames import array, frame_of
from legalops.kernel import clock
from vendors.models import Firm

# An ordered LIMIT keeps to the index, whatever the planner believes about people it has never seen.
_UNBILLED = """
SELECT asked.person FROM unnest(%s::bigint[]) AS asked(person)
LEFT JOIN LATERAL (
    SELECT id FROM billing_invoiceline WHERE timekeeper_id = asked.person ORDER BY work_date LIMIT 1
) line ON true
WHERE line.id IS NULL
"""
# A person's days are numbered from DAY_ZERO days before 1970.
DAYS_OF_A_PERSON, DAY_ZERO = 200_000, 100_000
_PEOPLE = {"timekeeper_id": pl.Int64}
_DAY = "person_day"
_EXACT, _A_TENTHOUSANDTH = pl.Decimal(38, 4), pl.lit(Decimal("0.0001"))
_BY = (_DAY, "matter_id")
_MARK = pl.UInt32
# Longer than any import takes.
_SINCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Billed:
    """What is known of the days that a batch bills: those to ask the database for, and the hours of others
    (PRIOR_HOURS).
    """

    ask: pl.Series
    hours: pl.DataFrame


class BilledDays:
    """What one file's batches know of each other: people without earlier lines, and their hours in this file.

    Nothing is on file for such a person but what the file itself has stored, unless another file of the firm
    has come meanwhile: from then on every day is asked for. `note` is to be told all that is stored.
    """

    def __init__(self, firm: Firm) -> None:
        self._firm, self._since = firm, clock.now() - _SINCE
        self._asked, self._unbilled = _nobody(), _nobody()
        self._own = _OwnWork()
        self._invoices = self._on_file()

    def before(self, fees: pl.DataFrame) -> Billed:
        """What was billed before on the days of these fee lines (timekeeper_id, work_date, units).

        Of people whom only this file bills, the days are asked for on which it has billed the same hours:
        there can be the same line.
        """
        days = person_days(fees)
        if self._on_file() != self._invoices:
            self._unbilled = _nobody()
            return Billed(days, empty(PRIOR_HOURS))
        self._ask((days // DAYS_OF_A_PERSON).unique())
        alike = self._own.days_alike(fees.select(*_WORK).drop_nulls())
        ask = pl.concat([days.filter(~self._of_unbilled(days)), alike]).unique()
        return Billed(ask, self._own.hours(days.filter(~days.is_in(ask.implode()))))

    def note(self, invoices: int, lines: pl.DataFrame) -> None:
        """So many invoices are stored next, with these lines (and their matters) on those that count."""
        self._invoices += invoices
        fees = lines.filter(pl.col("kind") == "F")
        work = fees.select(*_WORK, "matter_id", is_person()).drop_nulls([_DAY, "units"])
        self._own.add(work.filter(self._of_unbilled(work[_DAY])))

    def _of_unbilled(self, days: pl.Series) -> pl.Series:
        return (days // DAYS_OF_A_PERSON).is_in(self._unbilled.implode())

    def _ask(self, people: pl.Series) -> None:
        fresh = people.filter(~people.is_in(self._asked.implode()))
        if not fresh.is_empty():
            unbilled = frame_of(_UNBILLED, [array(fresh)], _PEOPLE)["timekeeper_id"]
            self._asked, self._unbilled = self._asked.append(fresh), self._unbilled.append(unbilled)

    def _on_file(self) -> int:
        """Invoices of the firm received of late; every file adds to them."""
        return Invoice.objects.filter(firm=self._firm, received_at__gte=self._since).count()


class _OwnWork:
    """Lines of a file in little memory: of each batch, hours of persons added up by day and matter, and four
    bytes for a line to be known again by.

    Batches stay apart: to join and add them up anew takes several times the memory that they need.
    """

    def __init__(self) -> None:
        self._sums: list[pl.DataFrame] = []
        self._marks: list[pl.Series] = []

    def add(self, work: pl.DataFrame) -> None:
        """Remember these lines: day, units in tenthousandths, matter_id, is_person."""
        self._sums.append(_narrowed(_added_up(work.filter("is_person").select(*_BY, "units"))))
        self._marks.append(_marks(work))

    def hours(self, days: pl.Series) -> pl.DataFrame:
        """The hours on these days (PRIOR_HOURS)."""
        asked = days.implode()
        found = (_hours(batch.filter(pl.col(_DAY).is_in(asked))) for batch in self._sums)
        return pl.concat([empty(PRIOR_HOURS), *found], rechunk=False)

    def days_alike(self, work: pl.DataFrame) -> pl.Series:
        """The days of this work (day, units) that have a line of the same hours, and, rarely, one more."""
        marks = _marks(work)
        asked = marks.unique().implode()
        known = [batch.filter(batch.is_in(asked)) for batch in self._marks]
        alike = pl.concat([pl.Series(dtype=_MARK), *known]).unique()
        return work[_DAY].filter(marks.is_in(alike.implode())).unique()


def _added_up(hours: pl.DataFrame) -> pl.DataFrame:
    return hours.group_by(_BY).agg(pl.col("units").sum())


def _narrowed(sums: pl.DataFrame) -> pl.DataFrame:
    return sums.with_columns(sums["matter_id"].shrink_dtype(), sums["units"].shrink_dtype())


def _marks(work: pl.DataFrame) -> pl.Series:
    mixed = (pl.col(_DAY).hash() + pl.col("units").hash()) % 2**32
    return work.select(mixed.cast(_MARK)).to_series()


def person_days(lines: pl.DataFrame) -> pl.Series:
    """A number for each person and day of the lines, each once: one column is looked up quicker than two."""
    return lines.select(person_day()).to_series().drop_nulls().unique()


def person_day() -> pl.Expr:
    """The number of a line's person and day; null where one of them is missing."""
    day = pl.col("work_date").to_physical().cast(pl.Int64) + DAY_ZERO
    return (pl.col("timekeeper_id") * DAYS_OF_A_PERSON + day).alias(_DAY)


def is_person() -> pl.Expr:
    """Whether a fee line is a person's (`domain/ledes.md` §5.4)."""
    kinds = pl.col("classification").str.to_uppercase().str.strip_chars()
    return (~kinds.is_in(NOT_PERSONS).fill_null(False)).alias("is_person")


_WORK = (person_day(), pl.col("units").to_physical().cast(pl.Int64))


def _hours(own: pl.DataFrame) -> pl.DataFrame:
    day = (pl.col(_DAY) % DAYS_OF_A_PERSON - DAY_ZERO).cast(pl.Int32).cast(pl.Date)
    told = {
        "timekeeper_id": pl.col(_DAY) // DAYS_OF_A_PERSON,
        "work_date": day,
        "hours": (pl.col("units").cast(_EXACT) * _A_TENTHOUSANDTH).cast(AMOUNT),
        "matter_id": pl.col("matter_id").cast(pl.Int64),
        "arrival": pl.lit(BEFORE_ALL, pl.Int64),
    }
    return own.select(told[column].alias(column) for column in PRIOR_HOURS)


def _nobody() -> pl.Series:
    return pl.Series(dtype=pl.Int64)
