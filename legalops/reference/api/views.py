"""Endpoints of reference data: the same for every kind."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.permissions import InDepartment
from legalops.api.viewsets import RecordViews
from legalops.reference.api.shapes import change_of, shape_of
from legalops.reference.kinds import KINDS, Kind
from legalops.reference.services import add_code, change_code, remove_code

_WRITE = frozenset({can.CONFIGURE})


class CodeFilter(django_filters.FilterSet):
    """What a list of codes may be narrowed by."""

    q = django_filters.CharFilter(method="find", help_text="Part of code or name")
    code = django_filters.CharFilter("code", "iexact")
    in_force_on = django_filters.DateFilter(method="of_day", help_text="Codes that hold on this day")

    def find(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Code or name contains the text."""
        return rows.filter(Q(code__icontains=text) | Q(name__icontains=text))

    def of_day(self, rows: Any, _name: str, day: Any) -> Any:
        """In force on the day."""
        return rows.in_force(day)


class CodeViews(RecordViews):
    """Codes of one kind: read by the department, kept by administrators."""

    kind: ClassVar[Kind]
    area = "reference"
    permission_classes = (InDepartment,)
    capabilities = {"create": _WRITE, "partial_update": _WRITE, "destroy": _WRITE}
    ordering_fields = ("code", "name", "valid_from")
    ordering = ("code",)
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them, with what they name: they tell of no record."""
        return self.kind.model._default_manager.select_related(*self.kind.references)

    def create(self, request: Request) -> Response:
        """Add a code; the same code without an end ends the day this one begins."""
        return self.made(request, lambda given: add_code(self.kind.model, given, actor=request.user))

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a code's words or period; a code that is used is ended by its period."""
        row, given = self.get_object(), self.taken(request, partial=True)
        return self.shown(change_code(row, given, actor=request.user))

    def destroy(self, request: Request, pk: str) -> Response:
        """Remove a code that nothing refers to."""
        remove_code(self.get_object(), actor=request.user)
        return Response(status=204)


def views_of(kind: Kind) -> type[CodeViews]:
    """The endpoints of a kind, its shapes and filters with it."""
    shown, words = shape_of(kind), str(kind.model._meta.verbose_name_plural).capitalize()
    narrowed = {name: django_filters.CharFilter(f"{name}__code", "iexact") for name in kind.references}
    if "country" in kind.own:
        narrowed["country"] = django_filters.CharFilter("country", "iexact")
    base = {
        "kind": kind,
        "queryset": kind.model._default_manager.none(),
        "serializer_class": shown,
        "takes": {"partial_update": change_of(kind)},
        "filterset_class": type(f"{kind.model.__name__}Filter", (CodeFilter,), narrowed),
        "create": extend_schema(responses={201: shown})(_own(CodeViews.create)),
        "partial_update": extend_schema(responses=shown)(_own(CodeViews.partial_update)),
        "__doc__": f"{words}, with the periods in which they hold.",
        "__module__": __name__,
    }
    return type(f"{kind.model.__name__}Views", (CodeViews,), base)


def _own(method: Any) -> Any:
    """A copy of a method, to carry a schema of its own."""

    def called(self: Any, request: Request, **kwargs: Any) -> Response:
        return method(self, request, **kwargs)

    called.__doc__ = method.__doc__
    return called


VIEWS = [(kind.slug, views_of(kind)) for kind in KINDS]
