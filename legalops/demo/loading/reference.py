"""Reference data through its services."""

from billing.services.account_mappings import map_account
from legalops.demo.loading.world import World
from legalops.demo.plan.reference import ACCOUNT_OF_THE_REST, ACCOUNTS_OF_SETS, ACCOUNTS_OF_TYPES, CodePlan
from legalops.reference.kinds import KINDS
from legalops.reference.models import LedgerAccount
from legalops.reference.selectors import by_code, named
from legalops.reference.services import add_code

_KINDS = {kind.slug: kind for kind in KINDS}


def make_reference(world: World) -> None:
    """Every code of the plan, and the accounts that invoices are posted to."""
    for plan in world.plan.reference:
        _add(world, plan)
    accounts, keeper = by_code(LedgerAccount), world.people["noah.birkett"]
    for matter_type, code in ACCOUNTS_OF_TYPES.items():
        map_account(accounts[code], matter_type=world.types[matter_type], actor=keeper)
    for code_set, code in ACCOUNTS_OF_SETS.items():
        map_account(accounts[code], code_set=code_set, actor=keeper)
    map_account(accounts[ACCOUNT_OF_THE_REST], actor=keeper)


def _add(world: World, plan: CodePlan) -> None:
    kind = _KINDS[plan.kind]
    rows = {name: named(kind.references[name], code) for name, code in plan.named.items()}
    period = {"valid_from": plan.valid_from, "valid_until": plan.valid_until}
    values = {"code": plan.code, "name": plan.name, **plan.more, **rows, **period}
    add_code(kind.model, values, actor=world.people["noah.birkett"])
