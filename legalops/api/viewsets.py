"""The base of every endpoint for records."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.idempotency import Idempotent
from legalops.api.versions import etag_of, expected_version


class RecordViews(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Lists and shows rows that `queryset_for(user)` answers, which starts from `visible_to`.

    `area` is the scope's area; `capabilities` maps an action's name (or "*") to capabilities any of which
    suffices; `takes` maps an action to the serializer of what it takes, where that is not what it shows.
    """

    area: ClassVar[str]
    capabilities: ClassVar[dict[str, frozenset[str]]] = {}
    takes: ClassVar[dict[str, type[serializers.BaseSerializer]]] = {}
    filterset_class: Any = None
    filterset_fields: Any = None
    ordering: Any = ("-pk",)
    ordering_fields: Any = ()

    def get_queryset(self) -> Any:
        """What this caller sees; for the schema, which has no caller, nothing."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.queryset_for(self.request.user)

    def queryset_for(self, user: Any) -> Any:
        """Rows this person may see, with all that is shown of them."""
        raise NotImplementedError

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """What the action takes, else what it shows."""
        return self.takes.get(self.action) or super().get_serializer_class()

    def get_object(self) -> Any:
        """The record of the address; the list's filters and order are not its business. Raises Http404."""
        try:
            return get_object_or_404(
                self.get_queryset(), **{self.lookup_field: self.kwargs[self.lookup_field]}
            )
        except (TypeError, ValueError, ValidationError):
            raise Http404 from None

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One record, with its ETag where it has a version."""
        return self.shown(self.get_object())

    def shown(self, record: Any, status: int = 200) -> Response:
        """The record as it is shown, read anew through the caller's own eyes.

        204 where what was done took it out of their sight: the deed stands, the record is not theirs to read.
        """
        fresh = self.get_queryset().filter(pk=record.pk).first()
        if fresh is None:
            return Response(status=204)
        data = self.serializer_class(fresh, context=self.get_serializer_context()).data
        headers = {"ETag": etag_of(fresh)} if hasattr(fresh, "version") else {}
        return Response(data, status=status, headers=headers)

    def taken(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """What was sent, checked. Raises ValidationError naming every field that is wrong."""
        serializer = self.get_serializer(data=request.data, **kwargs)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def made(self, request: Request, make: Callable[[dict[str, Any]], Any]) -> Response:
        """A new record by a service, once for each Idempotency-Key."""
        given = self.taken(request)
        return self.once(request, lambda: self.shown(make(given), 201))

    def acted(self, request: Request, act: Callable[[Any, dict[str, Any]], Any]) -> Response:
        """A deed on one record by a service, and the record afterwards."""
        record, given = self.get_object(), self.taken(request)

        def deed() -> Response:
            act(record, given)
            return self.shown(record)

        return self.once(request, deed)

    def changed(self, request: Request, change: Callable[[Any, dict[str, Any], int], Any]) -> Response:
        """A partial update by a service, of the version that If-Match names."""
        record = self.get_object()
        version = expected_version(request, record)
        given = self.taken(request, partial=True)
        change(record, given, version)
        return self.shown(record)
