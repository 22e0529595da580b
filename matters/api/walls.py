"""Endpoints of ethical walls."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.api.relations import PersonField, SeenBy
from legalops.api.shapes import Nothing, ReasonGiven
from legalops.api.viewsets import RecordViews
from matters.models import EthicalWall, Matter
from matters.services import walls

_KEEP = frozenset({can.MATTERS_MANAGE_WALLS})
_READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})


class WallSerializer(serializers.ModelSerializer):
    """A wall on a matter: whom it screens off, why, until when."""

    matter = SeenBy("number", Matter.objects.visible_to)
    raised_by = PersonField(read_only=True)
    screened = serializers.SerializerMethodField()

    class Meta:
        model = EthicalWall
        fields = (
            "id", "matter", "screened", "reason", "raised_by", "raised_at", "expires_on", "lifted_at",
        )  # fmt: skip

    def get_screened(self, wall: EthicalWall) -> list[str]:
        """Addresses of the people screened off."""
        return sorted(one.user.email for one in wall.screened.all())


class NewWall(serializers.Serializer):
    """What raising a wall takes."""

    matter = SeenBy("number", Matter.objects.visible_to, queryset=Matter.objects.none())
    people = PersonField(many=True, queryset=User.objects.none())
    reason = serializers.CharField(max_length=2000)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class WallEnd(serializers.Serializer):
    """Until when it stands, that day not included; null for no last day."""

    expires_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class WallFilter(django_filters.FilterSet):
    """What a list of walls may be narrowed by."""

    matter = django_filters.CharFilter("matter__number")
    standing = django_filters.BooleanFilter("lifted_at", "isnull")
    screened = django_filters.CharFilter("screened__user__email", "iexact", distinct=True)


class WallViews(RecordViews):
    """Walls on matters the caller may see, for those who keep walls."""

    area = "matters"
    capabilities = dict.fromkeys(("list", "retrieve", "create", "lift", "until"), _KEEP) | {
        "*": _READ | _KEEP
    }
    queryset = EthicalWall.objects.none()
    serializer_class = WallSerializer
    takes = {"create": NewWall, "lift": ReasonGiven, "until": WallEnd, "acknowledge": Nothing}
    filterset_class = WallFilter
    ordering_fields = ("raised_at", "expires_on")
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter and people."""
        rows = EthicalWall.objects.visible_to(user).select_related("matter", "raised_by")
        return rows.prefetch_related("screened__user")

    @extend_schema(responses={201: WallSerializer})
    def create(self, request: Request) -> Response:
        """Screen people off a matter, from now on."""

        def raise_(given: dict[str, Any]) -> EthicalWall:
            return walls.raise_wall(given.pop("matter"), given.pop("people"), **given, actor=request.user)

        return self.made(request, raise_)

    @extend_schema(responses=WallSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """Take the wall down, with a reason."""
        return self.acted(request, lambda wall, given: walls.lift_wall(wall, **given, actor=request.user))

    @extend_schema(responses=WallSerializer)
    @action(detail=True, methods=["post"])
    def until(self, request: Request, pk: str) -> Response:
        """Let it end on another day, or on none."""
        return self.acted(request, lambda wall, given: walls.set_wall_end(wall, **given, actor=request.user))

    @extend_schema(responses=WallSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str) -> Response:
        """The caller, who is on the matter, has read what the wall asks of them."""
        return self.acted(request, lambda wall, _given: walls.acknowledge_wall(wall, actor=request.user))
