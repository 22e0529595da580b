"""Endpoints of key dates: entered, moved with what follows, verified by a second person."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing, ReasonGiven
from legalops.api.viewsets import RecordViews
from legalops.kernel.errors import DomainError
from matters.api import date_shapes as shapes
from matters.models import KeyDate
from matters.selectors.chains import moves_of
from matters.services import date_chains, date_control, key_dates

_READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
_EDIT = frozenset({can.MATTERS_EDIT})
_READS = ("list", "retrieve", "metadata", "moves", "moving")


class KeyDateViews(RecordViews):
    """Key dates of matters; `?matter__number=` narrows to one."""

    area = "matters"
    capabilities = dict.fromkeys(_READS, _READ) | {"*": _EDIT}
    queryset = KeyDate.objects.none()
    serializer_class = shapes.KeyDateSerializer
    takes = {
        "partial_update": shapes.KeyDateFields, "done": shapes.Finishing, "reopen": Nothing,
        "verify": shapes.Verifying, "call_off": ReasonGiven, "uncritical": ReasonGiven, "confirm": Nothing,
        "withdraw": Nothing, "follow": shapes.Following, "again": Nothing, "loose": Nothing,
        "moving": shapes.MoveTo,
    }  # fmt: skip
    filterset_fields = {
        "matter__number": ["exact"],
        "owner__email": ["iexact"],
        "backup__email": ["iexact"],
        "kind": ["exact", "in"],
        "critical": ["exact"],
        "verified_at": ["isnull"],
        "date": ["gte", "lte"],
        "done_at": ["isnull"],
    }
    ordering_fields = ("date",)
    ordering = ("date",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter and people."""
        return KeyDate.objects.visible_to(user).select_related(
            "matter", "owner", "backup", "court", "source", "entered_by", "verified_by", "asked_by"
        )

    @extend_schema(responses={201: shapes.KeyDateSerializer})
    def create(self, request: Request) -> Response:
        """Add a date to a matter."""

        def add(given: dict[str, Any]) -> KeyDate:
            matter, on = given.pop("matter"), given.pop("date")
            return key_dates.set_key_date(matter, on=on, **given, actor=request.user)

        return self.made(request, add)

    @extend_schema(responses=shapes.KeyDateSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Move or rename a date, or give it to someone else; what follows from it moves with it."""
        date, given = self.get_object(), self.taken(request, partial=True)
        name, on = given.pop("name", date.name), given.pop("date", date.date)
        owner = given.pop("owner", date.owner)
        key_dates.change_key_date(date, name=name, on=on, owner=owner, **given, actor=request.user)
        return self.shown(date)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: str) -> Response:
        """Mark the date as done, with what shows it."""
        return self.acted(
            request, lambda date, given: key_dates.complete_key_date(date, **given, actor=request.user)
        )

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take "done" back, or let a date that was called off count again."""
        return self._did(request, key_dates.reopen_key_date)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:
        """Say that a critical date is right, as a second person."""

        def deed(date: KeyDate, given: dict[str, Any]) -> KeyDate:
            seen = given["seen"].isoformat() if "seen" in given else ""
            return date_control.verify(date, seen=seen, actor=request.user)

        return self.acted(request, deed)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, pk: str) -> Response:
        """Call the date off; a critical one is asked for."""
        return self._with_reason(request, date_control.call_off)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def uncritical(self, request: Request, pk: str) -> Response:
        """Ask that the date is no longer critical."""
        return self._with_reason(request, date_control.ask_uncritical)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Agree to what somebody else asked."""
        return self._did(request, date_control.confirm)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Leave the date as it is."""
        return self._did(request, date_control.withdraw)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def follow(self, request: Request, pk: str) -> Response:
        """Let the date follow another of its matter."""

        def deed(date: KeyDate, given: dict[str, Any]) -> KeyDate:
            terms, calendar = shapes.Following.terms(given), given["calendar"]
            parent = self.get_queryset().filter(pk=given["follows"], matter=date.matter_id).first()
            if parent is None:
                message = _("There is no such date on this matter.")
                raise DomainError("key_date.not_found", message, field="follows")
            return date_chains.follow(date, parent, terms, calendar=calendar, actor=request.user)

        return self.acted(request, deed)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def again(self, request: Request, pk: str) -> Response:
        """Let a date that was set by hand follow its rule again."""
        return self._did(request, date_chains.follow_again)

    @extend_schema(responses=shapes.KeyDateSerializer)
    @action(detail=True, methods=["post"])
    def loose(self, request: Request, pk: str) -> Response:
        """Let the date stand by itself."""
        return self._did(request, date_chains.cut_loose)

    @extend_schema(request=shapes.MoveTo, responses=shapes.MoveShape(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def moving(self, request: Request, pk: str) -> Response:
        """What would move with the date; nothing is changed."""
        found = moves_of(self.get_object(), self.taken(request)["date"])
        return Response(shapes.MoveShape(found, many=True).data)

    @extend_schema(responses=shapes.PastMove(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def moves(self, request: Request, pk: str) -> Response:
        """Every move of the date, the newest first."""
        rows = self.get_object().moves.select_related("moved_by")
        return Response(shapes.PastMove(rows, many=True).data)

    def _did(self, request: Request, deed: Callable[..., KeyDate]) -> Response:
        return self.acted(request, lambda date, _given: deed(date, actor=request.user))

    def _with_reason(self, request: Request, deed: Callable[..., KeyDate]) -> Response:
        return self.acted(request, lambda date, given: deed(date, reason=given["reason"], actor=request.user))
