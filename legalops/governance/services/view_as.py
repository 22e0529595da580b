"""Looking at the pages as another person sees them: begun with a reason, ended by hand or by the clock."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of, has_capability
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.governance.models import ViewAs
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed

MINUTES: Final = (15, 30, 60)


@transaction.atomic
def begin(person: User, *, reason: str, minutes: int, actor: User) -> ViewAs:
    """Let the actor look as this person for some minutes (15, 30 or 60), from now on.

    What is shown is what both may see, so that nobody is a way around walls or roles. Raises NotAllowed
    without the capability; DomainError without reason, and for whom there is nothing to show.
    """
    if not has_capability(actor, can.PEOPLE_VIEW_AS):
        raise NotAllowed("view_as.not_allowed", _("Your role does not include viewing as another person."))
    if not reason.strip():
        raise DomainError("view_as.reason_missing", _("Say why you look."), field="reason")
    if minutes not in MINUTES:
        raise DomainError("view_as.minutes", _("Choose 15, 30 or 60 minutes."), field="minutes")
    _refuse(person, actor)
    now = clock.now()
    until = now + timedelta(minutes=minutes)
    viewing = ViewAs.objects.create(
        viewer=actor, person=person, reason=reason.strip(), began_at=now, until=until
    )
    record(person, "governance.view_as.began", actor=actor, after={"until": until}, reason=viewing.reason)
    return viewing


@transaction.atomic
def end(viewing: ViewAs, *, actor: User) -> None:
    """End it now, or write down that its time was over; ending it twice records once."""
    current = ViewAs.objects.select_for_update(of=("self",)).select_related("person").get(pk=viewing.pk)
    if current.ended_at is not None:
        return
    current.ended_at = min(clock.now(), current.until)
    current.save(update_fields=["ended_at"])
    record(
        current.person,
        "governance.view_as.ended",
        actor=actor,
        before={"viewer": str(current.viewer), "from": current.began_at},
        after={"to": current.ended_at},
        occurred_at=current.ended_at,
    )


def end_expired() -> int:
    """Write down the end of every view whose time is over; how many."""
    over = ViewAs.objects.filter(ended_at__isnull=True, until__lte=clock.now()).order_by("pk")
    for viewing in over:
        end(viewing, actor=system_actor("access-keeper"))
    return len(over)


def standing(viewing_id: int, viewer: User) -> ViewAs | None:
    """The view of this key, if it is the viewer's, not over, and both are still who they were."""
    rows = ViewAs.objects.select_related("person").filter(pk=viewing_id, viewer=viewer)
    found = rows.filter(ended_at__isnull=True, until__gt=clock.now()).first()
    if found is None or not found.person.is_active or not has_capability(viewer, can.PEOPLE_VIEW_AS):
        return None
    return found


def _refuse(person: User, actor: User) -> None:
    if person.pk == actor.pk:
        raise DomainError("view_as.oneself", _("Choose somebody else."), field="person")
    if not person.is_active or person.is_system:
        message = _("%s cannot sign in, so there is nothing to see.")
        raise DomainError("view_as.inactive", message % person, field="person")
    if capabilities_of(person).isdisjoint(capabilities_of(actor)):
        message = _("There is no page that both you and %s may open.")
        raise DomainError("view_as.nothing_in_common", message % person, field="person")
