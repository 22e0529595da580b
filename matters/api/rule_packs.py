"""Endpoints of rule packs: read, tried, put on a matter; drafted and published by administrators."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from matters.api import date_shapes as shapes
from matters.models import KeyDate, RulePack
from matters.selectors.rule_packs import version_for
from matters.services import rule_packs
from matters.services.date_chains import apply_pack, foreseen

_READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})


class RulePackViews(RecordViews):
    """The rules of courts."""

    area = "matters"
    capabilities = {
        "apply": frozenset({can.MATTERS_EDIT}),
        "create": frozenset({can.CONFIGURE}),
        "publish": frozenset({can.CONFIGURE}),
        "*": _READ | {can.CONFIGURE},
    }
    queryset = RulePack.objects.none()
    serializer_class = shapes.RulePackSerializer
    takes = {
        "create": shapes.RuleDraft, "publish": Nothing, "attempt": shapes.Trying, "apply": shapes.Applying,
    }  # fmt: skip
    filterset_fields = {"is_active": ["exact"], "jurisdiction": ["icontains"]}
    ordering = ("code",)
    lookup_field = "code"
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them, with their versions."""
        return RulePack.objects.prefetch_related("versions")

    @extend_schema(responses={201: shapes.RulePackSerializer})
    def create(self, request: Request) -> Response:
        """Keep rules as the draft of the pack that they name."""
        return self.made(
            request, lambda given: rule_packs.save_draft(given["rules"], actor=request.user).pack
        )

    @extend_schema(responses=shapes.RulePackSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, code: str) -> Response:
        """Publish the draft."""
        return self.acted(request, lambda pack, _given: rule_packs.publish_draft_of(pack, actor=request.user))

    @extend_schema(responses=shapes.WorkedShape(many=True), filters=False)
    @action(detail=True, methods=["post"], url_path="try", pagination_class=None)
    def attempt(self, request: Request, code: str) -> Response:
        """The dates that a trigger would give, with the steps; nothing is changed."""
        pack, given = self.get_object(), self.taken(request)
        found = foreseen(version_for(pack, given["on"]), given["trigger"], given["on"], given["method"])
        rows = [
            {
                "rule": rule.code, "name": rule.name, "date": worked.on, "critical": rule.critical,
                "citation": rule.base.citation, "why": worked.why,
            }
            for rule, worked in found
        ]  # fmt: skip
        return Response(shapes.WorkedShape(rows, many=True).data)

    @extend_schema(responses={201: shapes.KeyDateSerializer(many=True)}, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def apply(self, request: Request, code: str) -> Response:
        """Put a trigger and the dates that follow on a matter."""
        pack, given = self.get_object(), self.taken(request)

        def deed() -> Response:
            matter = given.pop("matter")
            made = apply_pack(matter, pack, **given, actor=request.user)
            rows = KeyDate.objects.visible_to(request.user).filter(pk__in=[row.pk for row in made])
            rows = rows.select_related("matter", "owner", "backup").order_by("pk")
            shown = shapes.KeyDateSerializer(rows, many=True, context=self.get_serializer_context())
            return Response(shown.data, status=201)

        return self.once(request, deed)
