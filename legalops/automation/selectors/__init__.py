"""The reasons of a run, for one reader: names only of people, and of records that the reader may see."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.automation.enums import Kind
from legalops.automation.models import AutomationRun
from legalops.kernel import records

_WHY = {
    "condition": gettext_lazy("a condition of the rule does not hold"),
    "nobody": gettext_lazy("nobody is meant"),
    "gone": gettext_lazy("the person no longer works here"),
    "not_seen": gettext_lazy("the person may not see the record"),
}


def rules_logged() -> list[tuple[str, int, str]]:
    """Kind, key and last name of every rule that has run."""
    rows = AutomationRun.objects.filter(rule_id__isnull=False).order_by("kind", "rule_id", "-id")
    found = rows.distinct("kind", "rule_id").values_list("kind", "rule_id", "rule_name")
    return sorted(found, key=lambda each: each[2].casefold())


def page_of(run: AutomationRun, viewer: User) -> dict[str, Any]:
    """What the page of a run shows beside its facts: the record, if the reader sees it, and the reasons."""
    shown: dict[str, Any] = {"record": _record(run, viewer)}
    if run.kind == Kind.ROUTING:
        shown |= {"tried": _tried(run.details.get("tried", []))}
    if run.kind == Kind.REMINDER and run.details:
        shown |= _reminded(run, viewer)
    return shown


def _record(run: AutomationRun, viewer: User) -> tuple[str, str] | None:
    if run.record_id is None:
        return None
    kind = records.find(run.record_type)
    row = kind.rows().visible_to(viewer).filter(pk=run.record_id).first()
    return (kind.title(row), kind.address(row)) if row is not None else None


def _tried(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    people = {pk for each in stored for pk, _load, _skipped in each["candidates"]}
    names = _names([*people, *(each["person"] for each in stored)])
    return [
        each
        | {
            "person": names.get(each["person"], ""),
            "candidates": [(names.get(pk, ""), load, skipped) for pk, load, skipped in each["candidates"]],
        }
        for each in stored
    ]


def _reminded(run: AutomationRun, viewer: User) -> dict[str, Any]:
    details = run.details
    skipped = details["skipped"]
    names = _names([*(pk for pk, _n in details["people"]), *(person for _record, person, _why in skipped)])
    kind = records.find(run.record_type)
    keys = {record for record, _person, _why in skipped}
    seen = {row.pk: row for row in kind.rows().visible_to(viewer).filter(pk__in=keys)}
    left_out = [
        (kind.title(seen[record]), kind.address(seen[record]), names.get(person, ""), _WHY[why])
        for record, person, why in skipped
        if record in seen
    ]
    in_all = sum(details["reasons"].values())
    return {
        "numbers": _numbers(details),
        "people": [(names.get(pk, ""), count) for pk, count in details["people"]],
        "more_people": details["people_in_all"] - len(details["people"]),
        "left_out": left_out,
        "not_named": in_all - len(left_out),
    }


def _numbers(details: Mapping[str, Any]) -> list[tuple[str, int]]:
    reasons = [(_("Left out: %s") % _WHY[why], count) for why, count in sorted(details["reasons"].items())]
    return [
        (_("Due to somebody"), details["due"]),
        (_("Told now"), details["told"]),
        (_("Told before"), details["before"]),
        *reasons,
    ]


def _names(keys: Iterable[int | None]) -> dict[int | None, str]:
    return {pk: str(user) for pk, user in User.objects.in_bulk([key for key in keys if key]).items()}
