"""Endpoints of people: invite, give roles, unlock, let leave."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.api.shapes import Nothing, ReasonGiven
from legalops.api.viewsets import RecordViews
from legalops.governance.api import people_shapes as shapes
from legalops.governance.open_work import kinds
from legalops.governance.selectors.people import people_rows
from legalops.governance.services.joining import invite, send_invitation
from legalops.governance.services.leaving import leave, reactivate
from legalops.governance.services.roles import set_access
from legalops.governance.tables import STATES
from legalops.kernel.errors import Conflict
from legalops.signin.services.lockouts import unlock
from legalops.signin.services.sessions import end_sessions, reset_second_factor

_LOOKS = frozenset({can.PEOPLE_MANAGE, can.ACCESS_REVIEW})
_MANAGES = frozenset({can.PEOPLE_MANAGE})
_PLAIN = {"pagination_class": None, "filterset_class": None, "ordering_fields": ()}


class PeopleFilter(django_filters.FilterSet):
    """What a list of people may be narrowed by."""

    q = django_filters.CharFilter("full_name", "icontains", help_text="Part of the name")
    email = django_filters.CharFilter(lookup_expr="iexact")
    role = django_filters.CharFilter("role_assignments__role__code")
    team = django_filters.CharFilter("teams__name")
    state = django_filters.ChoiceFilter(choices=list(STATES.items()))


class PersonViews(RecordViews):
    """Everyone who can or could sign in."""

    area = "people"
    capabilities = {"list": _LOOKS, "retrieve": _LOOKS, "metadata": _LOOKS, "*": _MANAGES}
    queryset = User.objects.none()
    serializer_class = shapes.PersonSerializer
    takes = {
        "create": shapes.Invitation,
        "access": shapes.Access,
        "leave": shapes.Leaving,
        "reset_second_factor": ReasonGiven,
        "unlock": Nothing,
        "end_sessions": Nothing,
        "invite_again": Nothing,
        "welcome_back": Nothing,
    }
    filterset_class = PeopleFilter
    ordering_fields = ("full_name", "email")
    ordering = ("full_name",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With roles, teams and state."""
        return people_rows().prefetch_related("role_assignments__role", "teams")

    @extend_schema(responses={201: shapes.PersonSerializer})
    def create(self, request: Request) -> Response:
        """Invite a person: they get a link by which they choose their own password."""
        site = request.build_absolute_uri("/")
        return self.made(request, lambda given: invite(**given, site=site, actor=request.user))

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"])
    def access(self, request: Request, pk: str) -> Response:
        """Give and take so that the person has exactly these roles and teams."""
        return self.acted(request, lambda person, given: set_access(person, **given, actor=request.user))

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"])
    def unlock(self, request: Request, pk: str) -> Response:
        """Let a locked-out person try again."""
        return self.acted(request, lambda person, _given: unlock(person, actor=request.user))

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"], url_path="end-sessions")
    def end_sessions(self, request: Request, pk: str) -> Response:
        """End every session of the person."""
        return self.acted(request, lambda person, _given: end_sessions(person, actor=request.user))

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"], url_path="reset-second-factor")
    def reset_second_factor(self, request: Request, pk: str) -> Response:
        """Take a lost second factor off; every session ends."""
        return self.acted(
            request, lambda person, given: reset_second_factor(person, **given, actor=request.user)
        )

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"], url_path="invite-again")
    def invite_again(self, request: Request, pk: str) -> Response:
        """Write the link to set a password again."""

        def write(person: User, _given: dict[str, Any]) -> None:
            if not person.is_active:
                raise Conflict("governance.left", f"{person} has left. Let them return first.")
            send_invitation(person, site=request.build_absolute_uri("/"), actor=request.user)

        return self.acted(request, write)

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def welcome_back(self, request: Request, pk: str) -> Response:
        """Let a person who left sign in again."""
        return self.acted(request, lambda person, _given: reactivate(person, actor=request.user))

    @extend_schema(responses=shapes.OpenWorkSerializer(many=True), filters=False)
    @action(detail=True, url_path="open-work", **_PLAIN)
    def open_work(self, request: Request, pk: str) -> Response:
        """What the person has in hand, by kind: what somebody else has to take over before they leave."""
        person = self.get_object()
        found = [(kind, kind.items(person, request.user)) for kind in kinds()]
        rows = [
            {
                "kind": kind.kind,
                "label": kind.label,
                "count": len(items),
                "successor_needed": kind.successor_needed,
            }
            for kind, items in found
            if items
        ]
        return Response(shapes.OpenWorkSerializer(rows, many=True).data)

    @extend_schema(responses=shapes.PersonSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        """Give all open work to the successor of its kind and close the account; all or nothing."""
        return self.acted(request, lambda person, given: leave(person, **given, actor=request.user))
