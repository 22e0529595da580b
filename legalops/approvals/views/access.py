"""How every page of approvals begins: people of the department, and requests about records they see."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.approvals.models import Ask, Request
from legalops.web.nav import is_firm_user

TRYING = frozenset({can.CONFIGURE, can.INVOICES_REVIEW, can.MATTERS_MANAGE_WALLS})


def staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anyone of the department may be asked to approve something; people of firms never are."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_firm_user(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gated


def may_try(request: HttpRequest) -> bool:
    """Whether the person may try policies: who keeps them, who submits, who heads the department."""
    return not TRYING.isdisjoint(capabilities_of(request.user))


def request_or_404(request: HttpRequest, pk: int) -> Request:
    """The request, if its record exists for this person. Absent and hidden look the same."""
    related = ("asked_by", "held_by", "policy__policy")
    found = Request.objects.visible_to(request.user).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def ask_or_404(request: HttpRequest, pk: int) -> Ask:
    """One person asked, if the record exists for who looks."""
    rows = Ask.objects.visible_to(request.user).select_related("request__asked_by", "person", "step")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
