"""Tags and filters of every page: money, dates, status, icons, panels, charts. Loaded as a built-in."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import engines
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from legalops.web import budget, formats, lists, markup, panels
from legalops.web.csrf import TokenField
from legalops.web.kept import drawn
from legalops.web.outlines.gaps import fills_gaps
from legalops.web.tables.drawing import drawn_table
from legalops.web.urlstate import with_query

register = template.Library()

register.simple_tag(markup.status, name="status")
register.simple_tag(markup.icon, name="icon")
register.simple_tag(markup.money, name="money")
register.simple_tag(markup.percent_bar, name="percent_bar")
register.simple_tag(markup.sparkline, name="sparkline")
register.filter("money", formats.money)
register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("file_size", formats.file_size)
register.filter("day", markup.day)
register.filter("ago", markup.ago)
register.filter("instant", markup.instant)
register.filter("zoned_instant", formats.zoned_instant)
register.filter("marked", markup.marked)


@register.simple_tag
@fills_gaps
def fast(template: str, request: HttpRequest, **values: Any) -> SafeString:
    """A part of every list and page through the row engine: the same words at a tenth of the cost."""
    given = {**values, "request": request, "csrf_input": TokenField(request)}
    return mark_safe(engines["jinja2"].get_template(template).template.render(given))  # noqa: S308  (escaped)


@register.simple_tag
def fixed(template: str) -> SafeString:
    """A part that says the same on every page; drawn once a process and language."""
    return drawn(template, None)


@register.simple_tag
@fills_gaps
def list_filters(filters: Any, target: str, find_label: str = "") -> SafeString:
    """The filters of a list, which swap the target."""
    return filters.drawn(target, find_label)


@register.simple_tag
@fills_gaps
def list_table(table: Any, target: str = "", title: str = "", bulk_actions: str = "") -> SafeString:
    """A table with its menus and pages, which swap the target (itself where none is named)."""
    return drawn_table(table, target or table.id, title, bulk_actions)


@register.simple_tag
@fills_gaps
def list_views(table: Any, target: str) -> SafeString | str:
    """The saved views of a table's list, whose tabs swap the target."""
    return lists.keeper().bar(table, target)


@register.filter
def date_exact_relative(value: Any) -> SafeString:
    """ "in 3 days, Fri 30 Oct" in a <time> element."""
    return markup.day(value, relative=True)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own address with some parameters changed; None removes one, a changed filter drops the
    cursor.
    """
    return with_query(context["request"], **changes)


@register.inclusion_tag("web/panels.html", takes_context=True, name="panels")
def panel_slot(context: Context, slot: str, **kwargs: Any) -> dict[str, Any]:
    """Every panel registered for the slot that the person may see, loaded lazily by htmx."""
    return {"panels": panels.panels_for(slot, context["request"].user, **kwargs)}


@register.inclusion_tag("web/budget_bar.html")
def budget_bar(bar: budget.BudgetBar, key: bool = True) -> dict[str, Any]:
    """Budget against billed, with this invoice drawn in; `key=False` leaves out the legend."""
    return {"bar": bar, "key": key}


@register.inclusion_tag("web/chart.html", takes_context=True)
def chart(context: Context, chart: Any) -> dict[str, Any]:
    """A chart with its table twin (`legalops.web.charts.Chart`)."""
    return {"chart": chart, "request": context.get("request")}
