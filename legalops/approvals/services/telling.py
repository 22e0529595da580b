"""Telling people: whose turn it is, what was decided, what is stuck. Called inside the transaction."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.approvals import engine, kinds, registry
from legalops.approvals.enums import RequestState
from legalops.approvals.links import link_for
from legalops.approvals.models import Ask, Request
from legalops.approvals.registry import Told
from legalops.approvals.selectors.standing_in import standings
from legalops.kernel import clock, events
from legalops.notifications.services import notify
from legalops.web.formats import instant

_OUTCOMES = {
    RequestState.APPROVED: gettext_lazy("%s is approved"),
    RequestState.REJECTED: gettext_lazy("%s is rejected"),
    RequestState.SENT_BACK: gettext_lazy("%s was sent back"),
}


def tell_asked(request: Request, asks: Iterable[Ask], *, actor: User, kind: str = kinds.ASKED) -> None:
    """Tell those whose turn it is and whoever decides for them, each with a link of their own.

    During a bulk load nobody is told: what it loads happened long ago.
    """
    if events.is_paused():
        return
    known, record = standings(), _record_of(request)
    for ask in asks:
        key = f"{kind}:{ask.pk}:{ask.reminded_at.timestamp() if ask.reminded_at else ''}"
        for person in _recipients(ask, request, known):
            _tell(kind, request, ask, person, record, key, actor)


def tell_outcome(request: Request, state: RequestState, *, actor: User, reason: str) -> None:
    """Tell who asked what became of it; recalling is their own deed."""
    asker = request.asked_by
    if state not in _OUTCOMES or asker is None or events.is_paused():
        return
    notify(
        kinds.DECIDED,
        recipients=[asker],
        subject=request,
        title=lambda: _first_letter(str(_OUTCOMES[state]) % _title(request, asker)),
        body=reason,
        url=reverse("approvals:request", args=[request.pk]),
        actor=actor,
        key=f"{kinds.DECIDED}:{request.pk}",
    )


def tell_stuck(request: Request, *, actor: User) -> None:
    """Tell who asked that nobody is left to decide."""
    asker = request.asked_by
    if asker is None or events.is_paused():
        return
    notify(
        kinds.STUCK,
        recipients=[asker],
        subject=request,
        title=lambda: _("Nobody can decide %s") % _title(request, asker),
        body=request.problem,
        url=reverse("approvals:request", args=[request.pk]),
        actor=actor,
        key=f"{kinds.STUCK}:{request.pk}:{request.problem}"[:200],
    )


def _recipients(ask: Ask, request: Request, known: list[engine.Standing]) -> list[User]:
    stand_in = engine.stand_in_for(ask.person_id, clock.today(), request.record_type, known)
    return [ask.person, *(User.objects.filter(pk=stand_in) if stand_in else ())]


def _tell(kind: str, request: Request, ask: Ask, person: User, record: Any, key: str, actor: User) -> None:

    def title() -> str:
        words = _("Reminder: approve %s") if kind == kinds.REMINDED else _("Approve %s")
        return words % _told(request, record, person).title

    notify(
        kind,
        recipients=[person],
        subject=request,
        title=title,
        body=lambda: _text(request, ask, person, _told(request, record, person)),
        url=link_for(ask, person.pk),
        actor=actor,
        key=key,
    )


def _text(request: Request, ask: Ask, person: User, told: Told) -> str:
    """Who is asked and why, then what there is to know, a line for each."""
    for_whom = "" if person.pk == ask.person_id else _("You decide for %s. ") % ask.person
    facts = [*told.facts, *_times(ask)]
    lines = "\n".join(f"{label}: {value}" for label, value in facts)
    return f"{for_whom}{ask.person} {ask.why} {request.note}".strip() + (f"\n\n{lines}" if lines else "")


def _times(ask: Ask) -> list[tuple[str, str]]:
    times = [(_("Decide by"), ask.due_at), (_("Goes to others if not decided by"), ask.escalates_at)]
    return [(label, instant(at)) for label, at in times if at is not None]


def _record_of(request: Request) -> Any:
    return registry.find(request.record_type).type.rows().filter(pk=request.record_id).first()


def _told(request: Request, record: Any, person: User) -> Told:
    subject = registry.find(request.record_type)
    return Told(request.title) if subject.told is None or record is None else subject.told(record, person)


def _title(request: Request, person: User) -> str:
    return _told(request, _record_of(request), person).title


def _first_letter(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
