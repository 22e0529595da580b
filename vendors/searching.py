"""What of firms can be searched."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.fields.searching import searchable_text
from legalops.search import registry
from legalops.search.registry import Facet, Searchable, Text
from legalops.web.palette import Hit
from vendors.models import Firm, Timekeeper

_FACET_MOST = 200


def register() -> None:
    """Called once, when the app is ready."""
    people = {"vendors.firm.edited": _people_of}
    registry.register(Searchable("firm", _("Vendors"), Firm, build_firms, show_firms, order=40))
    registry.register(
        Searchable(
            "timekeeper", _("Timekeepers"), Timekeeper, build_people, show_people, order=50, follows=people
        )
    )
    registry.register_facet(Facet("firm", "firm_id", "firm:arnsley", find_firms))


def build_firms(ids: Sequence[int]) -> Iterable[Text]:
    """Name and code; then offices and numbers by which others know it."""
    for each in Firm.objects.filter(pk__in=ids).prefetch_related("offices"):
        places = [f"{office.name} {office.city}" for office in each.offices.all()]
        about = "\n".join(filter(None, [each.tax_id, each.ap_vendor_number, *places, searchable_text(each)]))
        yield Text(each.pk, f"{each.name} {each.code}", about, firm_id=each.pk, state=each.status)


def show_firms(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Firms as a person may see them."""
    seen = Firm.objects.visible_to(user).filter(pk__in=ids)
    return {
        each.pk: Hit(each.name, reverse("vendors:firm", args=[each.code]), each.code, "building")
        for each in seen
    }


def build_people(ids: Sequence[int]) -> Iterable[Text]:
    """Name and firm; then the id by which the firm bills."""
    rows = Timekeeper.objects.filter(pk__in=ids).select_related("firm", "classification")
    for each in rows:
        about = f"{each.firm.name}\n{each.code}\n{each.classification.label}"
        title = f"{each.first_name} {each.last_name}".strip()
        yield Text(each.pk, title, about, firm_id=each.firm_id, state=each.status)


def show_people(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Timekeepers as a person may see them."""
    seen = Timekeeper.objects.visible_to(user).filter(pk__in=ids)
    return {each.pk: _hit(each) for each in seen.select_related("firm", "classification")}


def find_firms(user, text: str) -> Sequence[int]:
    """Visible firms of this code, or else whose name or code contains the text."""
    seen = Firm.objects.visible_to(user).order_by()
    exact = list(seen.filter(code__iexact=text).values_list("pk", flat=True))
    return exact or list(seen.matching(text).values_list("pk", flat=True)[:_FACET_MOST])


def _hit(person: Timekeeper) -> Hit:
    url = reverse("vendors:timekeepers", args=[person.firm.code])
    name = f"{person.first_name} {person.last_name}".strip()
    return Hit(name, url, f"{person.classification.label} · {person.firm.name}", "user")


def _people_of(firm_ids: Sequence[int]) -> Iterable[int]:
    return Timekeeper.objects.filter(firm__in=firm_ids).values_list("pk", flat=True)
