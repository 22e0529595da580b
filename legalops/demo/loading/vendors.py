"""Firms through the services; their rate cards, as any rate card is loaded, in bulk with ledger entries."""

from django.db import transaction

from legalops.audit.services import Entry, record_many
from legalops.demo.loading.world import World
from legalops.demo.plan.model import FirmPlan
from legalops.fx.models import ExchangeRate
from vendors.enums import FirmTier, TimekeeperStatus
from vendors.models import Office, Rate, Timekeeper
from vendors.services.firms import add_office, onboard_firm
from vendors.services.rate_periods import words

# Weights of firms (see FirmPlan) from which they count as near to the department.
_MUCH, _SOME = 0.25, 0.06


def make_exchange_rates(world: World) -> None:
    """The first of each month, for each currency."""
    ExchangeRate.objects.bulk_create(
        ExchangeRate(currency=currency, date=day, rate=rate, source="Demo data")
        for currency, day, rate in world.plan.exchange_rates
    )


def make_firms(world: World) -> None:
    """Firms with offices, people and standard rates."""
    for place, plan in enumerate(world.plan.firms):
        firm = onboard_firm(
            code=plan.code,
            name=plan.name,
            currency=plan.currency,
            country=plan.country,
            tax_id=plan.tax_id,
            ap_vendor_number=f"V{10_000 + place}",
            # Three years of reductions are in the demo's history.
            tax_invoices=False,
            tier=_tier_of(plan),
            actor=world.manager,
        )
        world.firms[plan.code] = firm
        offices = [
            add_office(firm, name=f"{city} office", city=city, country=plan.country, actor=world.manager)
            for city in plan.offices
        ]
        _make_people(world, plan, offices)


def _tier_of(plan: FirmPlan) -> str:
    """Firms that get much of the work stand nearer; the smallest are called in now and then."""
    if plan.weight >= _MUCH:
        return FirmTier.PREFERRED
    return FirmTier.PANEL if plan.weight >= _SOME else FirmTier.OCCASIONAL


@transaction.atomic
def _make_people(world: World, plan: FirmPlan, offices: list[Office]) -> None:
    people = Timekeeper.objects.bulk_create(
        Timekeeper(
            firm=world.firms[plan.code],
            code=each.code,
            last_name=each.last_name,
            first_name=each.first_name,
            classification_id=each.classification,
            office=offices[each.office],
            status=TimekeeperStatus.APPROVED,
        )
        for each in plan.timekeepers
    )
    rates = []
    for person, each in zip(people, plan.timekeepers, strict=True):
        world.timekeepers[plan.code, each.code] = person
        ends = [start for start, _ in each.rates[1:]] + [None]
        for (start, amount), end in zip(each.rates, ends, strict=True):
            rates.append(
                Rate(
                    timekeeper=person,
                    amount=amount,
                    currency=plan.currency,
                    valid_from=start,
                    valid_until=end,
                )
            )
    Rate.objects.bulk_create(rates)
    added = [Entry(person, "vendors.timekeeper.added", after={"code": person.code}) for person in people]
    approved = [
        Entry(rate.timekeeper, "vendors.rate.approved", after={"rate": words(rate)}) for rate in rates
    ]
    record_many([*added, *approved], actor=world.manager)
