"""How lines are grouped and narrowed, as SQL: the group of a line is a rank and a key."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from billing.enums import LineKind
from billing.models import Invoice, InvoiceLine, ReviewFinding

GROUPS = {
    "timekeeper": _("Timekeeper"),
    "task": _("Task"),
    "day": _("Day"),
    "finding": _("Finding"),
    "none": _("None"),
}
DEFAULT_GROUP = "timekeeper"
NARROWED = {"all": _("All lines"), "findings": _("With findings"), "reduced": _("Reduced")}
DEFAULT_NARROWED = "all"


@dataclass(frozen=True, slots=True)
class View:
    """What the person chose: grouping, narrowing, and perhaps the lines of one rule."""

    group: str = DEFAULT_GROUP
    show: str = DEFAULT_NARROWED
    rule: str = ""

    @classmethod
    def of(cls, params: Any) -> "View":
        """Read the address; anything unknown falls back to the default."""
        group, show = params.get("group", ""), params.get("show", "")
        return cls(
            group if group in GROUPS else DEFAULT_GROUP,
            show if show in NARROWED else DEFAULT_NARROWED,
            params.get("rule", "")[:10],
        )

    def query(self) -> dict[str, str]:
        """Back into the address, without defaults."""
        values = {"group": self.group, "show": self.show, "rule": self.rule}
        defaults = {"group": DEFAULT_GROUP, "show": DEFAULT_NARROWED, "rule": ""}
        return {name: value for name, value in values.items() if value != defaults[name]}


def lines_in(invoice: Invoice, view: View) -> QuerySet[InvoiceLine]:
    """The lines of the view with `rank` and `key`, in reading order."""
    lines = _narrowed(invoice, view)
    rank, key = _GROUPINGS[view.group]()
    return lines.annotate(rank=rank, key=key).order_by("rank", "key", "position")


def key_of(text: str, view: View) -> Any:
    """A group's key from its form in a cursor. Raises ValueError for a damaged one."""
    return date.fromisoformat(text) if view.group == "day" else text


def _narrowed(invoice: Invoice, view: View) -> QuerySet[InvoiceLine]:
    lines = invoice.lines.all()
    if view.rule:
        lines = lines.filter(pk__in=invoice.findings.filter(rule=view.rule).values("line"))
    if view.show == "findings":
        lines = lines.filter(pk__in=invoice.findings.values("line"))
    elif view.show == "reduced":
        lines = lines.filter(reduction__gt=0)
    return lines


def _zero() -> Value:
    return Value(0, output_field=IntegerField())


def _by_timekeeper() -> tuple:
    name = Coalesce(NullIf("timekeeper_name", Value("")), "timekeeper_code")
    is_person = Q(kind=LineKind.FEE)
    rank = Case(When(is_person, then=0), default=1, output_field=IntegerField())
    return rank, Case(When(is_person, then=name), default=Value(""), output_field=CharField())


def _by_task() -> tuple:
    code = Coalesce(NullIf("task_code", Value("")), "expense_code")
    rank = Case(When(kind=LineKind.FEE, then=0), default=1, output_field=IntegerField())
    return rank, code


def _by_finding() -> tuple:
    found = ReviewFinding.objects.filter(line=OuterRef("pk")).heaviest_first()
    heaviest = Coalesce(Subquery(found.values("rule")[:1]), Value(""))
    rank = Case(When(Exists(found.order_by()), then=0), default=1, output_field=IntegerField())
    return rank, heaviest


def _by_day() -> tuple:
    return _zero(), F("work_date")


def _ungrouped() -> tuple:
    return _zero(), Value("", output_field=CharField())


_GROUPINGS = {
    "timekeeper": _by_timekeeper,
    "task": _by_task,
    "day": _by_day,
    "finding": _by_finding,
    "none": _ungrouped,
}
