"""The queue and the list: what they show, count, filter, and how many queries they cost."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from billing.models import Invoice
from billing.selectors.queue import queue_rows, tab_counts
from billing.services.adjustments import reduce_line
from legalops.branding.selectors import current_brand
from legalops.fields.catalogue import catalogue
from legalops.kernel import clock
from tests.billing.review_workspace.conftest import browser
from tests.billing.scenes import make_scene, reason
from tests.factories import make_budget, make_finding, make_invoice, make_matter, make_person, raise_wall
from tests.htmx import Page

pytestmark = pytest.mark.django_db


def numbers(response):
    rows = html.fromstring(response.content.decode()).xpath("//tr[@data-row]")
    return [row.xpath("string(.//a[contains(@class, 'lo-first')])") for row in rows]


@pytest.fixture
def crowd(scene):
    """Besides the scene's invoice: a clean one due today, one already approved, and a walled one."""
    clean = make_invoice(scene.firm, scene.matter, 100, number="CLEAN", due_on=clock.today())
    make_invoice(scene.firm, scene.matter, 70, number="DONE", state="approved")
    walled = make_matter(firms=(scene.firm,), name="Secret thing")
    make_invoice(scene.firm, walled, 60, number="HIDDEN")
    raise_wall(walled, scene.reviewer)
    Invoice.objects.filter(pk=scene.invoice.pk).update(due_on=clock.today() + timedelta(days=3))
    return clean


def test_tabs_hold_what_they_count(reviewer, scene, crowd):
    assert tab_counts(scene.reviewer) == {"due": 1, "over": 0, "findings": 1, "clean": 1, "all": 2}
    shown = {}
    for tab in ("due", "over", "findings", "clean", "all"):
        answer = reviewer.get(reverse("billing:queue"), {"tab": tab})
        shown[tab] = numbers(answer)
        assert b"HIDDEN" not in answer.content
    first = scene.invoice.number
    assert shown == {
        "due": ["CLEAN"],
        "over": [],
        "findings": [first],
        "clean": ["CLEAN"],
        "all": ["CLEAN", first],
    }


def test_the_page_asks_for_its_counts_after_it_is_shown(reviewer, scene, crowd):
    page = Page.get(reviewer, reverse("billing:queue"))
    counts = "//*[@id='queue-tabs']//span[@class='lo-count']/text()"
    assert page.tree.xpath(counts) == ["…"] * 5
    page.trigger(reviewer, "#queue-tabs")
    assert page.tree.xpath(counts) == ["1", "0", "1", "1", "2"]


def test_over_budget_compares_the_matter_not_the_invoice(reviewer, scene):
    for n in range(2):
        make_invoice(scene.firm, scene.matter, 2000, number=f"MORE-{n}", state="paid")
    assert tab_counts(scene.reviewer)["over"] == 1
    assert numbers(reviewer.get(reverse("billing:queue"), {"tab": "over"})) == [scene.invoice.number]


def test_saving_counts_each_line_once_and_what_is_taken_already_not(scene):
    row = queue_rows(scene.reviewer).get()
    assert (row.open_findings, row.saving) == (5, D(380))
    reduce_line(scene.lines[0], amount=D(250), reason=reason(), actor=scene.reviewer)
    assert queue_rows(scene.reviewer).get().saving == D(130)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "clea"}, ["CLEAN"]),
        ({"q": "arnsley"}, 2),
        ({"q": "weiss"}, 2),
        ({"q": "secret"}, []),
        ({"reviewer": "nobody"}, 2),
        ({"reviewer": "me"}, []),
        ({"amount_min": "1000"}, 1),
        ({"sort": "-saving"}, 2),
        ({"sort": "holder"}, 2),
    ],
)
def test_filters_and_sorting(reviewer, scene, crowd, query, found):
    rows = numbers(reviewer.get(reverse("billing:queue"), query))
    assert rows == found if isinstance(found, list) else len(rows) == found


def test_lists_choose_only_from_what_one_may_see(scene, crowd):
    rival = make_scene(10)
    attorney = make_person("attorney")
    answer = browser(attorney).get(reverse("billing:invoices"), {"menu": "1"})
    assert numbers(answer) == []
    assert b'name="firm"' in answer.content
    for hidden in (b"HIDDEN", scene.invoice.number.encode(), rival.matter.name.encode()):
        assert hidden not in answer.content


@pytest.mark.parametrize("name", ["queue", "invoices"])
def test_the_number_of_queries_does_not_depend_on_the_rows(reviewer, scene, name):
    address = reverse(f"billing:{name}")

    def count():
        cache.clear()
        catalogue(), current_brand()  # read again after a change, not for a page
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert reviewer.get(address).status_code == 200
        return len(captured)

    reviewer.get(address)
    one = count()
    for n in range(20):
        matter = make_matter(firms=(scene.firm,), name=f"Matter {n}")
        make_budget(matter, 100)
        invoice = make_invoice(scene.firm, matter, 500)
        make_finding(invoice, invoice.lines.get(), reduction=D(10), outcome="adjust")
    assert count() == one <= 5


def test_swapping_a_tab_equals_loading_it(reviewer, scene, crowd):
    shown = Page.get(reviewer, reverse("billing:queue"))
    fresh = Page.get(reviewer, reverse("billing:queue") + "?sort=number")
    shown.trigger(reviewer, "//th//a[contains(@href, 'sort=number')]")
    shown.assert_equals(fresh, "#queue-list")


def test_bulk_submission_previews_then_submits_only_clean_ones(reviewer, scene, crowd):
    chosen = {"selected": [crowd.pk, scene.invoice.pk]}
    preview = reviewer.post(reverse("billing:submit_many"), chosen)
    assert [bool(p.refusal) for p in preview.context["proposals"]] == [False, True]
    assert Invoice.objects.filter(state="pending_approval").count() == 0
    for _ in range(2):
        reviewer.post(reverse("billing:submit_many"), chosen | {"confirmed": "1"})
    waiting = Invoice.objects.filter(state="pending_approval")
    assert [invoice.number for invoice in waiting] == ["CLEAN"]
    assert waiting.get().transitions.count() == 1


def test_bulk_submission_reaches_nothing_hidden(reviewer, scene, crowd):
    hidden = Invoice.objects.get(number="HIDDEN")
    answer = reviewer.post(reverse("billing:submit_many"), {"selected": [hidden.pk], "confirmed": "1"})
    assert answer.status_code == 404
    hidden.refresh_from_db()
    assert hidden.state == "in_review"


def test_the_export_makes_formulas_harmless(reviewer, scene):
    Invoice.objects.filter(pk=scene.invoice.pk).update(number="=cmd()")
    text = b"".join(reviewer.get(reverse("billing:queue"), {"export": "csv"}).streaming_content).decode()
    assert "'=cmd()" in text
