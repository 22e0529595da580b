"""Earlier versions of a review rule, read back from the ledger, and going back to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import ReviewRule
from billing.services.rules import CHANGED, FIELDS, RESTORED, SCOPE, SCOPE_CODES, save_rule, state_of
from legalops.accounts.models import User
from legalops.audit.selectors import events_of
from legalops.kernel.errors import Conflict, DomainError


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A version that a change made, newest first in `versions_of`."""

    version: int
    made_at: datetime
    made_by: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting as it is now and as it was then."""

    label: str
    now: str
    then: str


def versions_of(rule: ReviewRule) -> list[RuleVersion]:
    """Versions that people made; version 1 is the rule as shipped or copied and has no entry."""
    return [
        RuleVersion(
            event.after["version"],
            event.occurred_at,
            event.actor_label,
            tuple(name for name in (*FIELDS, *SCOPE) if name in (event.before or {})),
        )
        for event in _changes(rule)
    ]


def differences(rule: ReviewRule, version: int) -> list[Difference]:
    """What going back to the version would change, in words. Raises DomainError like `restore_rule`."""
    now, then = state_of(rule), state_at(rule, version)
    found = []
    for name in (*FIELDS, *SCOPE):
        if now[name] != then[name]:
            label = str(ReviewRule._meta.get_field(name).verbose_name)
            found += _in_words(label, now[name], then[name])
    return found


def state_at(rule: ReviewRule, version: int) -> dict[str, Any]:
    """FIELDS, SCOPE in names and SCOPE_CODES as they stood in a version: the present state with every later
    change taken back.

    Raises DomainError "rule.version" for a version there is none of, or which the ledger does not cover.
    """
    later = [event for event in _changes(rule) if event.after["version"] > version]
    if not 1 <= version < rule.version or len(later) != rule.version - version:
        message = _("There is no version %(version)s of rule %(rule)s to go back to.")
        raise DomainError("rule.version", message % {"version": version, "rule": rule.code})
    state = state_of(rule)
    for event in later:
        state |= {name: value for name, value in event.before.items() if name in state}
    return state


@transaction.atomic
def restore_rule(
    rule: ReviewRule, version: int, *, actor: User, seen_version: int | None = None
) -> ReviewRule:
    """Give the rule the settings and scope of an earlier version; that makes a new version and keeps all.

    `seen_version` is the one the person compared with: Conflict when somebody changed the rule since. Raises
    DomainError for a version there is none of, and for firms or matter types that are gone.
    """
    current = ReviewRule.objects.select_for_update().get(pk=rule.pk)
    if seen_version is not None and seen_version != current.version:
        message = _("Someone changed rule %(rule)s meanwhile; it is at version %(version)s. Compare again.")
        raise Conflict("rule.stale", message % {"rule": current.code, "version": current.version})
    state = state_at(current, version)
    changes = {name: state[name] for name in FIELDS} | _scope(state)
    saved = save_rule(current, changes, actor=actor, restores=version)
    rule.refresh_from_db()
    return saved


def _changes(rule: ReviewRule) -> list:
    """Changing events, newest first."""
    return list(events_of(rule).filter(action__in=[CHANGED, RESTORED]))


def _scope(state: Mapping[str, Any]) -> dict[str, list]:
    scope = {}
    for name, codes_name in SCOPE_CODES.items():
        model = ReviewRule._meta.get_field(name).related_model
        found = list(model._default_manager.filter(code__in=state[codes_name]))
        missing = sorted(set(state[codes_name]) - {one.code for one in found})
        if missing:
            message = _("That version was for %s, which is not there any more. Set the scope by hand.")
            raise DomainError("rule.version", message % ", ".join(missing))
        scope[name] = found
    return scope


def _in_words(label: str, now: Any, then: Any) -> list[Difference]:
    if isinstance(now, dict) and isinstance(then, dict):
        names = [name for name in {**now, **then} if now.get(name) != then.get(name)]
        return [Difference(name, _shown(now.get(name)), _shown(then.get(name))) for name in names]
    return [Difference(label, _shown(now), _shown(then))]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)
