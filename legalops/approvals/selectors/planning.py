"""Which policy fits a record, and whom it would ask: shown before and used when approval is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from legalops.approvals import engine, registry
from legalops.approvals.engine import CannotPlan, Plan
from legalops.approvals.models import Policy, PolicyVersion
from legalops.approvals.registry import Subject
from legalops.approvals.selectors.people import Looking
from legalops.approvals.selectors.steps import rules_of
from legalops.kernel import conditions, records
from legalops.kernel.conditions import Judged
from legalops.kernel.errors import DomainError
from legalops.web import formats


@dataclass(frozen=True, slots=True)
class Planned:
    """The policy that fits, why it does, and the steps; `facts` are what it was judged by."""

    version: PolicyVersion
    judged: tuple[Judged, ...]
    plan: Plan
    amount: Decimal | None
    facts: Mapping[str, Any]

    @property
    def why(self) -> str:
        """The conditions in a sentence."""
        return ". ".join(each.sentence for each in self.judged)


@dataclass(frozen=True, slots=True)
class Tried:
    """A policy that was looked at: whether it fits and how each condition came out."""

    policy: Policy
    judged: tuple[Judged, ...]

    @property
    def fits(self) -> bool:
        """Whether all conditions are met."""
        return all(each.holds for each in self.judged)


def plan_for(record: Any, *, asker: Any, amount: Decimal | None = None) -> Planned:
    """The policy for the record and whom it asks, in order and with reasons; changes nothing.

    `amount` in base currency, when given, stands in for the record's own. Raises DomainError
    "approval.no_policy" or "approval.nobody" naming what to set up.
    """
    subject = registry.subject_of(record)
    amount = subject.amount(record) if amount is None else amount
    tried, facts = try_policies(subject, record, amount)
    fitting = next((each for each in tried if each.fits), None)
    if fitting is None:
        raise _no_policy(subject)
    version = fitting.policy.published
    looking = Looking(subject, record, asker, amount)
    plan = plan_version(version, looking)
    return Planned(version, fitting.judged, plan, amount, facts)


def plan_version(version: PolicyVersion, looking: Looking) -> Plan:
    """The steps of a policy's version for one record. Raises DomainError "approval.nobody"."""
    try:
        return engine.plan(
            rules_of(version.content, looking),
            amount=looking.amount,
            authority=looking.with_authority,
            currency=settings.BASE_CURRENCY,
            within_authority=version.content["within_authority"],
        )
    except CannotPlan as fault:
        raise NobodyToAsk(fault, version.policy, looking) from fault


def try_policies(
    subject: Subject, record: Any, amount: Decimal | None
) -> tuple[list[Tried], Mapping[str, Any]]:
    """The policies in use for this kind in their order, judged by the record; and the facts used."""
    policies = list(
        Policy.objects.filter(
            record_type=subject.record_type, is_active=True, published__isnull=False
        ).select_related("published__policy")
    )
    fields = records.fields_of(subject.record_type)
    parsed = {
        policy: conditions.parse(policy.published.content["conditions"], fields, policy.name)
        for policy in policies
    }
    facts = facts_for(subject, record, (conditions.fields_named(each) for each in parsed.values()))
    if amount is not None and "amount" in facts:
        facts["amount"] = amount
    return [
        Tried(policy, tuple(conditions.explain(each, facts, fields))) for policy, each in parsed.items()
    ], facts


def facts_for(subject: Subject, record: Any, named: Iterable[frozenset[str]]) -> dict[str, Any]:
    """The facts that these conditions name."""
    codes = frozenset().union(*named)
    found = subject.facts(record) if subject.facts else records.facts_of(record, codes)
    return {code: value for code, value in found.items() if code in codes}


class NobodyToAsk(DomainError):
    """A step has too few people. `fault` tells who was looked at."""

    def __init__(self, fault: CannotPlan, policy: Policy, looking: Looking) -> None:
        self.fault = fault
        super().__init__("approval.nobody", _nobody(fault, policy, looking))


def _nobody(fault: CannotPlan, policy: Policy, looking: Looking) -> str:
    title = looking.subject.type.title(looking.record)
    if fault.by_authority and looking.amount is not None:
        message = _(
            "Nobody can approve %(amount)s of %(title)s. Someone who may approve it, sees it and did not "
            "work on it needs an authority limit of at least that. Ask an administrator to set one under "
            "Authority limits, or to let such a person see it."
        )
        return message % {"amount": formats.money(looking.amount, settings.BASE_CURRENCY), "title": title}
    message = _(
        "Policy %(policy)s, %(step)s: %(needed)s must approve %(title)s, but only %(possible)s can be asked"
        "%(who)s. Ask an administrator to name more people in the policy, or to let them see it."
    )
    barred = ", ".join(
        f"{one.name} {one.bar}" for label, one in fault.passed_over if label == fault.label and one.bar
    )
    return message % {
        "policy": policy,
        "step": fault.label or _("steps"),
        "needed": fault.needed,
        "title": title,
        "possible": fault.possible,
        "who": f" ({barred})" if barred else "",
    }


def _no_policy(subject: Subject) -> DomainError:
    message = _(
        "No approval policy fits this %(kind)s. Ask an administrator to publish one under Approval policies "
        "without conditions, so that there is always one that fits."
    )
    return DomainError("approval.no_policy", message % {"kind": str(subject.type.label).lower()})
