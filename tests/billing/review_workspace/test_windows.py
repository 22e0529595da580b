"""Long invoices: every line once, in order, a fixed number of queries."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.models import InvoiceLine
from billing.selectors.workspace.grouping import GROUPS, View
from billing.selectors.workspace.lines import window_of
from tests.factories import make_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_scene(scene):
    """The scene's invoice with 640 lines of 7 people over 31 days."""
    model = scene.lines[0]
    rows = []
    for n in range(5, 641):
        rows.append(
            InvoiceLine(
                **{f.attname: getattr(model, f.attname) for f in model._meta.fields if f.attname != "id"}
            )
        )
        rows[-1].position, rows[-1].number = n, str(n)
        rows[-1].work_date = date(2026, 5, 1) + timedelta(days=(n * 7) % 31)
        rows[-1].timekeeper_name = f"Person {n % 7}"
        rows[-1].task_code = f"L{100 + n % 5 * 10}"
    InvoiceLine.objects.bulk_create(rows)
    for line in scene.invoice.lines.filter(position__gt=500)[:40]:
        make_finding(scene.invoice, line, rule="G42")
    return scene


@pytest.mark.parametrize("group", list(GROUPS))
@pytest.mark.parametrize("size", [50, 200, 1000])
def test_windows_walk_every_line_once_and_every_heading_once(long_scene, group, size):
    seen, headings, cursor, view = [], [], "", View(group=group)
    while True:
        window = window_of(long_scene.invoice, view, cursor, size)
        seen += [row.line.pk for row in window.rows]
        headings += [row.group.dom_id for row in window.rows if row.group]
        cursor = window.next
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 640
    groups = window_of(long_scene.invoice, view).groups
    assert len(headings) == len(set(headings)) == (0 if group == "none" else len(groups))
    assert sum(g.count for g in groups.values()) == 640
    lines = InvoiceLine.objects.filter(invoice=long_scene.invoice)
    assert sum(g.billed for g in groups.values()) == sum(line.net for line in lines)


def test_a_damaged_cursor_begins_again(long_scene):
    for cursor in ("x", "0|x|y", "0|5", "9|9|9|9", "0|1|not a date"):
        assert window_of(long_scene.invoice, View(group="day"), cursor).rows


def test_the_page_loads_one_window_and_the_next_on_demand(reviewer, long_scene):
    text = reviewer.get(reverse("billing:invoice", args=[long_scene.invoice.pk])).content.decode()
    assert text.count('class="rv-line ') + text.count('class="rv-line"') == 200
    more = reviewer.get(
        reverse("billing:more_lines", args=[long_scene.invoice.pk]), {"after": "0|1|Person 0"}
    )
    assert more.status_code == 200
    assert b"rv-line" in more.content


def test_findings_of_a_rule_beyond_the_first_dozen_are_one_click_away(reviewer, long_scene):
    text = reviewer.get(reverse("billing:invoice", args=[long_scene.invoice.pk])).content.decode()
    assert "Show 29 more" in text
    rest = reviewer.get(reverse("billing:more_findings", args=[long_scene.invoice.pk, "G42"]))
    assert rest.content.decode().count('id="finding-') == 41


def test_the_number_of_queries_does_not_depend_on_the_lines(
    reviewer, scene, django_assert_max_num_queries, request
):
    address = reverse("billing:invoice", args=[scene.invoice.pk])

    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert reviewer.get(address).status_code == 200
        return len(captured)

    reviewer.get(address)
    short = count()
    request.getfixturevalue("long_scene")
    assert count() == short <= 42


def test_accepting_hundreds_at_once_keeps_the_sums(scene, long_scene):
    from billing.services.findings import accept_findings

    lines = scene.invoice.lines.filter(position__gt=4)[:400]
    findings = [
        make_finding(scene.invoice, line, rule="G36", outcome="adjust", reduction=D("1.25")) for line in lines
    ]
    with CaptureQueriesContext(connection) as captured:
        accept_findings(scene.invoice, findings, actor=scene.reviewer)
    assert scene.fresh().reduction_net == D(500)
    assert len(captured) <= 25
