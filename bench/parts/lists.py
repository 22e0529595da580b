"""The queue and the list of invoices as pages, against a signed-in page with one query."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlencode

from django.test import Client, override_settings

from bench.listed import add_invoices, add_matters
from bench.measuring import Cost, interleaved
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from billing.models import Invoice
from legalops.accounts.models import User
from legalops.web.tables.cursors import Cursor
from matters.models import Matter

ONE_QUERY = "/bench/one-query/"
_AGAINST = "page with one query"
_PAGES = {
    "invoice list, 50 rows": "/invoices/",
    "the same, deep page": "",
    "review queue, 50 rows": "/invoices/queue/",
}


def rows(scale: Scale) -> Iterator[Row]:
    """Every page at each number of invoices."""
    viewer = reviewer()
    last = 0
    for count in scale.listed:
        add_invoices(last + 1, count, scale.waiting)
        settle()
        last = count
        yield from _pages(viewer, count, scale)


def reviewer() -> User:
    """Who looks at the lists; the matters are made if the part before has not made them."""
    if not Matter.objects.filter(number="L-1").exists():
        add_matters(1_000)
    return User.objects.get(email="reviewer@bench.example")


def pages_cost(viewer: User, pages: Mapping[str, str], scale: Scale) -> dict[str, Cost]:
    """What each page costs in this process, by its name, and the page with one query under ONE_QUERY."""
    client = Client()
    client.force_login(viewer)
    works = {name: _opener(client, url) for name, url in pages.items()}
    with override_settings(ROOT_URLCONF="bench.urls"):
        return interleaved(works | {ONE_QUERY: _opener(client, ONE_QUERY)}, scale.rounds, scale.times)


def _pages(viewer: User, count: int, scale: Scale) -> Iterator[Row]:
    costs = pages_cost(viewer, _PAGES | {"the same, deep page": _deep(count)}, scale)
    one = costs.pop(ONE_QUERY)
    for name, cost in costs.items():
        figures = seconds(cost.cpu), _AGAINST, seconds(one.cpu)
        ratios = cost.cpu / one.cpu, cost.wall / one.wall
        yield Row("lists", f"{name}, {count:,} invoices", *figures, *ratios, Target(3.0))


def _deep(count: int) -> str:
    """The address of the page in the middle of the list, as its neighbour links it."""
    middle = Invoice.objects.get(number=f"L-{count // 2}")
    cursor = Cursor("-received_at,-pk", (middle.received_at, middle.pk)).encode()
    return f"/invoices/?{urlencode({'cursor': cursor})}"


def _opener(client: Client, url: str) -> Callable[[], None]:
    """Opens a page and insists on it."""

    def open_page() -> None:
        response = client.get(url)
        assert response.status_code == 200, f"{url} answered {response.status_code}"

    return open_page
