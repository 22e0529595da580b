"""Who would get a record, and why: the same reasoning for routing itself and for its test screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import Team, User
from legalops.kernel import clock, records
from legalops.kernel.conditions import AnyOf, Condition, ConditionFaults, Judged, explain, fields_named, parse
from legalops.web.conditions.words import named_fields
from legalops.workflows import registry
from legalops.workflows.enums import Choosing
from legalops.workflows.models import RoutingRule
from legalops.workflows.selectors.people import in_role


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a rule could give it to; `skipped` says why not."""

    person: User
    load: int
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule held against a record. Of `judged`, those at the places `kept` are over confidential fields of
    a real record: whether one holds would tell its value.
    """

    rule: RoutingRule
    judged: Sequence[Judged] = ()
    kept: frozenset[int] = frozenset()
    faults: Sequence[str] = ()
    candidates: Sequence[Candidate] = ()
    person: User | None = None
    team: Team | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether its conditions are met."""
        return not self.faults and all(each.holds for each in self.judged)

    @property
    def told(self) -> list[Judged | None]:
        """The conditions that may be told; None for one that is kept."""
        return [None if place in self.kept else each for place, each in enumerate(self.judged)]

    @property
    def gives(self) -> bool:
        """Whether somebody gets the record by it."""
        return self.person is not None or self.team is not None


@dataclass(frozen=True, slots=True)
class Routing:
    """Every rule tried, up to the first that gives the record to somebody."""

    tried: list[Tried] = field(default_factory=list)

    @property
    def chosen(self) -> Tried | None:
        """The rule that decides."""
        return next((each for each in self.tried if each.gives), None)


def routing_for(record: Any, *, locked: bool = False) -> Routing:
    """Go through the rules in their order. `locked` holds the rules until the transaction ends, so that two
    records routed at once see each other.
    """
    record_type = records.type_of(record).code
    rows = rules_of(record_type)
    if locked:
        rows = rows.select_for_update(of=("self",))
    return _route(rows, record_type, records.facts_of(record), record)


def routing_of_facts(record_type: str, facts: Mapping[str, Any]) -> Routing:
    """Who would get a record with these facts now, were there one."""
    return _route(rules_of(record_type), record_type, facts, None)


def rules_of(record_type: str) -> Any:
    """The rules in use, in their order."""
    rows = RoutingRule.objects.filter(record_type=record_type, is_active=True)
    return rows.select_related("person", "role", "team")


def _route(rows: Any, record_type: str, facts: Mapping[str, Any], record: Any) -> Routing:
    fields, routing = named_fields(record_type), Routing()
    for rule in rows:
        tried = _try(rule, record, record_type, fields, facts)
        routing.tried.append(tried)
        if tried.gives:
            break
    return routing


def least_loaded_in_role(role: str, record: Any, record_type: str) -> User | None:
    """Of those who hold a role and are here, whoever has least."""
    free = [each for each in _candidates(in_role(role), record, record_type) if not each.skipped]
    return min(free, key=lambda each: (each.load, each.person.pk)).person if free else None


def _try(
    rule: RoutingRule, record: Any, record_type: str, fields: Mapping[str, Any], facts: Mapping[str, Any]
) -> Tried:
    try:
        parsed = parse(rule.conditions, fields)
    except ConditionFaults as faulty:
        return Tried(rule, faults=faulty.faults)
    tried = Tried(
        rule, explain(parsed, facts, fields), _confidential(parsed, fields) if record else frozenset()
    )
    if not tried.holds:
        return tried
    if rule.team is not None and rule.choosing == Choosing.TEAM_ONLY:
        return replace(tried, team=rule.team, why=_("It goes to the team, nobody by name."))
    candidates = _candidates(_people(rule), record, record_type)
    person, why = _pick(rule, candidates)
    return replace(tried, candidates=candidates, person=person, team=rule.team if person else None, why=why)


def _confidential(parsed: Sequence[Condition | AnyOf], fields: Mapping[str, Any]) -> frozenset[int]:
    places = enumerate(parsed)
    return frozenset(
        at for at, each in places if any(fields[code].confidential for code in fields_named([each]))
    )


def _people(rule: RoutingRule) -> Sequence[User]:
    if rule.person is not None:
        return [rule.person]
    people = in_role(rule.role.code) if rule.role else User.objects.filter(is_active=True, is_system=False)
    if rule.team is not None:
        people = people.filter(teams=rule.team)
    return list(people.order_by("pk"))


def _candidates(people: Any, record: Any, record_type: str) -> list[Candidate]:
    host, found = registry.host_of(record_type), list(people)
    ids = [person.pk for person in found]
    away = registry.absent(ids, clock.today())
    loads = host.load_of(ids) if host.load_of else {}
    return [
        Candidate(person, loads.get(person.pk, 0), _skipped(person, away, host, record)) for person in found
    ]


def _skipped(person: User, away: Mapping[int, str], host: registry.Host, record: Any) -> str:
    if not person.is_active:
        return _("no longer works here")
    if person.pk in away:
        return away[person.pk]
    if not host.may_be_given(person, record):
        return _("may not work on it")
    return ""


def _pick(rule: RoutingRule, candidates: Sequence[Candidate]) -> tuple[User | None, str]:
    free = [each for each in candidates if not each.skipped]
    if not free:
        return None, _("Nobody there can take it, so the next rule is tried.")
    if rule.person is not None:
        return free[0].person, _("Named by the rule.")
    if rule.choosing == Choosing.IN_TURN:
        after = rule.last_given_to_id or 0
        following = [each for each in free if each.person.pk > after] or free
        return following[0].person, _("Next in turn.")
    # Of those with equally little, whoever comes after the last one, so that ties go round.
    last = rule.last_given_to_id or 0
    best = min(free, key=lambda each: (each.load, each.person.pk <= last, each.person.pk))
    words = ngettext("Has least: %s open assignment.", "Has least: %s open assignments.", best.load)
    return best.person, words % best.load
