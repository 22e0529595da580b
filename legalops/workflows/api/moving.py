"""What every endpoint of a record that runs through a workflow can do."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.workflows.api import shapes
from legalops.workflows.models import Passage
from legalops.workflows.selectors.runs import moves_for, run_of
from legalops.workflows.services import move as make_move

_ALL = {"filterset_class": None, "filterset_fields": None}


class MovesThroughWorkflow:
    """Moves, passages and the move itself, for views of records of a host's type (put before RecordViews)."""

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """What a move takes, else as the endpoint has it."""
        return shapes.MoveMade if self.action == "move" else super().get_serializer_class()  # type: ignore[misc]

    @extend_schema(responses=shapes.MoveSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, **_ALL)
    def moves(self, request: Request, **kwargs: Any) -> Response:
        """Every move from the record's stage, and why the caller may not make it."""
        rows = moves_for(self.get_object(), request.user)  # type: ignore[attr-defined]
        return Response(shapes.MoveSerializer(rows, many=True).data)

    @extend_schema(request=shapes.MoveMade)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, **kwargs: Any) -> Response:
        """Make a move by its code, if the workflow lets the caller."""

        def act(record: Any, given: dict[str, Any]) -> None:
            make_move(
                record, given["move"], reason=given["reason"], seen_stage=given["seen_stage"],
                actor=request.user,
            )  # fmt: skip

        return self.acted(request, act)  # type: ignore[attr-defined]

    @extend_schema(responses=shapes.PassageSerializer(many=True), filters=False)
    @action(detail=True, ordering=("-occurred_at",), ordering_fields=(), **_ALL)
    def passages(self, request: Request, **kwargs: Any) -> Response:
        """The stages it went through, the latest first."""
        run = run_of(self.get_object())  # type: ignore[attr-defined]
        rows = run.passages.select_related("actor") if run else Passage.objects.none()
        page = self.paginate_queryset(rows)  # type: ignore[attr-defined]
        return self.get_paginated_response(shapes.PassageSerializer(page, many=True).data)  # type: ignore[attr-defined]
