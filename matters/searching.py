"""What of matters can be searched."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.fields.searching import searchable_text
from legalops.search import registry
from legalops.search.registry import Facet, Searchable, Text
from legalops.web.palette import Hit
from matters.models import KeyDate, Matter

_FACET_MOST = 200


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(Searchable("matter", _("Matters"), Matter, build_matters, show_matters, order=10))
    follows = {"matters.matter.edited": _dates_of} | {
        f"matters.key_date.{what}": _dates_of
        for what in ("set", "changed", "done", "reopened", "recalculated", "chained", "vacated")
    }
    registry.register(
        Searchable("date", _("Key dates"), KeyDate, build_dates, show_dates, order=30, follows=follows)
    )
    registry.register_facet(Facet("matter", "matter_id", "matter:M-2026-0001", find_matters))


def build_matters(ids: Sequence[int]) -> Iterable[Text]:
    """Number and name; then type, team, lead, business unit, firms' numbers and the summary."""
    rows = Matter.objects.filter(pk__in=ids).select_related("matter_type", "stage", "team", "lead")
    firms = StringAgg("engagements__firm__name", delimiter=" ", distinct=True, default=Value(""))
    for each in rows.annotate(firm_names=firms):
        about = (
            each.matter_type.name, each.business_unit, each.lead.full_name,
            each.team.name if each.team else "", each.firm_names, each.description, searchable_text(each),
        )  # fmt: skip
        yield Text(
            each.pk, f"{each.number} {each.name}", "\n".join(filter(None, about)),
            matter_id=each.pk, on=each.opened_on, state=each.stage.code,
        )  # fmt: skip


def show_matters(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Matters as a person may see them."""
    seen = Matter.objects.visible_to(user).filter(pk__in=ids).select_related("stage", "lead")
    return {each.pk: _matter_hit(each) for each in seen}


def build_dates(ids: Sequence[int]) -> Iterable[Text]:
    """What and on which matter."""
    for each in KeyDate.objects.filter(pk__in=ids).select_related("matter", "owner"):
        about = f"{each.matter.number} {each.matter.name}\n{each.owner.full_name}"
        state = "done" if each.done_at else "open"
        yield Text(each.pk, each.name, about, matter_id=each.matter_id, on=each.date, state=state)


def show_dates(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Key dates as a person may see them."""
    seen = KeyDate.objects.visible_to(user).filter(pk__in=ids).select_related("matter")
    return {each.pk: _date_hit(each) for each in seen}


def find_matters(user, text: str) -> Sequence[int]:
    """Visible matters of this number, or else whose number or name contains the text."""
    seen = Matter.objects.visible_to(user).order_by()
    exact = list(seen.filter(number__iexact=text).values_list("pk", flat=True))
    parts = Q(number__icontains=text) | Q(name__icontains=text)
    return exact or list(seen.filter(parts).values_list("pk", flat=True)[:_FACET_MOST])


def _matter_hit(matter: Matter) -> Hit:
    url = reverse("matters:matter", args=[matter.number])
    return Hit(
        f"{matter.number} {matter.name}", url, f"{matter.stage.name} · {matter.lead.full_name}", "folder"
    )


def _date_hit(key_date: KeyDate) -> Hit:
    matter = key_date.matter
    url = reverse("matters:dates", args=[matter.number])
    return Hit(
        key_date.name, url, f"{key_date.date:%Y-%m-%d} · {matter.number} {matter.name}", "calendar-event"
    )


def _dates_of(matter_ids: Sequence[int]) -> Iterable[int]:
    return KeyDate.objects.filter(matter__in=matter_ids).values_list("pk", flat=True)
