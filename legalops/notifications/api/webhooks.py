"""Endpoints of webhooks and of what was sent to them."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.filters import MomentFilter
from legalops.api.relations import PersonField
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.notifications.enums import HookState
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.selectors.deliveries import payload_for
from legalops.notifications.services.hooking.endpoints import renew_secret, save_endpoint
from legalops.notifications.services.hooking.replaying import replay, send_test
from legalops.notifications.webhooks.addresses import is_hidden, shown
from legalops.notifications.webhooks.signing import secret_of

_CONFIGURE = {"*": frozenset({can.CONFIGURE})}


class WebhookSerializer(serializers.ModelSerializer):
    """A target. Its secret is never shown here; the address of a chat system is shown without its path."""

    events = serializers.ListField(child=serializers.CharField(max_length=80), max_length=500)
    owner = PersonField()
    secret_set = serializers.SerializerMethodField()
    created_by = PersonField(read_only=True)

    class Meta:
        model = WebhookEndpoint
        fields = (
            "id", "name", "url", "shape", "events", "is_active", "owner", "secret_set", "failing_since",
            "paused_until", "disabled_reason", "created_by", "created_at", "version",
        )  # fmt: skip
        read_only_fields = ("failing_since", "paused_until", "disabled_reason", "created_at", "version")
        extra_kwargs = {"name": {"validators": []}}

    def get_secret_set(self, endpoint: WebhookEndpoint) -> bool:
        """Whether it signs with a secret: always."""
        return bool(endpoint.seed)

    def to_representation(self, endpoint: WebhookEndpoint) -> dict[str, Any]:
        """With the address as it may be shown."""
        return super().to_representation(endpoint) | {"url": shown(endpoint.url, endpoint.shape)}


class SecretSerializer(serializers.Serializer):
    """The secret a receiver checks signatures with, shown this once."""

    secret = serializers.CharField()


class DeliverySerializer(serializers.ModelSerializer):
    """One event on its way to one target."""

    webhook = serializers.IntegerField(source="endpoint_id", read_only=True)
    webhook_name = serializers.CharField(source="endpoint.name", read_only=True)

    class Meta:
        model = WebhookDelivery
        fields = (
            "id", "webhook", "webhook_name", "event", "event_id", "state", "attempts", "response_code",
            "response_ms", "error", "created_at", "next_at", "ended_at",
        )  # fmt: skip


class DeliveryDetail(DeliverySerializer):
    """A delivery with what was sent; null where the record it tells of is not the caller's to see."""

    payload = serializers.SerializerMethodField()

    class Meta(DeliverySerializer.Meta):
        fields = (*DeliverySerializer.Meta.fields, "payload")

    def get_payload(self, delivery: WebhookDelivery) -> dict[str, Any] | None:
        """The body that was sent."""
        return payload_for(delivery, self.context["request"].user)


class DeliveryFilter(django_filters.FilterSet):
    """What the log may be narrowed by."""

    webhook = django_filters.NumberFilter("endpoint", max_value=2**63 - 1, min_value=0)
    state = django_filters.MultipleChoiceFilter(choices=HookState.choices)
    event = django_filters.CharFilter()
    event_id = django_filters.UUIDFilter()
    created_after = MomentFilter("created_at", "gte")
    created_before = MomentFilter("created_at", "lt")


class WebhookViews(RecordViews):
    """Targets of other systems."""

    area = "webhooks"
    capabilities = _CONFIGURE
    queryset = WebhookEndpoint.objects.none()
    serializer_class = WebhookSerializer
    takes = {"test": Nothing, "renew_secret": Nothing}
    filterset_fields = {"is_active": ["exact"], "shape": ["exact"], "name": ["exact"]}
    ordering_fields = ("name",)
    ordering = ("name",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the people."""
        return WebhookEndpoint.objects.visible_to(user).select_related("owner", "created_by")

    @extend_schema(responses={201: WebhookSerializer})
    def create(self, request: Request) -> Response:
        """Add a target; ask for its secret by renew-secret."""
        return self.made(request, lambda given: save_endpoint(WebhookEndpoint(), given, actor=request.user))

    @extend_schema(responses=WebhookSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a target; send If-Match with the ETag that was read. The address as shown means as it is."""

        def change(endpoint: WebhookEndpoint, given: dict[str, Any], _version: int) -> None:
            if is_hidden(given.get("url", "")) and given["url"] == shown(endpoint.url, endpoint.shape):
                del given["url"]
            save_endpoint(endpoint, given, actor=request.user)

        return self.changed(request, change)

    @extend_schema(responses={201: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        """Send an event that says it is a test; its delivery is answered."""
        endpoint = self.get_object()

        def send() -> Response:
            delivery = send_test(endpoint, actor=request.user)
            return Response(DeliverySerializer(delivery).data, status=201)

        return self.once(request, send)

    @extend_schema(responses=SecretSerializer)
    @action(detail=True, methods=["post"], url_path="renew-secret")
    def renew_secret(self, request: Request, pk: str) -> Response:
        """Make a new secret and show it; the old one is dead at once. The answer is kept nowhere."""
        endpoint = renew_secret(self.get_object(), actor=request.user)
        return Response({"secret": secret_of(endpoint.seed)}, headers={"Cache-Control": "no-store"})


class DeliveryViews(RecordViews):
    """The log of what was sent."""

    area = "webhooks"
    capabilities = _CONFIGURE
    queryset = WebhookDelivery.objects.none()
    serializer_class = DeliveryDetail
    takes = {"list": DeliverySerializer, "replay": Nothing}
    filterset_class = DeliveryFilter
    ordering_fields = ("id",)
    ordering = ("-id",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the target."""
        return WebhookDelivery.objects.visible_to(user).select_related("endpoint")

    @extend_schema(responses=DeliveryDetail)
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: str) -> Response:
        """Send an ended delivery again under the same event id."""
        return self.acted(request, lambda one, _given: replay(one, actor=request.user))
