"""Numbers, money and dates as people read them; fast, since a table calls these a thousand times a page."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from legalops.kernel import clock, notations, zones
from legalops.kernel.money import exponent

MISSING = "–"
MINUS = "\u2212"
_KILO, _UNITS = 1024, ("KB", "MB", "GB", "TB")
# Shares below one per cent get a decimal, unless it rounds up to one, and below this they are "less than".
_NEARLY_ONE, _LEAST_SHOWN = Decimal("0.95"), Decimal("0.05")


@lru_cache(maxsize=16)
def _quantum(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """Grouped digits in the reader's notation, rounded half-up; a dash when missing (not zero)."""
    return MISSING if value is None or value == "" else writer(places)(value)


def writer(places: int | None = None) -> Callable[[Decimal | int | float], str]:
    """`number` for so many places in the reader's notation, for values that are not missing."""
    notation = notations.reader()
    return _writer(places, notation.group, notation.point)


@lru_cache(maxsize=128)
def _writer(places: int | None, thousand: str, point: str) -> Callable[[Decimal | int | float], str]:
    form = "," if places is None else f",.{places}f"
    quantum = None if places is None else _quantum(places)
    signs = None if (thousand, point) == (",", ".") else {ord(","): thousand, ord("."): point}

    def write(value: Decimal | int | float) -> str:
        if quantum is not None and isinstance(value, Decimal):
            value = value.quantize(quantum, rounding=ROUND_HALF_UP)
        text = format(value, form)
        if text[0] == "-":
            text = MINUS + text[1:]
        return text if signs is None else text.translate(signs)

    return write


def amount(value: Decimal | None, currency: str, *, whole: bool = False) -> str:
    """Digits of an amount at the currency's minor unit (or whole units), without the currency."""
    return number(value, 0 if whole else exponent(currency))


def money(value: Decimal | None, currency: str, *, whole: bool = False) -> str:
    """Amount with its ISO currency in front: "USD 1,234.50"."""
    return MISSING if value is None else f"{currency} {amount(value, currency, whole=whole)}"


def file_size(count: int) -> str:
    """Bytes in the largest unit that is full: "400.0 MB"."""
    if count < _KILO:
        return ngettext("%s byte", "%s bytes", count) % number(count)
    power = min(len(_UNITS), (count.bit_length() - 1) // 10)
    return f"{number(count / _KILO**power, 1)}\u00a0{_UNITS[power - 1]}"


def percent(value: Decimal | float | None, places: int = 0) -> str:
    """A ratio of 1 as per cent: 0.734 is "73%". What would round to nothing is shown as what it is: 0.0047 is
    "0.5%", 0.0001 "<0.1%".
    """
    if value is None:
        return MISSING
    hundredths = Decimal(value) * 100
    if places == 0 and 0 < abs(hundredths) < _NEARLY_ONE:
        return _small_percent(hundredths)
    return f"{number(hundredths, places)}{notations.reader().percent}"


def _small_percent(hundredths: Decimal) -> str:
    if abs(hundredths) >= _LEAST_SHOWN:
        return f"{number(hundredths, 1)}{notations.reader().percent}"
    least = f"{number(Decimal('0.1'), 1)}{notations.reader().percent}"
    return f"<{least}" if hundredths > 0 else f">{MINUS}{least}"


def local_day(value: date | datetime) -> date:
    """The organisation's date of an instant; a date stays as it is."""
    return clock.local_date(value) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """Exact date in the reader's notation: "30 Oct 2026"."""
    if value is None:
        return MISSING
    return _day_words(local_day(value), notations.reader().code, get_language())


def day_in_year(value: date) -> str:
    """A date whose year is known from what stands around it: "30 Oct"."""
    return _filled(notations.reader().in_year, value)


def instant(value: datetime | None) -> str:
    """Exact time on the reader's clock: "30 Oct 2026, 14:05"."""
    if value is None:
        return MISSING
    local, notation = zones.local(value), notations.reader()
    return f"{_day_words(local.date(), notation.code, get_language())}, {notation.clock(local.time())}"


def clock_time(value: datetime | time, *, seconds: bool = False) -> str:
    """A clock time as it stands, in the reader's notation: "14:05"."""
    at = value.time() if isinstance(value, datetime) else value
    return notations.reader().clock(at, seconds=seconds)


def month(value: date) -> str:
    """A month in words, whatever the notation: "Oct 2026"."""
    return f"{formats.date_format(value, 'M')} {value.year}"


def zoned_instant(value: datetime | None) -> str:
    """The same with the zone: "30 Oct 2026, 14:05 (Europe/London, UTC+1)"; for what is kept or sent, and so
    read where nobody can ask which clock is meant.
    """
    return MISSING if value is None else f"{instant(value)} ({zones.told(value)})"


def day_exact_relative(value: date | datetime | None, today: date | None = None) -> str:
    """Relative and exact at once: "in 3 days, Fri 30 Oct"; the year only when it is not this one."""
    if value is None:
        return MISSING
    code = notations.reader().code
    return _relative_words(local_day(value), today or clock.today(), code, get_language())


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long since an instant: "just now", "4 minutes ago", then the exact day."""
    if value is None:
        return MISSING
    seconds = ((now or timezone.now()) - value).total_seconds()
    if seconds < 45:
        return _("just now")
    if seconds < 3600:
        minutes = max(1, round(seconds / 60))
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    if seconds < 86_400:
        hours = max(1, round(seconds / 3600))
        return ngettext("%d hour ago", "%d hours ago", hours) % hours
    return instant(value)


# A list shows the same days again and again, and Django's own formatting costs 80 µs a time.
@lru_cache(maxsize=4096)
def _day_words(value: date, notation: str, _language: str | None) -> str:
    return _filled(notations.of(notation).day, value)


@lru_cache(maxsize=4096)
def _relative_words(value: date, today: date, code: str, _language: str | None) -> str:
    notation = notations.of(code)
    written = _filled(notation.in_year if value.year == today.year else notation.day, value)
    exact = notation.weekday.format(weekday=formats.date_format(value, "D"), day=written)
    return f"{_relative_day((value - today).days)}, {exact}"


def _filled(pattern: str, value: date) -> str:
    return pattern.format(d=value.day, m=value.month, y=value.year, month=formats.date_format(value, "M"))


def _relative_day(days: int) -> str:
    if days == 0:
        return _("today")
    if abs(days) == 1:
        return _("tomorrow") if days > 0 else _("yesterday")
    if abs(days) < 60:
        template = (
            ngettext("in %d day", "in %d days", days)
            if days > 0
            else ngettext("%d day ago", "%d days ago", -days)
        )
        return template % abs(days)
    months = round(abs(days) / 30.44)
    template = (
        ngettext("in %d month", "in %d months", months)
        if days > 0
        else ngettext("%d month ago", "%d months ago", months)
    )
    return template % months
