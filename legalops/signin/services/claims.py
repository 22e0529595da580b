"""Roles and teams that follow from a provider's claims: given at sign-in, taken when the claim is gone.

What people gave by hand is never a grant, so it is never taken here.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access.models import RoleAssignment
from legalops.access.services import give_role, take_role
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.signin.claims import Held, holding, unknown
from legalops.signin.models import ClaimGrant, ClaimRule, IdentityProvider

log = logging.getLogger(__name__)
Key = tuple[int | None, int | None]


def rules_of(provider: IdentityProvider) -> list[ClaimRule]:
    """The provider's rules in their order."""
    return list(provider.claim_rules.select_related("role", "team"))


@transaction.atomic
def apply_claims(person: User, provider: IdentityProvider, claims: Mapping[str, Any]) -> None:
    """Give what the claims stand for, and take what only this provider's earlier claims had given.

    Claims that were too many to be sent leave everything as it is. What the product refuses (the last
    administrator's role, a department's role for people of firms) stays undone, and the sign-in goes on.
    """
    rules = rules_of(provider)
    if unknown(rules, claims):
        return
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two sign-ins at once
    wanted: dict[Key, Held] = {}
    for held in holding(rules, claims):
        wanted.setdefault((held.rule.role_id, held.rule.team_id), held)
    grants = {(one.role_id, one.team_id): one for one in _grants(person, provider)}
    given = [
        reason for key, held in wanted.items() if (reason := _give(person, provider, held, grants.get(key)))
    ]
    taken = [grant.reason for key, grant in grants.items() if key not in wanted and _take(grant)]
    if given or taken:
        record(
            person,
            "signin.claims.applied",
            actor=_actor(),
            before={"taken": taken} if taken else None,
            after={"given": given} if given else None,
            reason=_("Claims of %s") % provider,
        )


def reason_of(held: Held, provider: IdentityProvider) -> str:
    """Why something is given, in words."""
    words = _("%(what)s, because %(claim)s at %(provider)s names %(value)s")
    facts = {"what": held.rule.gives, "claim": held.rule.claim, "provider": provider, "value": held.said}
    return (words % facts)[:300]


def _grants(person: User, provider: IdentityProvider) -> list[ClaimGrant]:
    rows = ClaimGrant.objects.filter(user=person, provider=provider)
    return list(rows.select_related("role", "team", "user"))


def _give(person: User, provider: IdentityProvider, held: Held, grant: ClaimGrant | None) -> str:
    """The reason, if something was given; what the person has by hand stays theirs by hand."""
    rule = held.rule
    if _has(person, rule.role_id, rule.team_id) and (grant or not _of_claims(person, rule)):
        return ""
    reason = reason_of(held, provider)
    try:
        with transaction.atomic():
            if rule.role:
                give_role(person, rule.role, actor=_actor())
            else:
                rule.team.members.add(person)
    except DomainError as refusal:
        log.warning("Claims of provider %s: person %s: %s", provider.pk, person.pk, refusal.code)
        return ""
    if grant is None:
        ClaimGrant.objects.create(
            user=person,
            provider=provider,
            role=rule.role,
            team=rule.team,
            reason=reason,
            given_at=clock.now(),
        )
    return reason


def _take(grant: ClaimGrant) -> bool:
    others = ClaimGrant.objects.filter(user=grant.user, role=grant.role, team=grant.team)
    try:
        with transaction.atomic():
            if not others.exclude(pk=grant.pk).exists():
                _withdraw(grant)
            grant.delete()
    except DomainError as refusal:
        log.warning("Claims of provider %s: person %s: %s", grant.provider_id, grant.user_id, refusal.code)
        return False
    return True


def _withdraw(grant: ClaimGrant) -> None:
    if grant.team:
        grant.team.members.remove(grant.user)
        return
    held = RoleAssignment.objects.select_related("user", "role").filter(user=grant.user, role=grant.role)
    for assignment in held:
        take_role(assignment, actor=_actor())


def _has(person: User, role_id: int | None, team_id: int | None) -> bool:
    if role_id is not None:
        return RoleAssignment.objects.filter(user=person, role=role_id).exists()
    return person.teams.filter(pk=team_id).exists()


def _of_claims(person: User, rule: ClaimRule) -> bool:
    """Whether another provider's claims gave it: then this provider's hold it up as well."""
    return ClaimGrant.objects.filter(user=person, role=rule.role_id, team=rule.team_id).exists()


def _actor() -> User:
    return system_actor("sign-in")
