"""A table of fifty rows and ten columns as the product renders it, against Jinja2 on ready texts."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.test import RequestFactory
from jinja2 import Environment

from bench.measuring import interleaved
from bench.report import Row, Target, seconds
from bench.scale import Scale
from legalops.web.tables import Column, Table
from legalops.web.tables.keyset import Page

_ROWS, _TEXTS = 50, 4
# The same cells written out by hand, with the plainest format of numbers and days.
_BARE = """
{% for row in rows %}<tr data-row tabindex="-1">
<td><a class="lo-first" href="/rows/{{ row.pk }}/">{{ row.name }}</a></td>
<td>{{ row.text0 }}</td><td>{{ row.text1 }}</td><td>{{ row.text2 }}</td><td>{{ row.text3 }}</td>
<td class="lo-end"><span class="lo-money"><span class="lo-currency">{{ row.currency }}</span>\
{{ "{:,.2f}".format(row.billed) }}</span></td>
<td class="lo-end"><span class="lo-money"><span class="lo-currency">{{ row.currency }}</span>\
{{ "{:,.2f}".format(row.net) }}</span></td>
<td class="lo-end">{{ "{:,.2f}".format(row.hours) }}</td>
<td class="lo-date"><time datetime="{{ row.day }}">{{ row.day.strftime("%d %b %Y") }}</time></td>
<td class="lo-date"><time datetime="{{ row.until }}">{{ row.until.strftime("%d %b %Y") }}</time></td>
</tr>
{% endfor %}
"""


class TenColumns(Table):
    """Texts, a link, amounts, numbers, dates: what our lists are made of."""

    id = "bench-rows"
    default_sort = "text0"
    exportable = False
    columns = (
        Column("name", "Name", "link", href=lambda row: f"/rows/{row.pk}/"),
        *(Column(f"text{n}", "Text", sort=f"text{n}") for n in range(_TEXTS)),
        Column("billed", "Billed", "money", currency_from="currency"),
        Column("net", "Net", "money", currency_from="currency"),
        Column("hours", "Hours", "number"),
        Column("day", "Day", "date"),
        Column("until", "Until", "date"),
    )


def rows(scale: Scale) -> Iterator[Row]:
    """One row of the table."""
    found = [_row(n) for n in range(_ROWS)]
    bare = Environment(autoescape=True).from_string(_BARE)
    works = {"ours": lambda: _render(found), "bare": lambda: bare.render(rows=found)}
    costs = interleaved(works, scale.rounds, scale.times)
    ours, base = costs["ours"], costs["bare"]
    figures = seconds(ours.client), "bare Jinja2, same cells", seconds(base.client)
    ratios = ours.client / base.client, ours.wall / base.wall
    yield Row("render", "table of 50 rows, 10 columns", *figures, *ratios, Target(2.0))


def _render(found: list[SimpleNamespace]) -> str:
    request = RequestFactory().get("/rows/")
    request.user, request.session = AnonymousUser(), {}
    table = TenColumns(request, QuerySet())
    table.page = Page(found)
    return table.rows_html


def _row(n: int) -> SimpleNamespace:
    texts = {f"text{i}": f"Arnsley and Brandt LLP {n * i}" for i in range(_TEXTS)}
    numbers = {"billed": Decimal(n * 1037) / 100, "net": Decimal(n * 911) / 100, "hours": Decimal(n) / 10}
    days = {"day": date(2026, 1, 1) + timedelta(n), "until": date(2026, 3, 1) + timedelta(n)}
    return SimpleNamespace(name=f"Matter {n}", **texts, **numbers, **days, pk=n, currency="USD")
