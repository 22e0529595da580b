"""Mapping matters to accounts of the general ledger."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.models import AccountMapping
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import Conflict, DomainError
from legalops.reference.models import LedgerAccount
from matters.models import MatterType


def map_account(
    account: LedgerAccount, *, matter_type: MatterType | None = None, code_set: str = "", actor: User
) -> AccountMapping:
    """Post the invoices of a matter type, of a code set or, with neither, of all the rest to an account.

    It takes the place of the account before. Raises DomainError naming the field, Conflict when two people
    map the same at once.
    """
    try:
        with transaction.atomic():
            return _save(account, matter_type, code_set.strip(), actor)
    except IntegrityError as error:
        message = _("Someone mapped this just now. Reload the page.")
        raise Conflict("account_mapping.taken", message, field="account") from error


@transaction.atomic
def unmap_account(mapping: AccountMapping, *, actor: User) -> None:
    """Take a mapping away; the next wider one applies from then on."""
    held = AccountMapping.objects.select_for_update(of=("self",)).get(pk=mapping.pk)
    record(held, "billing.account_mapping.removed", actor=actor, before=_told(held))
    held.delete()


def _save(
    account: LedgerAccount, matter_type: MatterType | None, code_set: str, actor: User
) -> AccountMapping:
    rows = AccountMapping.objects.select_for_update(of=("self",))
    row = rows.filter(matter_type=matter_type, code_set=code_set).first()
    before = _told(row) if row else None
    row = row or AccountMapping(matter_type=matter_type, code_set=code_set)
    row.account = account
    _check(row)
    after = _told(row)
    if before == after:
        return row
    row.save()
    record(row, "billing.account_mapping.set", actor=actor, before=before, after=after)
    return row


def _check(row: AccountMapping) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        field = field if hasattr(row, field) else "code_set"
        raise DomainError("account_mapping.value", " ".join(sentences), field=field) from None


def _told(row: AccountMapping) -> dict[str, str]:
    return {"applies_to": row.applies_to, "account": str(row.account)}
