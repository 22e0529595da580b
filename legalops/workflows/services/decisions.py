"""What workflows do by themselves, in the automation log: entry actions, and who was given a record and why.

Conditions are logged in the words of the rule and whether they held, never with the record's own values.
"""

from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.automation.enums import Kind
from legalops.automation.services import Ran, log
from legalops.kernel import records
from legalops.workflows.models import ActionRun, Passage
from legalops.workflows.selectors.routing import Candidate, Routing, Tried
from legalops.workflows.selectors.vocabulary import vocabulary_of

# Of everybody in a large role, as many as a person reads.
_CANDIDATES = 50


def log_decision(record: Any, routing: Routing, *, actor: User, error: str = "") -> None:
    """Every rule that was held against the record, who was skipped, who got it."""
    kind, chosen = records.type_of(record), routing.chosen
    rule = chosen.rule if chosen else None
    log(
        Ran(
            kind=Kind.ROUTING,
            rule_name=rule.name if rule else "",
            rule_id=rule.pk if rule else None,
            record_type=kind.code,
            record_id=record.pk,
            effect=_effect(chosen, error),
            error=error,
            nothing=chosen is None and not error,
            key=f"{Kind.ROUTING}:{kind.code}:{record.pk}",
            details={"tried": [_told(each) for each in routing.tried]},
        ),
        actor=actor,
    )


def log_action(row: ActionRun, passage: Passage, *, actor: User) -> None:
    """An entry action as it came out; run again it keeps its one line."""
    run = passage.run
    kind = vocabulary_of(run.record_type).actions.get(row.kind)
    log(
        Ran(
            kind=Kind.ENTRY_ACTION,
            rule_name=f"{passage.to_name}: {kind.say(row.given) if kind else row.kind}",
            record_type=run.record_type,
            record_id=run.record_id,
            given={"action": row.kind, **row.given},
            effect=row.effect,
            error=row.error,
            key=f"{Kind.ENTRY_ACTION}:{row.pk}",
        ),
        actor=actor,
    )


def _effect(chosen: Tried | None, error: str) -> str:
    if chosen is None:
        return "" if error else _("Somebody has it already.")
    words = _("Given to %(who)s. %(why)s")
    return words % {"who": chosen.person or chosen.team, "why": chosen.why}


def _told(tried: Tried) -> dict[str, Any]:
    return {
        "rule": tried.rule.name,
        "rule_id": tried.rule.pk,
        "conditions": [[each.sentence, each.holds] if each else None for each in tried.told],
        "holds": tried.holds,
        "faults": list(tried.faults),
        "candidates": [_candidate(each) for each in tried.candidates[:_CANDIDATES]],
        "more": max(0, len(tried.candidates) - _CANDIDATES),
        "person": tried.person.pk if tried.person else None,
        "team": str(tried.team) if tried.team else "",
        "why": tried.why,
    }


def _candidate(candidate: Candidate) -> list[Any]:
    return [candidate.person.pk, candidate.load, candidate.skipped]
