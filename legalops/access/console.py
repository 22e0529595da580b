"""The administration console: who may enter, and the manners of its pages."""

from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of

_ENTER = frozenset({can.CONFIGURE, can.AUDIT_VIEW})


class ConsoleSite(UnfoldAdminSite):
    """Open to active console users whose role configures or audits; a superuser enters to set up the first.

    Entering shows nothing by itself: rows come from `visible_to`, for superusers too.
    """

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person may enter."""
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or not _ENTER.isdisjoint(capabilities_of(user))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in, with its limits and second factor. Who is signed in already is refused."""
        if request.user.is_authenticated:
            raise PermissionDenied
        to = request.GET.get(REDIRECT_FIELD_NAME, "") or reverse("admin:index")
        return redirect_to_login(to, resolve_url(settings.LOGIN_URL))


class KeptAdmin(ModelAdmin):
    """Records others point to: taken out of use, never deleted.

    A confirmation of deletion would list what hangs on the record, matters behind a wall among them.
    """

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


class ReadOnlyAdmin(KeptAdmin):
    """Rows that only services write."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never by hand."""
        return False


class ScopedAdmin(ReadOnlyAdmin):
    """Rows of which a person sees in the console what they see on the pages, and no more."""

    def get_queryset(self, request: HttpRequest):
        """Through `visible_to`, for superusers too."""
        return super().get_queryset(request).visible_to(request.user)
