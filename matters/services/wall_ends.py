"""Walls with a last day: those who keep them are warned before, and the wall is lifted on the day."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel import clock
from matters.models import EthicalWall
from matters.services.notices import tell_of_wall_end

WARNING: Final = timedelta(days=14)


def keep_wall_ends() -> dict[str, int]:
    """Lift what is over, warn of what ends within a fortnight; how many of each. May run at any time.

    Until it runs, a wall whose day has come still stands: late is safe.
    """
    actor, today = system_actor("access-keeper"), clock.today()
    standing = EthicalWall.objects.filter(lifted_at__isnull=True)
    over = standing.filter(expires_on__lte=today).order_by("pk")
    lifted = sum(_lift(wall, actor) for wall in over)
    soon = standing.filter(expires_on__gt=today, expires_on__lte=today + WARNING, warned_on__isnull=True)
    return {"lifted": lifted, "warned": sum(_warn(wall, actor) for wall in soon.order_by("pk"))}


@transaction.atomic
def _lift(wall: EthicalWall, actor: User) -> bool:
    current = _locked(wall)
    if current.lifted_at is not None or current.expires_on is None or current.expires_on > clock.today():
        return False
    current.lifted_at = clock.now()
    current.save(update_fields=["lifted_at"])
    people = current.screened.select_related("user").order_by("user_id")
    before = {"screened": [str(one.user) for one in people], "until": current.expires_on}
    reason = _("Its last day has come")
    record(current.matter, "matters.wall.expired", actor=actor, before=before, reason=reason)
    return True


@transaction.atomic
def _warn(wall: EthicalWall, actor: User) -> bool:
    current = _locked(wall)
    if current.lifted_at is not None or current.warned_on is not None or current.expires_on is None:
        return False
    current.warned_on = clock.today()
    current.save(update_fields=["warned_on"])
    record(current.matter, "matters.wall.expiring", actor=actor, after={"until": current.expires_on})
    tell_of_wall_end(current)
    return True


def _locked(wall: EthicalWall) -> EthicalWall:
    return EthicalWall.objects.select_for_update(of=("self",)).select_related("matter__lead").get(pk=wall.pk)
