"""Firms on a matter: engagement, numbers, rates, accepted timekeepers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from legalops.kernel.errors import DomainError
from matters.models import Matter
from matters.selectors.rates import approved_rate, approved_rate_sql, rates_for
from matters.services.firms import (
    end_engagement,
    engage_firm,
    map_number,
    set_matter_rate,
    staff_timekeeper,
    unstaff_timekeeper,
)
from tests.factories import make_biller, make_firm, make_matter, make_person, make_rate, make_timekeeper

pytestmark = pytest.mark.django_db


def test_an_engagement_shows_the_matter_to_the_firm_and_its_end_hides_it():
    matter, firm = make_matter(), make_firm()
    biller = make_biller(firm)
    engagement = engage_firm(matter, firm, actor=matter.lead)
    assert engage_firm(matter, firm, actor=matter.lead) == engagement
    assert Matter.objects.visible_to(biller).get() == matter
    end_engagement(engagement, actor=matter.lead)
    assert not Matter.objects.visible_to(biller).exists()


def test_an_inactive_firm_is_not_engaged():
    matter = make_matter()
    with pytest.raises(DomainError, match="inactive"):
        engage_firm(matter, make_firm(status="inactive"), actor=matter.lead)


def test_a_number_is_mapped_once_and_an_unseen_matter_is_not_named():
    firm, matter, secret = make_firm(), make_matter(), make_matter(restricted=True)
    reader = make_person("legal_project_manager")
    mapped = map_number(matter, firm, " ab-1 ", actor=matter.lead)
    assert map_number(matter, firm, "AB-1", actor=matter.lead) == mapped
    map_number(secret, firm, "S-1", actor=secret.lead)
    with pytest.raises(DomainError, match="taken") as refusal:
        map_number(matter, firm, "s-1", actor=reader)
    assert secret.number not in refusal.value.message
    with pytest.raises(DomainError, match=matter.number):
        map_number(make_matter(), firm, "AB-1", actor=reader)


def test_a_matter_rate_replaces_the_standard_rate_in_its_period():
    matter, keeper = make_matter(), make_timekeeper(make_firm())
    make_rate(keeper, 500)
    set_matter_rate(
        matter,
        keeper,
        amount=Decimal(450),
        currency="USD",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 7, 1),
        actor=matter.lead,
    )
    expected = {date(2025, 12, 31): 500, date(2026, 1, 1): 450, date(2026, 6, 30): 450, date(2026, 7, 1): 500}
    assert {day: approved_rate(keeper, matter, "USD", day) for day in expected} == expected
    assert approved_rate(keeper, make_matter(), "USD", date(2026, 2, 1)) == 500
    assert approved_rate(keeper, matter, "EUR", date(2026, 2, 1)) is None
    assert {(row.matter_id, row.amount) for row in rates_for([keeper.pk], [matter.pk])} == {
        (None, 500),
        (matter.pk, 450),
    }
    assert {day: rate_by_sql(keeper, matter, "USD", day) for day in expected} == expected


def rate_by_sql(keeper, matter, currency, day):
    columns = approved_rate_sql(who="l.who", matter="l.matter", currency="l.currency", on="l.day")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM (VALUES (%s::bigint, %s::bigint, %s, %s::date))"
            " AS l(who, matter, currency, day)",
            [keeper.pk, matter.pk, currency, day],
        )
        return cursor.fetchone()[0]


def test_a_second_matter_rate_ends_the_first():
    matter, keeper = make_matter(), make_timekeeper(make_firm())
    for amount, start in ((450, date(2026, 1, 1)), (470, date(2027, 1, 1))):
        set_matter_rate(
            matter, keeper, amount=Decimal(amount), currency="USD", valid_from=start, actor=matter.lead
        )
    assert list(matter.rates.values_list("amount", "valid_until")) == [(470, None), (450, date(2027, 1, 1))]


def test_timekeepers_are_accepted_and_no_longer_accepted():
    matter, keeper = make_matter(), make_timekeeper(make_firm())
    staffed = staff_timekeeper(matter, keeper, actor=matter.lead)
    assert staff_timekeeper(matter, keeper, actor=matter.lead) == staffed
    unstaff_timekeeper(matter, keeper, actor=matter.lead)
    assert not matter.staffed_timekeepers.exists()
