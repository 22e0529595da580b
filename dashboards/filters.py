"""What the address asks for: period, date basis and the limits, shared by every page about spend."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from billing.enums import WAITING_STATES
from billing.models import Invoice
from dashboards.enums import Basis, Slice, SpendKind
from dashboards.metrics import periods
from dashboards.selectors import names
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import values_seen
from dashboards.selectors.waiting import waiting_rows
from legalops.kernel import clock
from legalops.kernel.periods import Period
from legalops.web.filters import ChipFilterSet
from legalops.web.urlstate import with_query
from matters.models import MatterType
from matters.selectors.lists import teams_seen_by
from vendors.models import Firm

PRESET_WORDS = {
    "fytd": _("This fiscal year to date"),
    "last_fy": _("Last fiscal year"),
    "quarter": _("This quarter"),
    "month": _("This month"),
    "last_month": _("Last month"),
    "last_12": _("Last 12 months"),
    "last_36": _("Last 36 months"),
}
NONE = "none"
_KEPT = ("period", "from", "to", "basis")
_LONGEST_KEY = 18
_MOST_REMARKS = 4
_OF_SPEND = {
    "phase": gettext_noop("phase"),
    "kind": gettext_noop("kind"),
    "reason": gettext_noop("reason"),
    "rule": gettext_noop("rule"),
    "period": gettext_noop("period"),
}


@dataclass(frozen=True)
class PeriodChoice:
    """The period of a page: one by name, or the months from and to."""

    period: Period
    name: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "PeriodChoice":
        """From the address; what makes no sense falls back to the fiscal year to date."""
        first, last = _month(request.GET.get("from", "")), _month(request.GET.get("to", ""))
        if first or last:
            return cls(periods.of_months(first or last, last or first))
        name = request.GET.get("period", "")
        name = name if name in periods.PRESETS else periods.DEFAULT_PRESET
        return cls(periods.preset(name, clock.today(), settings.FISCAL_YEAR_START_MONTH), name)

    @property
    def label(self) -> Any:
        """The period in words."""
        return PRESET_WORDS[self.name] if self.name else names.months_in_words(self.period)


class FirmNamingFilters(ChipFilterSet):
    """Choices are what the viewer's rows have; a firm that has none is still called by its name."""

    def _typed(self, name: str) -> list[str]:
        typed = super()._typed(name)
        if name != "firm":
            return typed
        keys = [int(value) for value in typed if value.isdecimal() and len(value) <= _LONGEST_KEY]
        known = dict(Firm.objects.visible_to(self.request.user).filter(pk__in=keys).values_list("pk", "name"))
        names = {str(key): firm for key, firm in known.items()}
        return [names.get(value, value) for value in typed]


class SpendFilters(FirmNamingFilters):
    """Matter type, firm, phase, team and kind as chips; period and basis stand beside them.

    Choices are the values that this viewer's own spend has: a filter's choices are a list like any other.
    """

    type = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: MatterType.objects.filter(pk__in=seen(request, Slice.MATTER_TYPE)),
        label=_("Matter type"),
        widget=forms.CheckboxSelectMultiple,
    )
    firm = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: (
            Firm.objects.visible_to(request.user).filter(pk__in=seen(request, Slice.FIRM)).order_by("name")
        ),
        label=_("Firm"),
        widget=forms.CheckboxSelectMultiple,
    )
    phase = django_filters.MultipleChoiceFilter(label=_("Phase"), widget=forms.CheckboxSelectMultiple)
    team = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: teams_seen_by(request.user),
        label=_("Team"),
        widget=forms.CheckboxSelectMultiple,
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=SpendKind.choices, label=_("Kind"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, Invoice.objects.none(), **kwargs)
        self._offer("phase", Slice.PHASE)

    def _offer(self, name: str, dimension: Slice) -> None:
        named = names.of_values(dimension, seen(self.request, dimension))
        self.filters[name].extra["choices"] = [(value or NONE, word) for value, word in named.items()]

    @cached_property
    def choice(self) -> PeriodChoice:
        """The period."""
        return PeriodChoice.read(self.request)

    @cached_property
    def basis(self) -> Basis:
        """Which date puts a line into a month."""
        asked = self.data.get("basis", "")
        return Basis(asked) if asked in Basis.values else Basis.INVOICE

    @cached_property
    def query(self) -> SpendQuery:
        """The question that the address asks."""
        chosen = self._cleaned
        return SpendQuery(
            self.choice.period,
            self.basis,
            types=_keys(chosen.get("type")),
            firms=_keys(chosen.get("firm")),
            phases=_codes(chosen.get("phase")),
            teams=_keys(chosen.get("team")),
            kinds=tuple(chosen.get("kind") or ()),
            reasons=tuple(int(key) for key in chosen.get("reason") or ()),
            rules=_codes(chosen.get("rule")),
            unanswerable=bool(self.unknown),
        )

    @property
    def remarks(self) -> list[Any]:
        """What the address asks for beside the chips and does not get, in sentences."""
        return [
            *(_not_known(name, self.data.get(name, "")) for name in _KEPT if not self._is_known(name)),
            *(
                gettext("This page is not limited by reason or rule; the savings page is.")
                for name in ("reason", "rule")
                if name not in self.base_filters and self.data.get(name)
            ),
        ][:_MOST_REMARKS]

    def _is_known(self, name: str) -> bool:
        asked = self.data.get(name, "")
        if name in ("from", "to"):
            return not asked or _month(asked) is not None
        return not asked or asked in (periods.PRESETS if name == "period" else Basis.values)

    @property
    def presets(self) -> list[tuple[Any, str, bool]]:
        """Words, address and whether it is the present one, for each named period."""
        return [
            (
                words,
                with_query(self.request, period=name, **{"from": None, "to": None}),
                name == self.choice.name,
            )
            for name, words in PRESET_WORDS.items()
        ]

    @property
    def bases(self) -> list[tuple[Any, str, bool]]:
        """Words, address and whether it is the present one, for each date basis."""
        return [
            (basis.label, with_query(self.request, basis=basis.value), basis == self.basis) for basis in Basis
        ]

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """What applying a chip must not lose."""
        own = [(name, value) for name in _KEPT for value in self.data.getlist(name)]
        return [*super().kept_params, *own]

    @property
    def month_form_params(self) -> list[tuple[str, str]]:
        """What choosing other months must not lose."""
        dropped = {"period", "from", "to", "cursor", "export"}
        return [(name, v) for name, values in self.data.lists() if name not in dropped for v in values]

    @property
    def clear_url(self) -> str:
        """The same period and basis without chips."""
        return with_query(self.request, **dict.fromkeys(self.filters))


class SavingsFilters(SpendFilters):
    """The filters of spend, and the reason and rule of a reduction."""

    reason = django_filters.MultipleChoiceFilter(label=_("Reason"), widget=forms.CheckboxSelectMultiple)
    rule = django_filters.MultipleChoiceFilter(label=_("Rule"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self._offer("reason", Slice.REASON)
        self._offer("rule", Slice.RULE)


class WaitingFilters(FirmNamingFilters):
    """Invoices that wait, by state, matter type, firm and team; choices are those of invoices waiting now."""

    @property
    def remarks(self) -> list[str]:
        """Limits of spend that an invoice which waits cannot have."""
        asked = [gettext(word) for name, word in _OF_SPEND.items() if self.data.get(name)]
        said = gettext("Invoices that wait are not limited by %(what)s, so all of them are shown.")
        return [said % {"what": ", ".join(asked)}] if asked else []

    state = django_filters.MultipleChoiceFilter(
        choices=[(state.value, state.label) for state in WAITING_STATES],
        label=_("State"),
        widget=forms.CheckboxSelectMultiple,
    )
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: MatterType.objects.filter(
            pk__in=waiting_rows(request.user).values("matter__matter_type")
        ),
        field_name="matter__matter_type",
        label=_("Matter type"),
        widget=forms.CheckboxSelectMultiple,
    )
    firm = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: (
            Firm.objects.visible_to(request.user)
            .filter(pk__in=waiting_rows(request.user).values("firm"))
            .order_by("name")
        ),
        label=_("Firm"),
        widget=forms.CheckboxSelectMultiple,
    )
    team = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: teams_seen_by(request.user),
        field_name="matter__team",
        label=_("Team"),
        widget=forms.CheckboxSelectMultiple,
    )


def seen(request: HttpRequest, dimension: Slice) -> list[str]:
    """Values of a dimension in this viewer's spend; one answer for all filters of a request."""
    known = request.__dict__.setdefault("_dashboards_seen", {})
    if dimension not in known:
        known[dimension] = values_seen(dimension, scope_of(request))
    return known[dimension]


def scope_of(request: HttpRequest) -> Scope:
    """The viewer; one object a request, since it remembers what the database answered."""
    return request.__dict__.setdefault("_dashboards_scope", Scope(request.user))


def _not_known(name: str, asked: str) -> str:
    shown = str(asked)[:_LONGEST_KEY]
    if name == "basis":
        return gettext("“%(asked)s” is no way of counting months; they are counted by invoice date.") % {
            "asked": shown
        }
    return gettext("“%(asked)s” is no period known here. What is shown covers the period named above.") % {
        "asked": shown
    }


def _keys(chosen: Any) -> tuple[int, ...]:
    return tuple(record.pk for record in chosen) if chosen else ()


def _codes(chosen: Any) -> tuple[str, ...]:
    return tuple("" if code == NONE else code for code in chosen or ())


def _month(text: str) -> date | None:
    try:
        day = date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None
