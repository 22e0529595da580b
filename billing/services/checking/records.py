"""What our records say about the invoices of a file: matters, timekeepers, numbers, currencies."""

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.enums import InvoiceState, Severity
from billing.models import Invoice, Submission
from billing.policies import firm_id_keys, invoice_number_key
from billing.services import problem_codes as codes
from billing.services.drafts import Draft, missing_timekeeper
from billing.services.minor_units import told, uneven_amounts
from billing.services.problems import Problem, ProblemLog
from legalops.kernel.currencies import is_currency
from legalops.web.formats import day

# Columns of invoices that are looked at row by row, which is dear.
_READ = (
    *("invoice_number", "invoice_date", "matter_id", "matter_count", "currency", "base_rate"),
    *("client_matter_id", "law_firm_matter_id", "law_firm_id", "first_line"),
)


def record_problems(log: ProblemLog, submission: Submission, draft: Draft, seen: set[str]) -> None:
    """Add what stands against the invoices of a draft; `seen` holds the file's numbers and firm ids so far.

    Whether a matter exists that the firm is not engaged on is not told: both are "no matter of yours".
    """
    first = draft.lines.group_by("invoice_key").agg(pl.col("source_line").min().alias("first_line"))
    invoices = draft.invoices.join(first, on="invoice_key", how="left", maintain_order="left")
    rows = list(invoices.select(_READ).iter_rows(named=True))
    earlier = _earlier(submission, rows)
    own = firm_id_keys(submission.firm.tax_id)
    for row in rows:
        for problem in _of_invoice(row, earlier, seen):
            log.add(problem)
        billed = f"LAW_FIRM_ID {row['law_firm_id']}"
        if own and billed not in seen and not own & firm_id_keys(row["law_firm_id"]):
            log.add(_other_firm_id(row, submission.firm.tax_id))
        seen.add(billed)
    for problem in [*_uneven(draft), *_unknown_timekeepers(draft)]:
        log.add(problem)


def _of_invoice(row: dict, earlier: dict[str, Invoice], seen: set[str]) -> list[Problem]:
    key, found = invoice_number_key(row["invoice_number"]), []
    if key in earlier:
        found.append(_duplicate(row, earlier[key]))
    elif key in seen:
        found.append(_twice_in_file(row))
    seen.add(key)
    if row["matter_count"] > 1:
        found.append(_several_matters(row))
    elif row["matter_id"] is None:
        found.append(_unknown_matter(row))
    if row["base_rate"] is None:
        found.append(_no_exchange_rate(row) if is_currency(row["currency"]) else _no_currency(row))
    return found


def _earlier(submission: Submission, rows: list[dict]) -> dict[str, Invoice]:
    """The firm's own invoices under the same numbers; rejected ones may be sent again."""
    keys = [invoice_number_key(row["invoice_number"]) for row in rows]
    known = Invoice.objects.filter(firm=submission.firm, number_key__in=keys)
    return {each.number_key: each for each in known.exclude(state=InvoiceState.REJECTED)}


def _duplicate(row: dict, earlier: Invoice) -> Problem:
    message = _("Invoice %(number)s was received on %(day)s already (%(state)s).") % {
        "number": row["invoice_number"],
        "day": day(earlier.received_at),
        "state": earlier.get_state_display().lower(),
    }
    mend = _("Give a new invoice a number of its own. A corrected one can be sent once this one is rejected.")
    return _error(codes.DUPLICATE_NUMBER, row, "INVOICE_NUMBER", row["invoice_number"], message, mend)


def _twice_in_file(row: dict) -> Problem:
    message = _("Invoice number %(number)s occurs twice in this file, differing in capital letters only.")
    mend = _("Give each invoice a number of its own.")
    text = message % {"number": row["invoice_number"]}
    return _error(codes.DUPLICATE_NUMBER, row, "INVOICE_NUMBER", row["invoice_number"], text, mend)


def _several_matters(row: dict) -> Problem:
    message = _("Invoice %(number)s bills %(count)d matters.") % {
        "number": row["invoice_number"],
        "count": row["matter_count"],
    }
    mend = _("Send one invoice for each matter.")
    return _error(codes.SEVERAL_MATTERS, row, "CLIENT_MATTER_ID", row["client_matter_id"], message, mend)


def _no_exchange_rate(row: dict) -> Problem:
    message = _("Invoice %(number)s is in %(currency)s, for which no exchange rate is on file at %(day)s.")
    text = message % {
        "number": row["invoice_number"],
        "currency": row["currency"],
        "day": day(row["invoice_date"]),
    }
    mend = _("Check the currency. If it is right, ask the legal department to add the rate.")
    return _error(codes.NO_EXCHANGE_RATE, row, "INVOICE_CURRENCY", row["currency"], text, mend)


def _no_currency(row: dict) -> Problem:
    message = _("%(code)s, in which invoice %(number)s is billed, is not the code of a currency in use.")
    text = message % {"code": row["currency"], "number": row["invoice_number"]}
    mend = _("Write the three letters of the currency by ISO 4217, for example USD, EUR or GBP.")
    return _error(codes.NO_CURRENCY, row, "INVOICE_CURRENCY", row["currency"], text, mend)


def _unknown_matter(row: dict) -> Problem:
    billed = row["client_matter_id"]
    field = "CLIENT_MATTER_ID" if billed else "LAW_FIRM_MATTER_ID"
    value = billed or row["law_firm_matter_id"] or ""
    message = _("No matter of yours has the number %(value)s.") % {"value": value or "–"}
    mend = _("Check it against your list of matters. You can submit; the invoice then waits for mapping.")
    return Problem(Severity.WARNING, codes.UNKNOWN_MATTER, message, mend, row["first_line"], field, value)


def _uneven(draft: Draft) -> list[Problem]:
    return [
        Problem(Severity.ERROR, codes.MINOR_UNIT, *told(each), each.line, each.field, each.value)
        for each in uneven_amounts(draft)
    ]


def _unknown_timekeepers(draft: Draft) -> list[Problem]:
    people = (
        draft.lines.filter(missing_timekeeper())
        .group_by("timekeeper_code", maintain_order=True)
        .agg(
            pl.len().alias("lines"),
            pl.col("source_line").first(),
            pl.col("timekeeper_name").drop_nulls().first(),
        )
    )
    return [_unknown_timekeeper(row) for row in people.iter_rows(named=True)]


def _unknown_timekeeper(row: dict) -> Problem:
    text = ngettext(
        "Timekeeper %(code)s (%(name)s) is not known; %(count)d line bills this id.",
        "Timekeeper %(code)s (%(name)s) is not known; %(count)d lines bill this id.",
        row["lines"],
    )
    facts = {
        "code": row["timekeeper_code"],
        "name": row["timekeeper_name"] or _("no name"),
        "count": row["lines"],
    }
    mend = _(
        "Check the id. You can submit; the invoice then waits until the department has mapped the person."
    )
    return Problem(
        Severity.WARNING,
        codes.UNKNOWN_TIMEKEEPER,
        text % facts,
        mend,
        row["source_line"],
        "TIMEKEEPER_ID",
        row["timekeeper_code"],
    )


def _other_firm_id(row: dict, known: str) -> Problem:
    message = _("The LAW_FIRM_ID of invoice %(number)s is not the one on file for your firm, %(known)s.")
    mend = _(
        "Check that the file is your firm's. If your firm bills under several ids, ask the legal department "
        "to add this one; you can submit meanwhile."
    )
    return Problem(
        Severity.WARNING,
        codes.OTHER_FIRM_ID,
        message % {"number": row["invoice_number"], "known": known},
        mend,
        row["first_line"],
        "LAW_FIRM_ID",
        row["law_firm_id"] or "",
    )


def _error(code: str, row: dict, field: str, value: str | None, message: str, mend: str) -> Problem:
    return Problem(Severity.ERROR, code, message, mend, row["first_line"], field, value or "")
