"""The attorney's page: my matters, the ones that need me first."""

from dataclasses import dataclass
from datetime import date

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.web.budget import BudgetBar
from matters.models import Matter
from matters.policies import Health, health_of
from matters.selectors.lists import matter_rows
from matters.selectors.next_actions import Next, next_actions_of
from matters.selectors.spend import SpendOfMatter, spend_on

MOST = 200


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter with its money and health, as a row of "my matters" and as the head of its page."""

    matter: Matter
    health: Health
    spend: SpendOfMatter | None
    bar: BudgetBar | None
    shows_money: bool
    next_action: Next | None = None


def my_matters(user: User, limit: int = MOST) -> list[MatterCard]:
    """Open matters the person works on and may see: the worst health first, then the next date."""
    rows = matter_rows(user).of(user).open()[:MOST]
    cards = cards_of(list(rows), user)
    cards.sort(key=lambda card: (card.health.rank, card.matter.next_date or date.max, card.matter.number))
    return cards[:limit]


def card_of(matter: Matter, user: User) -> MatterCard:
    """One matter; it comes from `matter_rows`."""
    return cards_of([matter], user)[0]


def cards_of(matters: list[Matter], user: User) -> list[MatterCard]:
    """Matters from `matter_rows` with spend, health and next action, in three queries however many."""
    spend = spend_on([matter.pk for matter in matters], user)
    shows_money = has_capability(user, can.INVOICES_VIEW)
    following = next_actions_of([matter.pk for matter in matters])
    return [_card(matter, spend.get(matter.pk), shows_money, following.get(matter.pk)) for matter in matters]


def _card(
    matter: Matter, spend: SpendOfMatter | None, shows_money: bool, following: Next | None
) -> MatterCard:
    billed = spend.billed if spend else None
    health = health_of(
        category=matter.stage.category,
        next_date=matter.next_date,
        next_date_name=matter.next_date_name,
        budget=matter.budget,
        billed=billed,
        currency=matter.currency,
        today=clock.today(),
    )
    bar = None
    if spend and billed is not None and shows_money:
        bar = BudgetBar(matter.currency, billed, matter.budget)
    return MatterCard(matter, health, spend, bar, shows_money, following)
