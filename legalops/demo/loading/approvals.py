"""Approval policies of the demo department, and who is away."""

from datetime import timedelta
from typing import Any

from billing.services.default_policy import install_policy
from legalops.approvals import services
from legalops.approvals.models import Request
from legalops.approvals.services.policies import define
from legalops.demo.loading.world import World
from legalops.kernel import clock

_LARGE = "250000"
_IP_TYPES = ["patent-litigation", "patent-prosecution", "trademark"]


def make_policies(world: World) -> None:
    """The shipped policy, and in front of it one for large invoices and one for intellectual property."""
    install_policy()
    admin = world.people["noah.birkett"]
    define(
        "large-invoices",
        name="Invoices above 250,000",
        record_type="invoice",
        position=10,
        conditions=[{"field": "amount", "operator": "above", "value": _LARGE}],
        steps=_large_steps(world),
        actor=admin,
    )
    named = [world.people[key].pk for key in ("keiko.nakamura", "emil.bergstrom", "fiona.ashdown")]
    define(
        "ip-invoices",
        name="Invoices on intellectual property",
        record_type="invoice",
        position=20,
        conditions=[{"field": "matter_type", "operator": "in", "value": _IP_TYPES}],
        steps=[
            {"position": 1, "who": "people", "people": named, "mode": "n_of", "needed": 2, "due_after": 5}
        ],
        actor=admin,
    )


def make_absences(world: World) -> None:
    """Two people are away: one lets a colleague decide, for the other nobody does."""
    today = clock.today()
    hugo, maya, fiona = (world.people[key] for key in ("hugo.tremaine", "maya.okafor", "fiona.ashdown"))
    services.delegate(
        hugo,
        maya,
        starts=today - timedelta(2),
        until=today + timedelta(9),
        reason="Trial in Houston",
        actor=hugo,
    )
    services.note_absence(fiona, starts=today, until=today + timedelta(4), reason="Leave", actor=fiona)


def make_exceptions(world: World) -> None:
    """The general counsel is asked to look at two invoices as well, and one waits for a receipt."""
    grace = world.people["grace.hartwell"]
    waiting = Request.objects.visible_to(grace).filter(state="open", asked_by__isnull=False)
    chosen = list(
        waiting.exclude(asks__person=grace).select_related("asked_by").order_by("-asked_at", "-pk")[:3]
    )
    for request in chosen[:2]:
        reason = "A new firm on this matter; please look as well."
        services.add_approver(request, grace, actor=request.asked_by, reason=reason)
    for request in chosen[2:]:
        services.hold(
            request, actor=request.asked_by, reason="The firm sends the receipt for travel on Monday."
        )


def _large_steps(world: World) -> list[dict[str, Any]]:
    late = {"due_after": 3, "escalates_after": 6, "escalates_to": world.manager.pk}
    return [
        {"position": 1, "who": "role", "role": "general_counsel", "mode": "any", "due_after": 3},
        {"position": 1, "who": "role", "role": "finance", "mode": "any", **late},
    ]
