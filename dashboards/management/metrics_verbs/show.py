"""`manage.py metrics show ID --from --to [--by DIM]`: a metric's value, as the dashboards show it."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings

from dashboards.enums import Basis
from dashboards.metrics import METRICS, periods
from dashboards.selectors.freshness import freshness
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope, WholeDepartment
from dashboards.selectors.tabulate import DIMENSIONS, tabulate
from legalops.accounts.models import User
from legalops.kernel import clock

HELP = "Print a metric, by month, matter type, firm, phase, reason or rule."


def add_arguments(parser: ArgumentParser) -> None:
    """Which metric, which months, for whom."""
    parser.add_argument("id", choices=sorted(METRICS), help="metric")
    parser.add_argument("--from", dest="first", type=_month, metavar="YYYY-MM", help="first month")
    parser.add_argument("--to", dest="last", type=_month, metavar="YYYY-MM", help="last month, included")
    parser.add_argument("--by", choices=DIMENSIONS, help="one row for each value of this dimension")
    parser.add_argument(
        "--basis", choices=Basis.values, default=Basis.INVOICE.value, help="which date counts"
    )
    parser.add_argument(
        "--as", dest="viewer", metavar="EMAIL", help="as this person sees it (default: all matters)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: dict[str, Any], out: Any, err: Any) -> int:
    """0, or 2 when the person does not exist or the metric has no such dimension."""
    try:
        scope = _scope(options["viewer"])
        rows = tabulate(options["id"], _query(options), scope, options["by"])
    except ValueError as problem:
        err.write(str(problem))
        return 2
    if options["json"]:
        out.write(json.dumps(_document(options, rows)))
    else:
        for row in rows:
            out.write("  ".join(str(part) for part in row.values()))
    return 0


def _query(options: dict[str, Any]) -> SpendQuery:
    basis = Basis(options["basis"])
    first, last = options["first"] or options["last"], options["last"] or options["first"]
    if first is None:
        year = periods.preset(periods.DEFAULT_PRESET, clock.today(), settings.FISCAL_YEAR_START_MONTH)
        return SpendQuery(year, basis)
    return SpendQuery(periods.of_months(first, last), basis)


def _scope(email: str | None) -> Scope:
    if not email:
        return WholeDepartment()
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise ValueError(f"Nobody signs in as {email}.")
    return Scope(person)


def _document(options: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    metric, query = METRICS[options["id"]], _query(options)
    return {
        "metric": metric.id,
        "definition_version": metric.version,
        "unit": metric.unit,
        "currency": settings.BASE_CURRENCY,
        "basis": query.basis.value if metric.date_bases else None,
        "from": query.period.start.isoformat(),
        "to": query.period.last_day.isoformat(),
        "fresh_through": freshness().through.isoformat(),
        "rows": [{name: _plain(value) for name, value in row.items()} for row in rows],
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a month such as 2026-05.") from None
