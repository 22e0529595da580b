"""Dates that follow from others: by a rule pack, or by hand (features 2.13-2.14)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotFound
from matters.calendaring import Cycle, NeverOpen, Rule, Terms, Worked, as_data, from_data, in_order
from matters.enums import DateKind
from matters.models import KeyDate, Matter, RulePack, RulePackVersion
from matters.selectors.rule_packs import Calendars, version_for
from matters.services.date_words import words_of
from matters.services.guards import locked
from matters.services.key_dates import locked_date, set_key_date
from matters.services.moving_dates import move_dependents, note_move


@transaction.atomic
def apply_pack(
    matter: Matter,
    pack: RulePack,
    *,
    trigger: str,
    on: date,
    method: str = "",
    rules: Collection[str] | None = None,
    owner: User,
    backup: User | None = None,
    actor: User,
) -> list[KeyDate]:
    """Put a trigger on the matter and the dates that its rules give; the trigger first.

    `rules` names those that are wanted (all when None); what they depend on comes with them. Raises
    DomainError when no version is in force on the day, when nothing follows, or when the same was done.
    """
    current = locked(matter, actor=actor)
    version = version_for(pack, on)
    wanted = _wanted(version, trigger, on, method, rules)
    _refuse_twice(current, version, trigger, on, method)
    known = version.content.trigger(trigger)
    shared: dict[str, Any] = {
        "owner": owner,
        "backup": backup,
        "actor": actor,
        "jurisdiction": pack.jurisdiction,
    }
    name = known.name if known else trigger
    first = set_key_date(current, name=name[:120], on=on, kind=DateKind.EVENT, **shared)
    first.note = _("%(pack)s, version %(number)d") % {"pack": pack.name, "number": version.number}
    first.save(update_fields=["note"])
    made = {trigger: first}
    for rule, worked in wanted:
        made[rule.code] = _from_rule(current, version, rule, worked, made[rule.on], method, shared)
    record(
        current,
        "matters.rule_pack.applied",
        actor=actor,
        after={"what": name, "date": on.isoformat(), "pack": str(version), "dates": len(wanted)},
    )
    return list(made.values())


@transaction.atomic
def follow(key_date: KeyDate, parent: KeyDate, terms: Terms, *, calendar: str = "", actor: User) -> KeyDate:
    """Let a date follow another of its matter by terms of one's own, and move it to where they lead.

    Raises DomainError for a chain that would come back to itself, naming it.
    """
    matter = locked(key_date.matter, actor=actor)
    current, before = locked_date(key_date), key_date.date
    if parent.matter_id != matter.pk:
        raise NotFound("key_date.not_found", _("There is no such date on this matter."))
    _refuse_circle(matter, current, parent)
    worked = _worked(terms, parent, calendar)
    current.follows, current.overridden = parent, False
    current.basis = as_data(terms) | {"calendar": calendar, "why": list(worked.why)}
    return _put(current, before, worked, "matters.key_date.chained", actor)


@transaction.atomic
def follow_again(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Take back that a date was set by hand: it moves to where its rule leads."""
    locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if current.follows is None or current.basis is None:
        raise DomainError("key_date.follows_nothing", _("This date follows from no other."))
    worked = _worked(from_data(current.basis), current.follows, current.basis.get("calendar", ""))
    before, current.overridden = current.date, False
    current.basis = {**current.basis, "why": list(worked.why)}
    return _put(current, before, worked, "matters.key_date.chained", actor)


@transaction.atomic
def cut_loose(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Let a date stand by itself from now on, on the day it has."""
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if current.follows_id is not None:
        before = words_of(current) | {"follows": str(current.follows)}
        current.follows, current.basis, current.overridden = None, None, False
        current.save()
        record(matter, "matters.key_date.cut_loose", actor=actor, before=before, after=words_of(current))
    return current


def worked_out(terms: Terms, parent: KeyDate, calendar: str = "") -> Worked:
    """Where terms lead from a date, with the steps in words. Raises DomainError for a broken calendar."""
    return _worked(terms, parent, calendar)


def _put(current: KeyDate, before: date, worked: Worked, action: str, actor: User) -> KeyDate:
    current.date = worked.on
    if current.date != before:
        current.entered_by, current.verified_by, current.verified_at = actor, None, None
    current.save()
    reason = "; ".join(worked.why)
    after = words_of(current) | {"follows": str(current.follows)}
    record(current.matter, action, actor=actor, after=after, reason=reason)
    if current.date != before:
        note_move(current, before, reason=reason, actor=actor, by=current.follows)
        move_dependents(current, before, actor=actor)
    return current


def _worked(terms: Terms, parent: KeyDate, calendar: str) -> Worked:
    try:
        return terms.from_(parent.date, parent.name, Calendars().of(calendar))
    except (NeverOpen, OverflowError) as fault:
        raise DomainError("key_date.out_of_reach", str(fault), field="amount") from None


def _from_rule(
    matter: Matter, version: RulePackVersion, rule: Rule, worked: Worked, parent: KeyDate,
    method: str, shared: dict[str, Any],
) -> KeyDate:  # fmt: skip
    made = set_key_date(
        matter, name=rule.name[:120], on=worked.on, kind=rule.kind, critical=rule.critical,
        note=rule.note[:500], **shared,
    )  # fmt: skip
    made.follows = parent
    made.basis = as_data(rule.terms(method)) | {
        "calendar": version.pack.code,
        "pack": version.pack.code,
        "version": version.number,
        "rule": rule.code,
        "method": method,
        "why": list(worked.why),
    }
    made.save(update_fields=["follows", "basis"])
    return made


def foreseen(version: RulePackVersion, trigger: str, on: date, method: str = "") -> list[tuple[Rule, Worked]]:
    """The dates that a trigger would give. Raises DomainError for an unknown trigger or way of service."""
    content = version.content
    if content.trigger(trigger) is None:
        words = _("%(pack)s knows no trigger “%(code)s”.") % {"pack": version, "code": trigger}
        raise DomainError("rule_packs.trigger", words, field="trigger")
    if method and method not in {each.code for each in content.methods}:
        words = _("%(pack)s knows no way of service “%(code)s”.") % {"pack": version, "code": method}
        raise DomainError("rule_packs.method", words, field="method")
    try:
        return content.dates_of(trigger, on, method)
    except (NeverOpen, OverflowError) as fault:
        raise DomainError("key_date.out_of_reach", str(fault), field="on") from None


def _wanted(
    version: RulePackVersion, trigger: str, on: date, method: str, rules: Collection[str] | None
) -> list[tuple[Rule, Worked]]:
    found = foreseen(version, trigger, on, method)
    parents = {rule.code: rule.on for rule, _worked in found}
    kept = set(parents if rules is None else rules) & set(parents)
    while more := {parents[code] for code in kept if parents[code] in parents} - kept:
        kept |= more
    if not kept:
        raise DomainError("rule_packs.nothing", _("Choose at least one date."), field="rules")
    place = {code: number for number, code in enumerate(in_order(dict(parents)))}
    return sorted((each for each in found if each[0].code in kept), key=lambda each: place[each[0].code])


def _refuse_twice(matter: Matter, version: RulePackVersion, trigger: str, on: date, method: str) -> None:
    """The same trigger on the same day by the same service stands there once: a second press is no second."""
    same = matter.key_dates.filter(
        basis__pack=version.pack.code, basis__method=method, follows__date=on, follows__kind=DateKind.EVENT
    )
    known = same.filter(basis__rule__isnull=False).values_list("basis__rule", flat=True)
    direct = {rule.code for rule in version.content.rules if rule.on == trigger}
    if direct & set(known):
        message = _("These dates are on the matter already, from the same trigger on the same day.")
        raise DomainError("rule_packs.applied", message, field="on")


def _refuse_circle(matter: Matter, current: KeyDate, parent: KeyDate) -> None:
    rows = list(matter.key_dates.values_list("pk", "follows_id", "name"))
    names = {str(pk): name for pk, _follows, name in rows}
    links = {str(pk): str(follows) if follows else None for pk, follows, _name in rows}
    links[str(current.pk)] = str(parent.pk)
    try:
        in_order(links)
    except Cycle as cycle:
        chain = " → ".join(names[key] for key in cycle.chain)
        message = _("A date cannot follow from itself: %s.") % chain
        raise DomainError("key_date.circle", message, field="follows") from None
