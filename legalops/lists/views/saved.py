"""Pages of saved views."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.kernel.keys import key_in
from legalops.lists.bar import Bar
from legalops.lists.counts import count_views
from legalops.lists.forms import RoleDefaultForm, ViewForm
from legalops.lists.models import SavedView
from legalops.lists.params import address
from legalops.lists.selectors.views import view_rows
from legalops.lists.services import pinning, saving, settings
from legalops.lists.services.deleting import delete_view, restore_view
from legalops.lists.shelf import shelf_of
from legalops.lists.views.access import list_or_404, own_view_or_404, view_or_404
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.lists import ListSpec


@require_safe
def open_view(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the list as the view shows it: the address to hand on."""
    view, spec = view_or_404(request, pk)
    return HttpResponseRedirect(address(spec, view.params, view.pk))


@require_safe
def counts(request: HttpRequest, list_id: str) -> HttpResponse:
    """The counts of the first views, each into its tab."""
    spec = list_or_404(request, list_id)
    shown = Bar(spec, spec.table(request, spec.rows(request.user))).first
    found = count_views(spec, request.user, shown)
    return htmx.render_page(request, "lists/counts.html", {"counts": found.items()})


@require_safe
def views(request: HttpRequest, list_id: str) -> HttpResponse:
    """All views of a list that the person has."""
    spec = list_or_404(request, list_id)
    shelf = shelf_of(request, spec.id)
    context = {
        "spec": spec,
        "base": "portal_base.html" if spec.outside else "base.html",
        "rows": view_rows(spec, request.user, shelf),
        "configures": has_capability(request.user, can.CONFIGURE) and not spec.outside,
        "opening": shelf.opening,
    }
    return htmx.render_page(request, "lists/views.html", context)


def new_view(request: HttpRequest, list_id: str) -> HttpResponse:
    """Save what a page of the list shows."""
    spec = list_or_404(request, list_id)
    form = ViewForm(request.POST or None, spec=spec, user=request.user)

    def act(data: Mapping[str, Any]) -> Done:
        view = saving.save_view(
            spec.id,
            data["name"],
            dict(request.GET.lists()),
            shared=form.shared,
            for_department=bool(data.get("for_department")),
            actor=request.user,
        )
        if data.get("pinned"):
            pinning.pin_view(view, actor=request.user)
        return Done(address(spec, view.params, view.pk), _("The view “%s” is saved.") % view.name)

    return answer(request, form, _page(spec, _("Save view"), _("Save")), act)


def edit_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view, or share it otherwise."""
    view, spec = own_view_or_404(request, pk)
    form = ViewForm(request.POST or None, spec=spec, user=request.user, view=view)
    version = _version(request, view)

    def act(data: Mapping[str, Any]) -> Done:
        shared = form.shared if "sharing" in data else None
        saving.change_view(view, version=version, name=data["name"], shared=shared, actor=request.user)
        return Done(_manage(spec), _("The view “%s” is changed.") % data["name"])

    return answer(request, form, _page(spec, _("Change view"), _("Save")), act)


@require_POST
def save_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the view show what the page shows, as its address says."""
    view, spec = view_or_404(request, pk)
    given = dict(request.GET.lists())
    changed = saving.change_view(view, version=_version(request, view), params=given, actor=request.user)
    toasts.toast(request, _("The view “%s” is saved.") % changed.name)
    return htmx.hx_redirect(request, address(spec, changed.params, changed.pk))


@require_POST
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy to change."""
    view, spec = view_or_404(request, pk)
    copy = saving.duplicate_view(view, actor=request.user)
    toasts.toast(request, _("The view “%s” is yours.") % copy.name)
    return htmx.hx_redirect(request, _manage(spec))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view; the toast offers to undo it."""
    view, spec = view_or_404(request, pk)
    delete_view(view, actor=request.user)
    undo = reverse("lists:restore_view", args=[view.pk])
    toasts.toast(request, _("The view “%s” is deleted.") % view.name, undo_url=undo)
    return htmx.hx_redirect(request, _manage(spec))


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted view back."""
    view = restore_view(pk, actor=request.user)
    toasts.toast(request, _("The view “%s” is back.") % view.name)
    return htmx.hx_redirect(request, reverse("lists:views", args=[view.list_id]))


@require_POST
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin, unpin or move a view among the person's own first ones."""
    view, spec = view_or_404(request, pk)
    match request.POST.get("do", ""):
        case "up":
            pinning.move_pin(view, -1, actor=request.user)
        case "down":
            pinning.move_pin(view, 1, actor=request.user)
        case do:
            pinning.pin_view(view, pinned=do != "off", actor=request.user)
    return htmx.hx_redirect(request, _manage(spec))


@require_POST
def open_first(request: HttpRequest, list_id: str) -> HttpResponse:
    """With which view the list opens for this person, or plain."""
    spec = list_or_404(request, list_id)
    key = key_in(request.POST.get("view", ""))
    seen = SavedView.objects.visible_to(request.user).filter(list_id=spec.id)
    view = None if key is None else get_object_or_404(seen, pk=key)
    settings.open_with(spec.id, view, actor=request.user)
    said = (
        _("%(list)s opens with “%(view)s” for you.") if view else _("%(list)s opens without a view for you.")
    )
    toasts.toast(request, said % {"list": spec.label, "view": view})
    return htmx.hx_redirect(request, _manage(spec))


def open_for_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the list open with the view for a role."""
    if not has_capability(request.user, can.CONFIGURE):
        raise Http404
    view, spec = view_or_404(request, pk)
    form = RoleDefaultForm(request.POST or None)
    words = {"list": spec.label, "view": view}
    title = _("Open %(list)s with “%(view)s”") % words

    def act(data: Mapping[str, Any]) -> Done:
        settings.open_for_role(data["role"], spec.id, view, actor=request.user)
        return Done(_manage(spec), _("%(list)s opens with “%(view)s” for the role.") % words)

    return answer(request, form, _page(spec, title, _("Save")), act)


def _page(spec: ListSpec, title: str, submit: str) -> FormPage:
    return FormPage(title, submit, spec.url, crumbs=[(str(spec.label), spec.url)])


def _manage(spec: ListSpec) -> str:
    return reverse("lists:views", args=[spec.id])


def _version(request: HttpRequest, view: SavedView) -> int:
    """The version that the person saw."""
    seen = request.GET.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else view.version
