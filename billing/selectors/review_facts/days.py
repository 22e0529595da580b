"""Which days of which people can have been billed before, so that a file's batches ask for these alone."""

from datetime import timedelta

import polars as pl

from billing.models import Invoice
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
# Longer than any import takes.
_SINCE = timedelta(days=1)


class BilledDays:
    """What one file's batches know of each other: people without earlier lines, and days the file billed.

    Nothing is on file for such a person but what the file itself has stored, unless another file of the firm
    has come meanwhile: from then on every day is asked for. `note` is to be told all that is stored.
    """

    def __init__(self, firm: Firm) -> None:
        self._firm, self._since = firm, clock.now() - _SINCE
        self._asked, self._unbilled = _nobody(), _nobody()
        self._own = _nobody()
        self._invoices = self._on_file()

    def may_be_billed(self, days: pl.Series) -> pl.Series:
        """Those of the days (as `person_days` numbers them) for which there can be lines on file."""
        people = days // DAYS_OF_A_PERSON
        if self._on_file() != self._invoices:
            self._unbilled = _nobody()
        else:
            self._ask(people.unique())
        if self._unbilled.is_empty():
            return days
        return days.filter(~people.is_in(self._unbilled.implode()) | days.is_in(self._own.implode()))

    def note(self, invoices: int, lines: pl.DataFrame) -> None:
        """So many invoices, with these lines, are stored next."""
        self._invoices += invoices
        self._own = pl.concat([self._own, person_days(lines)]).unique()

    def _ask(self, people: pl.Series) -> None:
        fresh = people.filter(~people.is_in(self._asked.implode()))
        if not fresh.is_empty():
            unbilled = frame_of(_UNBILLED, [array(fresh)], _PEOPLE)["timekeeper_id"]
            self._asked, self._unbilled = self._asked.append(fresh), self._unbilled.append(unbilled)

    def _on_file(self) -> int:
        """Invoices of the firm received of late; every file adds to them."""
        return Invoice.objects.filter(firm=self._firm, received_at__gte=self._since).count()


def person_days(lines: pl.DataFrame) -> pl.Series:
    """A number for each person and day of the lines, each once: one column is looked up quicker than two."""
    day = pl.col("work_date").to_physical().cast(pl.Int64) + DAY_ZERO
    return lines.select(pl.col("timekeeper_id") * DAYS_OF_A_PERSON + day).to_series().drop_nulls().unique()


def _nobody() -> pl.Series:
    return pl.Series(dtype=pl.Int64)
