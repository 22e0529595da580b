"""Health of a matter in one word and one reason: pure, so that lists, pages and reminders say the same."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legalops.web import formats

# From this share of the budget on, a person should look before the next invoice comes.
NEARLY_USED = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Health:
    """A word, its tone (`legalops.web.markup.TONES`), its reason, and its place when the worst come first."""

    word: str | Promise
    tone: str
    reason: str
    rank: int


def health_of(
    *,
    category: str,
    next_date: date | None,
    next_date_name: str | None,
    budget: Decimal | None,
    billed: Decimal | None,
    currency: str,
    today: date,
) -> Health:
    """The first thing that is wrong with a matter: over budget, overdue, nearly used up, no next date.

    `billed` and `budget` are in `currency`, without tax; None is unknown or not agreed, never zero.
    """
    if category == "closed":
        return Health(_("Closed"), "muted", str(_("The matter is closed.")), 9)
    if budget is not None and billed is not None and billed > budget:
        over = formats.money(billed - budget, currency, whole=True)
        return Health(_("Over budget"), "bad", str(_("%s over the budget.")) % over, 0)
    if next_date is not None and next_date < today:
        when = formats.day_exact_relative(next_date, today)
        return Health(_("Date overdue"), "bad", f"{next_date_name}: {when}.", 1)
    if budget and billed is not None and billed >= budget * NEARLY_USED:
        share = formats.percent(billed / budget)
        return Health(_("Budget nearly used"), "warn", str(_("%s of the budget is billed.")) % share, 2)
    if category == "on_hold":
        return Health(_("On hold"), "neutral", str(_("The matter is on hold.")), 7)
    if next_date is None:
        return Health(_("No next date"), "warn", str(_("Nothing is planned: add the next date.")), 3)
    when = formats.day_exact_relative(next_date, today)
    return Health(_("On track"), "ok", f"{next_date_name}: {when}.", 8)
