"""Spend and waiting invoices follow what happens: what is swapped in is what a reload shows."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine

from billing.models import Invoice
from dashboards.selectors.freshness import Freshness
from dashboards.services.drain import drain
from legalops.kernel import clock
from tests.factories import make_invoice, raise_wall
from tests.htmx import Page

pytestmark = pytest.mark.django_db

PAGES = {"/dashboards/spend/": "spend", "/dashboards/waiting/": "waiting"}
NARROWED = {
    "/dashboards/spend/?period=last_36&basis=approved": "spend",
    "/dashboards/waiting/?sort=received&dir=desc": "waiting",
}


@pytest.fixture(autouse=True)
def stamps(monkeypatch):
    """The database's own clock, which nothing else can hold."""
    clock_of_database = SimpleNamespace(minute=0)

    def fresh() -> Freshness:
        through = datetime(2026, 7, 15, 16, clock_of_database.minute, tzinfo=UTC)
        return Freshness(through, 0, None)

    monkeypatch.setattr("dashboards.views.frame.freshness", fresh)
    return clock_of_database


def ask_again(client, page: Page, part: str):
    """What the page asks every ten seconds, with its headers."""
    poller = page.find(f"//*[@data-live='{part}']")
    assert poller.get("hx-trigger") == "every 10s"
    seen = json.loads(poller.get("hx-headers"))
    headers = {"HX-Request": "true", "HX-Target": part, **seen}
    answer = client.get(poller.get("hx-get"), headers=headers)
    page.swap(answer, f"#{part}", "outerHTML")
    return answer


def happen(department) -> None:
    """An approved invoice goes back to review, and another arrives."""
    first = department.invoices[-1]
    Invoice.objects.filter(pk=first.pk).update(state="in_review", approved_at=None)
    make_invoice(department.world.firm, department.world.open_matter, 777, number="NEW-777")
    drain()


@pytest.mark.parametrize(("url", "part"), (PAGES | NARROWED).items())
def test_what_changed_is_swapped_in_and_equals_a_reload(department, url, part):
    client = department.client("finance")
    page = Page.get(client, url)
    happen(department)
    answer = ask_again(client, page, part)
    assert "HX-Reswap" not in answer.headers
    page.assert_equals(Page.get(client, url))
    if part == "waiting":
        assert "NEW-777" in answer.content.decode()


@pytest.mark.parametrize(("url", "part"), (PAGES | NARROWED).items())
def test_while_nothing_changes_only_the_stamp_moves(department, stamps, url, part):
    client = department.client("finance")
    page = Page.get(client, url)
    stamps.minute += 1
    with time_machine.travel("2026-07-15T16:01:00+00:00", tick=False):
        answer = ask_again(client, page, part)
        assert answer.headers["HX-Reswap"] == "none"
        assert 'id="dash-stamp" hx-swap-oob="true"' in answer.content.decode()
        assert "lo-tile" not in answer.content.decode()
        assert "<table" not in answer.content.decode()
        page.assert_equals(Page.get(client, url))


@pytest.mark.parametrize(("url", "part"), PAGES.items())
def test_what_stands_behind_a_wall_changes_nothing(department, url, part):
    """Somebody who may not see a matter is not even told that something happened on it."""
    client = department.client("auditor")
    hidden = department.world.open_matter
    raise_wall(hidden, department.world.people["auditor"])
    page = Page.get(client, url)
    make_invoice(department.world.firm, hidden, 555, number="HIDDEN-1")
    approved = make_invoice(department.world.firm, hidden, 556, number="HIDDEN-2")
    Invoice.objects.filter(pk=approved.pk).update(state="approved", approved_at=clock.now())
    drain()
    assert ask_again(client, page, part).headers["HX-Reswap"] == "none"
