"""Endpoints of break-glass access to hidden matters."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.relations import PersonField, SeenBy
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from matters.models import BreakGlassGrant
from matters.selectors.glass import own_grants
from matters.services import glass


class GlassSerializer(serializers.ModelSerializer):
    """Reading of one hidden matter for some hours, with the reason that its owners read."""

    matter = SeenBy("number", read_only=True)
    person = PersonField(source="user", read_only=True)

    class Meta:
        model = BreakGlassGrant
        fields = ("id", "matter", "person", "reason", "granted_at", "expires_at", "ended_at")


class NewGlass(serializers.Serializer):
    """The matter by its number, why it must be read, and for 1, 4, 8 or 24 hours."""

    number = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=2000)
    hours = serializers.ChoiceField(choices=glass.HOURS)


class GlassViews(RecordViews):
    """The caller's own grants; a grant opens reading alone."""

    area = "matters"
    capabilities = {"*": frozenset({can.MATTERS_BREAK_GLASS})}
    queryset = BreakGlassGrant.objects.none()
    serializer_class = GlassSerializer
    takes = {"create": NewGlass, "end": Nothing}
    filterset_fields = {"ended_at": ["isnull"]}
    ordering_fields = ("granted_at", "expires_at")
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Their own, with the matter."""
        return own_grants(user)

    @extend_schema(responses={201: GlassSerializer})
    def create(self, request: Request) -> Response:
        """Break the glass of one hidden matter."""

        def break_(given: dict[str, Any]) -> BreakGlassGrant:
            return glass.break_glass(given.pop("number"), **given, actor=request.user)

        return self.made(request, break_)

    @extend_schema(responses=GlassSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End the access before its time."""
        return self.acted(request, lambda held, _given: glass.end_glass(held, actor=request.user))
