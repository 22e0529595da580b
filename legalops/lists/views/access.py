"""Lists and views as the person who asks may have them."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from legalops.lists.models import SavedView
from legalops.lists.services.rights import may_edit
from legalops.web import lists
from legalops.web.lists import ListSpec


def list_or_404(request: HttpRequest, list_id: str) -> ListSpec:
    """The list, where the person may open it."""
    spec = lists.find(list_id)
    if spec is None or not spec.open_to(request.user):
        raise Http404
    return spec


def view_or_404(request: HttpRequest, pk: int) -> tuple[SavedView, ListSpec]:
    """A view that the person has, with its list."""
    view: Any = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    return view, list_or_404(request, view.list_id)


def own_view_or_404(request: HttpRequest, pk: int) -> tuple[SavedView, ListSpec]:
    """A view that is the person's to change, with its list."""
    view, spec = view_or_404(request, pk)
    if not may_edit(view, request.user):
        raise Http404
    return view, spec
