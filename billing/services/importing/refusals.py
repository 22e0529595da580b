"""What stops an import after the file was checked: the records have changed since."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.ledes.results import CheckResult
from billing.models import Invoice, Submission
from billing.policies import invoice_number_key
from billing.services.drafts import Draft
from billing.services.minor_units import told, uneven_amounts
from legalops.kernel.errors import DomainError
from legalops.web.formats import day


def refuse_unless_accepted(result: CheckResult) -> None:
    """Raises DomainError "billing.file_refused" for a file that the check no longer accepts."""
    if not result.accepted:
        first = next((each for each in result.findings if each.severity == "error"), None)
        reason = first.message if first else ""
        message = _("The file is not accepted any more: %(reason)s Upload a corrected file.")
        raise DomainError("billing.file_refused", message % {"reason": reason})


def refuse_unstorable(submission: Submission, draft: Draft) -> None:
    """Raises DomainError for several matters in one invoice, a missing exchange rate, an amount its currency
    cannot pay, or a number in use."""
    for row in draft.invoices.iter_rows(named=True):
        if row["matter_count"] > 1:
            message = _("Invoice %(number)s bills several matters. Send one invoice for each matter.")
            raise DomainError("billing.several_matters", message % {"number": row["invoice_number"]})
        if row["base_rate"] is None:
            message = _(
                "Invoice %(number)s is in %(currency)s, for which no exchange rate is on file at %(day)s. "
                "Ask the legal department to add one, then upload the file again."
            )
            facts = {"number": row["invoice_number"], "currency": row["currency"], "day": row["invoice_date"]}
            raise DomainError("billing.no_exchange_rate", message % facts)
    for uneven in uneven_amounts(draft):
        raise DomainError("billing.minor_unit", " ".join(told(uneven)))
    _refuse_numbers_in_use(submission, draft.invoices["invoice_number"].to_list())


def _refuse_numbers_in_use(submission: Submission, numbers: list[str]) -> None:
    keys = [invoice_number_key(number) for number in numbers]
    taken = earlier_invoices(submission.firm_id, keys)
    for number, key in zip(numbers, keys, strict=True):
        if key in taken:
            raise _number_in_use(number, taken[key])


def earlier_invoices(firm_id: int, keys: list[str]) -> dict[str, Invoice]:
    """Invoices of the firm under these number keys that were not rejected, by key."""
    rows = Invoice.objects.filter(firm_id=firm_id, number_key__in=keys)
    return {row.number_key: row for row in rows.exclude(state=InvoiceState.REJECTED)}


def _number_in_use(number: str, earlier: Invoice) -> DomainError:
    message = _(
        "Invoice number %(number)s was received on %(day)s already and is %(state)s. "
        "Give the new invoice a number of its own, or wait until the earlier one is rejected."
    )
    facts = {
        "number": number,
        "day": day(earlier.received_at),
        "state": earlier.get_state_display().lower(),
    }
    return DomainError("billing.duplicate_number", message % facts)


def of_integrity_error(submission: Submission, failure: IntegrityError) -> Exception:
    """The same number from another file at the same moment as a sentence; any other failure as it is."""
    if "invoice_number_once_per_firm" in str(failure):
        message = _(
            "An invoice of %(file)s was received from another file at the same moment. "
            "Upload the file again to see which."
        )
        return DomainError("billing.duplicate_number", message % {"file": submission.file_name})
    return failure
