"""A person's own sign-in: second factor, sessions, latest sign-ins."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access.services import second_factor_required
from legalops.accounts.models import User
from legalops.governance.selectors.people import sign_ins_of
from legalops.signin.client import device_words
from legalops.signin.services.sessions import end_sessions, sessions_of
from legalops.web import htmx, nav, toasts


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in words."""

    pk: int
    device: str
    ip: str
    began: datetime
    seen: datetime
    is_here: bool


def session_rows(person: User, here: str) -> list[SessionRow]:
    """The person's sessions; `here` is the key of the one that asks."""
    return [
        SessionRow(
            one.pk,
            device_words(one.user_agent),
            one.ip,
            one.created_at,
            one.last_seen_at,
            one.session_key == here,
        )
        for one in sessions_of(person)
    ]


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Everyone's own page."""
    factors = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    context = {
        "factors": factors.order_by("created_at"),
        "required": second_factor_required(request.user),
        "sessions": session_rows(request.user, request.session.session_key or ""),
        "sign_ins": sign_ins_of(request.user, 10),
        "base": "portal_base.html" if nav.is_firm_user(request.user) else "base.html",
    }
    return render(request, "governance/security.html", context)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions, or all others."""
    only, here = request.POST.get("session", ""), request.session.session_key or ""
    end_sessions(request.user, actor=request.user, only=int(only) if only.isdecimal() else None, keep=here)
    toasts.toast(request, _("The session has ended.") if only else _("All other sessions have ended."))
    return htmx.hx_redirect(request, reverse("governance:security"))
