"""Endpoints of authority limits. Amounts are in base currency."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.access.models import AuthorityLimit
from legalops.api.relations import PersonField
from legalops.api.viewsets import RecordViews
from legalops.approvals.services.limits import end_limit, set_limit

_LOOKS = frozenset({can.CONFIGURE, can.ACCESS_REVIEW})


class LimitSerializer(serializers.ModelSerializer):
    """Up to which amount a person may approve; `valid_until` is the first day without the limit."""

    person = PersonField(source="user")

    class Meta:
        model = AuthorityLimit
        fields = ("id", "person", "amount", "kind", "valid_from", "valid_until")
        validators = ()


class LimitEnd(serializers.Serializer):
    """The first day without the limit."""

    valid_until = serializers.DateField()


class LimitViews(RecordViews):
    """Limits of everybody, for who sets or reviews them."""

    area = "approvals"
    capabilities = dict.fromkeys(("list", "retrieve", "metadata"), _LOOKS) | {"*": frozenset({can.CONFIGURE})}
    queryset = AuthorityLimit.objects.none()
    serializer_class = LimitSerializer
    takes = {"end": LimitEnd}
    filterset_fields = {
        "user__email": ["iexact"],
        "kind": ["exact"],
        "valid_from": ["gte", "lte"],
        "valid_until": ["isnull", "gte", "lte"],
    }
    ordering_fields = ("valid_from", "amount")
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the person."""
        return AuthorityLimit.objects.select_related("user")

    @extend_schema(responses={201: LimitSerializer})
    def create(self, request: Request) -> Response:
        """Set a limit; one still open of the same person and kind ends when this one begins."""

        def make(given: dict[str, Any]) -> AuthorityLimit:
            return set_limit(given.pop("user"), given.pop("amount"), **given, actor=request.user)

        return self.made(request, make)

    @extend_schema(responses=LimitSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Let it end."""
        return self.acted(request, lambda held, given: end_limit(held, **given, actor=request.user))
