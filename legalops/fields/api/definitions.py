"""Endpoint of the definitions of custom fields."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.fields.api.shapes import FieldSerializer
from legalops.fields.models import FieldDefinition
from legalops.fields.selectors.definitions import definitions_for
from legalops.fields.services.defining import restore, retire
from legalops.fields.services.writing import write_definition

_READ = frozenset({can.CONFIGURE, can.AUDIT_VIEW, can.MATTERS_VIEW_ASSIGNED, can.MATTERS_VIEW_ALL})
_WRITE = frozenset({can.CONFIGURE})


class FieldFilter(django_filters.FilterSet):
    """What a list of fields may be narrowed by."""

    retired = django_filters.BooleanFilter("retired_at", "isnull", exclude=True)

    class Meta:
        model = FieldDefinition
        fields = {"record_type": ["exact"], "code": ["exact"], "kind": ["exact"], "section": ["exact"]}


class FieldViews(RecordViews):
    """Custom fields that the caller sees; for who configures or audits all of them, retired ones too."""

    area = "fields"
    capabilities = {
        "create": _WRITE, "partial_update": _WRITE, "retire": _WRITE, "restore": _WRITE, "*": _READ,
    }  # fmt: skip
    queryset = FieldDefinition.objects.none()
    serializer_class = FieldSerializer
    takes = {"retire": Nothing, "restore": Nothing}
    filterset_class = FieldFilter
    ordering_fields = ("record_type", "position", "label", "created_at")
    ordering = ("record_type", "position", "id")
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With owner and choices."""
        return definitions_for(user)

    @extend_schema(responses={201: FieldSerializer})
    def create(self, request: Request) -> Response:
        """Add a field to a record type."""
        return self.made(request, lambda given: _written(FieldDefinition(), given, request.user))

    @extend_schema(responses=FieldSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a field; `choices` replace all that is offered, those left out are retired."""
        row, given = self.get_object(), self.taken(request, partial=True)
        return self.shown(_written(row, given, request.user))

    @extend_schema(responses=FieldSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Take it out of use; records keep what they hold. What still needs it is named."""
        return self.acted(request, lambda row, _given: retire(row, actor=request.user))

    @extend_schema(responses=FieldSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Take it into use again."""
        return self.acted(request, lambda row, _given: restore(row, actor=request.user))


def _written(row: FieldDefinition, given: dict[str, Any], actor: Any) -> FieldDefinition:
    choices = given.pop("choices", None)
    plain = choices and [each | {"retired": each.get("is_retired", False)} for each in choices]
    return write_definition(row, given, choices=plain, actor=actor)
