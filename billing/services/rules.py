"""Changing a review rule: checked, versioned and recorded; findings keep the version that made them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import ReviewRule
from billing.review import ParameterError, RuleSetting, storable_params, validate_setting
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError

FIELDS = ("name", "enabled", "outcome", "parameters", "message", "clause")
SCOPE = ("matter_types", "firms")
# Where a form shows a parameter of its own, its field is called this and the parameter's name.
PARAMETER_FIELD = "param_"


@transaction.atomic
def save_rule(rule: ReviewRule, changes: Mapping[str, Any], *, actor: User) -> ReviewRule:
    """Change the given FIELDS and SCOPE; a change that changes something makes a new version.

    `matter_types` and `firms` are collections of records, empty meaning all. Raises DomainError
    "rule.setting" beside the field for what the rule cannot work with.
    """
    current = ReviewRule.objects.select_for_update().get(pk=rule.pk)
    before = _state(current)
    wanted = _wanted(current, changes)
    _set(current, wanted)
    after = _state(current)
    if after == before:
        return current
    current.version += 1
    current.save(update_fields=["version"])
    changed = [name for name in after if after[name] != before[name]]
    record(
        current,
        "billing.rule.changed",
        actor=actor,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | {"version": current.version},
    )
    return current


@transaction.atomic
def copy_rule(rule: ReviewRule, *, actor: User) -> ReviewRule:
    """A copy to be set for another scope: switched off and without a scope until someone gives it one."""
    copy = ReviewRule.objects.create(
        code=rule.code,
        name=_("%s (copy)") % rule.name[:90],
        enabled=False,
        outcome=rule.outcome,
        parameters=rule.parameters,
        message=rule.message,
        clause=rule.clause,
    )
    record(copy, "billing.rule.copied", actor=actor, after={"from": str(rule)})
    return copy


def _wanted(current: ReviewRule, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The whole setting after the change, checked by the engine that will run it."""
    wanted = {name: changes.get(name, getattr(current, name)) for name in FIELDS}
    wanted |= {name: list(changes.get(name, getattr(current, name).all())) for name in SCOPE}
    try:
        wanted["parameters"] = storable_params(current.code, wanted["parameters"])
        validate_setting(
            RuleSetting(
                code=current.code,
                version=current.version,
                enabled=wanted["enabled"],
                outcome=wanted["outcome"],
                params=wanted["parameters"],
                message=wanted["message"],
                clause=wanted["clause"],
            )
        )
    except ParameterError as error:
        own = error.parameter in FIELDS
        field = error.parameter if own else f"{PARAMETER_FIELD}{error.parameter}"
        raise DomainError("rule.setting", str(error), field=field) from error
    return wanted


def _set(rule: ReviewRule, wanted: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(rule, name, wanted[name])
    rule.save(update_fields=list(FIELDS))
    for name in SCOPE:
        getattr(rule, name).set(wanted[name])


def _state(rule: ReviewRule) -> dict[str, Any]:
    state = {name: getattr(rule, name) for name in FIELDS}
    return state | {name: sorted(str(one) for one in getattr(rule, name).all()) for name in SCOPE}
