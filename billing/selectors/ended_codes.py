"""Invoices of a hand-over to accounts payable whose matter bears a code that has ended."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F
from django.utils.text import capfirst

from billing.enums import InvoiceState
from billing.models import AccountMapping, ApExport, ApExportItem, Invoice
from billing.selectors.accounts import Postings
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.reference.models import Code
from legalops.reference.selectors import by_code
from matters.models import Matter
from matters.selectors.codes import CODES

ACCOUNT = "ledger_account"
# Of more than these a page tells the number alone.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class EndedCode:
    """A code that does not hold on the day of the hand-over, with the number of invoices that carry it.

    `last_day` is None for a code that has not begun; `code` is empty for invoices without an account, where
    each mapped one has ended.
    """

    matter: Matter
    label: str
    code: str
    last_day: date | None
    invoices: int


def ended_of_waiting(user: User) -> list[EndedCode]:
    """What is wrong with the approved invoices that the person may hand over today."""
    today = clock.today()
    waiting = Invoice.objects.visible_to(user).filter(state=InvoiceState.APPROVED)
    counts = dict(waiting.order_by().values_list("matter").annotate(n=Count("pk")))
    matters = Matter.objects.filter(pk__in=counts).select_related("matter_type", *CODES)
    postings = Postings(today)
    carried = []
    for matter in matters:
        posting = postings.of(matter)
        codes = {name: getattr(posting, name) for name in (*CODES, ACCOUNT)}
        carried.append((matter.pk, codes, counts[matter.pk]))
    return _ended(carried, today)


def ended_of(export: ApExport) -> list[EndedCode]:
    """What was wrong with the invoices of a file on the day it was made."""
    items = ApExportItem.objects.filter(export=export).order_by()
    rows = items.values(*CODES, ACCOUNT, matter=F("invoice__matter")).annotate(n=Count("pk"))
    carried = [(row["matter"], {name: row[name] for name in (*CODES, ACCOUNT)}, row["n"]) for row in rows]
    return _ended(carried, clock.local_date(export.made_at))


def _ended(carried: Iterable[tuple[int, Mapping[str, str], int]], day: date) -> list[EndedCode]:
    carried = list(carried)
    known = {name: by_code(_model(name), _texts(carried, name), on=day) for name in CODES}
    accounts_wanted = AccountMapping.objects.exists()
    found: dict[tuple[int, str, str], int] = defaultdict(int)
    last_days: dict[tuple[str, str], date | None] = {}
    for matter_id, codes, count in carried:
        for name in CODES:
            row = known[name].get(codes[name].casefold())
            if row is not None and not row.in_force(day):
                last_days[name, codes[name]] = row.last_day if row.ended(day) else None
                found[matter_id, name, codes[name]] += count
        if accounts_wanted and not codes[ACCOUNT]:
            found[matter_id, ACCOUNT, ""] += count
    matters = Matter.objects.select_related("lead", "matter_type").in_bulk({key[0] for key in found})
    ended = [
        EndedCode(matters[matter_id], _label(name), code, last_days.get((name, code)), count)
        for (matter_id, name, code), count in found.items()
    ]
    return sorted(ended, key=lambda one: (one.matter.number, one.label, one.code))


def _texts(carried: Iterable[tuple[int, Mapping[str, str], int]], name: str) -> set[str]:
    return {codes[name] for _, codes, _ in carried if codes[name]}


def _model(name: str) -> type[Code]:
    model = Matter._meta.get_field(name).related_model
    assert isinstance(model, type)
    assert issubclass(model, Code)
    return model


def _label(name: str) -> str:
    holder = ApExportItem if name == ACCOUNT else Matter
    return capfirst(str(holder._meta.get_field(name).verbose_name))
