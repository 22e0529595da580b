"""Who sees a request: the question of `visible_to` the other way round."""

from collections.abc import Iterable

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.approvals.models import Ask
from legalops.requests.models import Request

_ANY = (can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL)


def seen_by(request: Request) -> Iterable[int]:
    """Keys of the people for whom `visible_to` shows this request; a test holds the two together."""
    asked = Ask.objects.filter(request__record_type="request", request__record_id=request.pk)
    on_it = Q(pk__in=[request.requester_id, request.assignee_id or 0])
    on_it |= Q(pk__in=request.participants.values("pk")) | Q(pk__in=asked.values("person"))
    seen = on_it if request.restricted else on_it | _holding(can.REQUESTS_VIEW_ALL) | _in_turn(request)
    rows = User.objects.filter(
        is_active=True, is_system=False, role_assignments__role__capabilities__overlap=_ANY
    )
    return rows.filter(seen).values_list("pk", flat=True).distinct()


def _holding(capability: str) -> Q:
    holders = User.objects.filter(role_assignments__role__capabilities__contains=[capability])
    return Q(pk__in=holders.values("pk"))


def _in_turn(request: Request) -> Q:
    """Those who work on requests and are in its team, or whose role has to move it."""
    team = User.objects.filter(teams=request.team_id) if request.team_id else User.objects.none()
    in_role = User.objects.filter(role_assignments__role__code__in=request.next_roles)
    return _holding(can.REQUESTS_WORK) & (Q(pk__in=team.values("pk")) | Q(pk__in=in_role.values("pk")))
