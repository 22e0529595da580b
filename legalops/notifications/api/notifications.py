"""Endpoints of the caller's own notifications and of what they want to be told."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.relations import PersonField
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.notifications.enums import Pace
from legalops.notifications.models import Notification, PersonalSchedule
from legalops.notifications.registry import label_of
from legalops.notifications.selectors.choices import choices_of
from legalops.notifications.services import choosing
from legalops.notifications.services.notifying import mark_read
from legalops.web import nav


class NotificationSerializer(serializers.ModelSerializer):
    """Something the caller was told."""

    actor = PersonField(read_only=True, allow_null=True)
    kind_label = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields = (
            "id", "kind", "kind_label", "title", "body", "url", "actor", "subject_type", "subject_id",
            "subject_label", "created_at", "read_at",
        )  # fmt: skip

    def get_kind_label(self, notification: Notification) -> str:
        """The kind in words."""
        return str(label_of(notification.kind))


class HowMany(serializers.Serializer):
    """How many were changed."""

    changed = serializers.IntegerField()


class PreferenceSerializer(serializers.Serializer):
    """What the caller wants to be told of one kind: in the product, and at which pace by e-mail."""

    kind = serializers.CharField(source="kind.code")
    label = serializers.CharField(source="kind.label", read_only=True)
    definition = serializers.CharField(source="kind.definition", read_only=True)
    in_app = serializers.BooleanField()
    email = serializers.ChoiceField(Pace.choices)


class Choice(serializers.Serializer):
    """A choice for one kind; what is left out stays as it is."""

    kind = serializers.CharField(max_length=80)
    in_app = serializers.BooleanField(required=False)
    email = serializers.ChoiceField(Pace.choices, required=False)


class ScheduleSerializer(serializers.ModelSerializer):
    """When the caller may be written to, and how: in which language, and how numbers and dates are written.
    Times are local to `zone`. Empty means the organisation's.
    """

    zone = serializers.CharField(label="Time zone", max_length=60, allow_blank=True, required=False)
    language = serializers.CharField(label="Language", max_length=10, allow_blank=True, required=False)
    notation = serializers.CharField(
        label="Numbers and dates", max_length=10, allow_blank=True, required=False
    )

    class Meta:
        model = PersonalSchedule
        fields = (
            "zone",
            "language",
            "notation",
            "quiet_from",
            "quiet_until",
            "quiet_weekends",
            "digest_at",
            "digest_weekday",
        )


class NotificationFilter(django_filters.FilterSet):
    """What a list of notifications may be narrowed by."""

    unread = django_filters.BooleanFilter("read_at", "isnull")
    kind = django_filters.CharFilter()


class NotificationViews(RecordViews):
    """The caller's own, about what they still may see."""

    area = "notifications"
    queryset = Notification.objects.none()
    serializer_class = NotificationSerializer
    takes = {"read": Nothing, "read_all": Nothing, "choose": Choice, "set_schedule": ScheduleSerializer}
    filterset_class = NotificationFilter
    ordering_fields = ("id",)
    ordering = ("-id",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With who caused it."""
        return Notification.objects.visible_to(user).select_related("actor")

    @extend_schema(responses=NotificationSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """Mark one as read."""
        return self.acted(request, lambda one, _given: self._mark(request, pk=one.pk))

    @extend_schema(responses=HowMany, filters=False)
    @action(detail=False, methods=["post"], url_path="read-all", filterset_class=None)
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        return self.once(request, lambda: Response({"changed": self._mark(request)}))

    @extend_schema(responses=PreferenceSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None, ordering_fields=())
    def preferences(self, request: Request) -> Response:
        """Every kind the caller can be told of, with their choice."""
        return Response(PreferenceSerializer(choices_of(request.user), many=True).data)

    @extend_schema(request=Choice, responses=PreferenceSerializer(many=True), filters=False)
    @preferences.mapping.patch
    def choose(self, request: Request) -> Response:
        """Choose for one kind; nothing else changes."""
        given = self.taken(request)
        choices = {each.kind.code: each for each in choices_of(request.user)}
        known = choices.get(given["kind"])
        in_app = given.get("in_app", known.in_app if known else True)
        email = given.get("email", known.email if known else Pace.AT_ONCE)
        choosing.choose(request.user, given["kind"], in_app=in_app, email=email)
        return self.preferences(request)

    @extend_schema(responses=ScheduleSerializer, filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def schedule(self, request: Request) -> Response:
        """Quiet hours and digests of the caller."""
        return Response(ScheduleSerializer(choosing.schedule_of(request.user)).data)

    @extend_schema(request=ScheduleSerializer, responses=ScheduleSerializer, filters=False)
    @schedule.mapping.patch
    def set_schedule(self, request: Request) -> Response:
        """Change quiet hours and digests; what is left out stays as it is."""
        choosing.set_schedule(request.user, self.taken(request, partial=True))
        return self.schedule(request)

    def _mark(self, request: Request, **which: Any) -> int:
        changed = mark_read(Notification.objects.visible_to(request.user).filter(**which))
        nav.forget_counts_of(request.user)
        return changed
