"""A matter's page: one header over its tabs."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.glass import has_broken_glass
from legalops.access.services import capabilities_of, has_capability
from legalops.audit.selectors import events_of
from legalops.contacts.querysets import SEES
from legalops.kernel import clock
from legalops.timeline.record import RecordTimeline
from legalops.web import palette
from matters.events import READS
from matters.models import BudgetPhase, Matter
from matters.selectors.audience import screened_off, viewers_of
from matters.selectors.codes import codes_of
from matters.selectors.conflicts.standing import check_of_matter, standing_of
from matters.selectors.mine import card_of
from matters.selectors.parties import parties_of
from matters.selectors.phases import phases_of
from matters.selectors.stages import stage_steps
from matters.selectors.timeline import lately_on
from matters.selectors.walls import glass_history, open_glass, recent_reads, wall_rows, walls_to_acknowledge
from matters.services.guards import may_see
from matters.views.access import matter_or_404, reads


def frame_of(request: HttpRequest, matter: Matter, tab: str) -> dict[str, Any]:
    """What the header of every tab shows."""
    card = card_of(matter, request.user)
    return {
        "matter": matter,
        "card": card,
        "next_action": card.next_action,
        "tabs": _tabs(matter, tab),
        "steps": stage_steps(matter),
        "backup": matter.members.filter(role="backup").select_related("user").first(),
        **_standing(request, matter),
        "screened": screened_off(matter),
        "conflicts": standing_of(check_of_matter(matter)),
    }


def _standing(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """What the person may do here, and what walls and broken glass have to tell them."""
    user = request.user
    by_glass = has_broken_glass(user) and not may_see(user, matter)
    grants = open_glass(matter)
    can_wall = has_capability(user, can.MATTERS_MANAGE_WALLS) and not by_glass
    owns = can_wall or matter.lead_id == user.pk
    return {
        "can_edit": has_capability(user, can.MATTERS_EDIT) and not by_glass,
        "can_wall": can_wall,
        "owns": owns,
        "own_glass": next((one for one in grants if one.user_id == user.pk), None) if by_glass else None,
        "others_glass": [one for one in grants if one.user_id != user.pk] if owns else [],
        "walls_to_acknowledge": walls_to_acknowledge(matter, user),
    }


@require_safe
@reads
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """Summary, next dates, money in one bar, people and firms."""
    matter = matter_or_404(request, number)
    palette.visited(request, "matter", matter.pk)
    context = frame_of(request, matter, "matter") | {
        "dates": matter.key_dates.filter(done_at__isnull=True).select_related("owner")[:6],
        "members": matter.members.select_related("user").order_by("pk"),
        "engagements": _engagements(matter),
        "happenings": lately_on(matter),
        "codes": codes_of(matter),
        "parties": [each for each in parties_of(matter) if each.until is None],
        "today": clock.today(),
    }
    return render(request, "matters/overview.html", context)


@require_safe
@reads
def money(request: HttpRequest, number: str) -> HttpResponse:
    """Budget and its versions, agreed rates, and what other apps know about the matter's money."""
    matter = matter_or_404(request, number)
    context = frame_of(request, matter, "money") | {
        "budgets": matter.budgets.exclude(status="draft").select_related("set_by"),
        "phases": _phases(matter),
        "rates": matter.rates.select_related("timekeeper__firm").order_by(
            "timekeeper__last_name", "-valid_from"
        ),
    }
    return render(request, "matters/money.html", context)


@require_safe
@reads
def dates(request: HttpRequest, number: str) -> HttpResponse:
    """Every key date, coming ones first."""
    return render(request, "matters/dates.html", dates_context(request, matter_or_404(request, number)))


def dates_context(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The dates tab."""
    rows = matter.key_dates.select_related(
        "owner", "backup", "follows", "verified_by", "entered_by", "source"
    )
    open_ones = list(rows.filter(done_at__isnull=True).order_by("date", "time", "pk"))
    return frame_of(request, matter, "dates") | {
        "coming": open_ones,
        "to_verify": sum(row.to_verify or bool(row.asked) for row in open_ones),
        "done": rows.filter(done_at__isnull=False).order_by("-date", "-pk"),
        "today": clock.today(),
    }


@require_safe
@reads
def people(request: HttpRequest, number: str) -> HttpResponse:
    """Who works on it, which firms, who can see it, and who is screened off."""
    matter = matter_or_404(request, number)
    context = frame_of(request, matter, "people") | {
        "parties": parties_of(matter),
        "sees_contacts": not capabilities_of(request.user).isdisjoint(SEES),
        "members": matter.members.select_related("user").order_by("pk"),
        "engagements": _engagements(matter),
        "numbers": matter.firm_numbers.select_related("firm").order_by("firm__name", "number_key"),
        "staffed": matter.staffed_timekeepers.select_related(
            "timekeeper__firm", "timekeeper__classification"
        ).order_by("timekeeper__firm__name", "timekeeper__last_name", "timekeeper__first_name"),
        "viewers": viewers_of(matter),
        "walls": wall_rows(matter),
    }
    if context["owns"]:
        context |= {"glass_grants": glass_history(matter), "reads": recent_reads(matter)}
    return render(request, "matters/people.html", context)


@require_safe
@reads
def timeline(request: HttpRequest, number: str) -> HttpResponseBase:
    """What happened, newest first, from the ledger."""
    matter = matter_or_404(request, number)
    shown = RecordTimeline(request, events_of(matter).exclude(action__in=READS), about=matter)
    if export := shown.export():
        return export
    context = frame_of(request, matter, "timeline") | {"timeline": shown}
    return render(request, "matters/timeline.html", context)


def _phases(matter: Matter) -> list[tuple[str, Decimal]]:
    """The approved budget by phase, in words."""
    names = dict(phases_of(matter.matter_type.code_set))
    rows = BudgetPhase.objects.filter(budget__matter=matter, budget__status="approved").order_by("phase")
    return [(f"{row.phase} {names.get(row.phase, '')}".strip(), row.amount) for row in rows]


def _tabs(matter: Matter, current: str) -> list[dict[str, Any]]:
    words = {
        "matter": _("Overview"),
        "plan": _("Plan"),
        "money": _("Money"),
        "dates": _("Dates"),
        "log": _("Log"),
        "files": _("Files"),
        "people": _("People and walls"),
        "timeline": _("Timeline"),
    }
    return [
        {"label": label, "url": reverse(f"matters:{name}", args=[matter.number]), "current": name == current}
        for name, label in words.items()
    ]


def _engagements(matter: Matter):
    return matter.engagements.select_related("firm").order_by("ended_on", "started_on")
