"""Every number of a page leads to rows that sum to it, to the cent, for whoever looks."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from billing.models import Invoice
from dashboards.services.drain import drain
from dashboards.services.rebuild import verify
from legalops.access.models import Role
from legalops.access.services import assign_role
from legalops.kernel import clock
from tests.factories import make_adjustment, make_invoice, make_person, raise_wall
from tests.htmx import Page

pytestmark = pytest.mark.django_db

PAGES = [
    "/dashboards/spend/?period=last_36",
    "/dashboards/spend/?period=last_12&basis=work",
    "/dashboards/spend/?period=last_36&kind=fee&phase=L100",
    "/dashboards/spend/by/firm/?period=last_36",
    "/dashboards/spend/by/type/?period=last_12",
    "/dashboards/spend/by/reason/?period=last_12",
    "/dashboards/spend/by/rule/?period=last_36&basis=work",
]


def viewers(department) -> dict:
    """Portfolio readers without, behind and beyond restrictions, and an attorney who may read dashboards."""
    world = department.world
    Role.objects.create(code="reads_dashboards", name="Reads dashboards", capabilities=["dashboards.view"])
    attorney, ops = world.people["attorney"], world.people["legal_ops_manager"]
    assign_role(attorney, "reads_dashboards")
    world.restricted_matter.members.create(user=ops, role="observer")
    raise_wall(world.foreign_matter, ops)
    return {
        "finance": world.people["finance"],
        "on a restricted matter, behind two walls": ops,
        "only their matters": attorney,
    }


def number(text: str) -> Decimal | None:
    found = re.search(r"−?[\d,]+\.\d\d", text)
    return Decimal(found.group().replace(",", "").replace("−", "-")) if found else None


@pytest.mark.parametrize("url", PAGES)
def test_every_number_leads_to_rows_that_sum_to_it(department, url):
    followed = 0
    for name, person in viewers(department).items():
        client = Client()
        client.force_login(person)
        for target, shown in numbers_of(Page.get(client, url)).items():
            above = Page.get(client, target).find("//div[contains(@class, 'dash-sum')]")
            assert number(above.find("strong").text_content()) == shown, f"{name}: {target}"
            assert "Equals the dashboard" in above.text_content()
            followed += 1
    assert followed >= 6


def numbers_of(page: Page) -> dict[str, Decimal]:
    """Address of the rows to number shown, for every cell that leads to rows; of the zeros only three."""
    found, zeros = {}, 0
    for link in page.tree.xpath("//td[contains(@class, 'lo-end')]/a"):
        shown, target = number(link.text_content()), link.get("href")
        if shown is not None and target.startswith(("/dashboards/spend/lines/", "/dashboards/savings/")):
            zeros += not shown
            if shown or zeros <= 3:
                found[target] = shown
    return found


def test_rows_of_a_page_sum_to_the_number_above_them(department):
    client = department.client("finance")
    page = Page.get(client, "/dashboards/spend/lines/?from=2026-06&to=2026-06")
    spent = [number(row.xpath("./td")[-1].text_content()) for row in page.tree.xpath("//tbody/tr")]
    assert sum(spent) == Decimal("8073.11")
    assert number(page.find("//div[contains(@class, 'dash-sum')]/strong").text_content()) == sum(spent)


def test_grouped_headers_carry_the_sum_of_their_group(department):
    url = "/dashboards/spend/lines/?from=2026-06&to=2026-06&group=firm"
    text = Page.get(department.client("finance"), url).find("#lines").text_content()
    assert "4,036.74" in text
    assert "4,036.37" in text


def test_too_many_lines_are_not_added_up_while_somebody_waits(department, monkeypatch):
    monkeypatch.setattr("dashboards.selectors.rows.ADD_UP_AT_MOST", 3)
    page = Page.get(department.client("finance"), "/dashboards/spend/lines/?from=2026-06&to=2026-06")
    text = page.find("//div[contains(@class, 'dash-sum')]").text_content()
    assert "8,073.11" in text
    assert "Added up by the rollups" in text


def test_rows_that_are_ahead_of_the_dashboard_say_so(department):
    Invoice.objects.filter(pk=department.invoices[0].pk).update(state="in_review", approved_at=None)
    page = Page.get(department.client("finance"), "/dashboards/spend/lines/?period=last_36")
    text = page.find("//div[contains(@class, 'dash-sum')]").text_content()
    assert "An approval of the last seconds is being added" in text


def test_shares_of_one_line_sum_to_its_reduction_in_base_currency(department):
    """Three reductions of 33.333 units at a rate of 0.3333: shares are rounded so that nothing is lost."""
    world, actor = department.world, make_person()
    invoice = make_invoice(
        world.firm,
        world.open_matter,
        Decimal(1000),
        base_rate=Decimal("0.3333"),
        invoice_date=date(2026, 5, 2),
    )
    line = invoice.lines.get()
    for _ in range(3):
        make_adjustment(line, Decimal("33.333"), actor=actor, batch=uuid.uuid4())
    type(line).objects.filter(pk=line.pk).update(base_reduction=Decimal("33.33"))
    Invoice.objects.filter(pk=invoice.pk).update(state="approved", approved_at=clock.now())
    drain()
    assert verify().problems == []
    page = Page.get(department.client("finance"), "/dashboards/savings/?from=2026-05&to=2026-05")
    saved = [number(row.xpath("./td")[-1].text_content()) for row in page.tree.xpath("//tbody/tr")]
    assert saved == [Decimal("11.11")] * 3
    assert "33.33" in page.find("//div[contains(@class, 'dash-sum')]/strong").text_content()
