"""Firm pages: the list, the tabs, deciding and approving, and who may not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.models import AuditEvent
from tests.factories import make_biller, make_firm, make_matter, make_person, make_rate, make_timekeeper
from tests.htmx import Page
from vendors.models import Firm
from vendors.urls import urlpatterns

pytestmark = pytest.mark.django_db

TABS = ["firm", "timekeepers", "rates", "history"]


@pytest.fixture
def manager():
    return make_person("legal_ops_manager")


def url(name: str, firm: Firm, pk: int | None = None) -> str:
    return reverse(f"vendors:{name}", args=[firm.code] + ([pk] if pk else []))


@pytest.mark.parametrize("tab", TABS)
def test_tabs_show_their_firm_at_the_same_cost_however_many_people_it_has(signed_in, manager, tab):
    firm = make_firm(name="Arnsley LLP")
    client = signed_in(manager)

    def add():
        keeper = make_timekeeper(firm)
        make_rate(keeper, 500, valid_until=date(2025, 1, 1))
        make_rate(keeper, 520, valid_from=date(2025, 1, 1))
        make_biller(firm)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert "Arnsley LLP" in client.get(url(tab, firm)).content.decode()
        return len(captured)

    add()
    client.get(url(tab, firm))
    one = cost()
    for _ in range(15):
        add()
    assert cost() == one


def test_the_list_finds_by_name_and_code_and_costs_the_same_with_fifty(signed_in, manager):
    make_firm(code="arnsley", name="Arnsley LLP")
    client = signed_in(manager)

    def cost():
        client.get(reverse("vendors:list"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("vendors:list"))
        return len(captured)

    one = cost()
    for _ in range(49):
        make_timekeeper(make_firm(), status="pending")
    assert cost() == one
    body = client.get(reverse("vendors:list") + "?q=arns").content.decode()
    assert "Arnsley LLP" in body
    assert "1 firm<" in body


def test_sorting_the_list_swaps_in_what_a_reload_shows(signed_in, manager):
    for number in range(60):
        make_firm(name=f"Firm {number:02d}")
    client = signed_in(manager)
    page = Page.get(client, reverse("vendors:list"))
    for path in ("//th//a[contains(., 'Vendor code')]", "//a[@rel='next']"):
        asked = page.trigger(client, path).request
        page.assert_equals(Page.get(client, f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}"))


def test_the_rate_grid_shows_the_step_and_what_is_missing(signed_in, manager):
    firm = make_firm()
    keeper = make_timekeeper(firm, last_name="Ruiz")
    make_rate(keeper, 500, valid_until=date(2025, 1, 1))
    make_rate(keeper, 550, valid_from=date(2025, 1, 1))
    make_timekeeper(firm, last_name="Unpriced")
    body = signed_in(manager).get(url("rates", firm)).content.decode()
    assert "+10%" in body
    assert "No rate" in body


def test_a_rate_approved_on_the_page_ends_the_one_before(signed_in, manager):
    keeper = make_timekeeper(make_firm())
    make_rate(keeper, 500)
    data = {"amount": "540", "currency": "USD", "valid_from": "2027-01-01"}
    response = signed_in(manager).post(url("rate", keeper.firm, keeper.pk), data)
    assert response.headers["Location"] == url("rates", keeper.firm)
    assert list(keeper.rates.values_list("amount", "valid_until")) == [(540, None), (500, date(2027, 1, 1))]


def test_an_overlap_is_said_beside_the_field_and_keeps_what_was_typed(signed_in, manager):
    keeper = make_timekeeper(make_firm())
    make_rate(keeper, 500, valid_from=date(2026, 1, 1), valid_until=date(2026, 7, 1))
    data = {"amount": "541", "currency": "USD", "valid_from": "2026-03-01"}
    response = signed_in(manager).post(url("rate", keeper.firm, keeper.pk), data)
    body = response.content.decode()
    assert response.status_code == 422
    assert "USD 500 an hour from 1 Jan 2026 to 1 Jul 2026" in body
    assert 'value="541"' in body
    assert "id_valid_from_error" in body


def test_timekeepers_are_decided_on_the_page(signed_in, manager):
    firm = make_firm()
    first, second = (make_timekeeper(firm, status="pending") for _ in range(2))
    client = signed_in(manager)
    client.post(url("timekeeper_approve", firm, first.pk))
    client.post(url("timekeeper_refuse", firm, second.pk), {"reason": "Not on the panel"})
    assert dict(firm.timekeepers.values_list("pk", "status")) == {first.pk: "approved", second.pk: "rejected"}


def test_a_timekeeper_of_another_firm_is_not_reached_through_this_one(signed_in, manager):
    keeper = make_timekeeper(make_firm(), status="pending")
    response = signed_in(manager).post(url("timekeeper_approve", make_firm(), keeper.pk))
    assert response.status_code == 404
    keeper.refresh_from_db()
    assert keeper.status == "pending"


@pytest.mark.parametrize("role", ["attorney", "requester", "finance", "outside_counsel_biller"])
def test_who_may_not_edit_changes_nothing(signed_in, role):
    firm = make_firm()
    keeper = make_timekeeper(firm, status="pending")
    person = make_biller(firm) if role.startswith("outside") else make_person(role)
    client = signed_in(person)
    reading = set(TABS) | {"list", "rate_history"}
    for pattern in urlpatterns:
        if pattern.name in reading:
            continue
        args = ([firm.code] if "code" in str(pattern.pattern) else []) + (
            [keeper.pk] if "<int:pk>" in str(pattern.pattern) else []
        )
        response = client.post(reverse(f"vendors:{pattern.name}", args=args), {"name": "x", "code": "x"})
        assert response.status_code == 403, pattern.name
    assert not AuditEvent.objects.exists()


def test_outside_counsel_have_no_vendor_pages_not_even_of_their_own_firm(signed_in):
    firm = make_firm()
    client = signed_in(make_biller(firm))
    assert client.get(reverse("vendors:list")).status_code == 403
    assert client.get(url("firm", firm)).status_code == 403


def test_the_firm_page_shows_open_matters_but_not_those_behind_a_wall(signed_in):
    firm, me = make_firm(), make_person("attorney")
    make_matter(lead=me, name="Mine to see", firms=(firm,))
    make_matter(name="Behind a wall", firms=(firm,))
    client = signed_in(me)
    assert reverse("matters:firm_panel", args=[firm.pk]) in client.get(url("firm", firm)).content.decode()
    body = client.get(reverse("matters:firm_panel", args=[firm.pk])).content.decode()
    assert "Mine to see" in body
    assert "Behind a wall" not in body
