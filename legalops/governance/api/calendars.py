"""Endpoints of business calendars."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.permissions import InDepartment
from legalops.api.viewsets import RecordViews
from legalops.calendars.models import BusinessCalendar, CalendarDay
from legalops.calendars.services import FIELDS, days_by_date, save_calendar, set_days

_WRITE = frozenset({can.CONFIGURE})


class DaySerializer(serializers.ModelSerializer):
    """A day that differs: closed without hours, else open as they say."""

    class Meta:
        model = CalendarDay
        fields = ("date", "name", "hours")
        validators = ()


class CalendarSerializer(serializers.ModelSerializer):
    """Hours by weekday ("09:00-12:30, 13:30-17:30"; empty is closed), public holidays, days of its own."""

    days = DaySerializer(many=True, read_only=True)

    class Meta:
        model = BusinessCalendar
        fields = ("code", *FIELDS, "days")
        # The service takes the default from the calendar before, and says whose code is taken.
        validators = ()
        extra_kwargs = {"code": {"validators": []}, "is_default": {"validators": []}}


class CalendarFields(serializers.ModelSerializer):
    """What a change of a calendar takes; the code never changes."""

    class Meta:
        model = BusinessCalendar
        fields = FIELDS
        validators = ()
        extra_kwargs = {"is_default": {"validators": []}}


class Days(serializers.Serializer):
    """Days to add or change; with `only` all other days of the calendar's own go."""

    days = DaySerializer(many=True, max_length=2000)
    only = serializers.BooleanField(default=False)


class CalendarViews(RecordViews):
    """Calendars that deadlines and service levels count by."""

    area = "calendars"
    permission_classes = (InDepartment,)
    capabilities = {"create": _WRITE, "partial_update": _WRITE, "set_days": _WRITE}
    queryset = BusinessCalendar.objects.none()
    serializer_class = CalendarSerializer
    takes = {"partial_update": CalendarFields, "set_days": Days}
    filterset_fields = {"country": ["exact"], "is_default": ["exact"]}
    ordering_fields = ("name", "code")
    ordering = ("name",)
    lookup_field = "code"
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them: they tell of no record."""
        return BusinessCalendar.objects.prefetch_related("days")

    @extend_schema(responses={201: CalendarSerializer})
    def create(self, request: Request) -> Response:
        """Add a calendar."""

        def add(given: dict[str, Any]) -> BusinessCalendar:
            code = given.pop("code")
            if BusinessCalendar.objects.filter(code=code).exists():
                message = f"There is a calendar “{code}” already. Change that one, or choose another code."
                raise serializers.ValidationError({"code": [message]})
            return save_calendar(code, given, actor=request.user)

        return self.made(request, add)

    @extend_schema(responses=CalendarSerializer)
    def partial_update(self, request: Request, code: str) -> Response:
        """Change a calendar's hours, zone or holidays."""
        calendar = self.get_object()
        return self.shown(save_calendar(calendar.code, self.taken(request, partial=True), actor=request.user))

    @extend_schema(responses=CalendarSerializer)
    @action(detail=True, methods=["post"], url_path="days")
    def set_days(self, request: Request, code: str) -> Response:
        """Add or change days of the calendar's own: closures, half days, days that are worked after all."""

        def put(calendar: BusinessCalendar, given: dict[str, Any]) -> None:
            set_days(calendar, days_by_date(given["days"]), only=given["only"], actor=request.user)

        return self.acted(request, put)
