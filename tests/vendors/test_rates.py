"""Standard rates: one at a time, refused in words by the service and by force in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from tests.factories import make_firm, make_person, make_rate, make_timekeeper
from vendors.models import Rate
from vendors.selectors.rates import current_on
from vendors.services.rates import approve_rate

pytestmark = pytest.mark.django_db

YEAR = date(2026, 1, 1)


@pytest.fixture
def keeper():
    return make_timekeeper(make_firm())


@pytest.fixture
def manager():
    return make_person("legal_ops_manager")


def approve(keeper, manager, amount=500, start=YEAR, end=None, currency="USD"):
    return approve_rate(
        keeper,
        amount=Decimal(amount),
        currency=currency,
        valid_from=start,
        valid_until=end,
        actor=manager,
    )


def test_the_open_rate_ends_the_day_the_new_one_starts(keeper, manager):
    old = approve(keeper, manager)
    new = approve(keeper, manager, 520, date(2027, 1, 1))
    old.refresh_from_db()
    assert (old.valid_until, new.valid_until) == (date(2027, 1, 1), None)
    assert current_on(keeper.rates.all(), date(2026, 12, 31)).get() == old
    assert current_on(keeper.rates.all(), date(2027, 1, 1)).get() == new
    event = AuditEvent.objects.filter(action="vendors.rate.approved").latest("id")
    assert event.after == {"rate": "USD 520 an hour from 1 Jan 2027"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 6, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 6, 1), None),
        (date(2025, 1, 1), None),
    ],
)
def test_an_overlap_is_refused_in_words(keeper, manager, start, end):
    approve(keeper, manager, 500, YEAR, date(2026, 7, 1))
    with pytest.raises(DomainError, match="USD 500 an hour from 1 Jan 2026 to 1 Jul 2026") as refusal:
        approve(keeper, manager, 510, start, end)
    assert refusal.value.field == "valid_from"
    assert keeper.rates.get().amount == 500


def test_periods_that_touch_and_other_currencies_do_not_overlap(keeper, manager):
    approve(keeper, manager, 500, YEAR, date(2026, 7, 1))
    approve(keeper, manager, 510, date(2026, 7, 1))
    approve(keeper, manager, 450, YEAR, currency="EUR")
    assert keeper.rates.count() == 3


def test_the_same_rate_sent_twice_is_one(keeper, manager):
    assert approve(keeper, manager) == approve(keeper, manager)
    assert AuditEvent.objects.filter(action="vendors.rate.approved").count() == 1


@pytest.mark.parametrize(
    ("amount", "end", "field"), [(0, None, "amount"), (500, YEAR, "valid_until"), (-5, None, "amount")]
)
def test_what_is_no_rate_is_refused_beside_its_field(keeper, manager, amount, end, field):
    with pytest.raises(DomainError) as refusal:
        approve(keeper, manager, amount, YEAR, end)
    assert refusal.value.field == field


def test_the_database_refuses_an_overlap_that_no_service_saw(keeper):
    make_rate(keeper, 500, valid_from=YEAR)
    with pytest.raises(IntegrityError, match="rate_no_overlap"):
        Rate.objects.create(timekeeper=keeper, amount=1, currency="USD", valid_from=date(2026, 5, 1))


@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once_leave_one_rate_in_force(keeper, manager):
    def one(amount):
        try:
            approve(keeper, manager, amount)
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(one, range(500, 506)))
    assert sorted(outcomes) == ["approved", *["rate.overlap"] * 5]
    assert keeper.rates.count() == 1
