"""The stock of waiting invoices at the end of a day, rebuilt from the passages of their states."""

from datetime import UTC, date, datetime, timedelta

import pytest

from billing.models import InvoiceTransition
from dashboards.metrics import INVOICES_WAITING
from dashboards.models import MetricSnapshot
from dashboards.selectors.waiting import Limits, waited_on, waiting
from dashboards.services.snapshots import take_missing_snapshots, take_snapshot
from tests.factories import make_firm, make_invoice, make_matter, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

MONDAY = date(2026, 7, 6)


def passage(invoice, to_state: str, when: datetime) -> None:
    InvoiceTransition.objects.create(
        invoice=invoice, name="test", to_state=to_state, actor=make_person(), occurred_at=when
    )


@pytest.fixture
def matter():
    return make_matter(firms=(make_firm(),))


@pytest.fixture
def invoice(matter):
    """Received on Monday noon, sent for approval on Tuesday, approved on Wednesday late in New York."""
    invoice = make_invoice(make_firm(), matter, 250)
    passage(invoice, "in_review", datetime(2026, 7, 6, 16, tzinfo=UTC))
    passage(invoice, "pending_approval", datetime(2026, 7, 7, 16, tzinfo=UTC))
    passage(invoice, "approved", datetime(2026, 7, 9, 2, tzinfo=UTC))  # 22:00 of the 8th in New York
    return invoice


def stock(day: date) -> list[tuple]:
    rows = MetricSnapshot.objects.filter(as_of=day, metric=INVOICES_WAITING.id)
    return list(rows.values_list("state", "count", "amount"))


def test_each_day_holds_the_state_at_its_own_midnight(invoice):
    days = [MONDAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    for day in days:
        take_snapshot(day)
    assert [stock(day) for day in days] == [
        [],
        [("in_review", 1, 250)],
        [("pending_approval", 1, 250)],
        [],
    ]


def test_taking_a_day_again_replaces_it(invoice):
    take_snapshot(MONDAY)
    InvoiceTransition.objects.all().delete()
    take_snapshot(MONDAY)
    assert stock(MONDAY) == []


def test_a_day_that_is_not_over_is_refused():
    with pytest.raises(ValueError, match="not over"):
        take_snapshot(date(2026, 7, 15))


def test_missed_nights_are_made_up_once(invoice):
    assert take_missing_snapshots(days=14) == 14
    assert stock(MONDAY) == [("in_review", 1, 250)]
    assert take_missing_snapshots(days=14) == 12  # the two days with rows are known, empty ones cost nothing


def test_a_reader_counts_only_what_they_may_see(invoice, matter):
    week_ago = date(2026, 7, 8)
    other = make_invoice(make_firm(), make_matter(restricted=True), 900)
    unmatched = make_invoice(make_firm(), None, 70)
    for one in (other, unmatched):
        passage(one, one.state, datetime(2026, 7, 6, 16, tzinfo=UTC))
    InvoiceTransition.objects.filter(to_state="approved").delete()
    take_snapshot(week_ago)
    finance, specialist = make_person("finance"), make_person("ebilling_specialist")
    assert waited_on(week_ago, finance) == 1
    assert waited_on(week_ago, specialist) == 2
    assert waited_on(week_ago, finance, Limits(types=[matter.matter_type_id])) == 1
    assert waited_on(week_ago, finance, Limits(firms=[unmatched.firm_id])) == 0
    assert waited_on(week_ago, make_person("requester")) == 0
    assert waited_on(week_ago - timedelta(days=1), finance) is None
    now = waiting(finance)
    assert (now.count, now.a_week_ago) == (1, 1)
