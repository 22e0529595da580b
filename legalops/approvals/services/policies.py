"""Policies: checked and published as versions; requests that wait keep the version they were asked under."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.approvals import engine, registry
from legalops.approvals.enums import StepMode, Who
from legalops.approvals.models import Policy, PolicyStep, PolicyVersion
from legalops.approvals.selectors.checking import shapes_of
from legalops.audit.services import record as record_event
from legalops.kernel import clock, conditions, records
from legalops.kernel.errors import DomainError
from legalops.web import formats


class PolicyFaults(DomainError):
    """A policy that cannot be published: `faults` are sentences, each beginning with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("approval.policy", " ".join(faults))
        self.faults = faults


def faults_of(policy: Policy) -> list[str]:
    """Everything that stands against publishing the policy as it is edited now."""
    registry.find(policy.record_type)
    found = engine.faults_of(shapes_of(policy))
    try:
        conditions.parse(policy.conditions, records.fields_of(policy.record_type))
    except conditions.ConditionFaults as fault:
        found = [*fault.faults, *found]
    return found


@transaction.atomic
def publish(policy: Policy, *, actor: User) -> PolicyVersion:
    """Make the policy as it is edited now the one that counts; unchanged it stays the version it is.

    Raises PolicyFaults naming each place and its mend.
    """
    row = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    faults = faults_of(row)
    if faults:
        raise PolicyFaults(faults)
    content = content_of(row)
    if row.published_id and row.published.content == content:
        return row.published
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    version = PolicyVersion.objects.create(
        policy=row, number=last + 1, content=content, published_at=clock.now(), published_by=actor
    )
    row.published = policy.published = version
    row.save(update_fields=["published"])
    record_event(row, "approvals.policy.published", actor=actor, after={"version": version.number})
    return version


def is_unpublished(policy: Policy) -> bool:
    """Whether what is edited differs from what counts."""
    return policy.published is None or policy.published.content != content_of(policy)


def last_change(policy: Policy) -> str:
    """When the policy or one of its steps was changed last, and by whom; read from the row history."""
    events = [
        model.pgh_event_model.objects.filter(**{path: policy.pk}).order_by("-pgh_id").first()
        for model, path in ((Policy, "pgh_obj"), (PolicyStep, "policy"))
    ]
    last = max(
        (each for each in events if each is not None), key=lambda each: each.pgh_created_at, default=None
    )
    if last is None:
        return ""
    person = (last.pgh_context.metadata if last.pgh_context else {}).get("user")
    name = User.objects.filter(pk=person).first() if person else None
    return f"{formats.instant(last.pgh_created_at)}, {name or _('the product')}"


@transaction.atomic
def restore(policy: Policy, version: PolicyVersion, *, actor: User) -> Policy:
    """Bring an earlier version back into the form; nothing counts until it is published."""
    row = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    content = version.content
    row.conditions, row.within_authority = content["conditions"], content["within_authority"]
    row.save(update_fields=["conditions", "within_authority"])
    write_steps(row, content["steps"])
    record_event(row, "approvals.policy.restored", actor=actor, after={"version": version.number})
    return row


@transaction.atomic
def switch(policy: Policy, *, is_active: bool, actor: User) -> Policy:
    """Put a policy in use or take it out; what waits under it goes on. Twice is once."""
    row = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    if row.is_active != is_active:
        row.is_active = is_active
        row.save(update_fields=["is_active"])
        record_event(row, "approvals.policy.switched", actor=actor, after={"is_active": is_active})
    return row


@transaction.atomic
def copy(policy: Policy, *, actor: User) -> Policy:
    """A copy under another code, not in use and not published."""
    number = 2
    while Policy.objects.filter(code=f"{policy.code[:56]}-{number}").exists():
        number += 1
    copied = Policy.objects.create(
        code=f"{policy.code[:56]}-{number}",
        name=_("%s (copy)") % policy.name[:110],
        record_type=policy.record_type,
        position=policy.position,
        conditions=policy.conditions,
        within_authority=policy.within_authority,
        is_active=False,
    )
    write_steps(copied, content_of(policy)["steps"])
    record_event(copied, "approvals.policy.copied", actor=actor, after={"of": policy.code})
    return copied


@transaction.atomic
def define(
    code: str, *, name: str, record_type: str, position: int, steps: Iterable[Mapping[str, Any]],
    conditions: list[Any] = (), within_authority: bool = True, actor: User,
) -> Policy:  # fmt: skip
    """Make or change the policy of this code and publish it: for shipped policies, demo data and imports."""
    policy, _made = Policy.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "record_type": record_type,
            "position": position,
            "conditions": list(conditions),
            "within_authority": within_authority,
        },
    )
    write_steps(policy, steps)
    publish(policy, actor=actor)
    record_event(policy, "approvals.policy.changed", actor=actor, after={"version": policy.published.number})
    return policy


@transaction.atomic
def install(
    code: str, *, name: str, record_type: str, position: int, steps: Iterable[Mapping[str, Any]]
) -> None:
    """Publish a shipped policy where there is none of its code; what administrators changed stays.

    As with all that comes with the schema, nobody did it and the ledger keeps no event of it.
    """
    if Policy.objects.filter(code=code).exists():
        return
    policy = Policy.objects.create(code=code, name=name, record_type=record_type, position=position)
    write_steps(policy, steps)
    policy.published = PolicyVersion.objects.create(
        policy=policy, number=1, content=content_of(policy), published_at=clock.now()
    )
    policy.save(update_fields=["published"])


def content_of(policy: Policy) -> dict[str, Any]:
    """The policy as a version keeps it."""
    rows = policy.steps.order_by("position", "pk").select_related("role", "escalates_to_role")
    return {
        "conditions": policy.conditions,
        "within_authority": policy.within_authority,
        "steps": [_stored(number, step) for number, step in enumerate(rows.prefetch_related("people"), 1)],
    }


def write_steps(policy: Policy, steps: Iterable[Mapping[str, Any]]) -> None:
    """Replace the steps being edited by these, in the form in which a version keeps them."""
    policy.steps.all().delete()
    for at, step in enumerate(steps, 1):
        who, many = step.get("who", Who.ROLE), step.get("people", ())
        row = PolicyStep.objects.create(
            policy=policy,
            position=step.get("position", at),
            who=who,
            role=Role.objects.get(code=step["role"]) if step.get("role") else None,
            team=Team.objects.get(pk=step["team"]) if step.get("team") else None,
            relation=step.get("relation", ""),
            otherwise=step.get("otherwise", ""),
            mode=step.get("mode", StepMode.ONE if who == Who.AUTHORITY else StepMode.ANY),
            needed=step.get("needed"),
            skip_if_nobody=step.get("skip_if_nobody", False),
            due_after=step.get("due_after"),
            escalates_after=step.get("escalates_after"),
            escalates_to_id=step.get("escalates_to"),
            escalates_to_role=(
                Role.objects.get(code=step["escalates_to_role"]) if step.get("escalates_to_role") else None
            ),
        )
        row.people.set(many)


def _stored(number: int, step: PolicyStep) -> dict[str, Any]:
    return {
        "number": number,
        "position": step.position,
        "who": step.who,
        "people": sorted(person.pk for person in step.people.all()),
        "role": step.role.code if step.role else "",
        "team": step.team_id,
        "relation": step.relation,
        "otherwise": step.otherwise,
        "mode": step.mode,
        "needed": step.needed,
        "skip_if_nobody": step.skip_if_nobody,
        "due_after": step.due_after,
        "escalates_after": step.escalates_after,
        "escalates_to": step.escalates_to_id,
        "escalates_to_role": step.escalates_to_role.code if step.escalates_to_role else "",
    }
