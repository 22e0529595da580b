"""Small pieces of HTML that both template engines share: written once, escaped once."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from legalops.web import formats

TONES = ("neutral", "muted", "info", "progress", "ok", "warn", "bad")

# Shapes differ by tone, so that the colour is never the only sign (WCAG 1.4.1).
_SHAPES = {
    "neutral": '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "muted": '<path d="M2.5 6h7" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/>',
    "info": '<circle cx="6" cy="6" r="4.5" fill="currentColor"/>',
    "progress": '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor"/>',
    "ok": '<path d="M2 6.5 4.75 9.25 10 3.25" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "warn": '<path d="M6 1.25 11.25 10.5H.75z" fill="currentColor"/>',
    "bad": '<path d="M3 3l6 6M9 3 3 9" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
}
_STATUS = {
    tone: (
        f'<span class="lo-status lo-tone-{tone}"><svg viewBox="0 0 12 12" aria-hidden="true">{shape}</svg>',
        "</span>",
    )
    for tone, shape in _SHAPES.items()
}


def status(label: str | Promise, tone: str = "neutral") -> SafeString:
    """A state as word, shape and colour. Raises KeyError for a tone outside TONES."""
    return _status(str(label), tone)


@lru_cache(maxsize=2048)
def _status(label: str, tone: str) -> SafeString:
    start, end = _STATUS[tone]
    return mark_safe(f"{start}{escape(label)}{end}")  # noqa: S308  (constants and escaped text)


def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, hidden from assistive technology: words say what it means."""
    return _icon(name, css, settings.STATIC_URL, get_script_prefix())


@lru_cache(maxsize=1024)
def _icon(name: str, css: str, _static: str, _prefix: str) -> SafeString:
    sprite = static("vendor/icons.svg")
    return format_html(
        '<svg class="lo-icon {}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        sprite,
        name,
    )


def money(
    value: Decimal | None, currency: str = "", *, whole: bool = False, bare: bool = False
) -> SafeString:
    """An amount with its currency set smaller; `bare` leaves the currency to the column's header."""
    if value is None:
        return mark_safe(f'<span class="lo-missing">{formats.MISSING}</span>')  # noqa: S308  (constant)
    css = "lo-money lo-negative" if value < 0 else "lo-money"
    digits = formats.amount(value, currency, whole=whole)
    if bare or not currency:
        return format_html('<span class="{}">{}</span>', css, digits)
    return format_html('<span class="{}"><span class="lo-currency">{}</span>{}</span>', css, currency, digits)


def day(value: date | datetime | None, *, relative: bool = False) -> SafeString:
    """A date in a <time> element; relative and exact together where asked."""
    if value is None:
        return mark_safe(f'<span class="lo-missing">{formats.MISSING}</span>')  # noqa: S308  (constant)
    exact = formats.zoned_instant(value) if isinstance(value, datetime) else formats.day(value)
    return _day(value, exact, formats.day_exact_relative(value) if relative else exact)


def instant(value: datetime | None) -> SafeString | str:
    """A time on the reader's clock in a <time> element, which tells the zone when pointed at."""
    return _moment(value, formats.instant)


def ago(value: datetime | None) -> SafeString | str:
    """How long since, in a <time> element that tells the exact time and its zone when pointed at."""
    return _moment(value, formats.ago)


def _moment(value: datetime | None, words: Callable[[datetime], str]) -> SafeString | str:
    return formats.MISSING if value is None else _day(value, formats.zoned_instant(value), words(value))


@lru_cache(maxsize=4096)
def _day(value: date | datetime, exact: str, text: str) -> SafeString:
    shown = f'<time datetime="{value.isoformat()}" title="{escape(exact)}">{escape(text)}</time>'
    return mark_safe(shown)  # noqa: S308  (escaped)


def percent_bar(ratio: Decimal | float | None, *, over_from: float = 1.0) -> SafeString:
    """A ratio of 1 as a bar with its figure; beyond `over_from` the bar turns to the over-budget colour."""
    if ratio is None:
        return mark_safe(f'<span class="lo-missing">{formats.MISSING}</span>')  # noqa: S308  (constant)
    width = max(0.0, min(100.0, float(ratio) * 100))
    css = "lo-bar-over" if float(ratio) > over_from else "lo-bar-spent"
    return mark_safe(  # noqa: S308  (digits, constants, escaped)
        '<span class="lo-percent"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{css}" width="{width:.1f}" height="6"/></svg>'
        f"<span>{escape(formats.percent(ratio))}</span></span>"
    )


def sparkline(values: Sequence[float | Decimal], label: str) -> SafeString:
    """A small trend line of 96 by 24; the label says in words what it shows."""
    if len(values) < 2:
        return mark_safe("")
    low, high = float(min(0, *values)), float(max(values)) or 1.0
    step, span = 94 / (len(values) - 1), (high - low) or 1.0
    points = [(1 + i * step, 22 - (float(value) - low) / span * 20) for i, value in enumerate(values)]
    return format_html(
        '<svg class="lo-spark" viewBox="0 0 96 24" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2"/></svg>',
        label,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )


def marked(text: object, sought: object) -> SafeString:
    """The text, escaped, with the beginnings of words that were looked for marked."""
    words = sorted(set(re.findall(r"\w\w+", str(sought))), key=len, reverse=True)
    if not words:
        return mark_safe(escape(text))  # noqa: S308  (escaped)
    parts = re.split(rf"(\b(?:{'|'.join(map(re.escape, words))}))", str(text), flags=re.IGNORECASE)
    pieces = [f"<mark>{escape(part)}</mark>" if n % 2 else escape(part) for n, part in enumerate(parts)]
    return mark_safe("".join(pieces))  # noqa: S308  (each piece escaped)
