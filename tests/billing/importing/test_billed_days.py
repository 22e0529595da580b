"""Days that a file's batches need not ask for, and when they must."""

import polars as pl
import pytest

from billing.selectors.review_facts import BilledDays
from billing.selectors.review_facts.days import person_days
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported
from tests.factories import make_timekeeper

pytestmark = pytest.mark.django_db


def days(*pairs):
    frame = pl.DataFrame(pairs, schema=["timekeeper_id", "work_date"], orient="row")
    return frame.with_columns(pl.col("work_date").str.to_date())


def asked(known, lines):
    return set(known.may_be_billed(person_days(lines)))


def test_person_without_lines_is_asked_for_on_days_of_the_same_file_alone(firm, biller, matter, jo):
    known = BilledDays(firm)
    first, second = days((jo.pk, "2026-05-04")), days((jo.pk, "2026-05-05"))
    assert asked(known, first) == set()
    known.note(0, first)
    assert asked(known, first.vstack(second)) == set(person_days(first))


def test_person_with_lines_is_asked_for_on_every_day(firm, biller, matter, jo):
    imported(ledes(invoice("INV-1", fee())), firm, biller)
    other = make_timekeeper(firm, code="TK9")
    wanted = days((jo.pk, "1999-12-31"), (jo.pk, "2026-05-04"))
    assert asked(BilledDays(firm), wanted.vstack(days((other.pk, "2026-05-04")))) == set(person_days(wanted))


def test_every_day_is_asked_for_once_another_file_has_come(firm, biller, matter, jo):
    known, wanted = BilledDays(firm), days((jo.pk, "2026-05-04"))
    assert asked(known, wanted) == set()
    imported(ledes(invoice("INV-1", fee())), firm, biller)
    assert asked(known, wanted) == set(person_days(wanted))
