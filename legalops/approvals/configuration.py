"""Approval policies as a section of the configuration's files: people by address, teams by name."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.approvals.models import Policy
from legalops.approvals.services import policies
from legalops.configuration import conditions, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError

FIELDS = ("name", "record_type", "position", "is_active", "conditions", "within_authority", "steps")
# What a step is when a file does not say.
_STEP: Item = {
    "position": 1,
    "who": "role",
    "people": [],
    "role": "",
    "team": "",
    "relation": "",
    "otherwise": "",
    "mode": "any",
    "needed": None,
    "skip_if_nobody": False,
    "due_after": None,
    "escalates_after": None,
    "escalates_to": "",
    "escalates_to_role": "",
}


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(
        Section(
            "approval_policies", gettext_lazy("Approval policies"), "code", FIELDS, export, save, order=200
        )
    )


def export() -> list[Item]:
    """Every policy as it is edited now."""
    return [_item(policy) for policy in Policy.objects.order_by("record_type", "position", "code")]


def save(code: str, item: Item, actor: User) -> None:
    """Add or change the policy of this code and publish it.

    Raises DomainError for people, teams and roles that do not exist here, and for what cannot be published.
    """
    policy = Policy.objects.filter(code=code).first()
    wanted = (_item(policy) if policy else {"name": code, "position": 100, "within_authority": True}) | item
    if "record_type" not in wanted or "steps" not in wanted:
        message = _("A new policy needs its record_type and its steps.")
        raise DomainError("configuration.value", message, field="steps")
    made = policies.define(
        code,
        name=wanted["name"],
        record_type=wanted["record_type"],
        position=wanted["position"],
        conditions=conditions.from_words(wanted.get("conditions", []), wanted["record_type"]),
        within_authority=wanted["within_authority"],
        steps=[_step(number, step) for number, step in enumerate(wanted["steps"], 1)],
        actor=actor,
    )
    policies.switch(made, is_active=bool(wanted.get("is_active", True)), actor=actor)


def _item(policy: Policy) -> Item:
    content = policies.content_of(policy)
    return {
        "code": policy.code,
        "name": policy.name,
        "record_type": policy.record_type,
        "position": policy.position,
        "is_active": policy.is_active,
        "conditions": conditions.in_words(content["conditions"], policy.record_type),
        "within_authority": content["within_authority"],
        "steps": [_plain(step) for step in content["steps"]],
    }


def _plain(step: Item) -> Item:
    emails = User.objects.filter(pk__in=step["people"]).order_by("email").values_list("email", flat=True)
    late = User.objects.filter(pk=step["escalates_to"]).first()
    team = Team.objects.filter(pk=step["team"]).first()
    return {name: step[name] for name in _STEP} | {
        "people": list(emails),
        "team": team.name if team else "",
        "escalates_to": late.email if late else "",
    }


def _step(number: int, given: Any) -> Item:
    if not isinstance(given, dict) or set(given) - set(_STEP):
        known = ", ".join(_STEP)
        message = _("Step %(number)s: it may say %(known)s.") % {"number": number, "known": known}
        raise DomainError("configuration.value", message, field="steps")
    step = _STEP | given
    for name in ("role", "escalates_to_role"):
        if step[name] and not Role.objects.filter(code=step[name]).exists():
            raise _absent(number, step[name])
    return step | {
        "people": [_person(number, email) for email in step["people"]],
        "team": _team(number, step["team"]) if step["team"] else None,
        "escalates_to": _person(number, step["escalates_to"]) if step["escalates_to"] else None,
    }


def _person(number: int, email: str) -> int:
    found = User.objects.filter(email=str(email).lower()).values_list("pk", flat=True).first()
    if found is None:
        raise _absent(number, email)
    return found


def _team(number: int, name: str) -> int:
    found = Team.objects.filter(name=name).values_list("pk", flat=True).first()
    if found is None:
        raise _absent(number, name)
    return found


def _absent(number: int, name: object) -> DomainError:
    message = _("Step %(number)s: there is no “%(name)s” here. Add it first, or name somebody else.")
    return DomainError("configuration.value", message % {"number": number, "name": name}, field="steps")
