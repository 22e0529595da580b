"""The bell's panel and the page of all notifications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from legalops.notifications.models import Notification
from legalops.notifications.registry import kinds_for
from legalops.notifications.selectors.inbox import newest, page_of
from legalops.notifications.services.notifying import mark_read
from legalops.notifications.views.frame import base_of
from legalops.web import htmx, nav

TEMPLATE = "notifications/list.html"


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All of them, newest first; `show=unread`, `kind`, `before` in the address."""
    return _page(request)


@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """The newest, under the bell."""
    context = {"notifications": newest(request.user)}
    return htmx.render_fragment(request, "notifications/panel.html", "panel", context)


@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notification is about; it is read from then on."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    mark_read(Notification.objects.visible_to(request.user).filter(pk=pk))
    nav.forget_counts_of(request.user)
    inside = url_has_allowed_host_and_scheme(notification.url, allowed_hosts=None)
    return redirect(notification.url if inside and notification.url else reverse("notifications:list"))


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read where it stands."""
    get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    mark_read(Notification.objects.visible_to(request.user).filter(pk=pk))
    return _changed(request)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(Notification.objects.visible_to(request.user))
    return _changed(request)


def _changed(request: HttpRequest) -> HttpResponse:
    nav.forget_counts_of(request.user)
    if not htmx.is_fragment(request):
        return redirect("notifications:list")
    target = htmx.target(request)
    response = panel_of(request) if target == "bell-panel" else _page(request)
    response.headers["HX-Trigger"] = "counts-changed"
    return response


def panel_of(request: HttpRequest) -> HttpResponse:
    """The panel as it is now."""
    context = {"notifications": newest(request.user)}
    return htmx.render_fragment(request, "notifications/panel.html", "panel", context)


def _page(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    show, kind = request.GET.get("show", ""), request.GET.get("kind", "")
    rows, more = page_of(
        request.user, unread=show == "unread", kind=kind, before=int(before) if before.isdecimal() else None
    )
    context = {
        "base": base_of(request),
        "notifications": rows,
        "more": more,
        "show": show,
        "on_all": show != "unread",
        "on_unread": show == "unread",
        "kind": kind,
        "kinds": kinds_for(request.user),
    }
    return htmx.render_page(request, TEMPLATE, context, partials={"notification-list": "list"})
