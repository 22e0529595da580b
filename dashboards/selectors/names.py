"""Values of dimensions in words."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing.models import BillingCode, ReasonCode, ReviewRule
from dashboards.enums import Slice
from legalops.kernel.periods import Period, add_months, month_start
from legalops.web import formats
from matters.models import MatterType
from vendors.models import Firm

_NAMED = {
    Slice.MATTER_TYPE: (MatterType, "name"),
    Slice.FIRM: (Firm, "name"),
    Slice.REASON: (ReasonCode, "label"),
}


def of_values(dimension: Slice, values: Iterable[str]) -> dict[str, str]:
    """Value to name, for values that come from the viewer's own spend."""
    if dimension == Slice.PHASE:
        return of_phases(values)
    if dimension == Slice.RULE:
        return of_rules(values)
    model, name = _NAMED[dimension]
    rows = model._default_manager.filter(pk__in=[int(value) for value in values])
    return {str(key): word for key, word in rows.order_by(name).values_list("pk", name)}


def of_rules(values: Iterable[str]) -> dict[str, str]:
    """Rule code to its code and name; what no rule proposed has a name too."""
    values = list(values)
    known = dict(ReviewRule.objects.filter(code__in=values).order_by("-pk").values_list("code", "name"))
    named = {code: f"{code} {known.get(code, '')}".strip() for code in sorted(values) if code}
    return named | ({"": _("Found by the reviewer")} if "" in values else {})


def of_phases(values: Iterable[str]) -> dict[str, str]:
    """Phase code to its code and label; lines without a phase have a name too."""
    values = list(values)
    labels = dict(BillingCode.objects.filter(code__in=values).values_list("code", "label"))
    named = {code: f"{code} {labels.get(code, '')}".strip() for code in sorted(values) if code}
    return named | ({"": _("Without a phase")} if "" in values else {})


def month_in_words(month: date) -> str:
    """ "Nov 2026"."""
    return formats.month(month)


def months_in_words(period: Period) -> str:
    """ "Jan to Nov 2026", "Nov 2025 to Feb 2026", "Nov 2026"."""
    first, last = month_start(period.start), month_start(period.last_day)
    if first == last:
        return month_in_words(first)
    if first.year == last.year and last == add_months(first, 11):
        return str(first.year)
    start = date_format(first, "M") if first.year == last.year else month_in_words(first)
    return _("%(first)s to %(last)s") % {"first": start, "last": month_in_words(last)}
