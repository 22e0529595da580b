"""The codes under which an invoice is posted: of its matter, and the account that is mapped to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from billing.models import AccountMapping, Invoice
from legalops.reference.models import Code, LedgerAccount
from matters.models import Matter


@dataclass(frozen=True, slots=True)
class Posting:
    """The codes of one invoice; an empty one is not known."""

    legal_entity: str = ""
    department: str = ""
    cost_centre: str = ""
    ledger_account: str = ""


def posted(invoices: Iterable[Invoice], on: date) -> list[tuple[Invoice, Posting]]:
    """Invoices with the codes under which they are posted on a day."""
    postings = Postings(on)
    return [(invoice, postings.of(invoice.matter)) for invoice in invoices]


class Postings:
    """All mappings as they hold on a day: two queries for any number of matters.

    An account that has ended is passed over for the next wider mapping, unless its code goes on.
    """

    def __init__(self, on: date) -> None:
        live = set(LedgerAccount.objects.in_force(on).values_list("code", flat=True))
        rows = AccountMapping.objects.filter(account__code__in=live)
        self._accounts = {
            (type_id, code_set): code
            for type_id, code_set, code in rows.values_list("matter_type", "code_set", "account__code")
        }

    def of(self, matter: Matter) -> Posting:
        """The codes of a matter's invoices. Its entity, department, cost centre and type are read."""
        return Posting(
            _code(matter.legal_entity),
            _code(matter.department),
            _code(matter.cost_centre),
            self._account_of(matter),
        )

    def _account_of(self, matter: Matter) -> str:
        """By matter type, else by code set, else that of all the rest."""
        for key in ((matter.matter_type_id, ""), (None, matter.matter_type.code_set), (None, "")):
            if code := self._accounts.get(key):
                return code
        return ""


def _code(row: Code | None) -> str:
    return row.code if row else ""
