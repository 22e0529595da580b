"""Matters as lists show them."""

from legalops.accounts.models import Team, User
from legalops.reference.models import Code
from matters.models import Matter
from matters.querysets import MatterQuerySet


def matter_rows(user: User) -> MatterQuerySet:
    """The matters a person may see, with what a row shows: one query for the page."""
    rows = Matter.objects.visible_to(user).select_related(
        "matter_type", "stage", "lead", "team", "legal_entity", "department", "cost_centre"
    )
    return rows.with_next_date().with_budget().with_next_action()


def leads_seen_by(user: User):
    """People who lead a matter that this person may see: the choices of a filter leak nothing."""
    led = Matter.objects.visible_to(user).values("lead_id")
    return User.objects.filter(pk__in=led).order_by("full_name")


def teams_seen_by(user: User):
    """Teams that have a matter this person may see."""
    used = Matter.objects.visible_to(user).exclude(team=None).values("team_id")
    return Team.objects.filter(pk__in=used).order_by("name")


def codes_seen_by(user: User, name: str, model: type[Code]):
    """Codes that matters this person may see hold in the field of this name."""
    used = Matter.objects.visible_to(user).exclude(**{name: None}).values(f"{name}_id")
    return model._default_manager.filter(pk__in=used)


def search_matters(user: User, text: str, limit: int) -> list[Matter]:
    """Matters by number or name for type-ahead, those whose number begins with the text first."""
    seen = Matter.objects.visible_to(user).select_related("stage")
    by_number = list(seen.filter(number__istartswith=text).order_by("number")[:limit])
    if len(by_number) < limit:
        known = [matter.pk for matter in by_number]
        by_number += seen.matching(text).exclude(pk__in=known)[: limit - len(by_number)]
    return by_number
