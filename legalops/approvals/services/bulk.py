"""Approving many requests: what each would do first, then each in its own transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.approvals.models import Request
from legalops.approvals.registry import Card
from legalops.approvals.selectors.inbox import cards_of
from legalops.approvals.selectors.panel import panel_for
from legalops.approvals.services.deciding import decide
from legalops.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Proposal:
    """One request: what approving it does, or why it stays as it is."""

    request: Request
    card: Card | None
    effect: str = ""
    refusal: str = ""

    @property
    def title(self) -> str:
        """The record in words."""
        return self.request.title


def preview(keys: Sequence[int], *, actor: User) -> list[Proposal]:
    """What approving each of these would do; changes nothing. Those the person may not see are left out."""
    found = list(Request.objects.visible_to(actor).filter(pk__in=keys).order_by("asked_at", "pk"))
    cards = cards_of(found)
    return [_proposal(request, cards[request.pk], actor) for request in found]


def approve_seen(seen: Mapping[int, int | None], *, actor: User) -> tuple[list[Request], list[Proposal]]:
    """Approve each request in the version in which it was seen; one that is refused says why."""
    done: list[Request] = []
    refused: list[Proposal] = []
    for request in Request.objects.visible_to(actor).filter(pk__in=list(seen)).order_by("asked_at", "pk"):
        try:
            decide(request, actor=actor, decision="approve", seen_version=seen[request.pk])
        except DomainError as error:
            refused.append(Proposal(request, None, refusal=error.message))
        else:
            done.append(request)
    return done, refused


def _proposal(request: Request, card: Card, actor: User) -> Proposal:
    panel = panel_for(request, actor)
    if panel.mine is None:
        waits = panel.pending_names or request.get_state_display()
        return Proposal(request, card, refusal=_("Does not wait for you: %s") % waits)
    if panel.following_names:
        return Proposal(request, card, effect=_("Then %s decides") % panel.following_names)
    others = [ask for ask in panel.due if ask.pk != panel.mine.pk]
    if others and not _satisfies(panel, panel.mine):
        return Proposal(request, card, effect=_("Others are still asked"))
    return Proposal(request, card, effect=_("Is approved then"))


def _satisfies(panel, mine) -> bool:
    open_steps = [step for step in panel.steps if any(ask.state == "pending" for ask in step.asks)]
    given = sum(ask.state == "approved" for ask in mine.step.asks.all())
    return len(open_steps) == 1 and given + 1 >= mine.step.needed
