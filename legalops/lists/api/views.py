"""Endpoint of saved views."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.viewsets import RecordViews
from legalops.lists.api import shapes
from legalops.lists.models import SavedView
from legalops.lists.services.deleting import delete_view
from legalops.lists.services.saving import change_view, save_view
from legalops.lists.services.sharing import Shared
from legalops.web import lists


class SavedViewViews(RecordViews):
    """Views of the lists that the caller may open: own ones and those shared with them."""

    area = "lists"
    queryset = SavedView.objects.none()
    serializer_class = shapes.SavedViewSerializer
    takes = {"create": shapes.NewView, "partial_update": shapes.ChangedView}
    filterset_fields = {"list_id": ["exact"], "sharing": ["exact"], "name": ["exact"]}
    ordering_fields = ("name", "id")
    ordering = ("id",)
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Those of the lists that they may open."""
        open_lists = [spec.id for spec in lists.known() if spec.open_to(user)]
        rows = SavedView.objects.visible_to(user).filter(list_id__in=open_lists)
        return rows.select_related("owner").prefetch_related("roles", "teams")

    @extend_schema(responses={201: shapes.SavedViewSerializer})
    def create(self, request: Request) -> Response:
        """Save a view; parameters that the list does not read are dropped."""

        def make(given: dict[str, Any]) -> SavedView:
            return save_view(
                given["list_id"],
                given["name"],
                given.get("params", {}),
                shared=_shared(given),
                for_department=given["for_department"],
                actor=request.user,
            )

        return self.made(request, make)

    @extend_schema(responses=shapes.SavedViewSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a view of one's own; send If-Match with the ETag that was read."""

        def change(view: SavedView, given: dict[str, Any], version: int) -> None:
            shared = _shared(given, view) if {"sharing", "roles", "teams"} & set(given) else None
            change_view(
                view,
                version=version,
                name=given.get("name"),
                params=given.get("params"),
                shared=shared,
                actor=request.user,
            )

        return self.changed(request, change)

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a view of one's own."""
        delete_view(self.get_object(), actor=request.user)
        return Response(status=204)


def _shared(given: dict[str, Any], view: SavedView | None = None) -> Shared:
    """What was sent, over what the view has."""
    known = Shared(view.sharing, list(view.roles.all()), list(view.teams.all())) if view else Shared()
    return Shared(
        given.get("sharing", known.how), given.get("roles", known.roles), given.get("teams", known.teams)
    )
