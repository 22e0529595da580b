"""What was billed on matters: asked here, answered by billing, which registers itself in `ready()`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from legalops.access import capabilities as can
from legalops.access.services import has_capability


@dataclass(frozen=True, slots=True)
class LastInvoice:
    """The newest invoice of a matter; `amount` in `currency`, less reductions, tax included."""

    number: str
    date: date
    amount: Decimal
    currency: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class SpendOfMatter:
    """Billed to date less reductions, without tax, in the matter's currency; None where a rate is missing."""

    billed: Decimal | None
    waiting: int
    last: LastInvoice | None


Provider = Callable[[Collection[int]], Mapping[int, SpendOfMatter]]
NOTHING_BILLED = SpendOfMatter(Decimal(0), 0, None)
OverBudget = Callable[[Any], Collection[int]]
_providers: list[Provider] = []
_over_budget: list[OverBudget] = []


def register_spend(provider: Provider) -> None:
    """Declare who knows what was billed; it gets ids of matters the person sees and answers set-wise."""
    _providers[:] = [provider]


def spend_on(matter_ids: Collection[int], user) -> Mapping[int, SpendOfMatter]:
    """Spend by matter id for people who may see invoices, else nothing. Ids come from `visible_to`."""
    if not matter_ids or not _providers or not has_capability(user, can.INVOICES_VIEW):
        return {}
    found = _providers[0](matter_ids)
    return {key: found.get(key, NOTHING_BILLED) for key in matter_ids}


def register_over_budget(keys: OverBudget) -> None:
    """Declare who knows which matters are over budget: `keys(user)` are ids of matters the person sees."""
    _over_budget[:] = [keys]


def over_budget(user: Any) -> Collection[int]:
    """Matters on which more was billed than agreed, as far as the person sees them and their invoices."""
    if not _over_budget or not has_capability(user, can.INVOICES_VIEW):
        return ()
    return _over_budget[0](user)
