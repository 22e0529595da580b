"""What waits for mapping, grouped as people map it: by firm and number, by firm and timekeeper id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.db.models.functions import Upper

from billing.enums import InvoiceState, LineKind
from billing.models import Invoice, InvoiceLine
from billing.policies import billed_id_key
from billing.selectors.likeness import likely_matters, likely_people
from matters.models import Matter, MatterNumber
from vendors.models import Firm, Timekeeper, TimekeeperAlias

# Groups of a kind on the page; the oldest first, so what is left out comes up as these are done.
GROUPS_SHOWN, INVOICES_SHOWN = 100, 20


@dataclass(slots=True)
class MatterGroup:
    """Invoices of a firm under numbers that lead to no matter. `amount` is without tax, in base currency."""

    firm: Firm
    client_matter_id: str
    law_firm_matter_id: str
    count: int
    amount: Decimal
    first_seen: datetime
    is_mapped: bool = False
    suggestions: list[Matter] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number as people speak of it: the client's, else the firm's own."""
        return self.client_matter_id or self.law_firm_matter_id


@dataclass(slots=True)
class PersonGroup:
    """Fee lines of a firm under an id that leads to nobody. `amount` is without tax, in base currency."""

    firm: Firm
    code: str
    name: str
    classification: str
    lines: int
    count: int
    amount: Decimal
    first_seen: datetime
    first_worked: date
    is_mapped: bool = False
    suggestions: list[Timekeeper] = field(default_factory=list)


@dataclass(slots=True)
class Waiting:
    """Everything on the page."""

    matters: list[MatterGroup]
    people: list[PersonGroup]
    invoice_count: int

    @property
    def in_progress(self) -> bool:
        """Whether something was mapped and is being matched right now."""
        return any(each.is_mapped for each in (*self.matters, *self.people))


def waiting_invoices(user) -> QuerySet[Invoice]:
    """Invoices that wait for mapping and that this person may see."""
    return Invoice.objects.visible_to(user).filter(state=InvoiceState.UNMATCHED)


def waiting_count(user) -> int:
    """How many, for the rail."""
    return waiting_invoices(user).count()


def waiting_for_mapping(user) -> Waiting:
    """All groups; the number of queries does not depend on how many there are."""
    waiting = waiting_invoices(user)
    matters, people = _matter_groups(waiting), _person_groups(waiting)
    firms = {each.firm.pk for each in (*matters, *people)}
    _mark_mapped(matters, people, firms)
    _add_invoices(matters, waiting)
    likely_matters(user, matters)
    likely_people(people)
    return Waiting(matters, people, waiting.count())


def matter_group(user, firm: Firm, client_matter_id: str, law_firm_matter_id: str) -> MatterGroup | None:
    """One group with its suggestions, or None when nothing waits under these numbers (any more)."""
    same = waiting_invoices(user).filter(
        firm=firm, client_matter_id=client_matter_id, law_firm_matter_id=law_firm_matter_id
    )
    groups = _matter_groups(same)
    likely_matters(user, groups)
    return groups[0] if groups else None


def person_group(user, firm: Firm, code: str) -> PersonGroup | None:
    """One group with its suggestions, or None when nobody waits under this id (any more)."""
    groups = _person_groups(waiting_invoices(user).filter(firm=firm), code=code)
    likely_people(groups)
    return groups[0] if groups else None


def _matter_groups(waiting: QuerySet[Invoice]) -> list[MatterGroup]:
    rows = (
        waiting.filter(matter__isnull=True)
        .order_by()
        .values("firm_id", "client_matter_id", "law_firm_matter_id")
        .annotate(count=Count("pk"), amount=Sum("base_total"), first_seen=Min("received_at"))
        .order_by("first_seen")[:GROUPS_SHOWN]
    )
    return [MatterGroup(firm=firm, **row) for firm, row in _with_firms(rows)]


def _person_groups(waiting: QuerySet[Invoice], *, code: str = "") -> list[PersonGroup]:
    unknown = InvoiceLine.objects.filter(
        invoice__in=waiting.values("pk"), kind=LineKind.FEE, timekeeper__isnull=True
    ).exclude(timekeeper_code="")
    unknown = unknown.annotate(code=Upper("timekeeper_code"))
    if code:
        unknown = unknown.filter(code=code.upper())
    rows = (
        unknown.order_by()
        .values("firm_id", "code")
        .annotate(
            name=Max("timekeeper_name"),
            billed_class=Max("classification"),
            lines=Count("pk"),
            count=Count("invoice_id", distinct=True),
            amount=Sum("base_net"),
            first_seen=Min("invoice__received_at"),
            first_worked=Min("work_date"),
        )
        .order_by("first_seen")[:GROUPS_SHOWN]
    )
    return [
        PersonGroup(firm=firm, classification=row.pop("billed_class"), **row)
        for firm, row in _with_firms(rows)
    ]


def _with_firms(rows: Iterable[dict]) -> list[tuple[Firm, dict]]:
    found = [dict(row) for row in rows]
    firms = Firm.objects.in_bulk({row["firm_id"] for row in found})
    return [(firms[row.pop("firm_id")], row) for row in found]


def _mark_mapped(matters: Sequence[MatterGroup], people: Sequence[PersonGroup], firms: set[int]) -> None:
    """Groups whose mapping exists by now: the background work has not come to them yet."""
    keys = {
        billed_id_key(text) for each in matters for text in (each.client_matter_id, each.law_firm_matter_id)
    }
    numbers = set(
        MatterNumber.objects.filter(firm__in=firms, number_key__in=keys).values_list("firm_id", "number_key")
    )
    for group in matters:
        group.is_mapped = any(
            (group.firm.pk, billed_id_key(text)) in numbers
            for text in (group.client_matter_id, group.law_firm_matter_id)
        )
    codes = {billed_id_key(each.code) for each in people}
    aliases = TimekeeperAlias.objects.filter(firm__in=firms, code_key__in=codes)
    own = Timekeeper.objects.filter(firm__in=firms).annotate(key=Upper("code")).filter(key__in=codes)
    known = set(aliases.values_list("firm_id", "code_key")) | set(own.values_list("firm_id", "key"))
    for person in people:
        person.is_mapped = (person.firm.pk, billed_id_key(person.code)) in known


def _add_invoices(groups: Sequence[MatterGroup], waiting: QuerySet[Invoice]) -> None:
    """The first invoices of each group, so that one which belongs to nobody can be rejected."""
    by_key = {(each.firm.pk, each.client_matter_id, each.law_firm_matter_id): each for each in groups}
    rows = waiting.filter(matter__isnull=True, firm__in={key[0] for key in by_key}).order_by(
        "received_at", "pk"
    )
    for invoice in rows[: GROUPS_SHOWN * INVOICES_SHOWN]:
        group = by_key.get((invoice.firm_id, invoice.client_matter_id, invoice.law_firm_matter_id))
        if group and len(group.invoices) < INVOICES_SHOWN:
            group.invoices.append(invoice)
