"""Endpoints of delegations and absences."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.permissions import InDepartment
from legalops.api.relations import PersonField
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.approvals import registry, services
from legalops.approvals.api.shapes import ColleagueField
from legalops.approvals.models import Absence, Delegation

_DAYS = {"starts": ["gte", "lte"], "until": ["gte", "lte"], "ended_at": ["isnull"]}


class DelegationSerializer(serializers.ModelSerializer):
    """From the first to the last day, both included, `stand_in` decides what `person` is asked."""

    person = ColleagueField(required=False, help_text=_("The caller unless an administrator names another."))
    stand_in = ColleagueField()
    made_by = PersonField(read_only=True)
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        help_text=_("Record types; none means all."),
    )

    class Meta:
        model = Delegation
        fields = (
            "id", "person", "stand_in", "starts", "until", "kinds", "with_authority", "reason", "ended_at",
            "made_by",
        )  # fmt: skip
        read_only_fields = ("ended_at",)
        validators = ()

    def validate_kinds(self, kinds: list[str]) -> list[str]:
        """Only kinds of records that are approved."""
        known = {each.record_type for each in registry.known()}
        if unknown := sorted(set(kinds) - known):
            message = _("There is no kind of record %(unknown)s to approve. Known: %(known)s.")
            facts = {"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))}
            raise serializers.ValidationError(message % facts)
        return kinds


class AbsenceSerializer(serializers.ModelSerializer):
    """Away from the first to the last day, both included, without anybody deciding instead."""

    person = ColleagueField(required=False, help_text=_("The caller unless an administrator names another."))

    class Meta:
        model = Absence
        fields = ("id", "person", "starts", "until", "reason", "ended_at")
        read_only_fields = ("ended_at",)
        validators = ()


class DelegationViews(RecordViews):
    """Delegations of the caller, to the caller; for who configures, all of them."""

    area = "approvals"
    permission_classes = (InDepartment,)
    queryset = Delegation.objects.none()
    serializer_class = DelegationSerializer
    takes = {"end": Nothing}
    filterset_fields = {"person__email": ["iexact"], "stand_in__email": ["iexact"], **_DAYS}
    ordering_fields = ("starts",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the people."""
        return Delegation.objects.visible_to(user).select_related("person", "stand_in", "made_by")

    @extend_schema(responses={201: DelegationSerializer})
    def create(self, request: Request) -> Response:
        """Say who decides instead, from when to when."""

        def delegate(given: dict[str, Any]) -> Delegation:
            person, to = given.pop("person", request.user), given.pop("stand_in")
            return services.delegate(person, to, **given, actor=request.user)

        return self.made(request, delegate)

    @extend_schema(responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End it at once."""
        return self.acted(request, lambda row, _given: services.end_delegation(row, actor=request.user))


class AbsenceViews(RecordViews):
    """Absences of the caller; for who configures, all of them."""

    area = "approvals"
    permission_classes = (InDepartment,)
    queryset = Absence.objects.none()
    serializer_class = AbsenceSerializer
    takes = {"end": Nothing}
    filterset_fields = {"person__email": ["iexact"], **_DAYS}
    ordering_fields = ("starts",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the person."""
        return Absence.objects.visible_to(user).select_related("person")

    @extend_schema(responses={201: AbsenceSerializer})
    def create(self, request: Request) -> Response:
        """Note that somebody is away."""

        def note(given: dict[str, Any]) -> Absence:
            return services.note_absence(given.pop("person", request.user), **given, actor=request.user)

        return self.made(request, note)

    @extend_schema(responses=AbsenceSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """The person is back."""
        return self.acted(request, lambda row, _given: services.end_absence(row, actor=request.user))
