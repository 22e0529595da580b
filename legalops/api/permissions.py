"""The gate of every endpoint: scope of the token first, then the person's capability."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from legalops.access.services import capabilities_of
from legalops.api.models import ApiToken
from legalops.api.scopes import READ, WRITE, allows
from legalops.web.nav import is_firm_user


class InScope(BasePermission):
    """Views name their `area`, and per action what `capabilities` any of which suffices (`"*"` for all)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the caller may do this at all; which records is the queryset's business."""
        if not request.user or not request.user.is_authenticated:
            return False
        verb = READ if request.method in SAFE_METHODS else WRITE
        token = request.auth
        if isinstance(token, ApiToken) and not allows(frozenset(token.scopes), view.area, verb):
            return False
        needed = _needed(view)
        return not needed or not needed.isdisjoint(capabilities_of(request.user))


class InDepartment(InScope):
    """As every endpoint, and for nobody who works for a firm."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the caller is of the department and may do this at all."""
        return super().has_permission(request, view) and not is_firm_user(request.user)


def _needed(view: Any) -> frozenset[str]:
    given = getattr(view, "capabilities", {})
    return given.get(getattr(view, "action", None), given.get("*", frozenset()))
