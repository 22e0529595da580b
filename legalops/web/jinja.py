"""The second template engine: table rows, ten times faster per row (measured, DESIGN §5)."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from legalops.web import formats, markup, row_words


def environment(**options: Any) -> Environment:
    """Jinja2 with the same words as the page templates: money, number, day, status, icon, url, _()."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        **{k: v for k, v in options.items() if k != "autoescape"},
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)
    env.filters.update(
        number=formats.number,
        percent=formats.percent,
        day=markup.day,
        day_in_year=formats.day_in_year,
        date_exact_relative=lambda value: markup.day(value, relative=True),
        ago=markup.ago,
        instant=markup.instant,
    )
    env.globals.update(
        _=row_words.translate,
        url=row_words.url,
        static=static,
        money=markup.money,
        amount=formats.amount,
        status=markup.status,
        icon=markup.icon,
        percent_bar=markup.percent_bar,
        sparkline=markup.sparkline,
    )
    return env
