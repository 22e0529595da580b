"""A filter that asks for what is not there, or not this person's, leaves nothing and says so.

All rows, or a total over them, must never pass for what was asked for.
"""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from billing.filters import InvoiceFilters, QueueFilters
from billing.views.portal.filters import PortalInvoiceFilter
from dashboards.filters import SavingsFilters, SpendFilters, WaitingFilters
from dashboards.services.drain import drain
from legalops.kernel import clock
from matters.filters import MatterFilters
from tests.factories import make_adjustment, make_firm, make_invoice, make_person
from tests.htmx import Page
from tests.personas import World, make_world
from vendors.filters import FirmFilters

pytestmark = pytest.mark.django_db

LISTS = {
    "/invoices/": ("ebilling_specialist", InvoiceFilters),
    "/invoices/queue/": ("ebilling_specialist", QueueFilters),
    "/matters/": ("ebilling_specialist", MatterFilters),
    "/vendors/": ("ebilling_specialist", FirmFilters),
    "/portal/invoices/": ("outside_counsel_biller", PortalInvoiceFilter),
    "/dashboards/spend/lines/": ("finance", SpendFilters),
    "/dashboards/savings/": ("finance", SavingsFilters),
    "/dashboards/waiting/": ("finance", WaitingFilters),
}
SUMS = ("/dashboards/spend/", "/dashboards/spend/by/firm/", "/dashboards/spend/by/reason/")
NOWHERE = ("nonsense", "-1", "0", "987654321", "9" * 30, "1.5", "1e5", "\x00", "'; --", "🙂", "²")
FREE_TEXT = {"q", "matter", "currency", "party"}
RANGES = {"due": "_after", "date": "_after", "dated": "_before", "next_date": "_after", "opened": "_before"}


@pytest.fixture(autouse=True)
def empty_cache():
    """Counts kept from another test would be other people's."""
    cache.clear()


@pytest.fixture
def world(db) -> World:
    made = make_world()
    reviewer = make_person()
    for matter in (made.open_matter, made.walled_matter, made.foreign_matter):
        firm = made.rival if matter is made.foreign_matter else made.firm
        make_invoice(firm, matter, 100, state="in_review")
        bill = make_invoice(firm, matter, 1000, state="in_review")
        make_adjustment(bill.lines.get(), 100, actor=reviewer)
        type(bill).objects.filter(pk=bill.pk).update(state="approved", approved_at=clock.now())
    drain()
    return made


@pytest.fixture
def client_of(world) -> Callable[[str], Client]:
    def signed_in(persona: str) -> Client:
        client = Client()
        client.force_login(world.people[persona])
        return client

    return signed_in


def parameter_of(name: str) -> str:
    return name + ("_min" if name == "amount" else RANGES.get(name, ""))


def asked_of(filters) -> list[str]:
    return [name for name in filters.base_filters if name not in FREE_TEXT]


def rows_at(client: Client, path: str, query: dict) -> tuple[int, str]:
    response = client.get(path, query)
    assert response.status_code == 200, (path, query)
    page = Page(response.content.decode(), path)
    return len(page.tree.xpath("//*[@data-row]")), " ".join(page.tree.itertext())


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_nothing_for_a_value_that_is_not_there(client_of, path):
    persona, filters = LISTS[path]
    client = client_of(persona)
    assert rows_at(client, path, {})[0] > 0
    for name in asked_of(filters):
        for value in NOWHERE:
            if name == "amount" and value in ("-1", "0", "987654321", "1.5", "1e5", "9" * 30):
                continue
            count, words = rows_at(client, path, {parameter_of(name): value})
            assert (name, value, count) == (name, value, 0)
            assert "matches nothing" in words, (name, value)


LOOKED_FOR = [
    (path, name) for path, (_, each) in LISTS.items() for name in FREE_TEXT & set(each.base_filters)
]


@pytest.mark.parametrize(("path", "name"), sorted(LOOKED_FOR))
def test_any_text_may_be_looked_for(client_of, path, name):
    persona = LISTS[path][0]
    for value in NOWHERE:
        if value not in ("0", "-1", "1.5"):
            assert rows_at(client_of(persona), path, {name: value})[0] == 0, value


@pytest.mark.parametrize("path", SUMS)
def test_a_total_is_nothing_for_a_value_that_is_not_there(client_of, path):
    client = client_of("finance")
    everything = rows_at(client, path, {"period": "last_36"})[1]
    assert "USD" in everything or "900.00" in everything or "300.00" in everything
    for name in asked_of(SpendFilters):
        for value in NOWHERE:
            words = rows_at(client, path, {"period": "last_36", name: value})[1]
            assert "matches nothing" in words, (name, value)
            assert "2,700" not in words, (name, value)


def test_what_another_may_see_is_no_more_there_than_what_nobody_has(client_of, world):
    portal = client_of("outside_counsel_biller")
    count, words = rows_at(portal, "/portal/invoices/", {"matter": world.foreign_matter.pk})
    assert count == 0
    assert f"“{world.foreign_matter.pk}” matches nothing" in words
    assert world.foreign_matter.number not in words


def test_one_unknown_value_among_known_ones_is_told_too(client_of, world):
    count, words = rows_at(
        client_of("ebilling_specialist"), "/invoices/", {"firm": [world.firm.pk, 987654321]}
    )
    assert count == 0
    assert "“987654321” matches nothing" in words


def test_a_firm_without_spend_is_called_by_its_name(client_of, world):
    quiet = make_firm(name="Quiet Chambers")
    for path in ("/dashboards/spend/", "/dashboards/waiting/"):
        assert "Quiet Chambers” matches nothing" in rows_at(client_of("finance"), path, {"firm": quiet.pk})[1]


def test_the_overview_hands_limits_on_to_the_page_that_has_them(client_of, world):
    response = client_of("finance").get("/dashboards/", {"firm": world.firm.pk})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/dashboards/spend/?firm={world.firm.pk}"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"period": "forever"}, "“forever” is no period known here"),
        ({"from": "2026-13"}, "“2026-13” is no period known here"),
        ({"basis": "paid"}, "“paid” is no way of counting months"),
        ({"reason": "1"}, "not limited by reason or rule"),
    ],
)
def test_a_period_or_basis_that_is_none_is_told(client_of, query, said):
    assert said in rows_at(client_of("finance"), "/dashboards/spend/", query)[1]


def test_what_waits_says_which_limits_it_cannot_have(client_of):
    words = rows_at(client_of("finance"), "/dashboards/waiting/", {"phase": "L100", "kind": "fee"})[1]
    assert "not limited by phase, kind" in words
