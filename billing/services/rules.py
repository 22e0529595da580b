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
# The ledger keeps names for people to read, and codes by which a scope can be given again.
SCOPE_CODES = {"matter_types": "matter_type_codes", "firms": "firm_codes"}
SCOPE = tuple(SCOPE_CODES)
CHANGED, RESTORED = "billing.rule.changed", "billing.rule.restored"
# Where a form shows a parameter of its own, its field is called this and the parameter's name.
PARAMETER_FIELD = "param_"


@transaction.atomic
def save_rule(
    rule: ReviewRule, changes: Mapping[str, Any], *, actor: User, restores: int | None = None
) -> ReviewRule:
    """Change the given FIELDS and SCOPE; a change that changes something makes a new version.

    `matter_types` and `firms` are collections of records, empty meaning all. `restores` names the earlier
    version whose settings these are. Raises DomainError "rule.setting" beside the field for what the rule
    cannot work with.
    """
    current = ReviewRule.objects.select_for_update().get(pk=rule.pk)
    before = state_of(current)
    wanted = _wanted(current, changes)
    _set(current, wanted)
    after = state_of(current)
    if after == before:
        return current
    current.version += 1
    current.save(update_fields=["version"])
    changed = [name for name in after if after[name] != before[name]]
    told = {"version": current.version} | ({"restores": restores} if restores else {})
    record(
        current,
        RESTORED if restores else CHANGED,
        actor=actor,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | told,
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


def state_of(rule: ReviewRule) -> dict[str, Any]:
    """FIELDS, SCOPE in names, and SCOPE_CODES, as they are now."""
    state = {name: getattr(rule, name) for name in FIELDS}
    for name, codes_name in SCOPE_CODES.items():
        chosen = list(getattr(rule, name).all())
        state[name] = sorted(str(one) for one in chosen)
        state[codes_name] = sorted(one.code for one in chosen)
    return state
