"""Break-glass: sight of a hidden matter for a limited time, with a reason, in sight of its owners (ADR 3)."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed, NotFound
from matters.models import BreakGlassGrant, Matter
from matters.services.guards import is_screened, may_see
from matters.services.notices import tell_of_glass

HOURS: Final = (1, 4, 8, 24)


@transaction.atomic
def break_glass(number: str, *, reason: str, hours: int, actor: User) -> BreakGlassGrant:
    """Let the actor read the matter of this number for some hours (1, 4, 8 or 24), from now on.

    It opens reading alone, and never what a wall screens from them: such a matter is answered like one that
    does not exist. Raises NotAllowed without the capability, DomainError without reason or need.
    """
    if not has_capability(actor, can.MATTERS_BREAK_GLASS):
        raise NotAllowed("glass.not_allowed", _("Your role does not include break-glass access."))
    if not reason.strip():
        raise DomainError("glass.reason_missing", _("Say why you have to read it."), field="reason")
    if hours not in HOURS:
        raise DomainError("glass.hours", _("Choose 1, 4, 8 or 24 hours."), field="hours")
    matter = _hidden_matter(number, actor)
    now = clock.now()
    grant = BreakGlassGrant.objects.create(
        matter=matter,
        user=actor,
        reason=reason.strip(),
        granted_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    _keep_end(actor)
    after = {"person": str(actor), "until": grant.expires_at}
    record(matter, "matters.glass.broken", actor=actor, after=after, reason=grant.reason)
    tell_of_glass(grant)
    return grant


def find_grant(number: str, grant_id: int, *, actor: User) -> BreakGlassGrant:
    """A grant that the actor may end; keepers of walls need not see its matter. Raises NotFound."""
    rows = BreakGlassGrant.objects.select_related("matter").filter(matter__number=number, pk=grant_id)
    grant = rows.first()
    if grant is None or not (actor.pk == grant.user_id or _answers_for(actor, grant.matter)):
        raise NotFound("glass.not_found", _("There is no such access."))
    return grant


@transaction.atomic
def end_glass(grant: BreakGlassGrant, *, actor: User) -> BreakGlassGrant:
    """End a grant before its time: the person themself, the matter's lead, or whoever keeps walls.

    Ending it twice records once. Raises NotFound for everyone else.
    """
    current = _locked(grant)
    if actor.pk != current.user_id and not _answers_for(actor, current.matter):
        raise NotFound("glass.not_found", _("There is no such access."))
    if current.ended_at is None:
        _end(current, actor=actor)
    return current


def _answers_for(actor: User, matter: Matter) -> bool:
    keeps = has_capability(actor, can.MATTERS_MANAGE_WALLS) and not is_screened(actor, matter)
    return keeps or (actor.pk == matter.lead_id and may_see(actor, matter))


def end_expired_glass() -> int:
    """Write down the end of every grant whose time is over (it opens nothing since); how many."""
    over = BreakGlassGrant.objects.filter(ended_at__isnull=True, expires_at__lte=clock.now())
    return sum(_end_if_open(grant) for grant in over.order_by("pk"))


@transaction.atomic
def _end_if_open(grant: BreakGlassGrant) -> bool:
    current = _locked(grant)
    if current.ended_at is not None:
        return False
    _end(current, actor=system_actor("access-keeper"))
    return True


def _end(grant: BreakGlassGrant, *, actor: User) -> None:
    grant.ended_at, grant.ended_by = min(clock.now(), grant.expires_at), actor
    grant.save(update_fields=["ended_at", "ended_by"])
    _keep_end(grant.user)
    record(
        grant.matter,
        "matters.glass.ended",
        actor=actor,
        before={"person": str(grant.user), "until": grant.expires_at},
        occurred_at=grant.ended_at,
    )


def _locked(grant: BreakGlassGrant) -> BreakGlassGrant:
    rows = BreakGlassGrant.objects.select_for_update(of=("self",)).select_related("matter", "user")
    return rows.get(pk=grant.pk)


def _keep_end(person: User) -> None:
    """The end of the last grant that stands, on the person's own row."""
    standing = BreakGlassGrant.objects.filter(user=person, ended_at__isnull=True)
    until = standing.aggregate(last=Max("expires_at"))["last"]
    User.objects.filter(pk=person.pk).update(glass_until=until)
    person.glass_until = until


def _hidden_matter(number: str, actor: User) -> Matter:
    matter = Matter.objects.filter(number__iexact=number.strip()).first()
    if matter is None or is_screened(actor, matter):
        raise DomainError("glass.no_matter", _("There is no matter with this number."), field="number")
    if may_see(actor, matter):
        message = _("You can see %(number)s already.")
        raise DomainError("glass.not_needed", message % {"number": matter.number}, field="number")
    now = clock.now()
    open_ = matter.glass_grants.filter(user=actor, ended_at__isnull=True, expires_at__gt=now).first()
    if open_:
        message = _("You have broken the glass of %(number)s already.")
        raise DomainError("glass.open", message % {"number": matter.number}, field="number")
    return matter
