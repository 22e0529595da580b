"""Days that a file's batches need not ask for, and when they must."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from billing.selectors.review_facts import BilledDays
from billing.selectors.review_facts.days import person_days
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported
from tests.factories import make_timekeeper

pytestmark = pytest.mark.django_db


def fees(*lines):
    frame = pl.DataFrame(lines, schema=["timekeeper_id", "work_date", "units"], orient="row")
    return frame.with_columns(
        pl.col("work_date").str.to_date(),
        pl.col("units").cast(pl.Decimal(18, 4)),
        kind=pl.lit("F"),
        matter_id=pl.lit(7, pl.Int64),
        classification=pl.lit("PARTNR"),
    )


def asked(known, lines):
    return set(known.before(lines).ask)


def hours(known, lines):
    return sorted(known.before(lines).hours.select("timekeeper_id", "work_date", "hours").rows())


def test_hours_of_the_same_file_are_told_without_asking_for_them(firm, biller, matter, jo):
    known = BilledDays(firm)
    monday, tuesday = fees((jo.pk, "2026-05-04", "2.5")), fees((jo.pk, "2026-05-05", "2.5"))
    assert asked(known, monday) == set()
    known.note(0, monday.vstack(fees((jo.pk, "2026-05-04", "0.25"))))
    again = tuesday.vstack(fees((jo.pk, "2026-05-04", "1")))
    assert asked(known, again) == set()
    assert hours(known, again) == [(jo.pk, date(2026, 5, 4), Decimal("2.75"))]
    assert hours(known, tuesday) == []


def test_a_day_on_which_the_same_hours_were_billed_is_asked_for(firm, biller, matter, jo):
    known, monday = BilledDays(firm), fees((jo.pk, "2026-05-04", "2.5"))
    assert asked(known, monday) == set()
    known.note(0, monday)
    assert asked(known, monday) == set(person_days(monday))
    assert hours(known, monday) == []


def test_costs_are_no_hours(firm, biller, matter, jo):
    known, monday = BilledDays(firm), fees((jo.pk, "2026-05-04", "2.5"))
    assert asked(known, monday) == set()
    known.note(0, monday.with_columns(kind=pl.lit("E")))
    assert hours(known, monday) == []
    assert asked(known, monday) == set()


def test_lines_of_no_person_are_no_hours_but_may_be_the_same(firm, biller, matter, jo):
    known, monday = BilledDays(firm), fees((jo.pk, "2026-05-04", "2.5"))
    assert asked(known, monday) == set()
    known.note(0, monday.with_columns(classification=pl.lit("fltfee ")))
    assert hours(known, fees((jo.pk, "2026-05-04", "1"))) == []
    assert asked(known, monday) == set(person_days(monday))


def test_person_with_lines_is_asked_for_on_every_day_and_told_by_the_database_alone(firm, biller, matter, jo):
    imported(ledes(invoice("INV-1", fee())), firm, biller)
    other = make_timekeeper(firm, code="TK9")
    wanted = fees((jo.pk, "1999-12-31", "1"), (jo.pk, "2026-05-04", "1"))
    known = BilledDays(firm)
    assert asked(known, wanted.vstack(fees((other.pk, "2026-05-04", "1")))) == set(person_days(wanted))
    known.note(0, wanted)
    assert hours(known, wanted) == []


def test_every_day_is_asked_for_once_another_file_has_come(firm, biller, matter, jo):
    known, wanted = BilledDays(firm), fees((jo.pk, "2026-05-04", "1"))
    assert asked(known, wanted) == set()
    known.note(0, fees((jo.pk, "2026-05-04", "2")))
    imported(ledes(invoice("INV-1", fee())), firm, biller)
    assert asked(known, wanted) == set(person_days(wanted))
    assert hours(known, wanted) == []
