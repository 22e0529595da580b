"""The pages: for whom they open, what they say, and that a swap shows what a reload shows."""

import csv
from datetime import date
from decimal import ROUND_HALF_UP
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing.models import Invoice
from dashboards.services.drain import drain
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from tests.factories import make_invoice, make_person
from tests.htmx import Page

pytestmark = pytest.mark.django_db

READERS = [
    "legal_project_manager",
    "ebilling_specialist",
    "legal_ops_manager",
    "general_counsel",
    "finance",
    "auditor",
]
OTHERS = ["requester", "paralegal", "attorney", "administrator", "outside_counsel_biller", "rival_firm"]
PAGES = [
    "/dashboards/",
    "/dashboards/panel/",
    "/dashboards/spend/",
    "/dashboards/spend/by/firm/",
    "/dashboards/spend/by/reason/",
    "/dashboards/spend/lines/",
    "/dashboards/savings/",
    "/dashboards/waiting/",
]


def text_of(client, url: str) -> str:
    return " ".join(" ".join(Page.get(client, url).tree.itertext()).split())


@pytest.mark.parametrize("url", PAGES)
def test_opens_for_readers_and_stays_closed_to_others(department, url):
    for persona in READERS:
        assert department.client(persona).get(url).status_code == 200, persona
    for persona in OTHERS:
        assert department.client(persona).get(url).status_code == 403, persona
    assert department.client("anonymous").get(url).status_code == 302


def test_the_tiles_say_what_was_spent_and_saved(department):
    text = text_of(department.client("finance"), "/dashboards/spend/")
    # Open, walled, foreign matter in June and July: 2 x (1010.37 - 1 + 3030.37 - 3 + 4040.37 - 4) = 16,146.22
    assert "Spend, Jan to Jul 2026 USD 16,146 unchanged, Jan to Jun 2026 against a year earlier" in text
    assert "Spend this month USD 8,073 Last month USD 8,073" in text
    assert "Savings, Jan to Jul 2026 USD 16 0.1% of billed" in text
    assert "Invoices waiting 3 USD 3,000" in text


def test_more_than_a_year_is_not_compared_with_itself(department):
    page = Page.get(department.client("finance"), "/dashboards/spend/?period=last_36")
    text = " ".join(" ".join(page.tree.itertext()).split())
    assert "Choose a year or less to compare it with the year before" in text
    assert "against a year earlier" not in text
    assert "A year earlier" not in page.find("#spend-by-month").text_content()


def test_rows_are_counted_to_the_last_where_they_were_added_up(department, monkeypatch):
    monkeypatch.setattr("legalops.web.tables.counts.CAP", 2)
    for url, counted in (("spend/lines", "18 lines"), ("savings", "9 reductions")):
        text = text_of(department.client("finance"), f"/dashboards/{url}/?period=last_36")
        assert counted in text


def test_a_wall_takes_its_matter_out_of_every_number(department):
    text = text_of(department.client("legal_ops_manager"), "/dashboards/spend/")
    assert "Spend, Jan to Jul 2026 USD 10,091" in text
    # Two of visible matters and one that is not matched yet, which they may map.
    assert "Invoices waiting 3 USD 3,000" in text


def test_nothing_of_a_restricted_matter_is_named(department):
    client = department.client("finance")
    for url in PAGES:
        text = text_of(client, url)
        assert "2,019" not in text
        assert department.world.restricted_matter.number not in text


def test_months_that_have_not_come_are_missing_and_quiet_ones_are_zero(department):
    page = Page.get(department.client("finance"), "/dashboards/spend/?from=2026-05&to=2026-08")
    rows = [
        [cell.text_content() for cell in row] for row in page.find("#spend-by-month").xpath(".//tbody/tr")
    ]
    assert rows == [
        ["May 2026", "0.00", "0.00"],
        ["Jun 2026", "8,073.11", "8,073.11"],
        ["Jul 2026", "0.00", "8,073.11"],
        ["Aug 2026", "0.00", "–"],
    ]


def test_the_empty_page_says_what_will_be_here(db, july):
    client = Client()
    client.force_login(make_person("finance"))
    text = text_of(client, "/dashboards/spend/")
    assert "No invoice was approved in these months" in text
    assert "No finished month of this fiscal year" in text_of(client, "/dashboards/")


@pytest.mark.parametrize(
    "url",
    [
        "/dashboards/spend/?period=nonsense&basis=paid&firm=x&type=99999&phase=Z9&team=-1",
        "/dashboards/spend/?from=2026-13&to=abc",
        "/dashboards/spend/?from=0001-01&to=9999-12",
        "/dashboards/spend/lines/?sort=-password&cursor=zzz&from=2026-06",
        "/dashboards/savings/?reason=x&rule=G99&kind=gift",
    ],
)
def test_nonsense_in_the_address_falls_back(department, url):
    assert department.client("finance").get(url).status_code == 200


def test_an_unknown_dimension_is_absent(department):
    assert department.client("finance").get("/dashboards/spend/by/judge/").status_code == 404


@pytest.mark.parametrize("url", ["/dashboards/spend/", "/dashboards/spend/lines/", "/dashboards/waiting/"])
def test_a_filter_swaps_to_what_a_reload_shows(department, url):
    client, firm = department.client("finance"), department.world.firm
    page = Page.get(client, url)
    page.trigger(client, "//form[@data-filters]", {"firm": [firm.pk]})
    fresh = Page.get(client, f"{url}?firm={firm.pk}")
    _without_stamp(page), _without_stamp(fresh)
    page.assert_equals(fresh)


@pytest.mark.parametrize("choice", ["Work date", "Last 12 months"])
def test_period_and_basis_swap_to_what_a_reload_shows(department, choice):
    client = department.client("finance")
    page = Page.get(client, "/dashboards/spend/")
    link = page.find(f"//div[contains(@class, 'dash-bar')]//a[normalize-space()='{choice}']")
    page.trigger(client, f"//a[@href='{link.get('href')}' and @hx-get]")
    fresh = Page.get(client, link.get("href"))
    _without_stamp(page), _without_stamp(fresh)
    page.assert_equals(fresh)


def _without_stamp(page: Page) -> None:
    # The time of day is the only thing that a reload may show differently.
    for stamp in page.tree.xpath("//div[@class='dash-stamp']"):
        stamp.clear()


@pytest.mark.parametrize("url", [page for page in PAGES if "panel" not in page])
def test_the_number_of_queries_does_not_grow(department, django_assert_num_queries, url):
    client = department.client("finance")
    approve_more(department, 1)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    assert len(few) < 40
    approve_more(department, 12)
    with django_assert_num_queries(len(few)):
        client.get(url)


def approve_more(department, count: int) -> None:
    world = department.world
    for _ in range(count):
        invoice = make_invoice(world.firm, world.open_matter, 10, 20, 30, invoice_date=date(2026, 6, 2))
        Invoice.objects.filter(pk=invoice.pk).update(state="approved", approved_at=clock.now())
        make_invoice(world.firm, world.open_matter, 10)
    drain()


def test_exports_hold_the_rows_of_the_page(department):
    response = department.client("finance").get("/dashboards/spend/lines/?from=2026-06&to=2026-06&export=csv")
    rows = list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    assert len(rows) == 6
    assert sum(float(row["Spend (USD)"]) for row in rows) == pytest.approx(8073.11)
    book = department.client("finance").get("/dashboards/savings/?export=xlsx")
    assert b"".join(book.streaming_content).startswith(b"PK")


def test_panels_of_matter_and_firm_follow_the_visibility_of_their_page(department):
    world = department.world
    client = department.client("attorney")
    assert "2,019.00" not in client.get(f"/dashboards/matter/{world.open_matter.pk}/panel/").content.decode()
    assert client.get(f"/dashboards/matter/{world.restricted_matter.pk}/panel/").status_code == 200
    assert client.get(f"/dashboards/matter/{world.foreign_matter.pk}/panel/").status_code == 404
    finance = department.client("finance")
    assert finance.get(f"/dashboards/matter/{world.restricted_matter.pk}/panel/").status_code == 404
    assert "1,009.37" in finance.get(f"/dashboards/matter/{world.open_matter.pk}/panel/").content.decode()
    assert "4,037" not in finance.get(f"/dashboards/firm/{world.firm.pk}/panel/").content.decode()
    assert "4,036.37" in finance.get(f"/dashboards/firm/{world.rival.pk}/panel/").content.decode()
    assert finance.get("/dashboards/firm/999999/panel/").status_code == 404


def test_the_overview_brings_its_numbers_up_to_date_by_itself(department):
    client = department.client("finance")
    page = Page.get(client, "/dashboards/")
    live = page.find("#dash-live")
    assert live.get("hx-get") == "/dashboards/"
    assert live.get("hx-trigger") == "every 10s"
    Invoice.objects.filter(pk=department.invoices[0].pk).update(state="in_review", approved_at=None)
    answer = client.get("/dashboards/", headers={"HX-Request": "true", "HX-Target": "dash-live"})
    assert answer.content.decode().strip().startswith('<div class="lo-stack" id="dash-live"')
    assert ">4<" in answer.content.decode()
    assert "What changed" not in answer.content.decode()


@pytest.mark.parametrize("dimension", ["type", "firm", "phase", "reason", "rule"])
def test_the_file_of_a_dimension_holds_the_figures_of_its_page(department, dimension):
    client, url = department.client("finance"), f"/dashboards/spend/by/{dimension}/?period=last_36"
    answer = client.get(f"{url}&export=csv")
    rows = list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    page = Page.get(client, url)
    shown = [[cell.text_content().strip() for cell in row] for row in page.tree.xpath("//main//tbody/tr")][
        :-1
    ]
    plain = [[cell.replace(",", "").rstrip("%") for cell in row] for row in shown]
    assert [row[0] for row in rows[1:]] == [row[0] for row in shown]
    for told, printed in zip(rows[1:], plain, strict=True):
        # The page prints hours to one decimal, the file as they are.
        pairs = zip(told[1:], printed[1:], strict=True)
        figures = [D(cell).quantize(D(seen), ROUND_HALF_UP) for cell, seen in pairs]
        assert figures == [D(cell) for cell in printed[1:]]
    assert AuditEvent.objects.filter(action="web.rows.exported").count() == 1
