"""One person: roles and teams, sessions, second factor, lock-out, joining and leaving."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.services import authority_of, has_capability
from legalops.accounts.models import User
from legalops.audit.selectors import events_of
from legalops.governance.forms import AccessForm, ReasonForm
from legalops.governance.selectors.people import people_rows, sign_ins_of
from legalops.governance.services.joining import send_invitation
from legalops.governance.services.leaving import reactivate
from legalops.governance.services.roles import set_access
from legalops.governance.views.access import looks, manages, person_or_404
from legalops.governance.views.security import session_rows
from legalops.signin.services.lockouts import unlock
from legalops.signin.services.sessions import end_sessions, reset_second_factor
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, FormPage, answer


@require_safe
@looks
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """What the person may do, how they sign in, and what was done about it."""
    someone = person_or_404(person_id)
    context = {
        "person": people_rows().get(pk=someone.pk),
        "roles": someone.role_assignments.select_related("role"),
        "teams": someone.teams.all(),
        "claim_grants": someone.claim_grants.all(),
        "limit": authority_of(someone),
        "sessions": session_rows(someone, ""),
        "sign_ins": sign_ins_of(someone, 10),
        "events": events_of(someone)[:15],
        "manages": has_capability(request.user, can.PEOPLE_MANAGE),
        "own": someone.pk == request.user.pk,
    }
    return render(request, "governance/person.html", context)


@manages
def access(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give and take roles and teams."""
    someone = person_or_404(person_id)
    form = AccessForm(someone, request.POST or None, asks=someone.pk == request.user.pk)

    def act(data: Mapping[str, Any]) -> Done:
        set_access(
            someone,
            roles=data["roles"],
            teams=data["teams"],
            own_loss_confirmed=bool(data.get("confirm")),
            actor=request.user,
        )
        return Done(_page(someone), _("Roles and teams of %s are as you chose.") % someone)

    return answer(request, form, _form(someone, _("Roles and teams of %s") % someone, _("Save")), act)


@manages
def reset(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take a lost second factor off a person."""
    someone = person_or_404(person_id)
    intro = _("Passkeys, authenticator app and recovery codes go, and every session ends.")
    title = _("Reset the second factor of %s") % someone
    page = _form(someone, title, _("Reset"), intro=intro, danger=True)

    def act(data: Mapping[str, Any]) -> Done:
        reset_second_factor(someone, reason=data["reason"], actor=request.user)
        return Done(_page(someone), _("%s sets up a new second factor at the next sign-in.") % someone)

    return answer(request, ReasonForm(request.POST or None), page, act)


@require_POST
@manages
def unlock_(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let a locked-out person try again."""
    someone = person_or_404(person_id)
    unlock(someone, actor=request.user)
    return _back(request, someone, _("%s can try again.") % someone)


@require_POST
@manages
def end(request: HttpRequest, person_id: int) -> HttpResponse:
    """End one session, or all."""
    someone = person_or_404(person_id)
    only = request.POST.get("session", "")
    end_sessions(someone, actor=request.user, only=int(only) if only.isdecimal() else None)
    return _back(request, someone, _("The session has ended.") if only else _("Every session has ended."))


@require_POST
@manages
def invite_again(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write the link to set a password again."""
    someone = person_or_404(person_id)
    if someone.is_active:
        send_invitation(someone, site=request.build_absolute_uri("/"), actor=request.user)
    return _back(request, someone, _("The link is on its way to %s.") % someone.email)


@require_POST
@manages
def return_(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let a person who left sign in again."""
    someone = person_or_404(person_id)
    reactivate(someone, actor=request.user)
    return _back(request, someone, _("%s can sign in again.") % someone)


def _page(someone: User) -> str:
    return reverse("governance:person", args=[someone.pk])


def _back(request: HttpRequest, someone: User, said: str) -> HttpResponse:
    toasts.toast(request, said)
    return htmx.hx_redirect(request, _page(someone))


def _form(someone: User, title: str, submit: str, **more: Any) -> FormPage:
    crumbs = [(_("People"), reverse("governance:people")), (str(someone), _page(someone))]
    return FormPage(title=title, submit=submit, back=_page(someone), crumbs=crumbs, **more)
