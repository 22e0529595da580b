"""Codes over time: one at a time on every day, told in the ledger, ended once something uses them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.reference.models import CostCentre, LegalEntity, TaxCode
from legalops.reference.selectors import by_code, choices, named, offered
from legalops.reference.services import add_code, change_code, end_code, remove_code
from tests.factories import make_centre, make_entity, make_matter, make_person

pytestmark = pytest.mark.django_db
YEAR = date(2026, 1, 1)


@pytest.fixture
def keeper():
    return make_person("administrator")


def test_adding_and_changing_is_told(keeper):
    entity = add_code(LegalEntity, {"code": " us01 ", "name": "Harbour Inc.", "country": "US"}, actor=keeper)
    assert entity.code == "US01"
    change_code(entity, {"name": "Harbour Corp.", "code": "OTHER"}, actor=keeper)
    change_code(entity, {"name": "Harbour Corp."}, actor=keeper)
    entity.refresh_from_db()
    assert (entity.code, entity.name) == ("US01", "Harbour Corp.")
    added, changed = AuditEvent.objects.filter(action__startswith="reference.").order_by("id")
    assert added.action == "reference.code.added"
    assert (changed.before, changed.after) == ({"name": "Harbour Inc."}, {"name": "Harbour Corp."})


def test_the_open_period_ends_the_day_the_next_begins(keeper):
    old = add_code(TaxCode, {"code": "DE", "name": "VAT", "rate": "19"}, actor=keeper)
    new = add_code(TaxCode, {"code": "de", "name": "VAT", "rate": "16", "valid_from": YEAR}, actor=keeper)
    old.refresh_from_db()
    assert (old.valid_until, old.last_day, new.valid_until) == (YEAR, date(2025, 12, 31), None)
    assert named(TaxCode, "De", on=date(2025, 12, 31)) == old
    assert named(TaxCode, "DE", on=YEAR) == new
    assert choices(TaxCode) == [("DE", "DE VAT")]


@pytest.mark.parametrize(
    ("model", "values", "field"),
    [
        (LegalEntity, {"code": "A B", "name": "X"}, "code"),
        (LegalEntity, {"code": "A", "name": ""}, "name"),
        (LegalEntity, {"code": "A", "name": "X", "country": "usa"}, "country"),
        (LegalEntity, {"code": "A", "name": "X", "currency": "usd"}, "currency"),
        (TaxCode, {"code": "A", "name": "X", "rate": "101"}, "rate"),
        (TaxCode, {"code": "A", "name": "X", "rate": "-1"}, "rate"),
        (CostCentre, {"code": "A", "name": "X", "valid_from": YEAR, "valid_until": YEAR}, "valid_until"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(keeper, model, values, field):
    with pytest.raises(DomainError) as refused:
        add_code(model, values, actor=keeper)
    assert refused.value.field == field
    assert not model.objects.exists()


def test_no_entity_stands_under_itself(keeper):
    top = make_entity("A")
    middle = make_entity("B", parent=top)
    low = make_entity("C", parent=middle)
    for under in (top, middle, low):
        with pytest.raises(DomainError) as refused:
            change_code(top, {"parent": under}, actor=keeper)
        assert refused.value.field == "parent"


def test_the_database_itself_refuses_overlaps():
    make_centre("4100", valid_until=YEAR)
    make_centre("4100", valid_from=YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_centre("4100", valid_from=YEAR - timedelta(1), valid_until=YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_centre("4100")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_centre("4200", valid_from=YEAR, valid_until=YEAR)


@pytest.mark.django_db(transaction=True)
def test_of_people_who_add_a_code_at_once_one_does(keeper):
    make_centre("4100")

    def one(number):
        try:
            add_code(CostCentre, {"code": "4100", "name": str(number), "valid_from": YEAR}, actor=keeper)
        except DomainError as refusal:
            return refusal.field
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(one, range(6)))
    assert sorted(outcomes) == ["added", *["valid_from"] * 5]
    old, new = CostCentre.objects.order_by("valid_until")
    assert (old.valid_until, new.valid_from) == (YEAR, YEAR)


@pytest.mark.django_db(transaction=True)
def test_two_people_close_no_ring(keeper):
    first, second = make_entity("A"), make_entity("B")

    def put(row, under):
        try:
            change_code(row, {"parent": under}, actor=keeper)
        except DomainError as refusal:
            return refusal.field
        finally:
            connection.close()
        return "put"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(put, (first, second), (second, first)))
    assert sorted(outcomes) == ["parent", "put"]


def test_what_is_used_is_ended_and_what_is_not_may_go(keeper):
    used, free = make_centre("4100"), make_centre("4200")
    matter = make_matter(cost_centre=used)
    with pytest.raises(DomainError, match="in use: matters"):
        remove_code(used, actor=keeper)
    remove_code(free, actor=keeper)
    assert AuditEvent.objects.filter(action="reference.code.removed").get().before["code"] == "4200"
    end_code(used, actor=keeper)
    matter.refresh_from_db()
    assert matter.cost_centre == used
    assert not offered(CostCentre).exists()
    assert list(offered(CostCentre, used.pk)) == [used]


_DAYS = st.integers(0, 12)
_PERIODS = st.lists(st.tuples(st.none() | _DAYS, st.none() | _DAYS), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_PERIODS)
def test_whatever_is_added_every_day_has_one_code_at_most(keeper, periods):
    def day(number):
        return None if number is None else YEAR + timedelta(number)

    with transaction.atomic():
        for start, end in periods:
            before = list(CostCentre.objects.values_list("pk", "valid_from", "valid_until"))
            values = {"code": "4100", "name": "X", "valid_from": day(start), "valid_until": day(end)}
            try:
                added = add_code(CostCentre, values, actor=keeper)
            except DomainError:
                assert list(CostCentre.objects.values_list("pk", "valid_from", "valid_until")) == before
                continue
            first = max(start or 0, 0)
            assert all(added.in_force(day(n)) for n in range(first, 13 if end is None else end))
        rows = list(CostCentre.objects.all())
        for number in range(-1, 14):
            on = day(number)
            holding = [row for row in rows if row.in_force(on)]
            assert len(holding) <= 1
            assert list(CostCentre.objects.in_force(on)) == holding
            if holding:
                assert named(CostCentre, "4100", on=on) == holding[0]
            elif rows:
                assert named(CostCentre, "4100", on=on) in rows
        transaction.set_rollback(True)


def test_without_one_of_the_day_the_latest_is_meant_then_the_next():
    ended = make_centre("4100", valid_until=YEAR)
    coming = make_centre("4100", valid_from=YEAR + timedelta(30))
    assert by_code(CostCentre, ["4100"], on=YEAR)["4100"] == ended
    ended.delete()
    assert by_code(CostCentre, on=YEAR)["4100"] == coming


def test_states_by_today():
    today = clock.today()
    now = make_centre("1")
    ended = make_centre("2", valid_until=today)
    coming = make_centre("3", valid_from=today + timedelta(1))
    rows = CostCentre.objects
    assert [list(found) for found in (rows.in_force(today), rows.ended(today), rows.to_come(today))] == [
        [now],
        [ended],
        [coming],
    ]
