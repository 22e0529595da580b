"""The review rules run before submission: the firm sees what they would find (domain/features.md 5.09)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext as _

from billing import review
from billing.enums import Severity
from billing.review import RULES, RuleSetting
from billing.services.drafts import Draft
from billing.services.problems import Problem, ProblemLog
from billing.services.review_run import draft_findings
from legalops.web.formats import money
from vendors.models import Firm

_BY_CODE = {rule.code: rule for rule in RULES}
# A budget finding tells what other firms billed on the matter: the department's affair.
_INTERNAL = ("G18",)
# Told already, and more kindly, by the warnings about matters and timekeepers that wait for mapping.
_ABOUT_MATTER = ("G02", "G03")
_ABOUT_PERSON = ("G27", "G30")


def preview(
    log: ProblemLog, firm: Firm, draft: Draft, settings: Sequence[RuleSetting], today: date
) -> dict[int, tuple[int, Decimal]]:
    """Add the rules' findings as warnings; returns findings and possible reduction by invoice_id."""
    found = _for_firm(draft_findings(firm, draft, settings, today=today), draft)
    for row in _placed(found, draft).iter_rows(named=True):
        log.add(_problem(row))
    return _figures(found)


def _for_firm(found: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """Without internal findings and those that only say that a matter or person is not known yet."""
    matters = draft.invoices.select("invoice_id", "matter_id")
    people = draft.lines.select("line_id", "timekeeper_id")
    joined = found.join(matters, on="invoice_id", how="left", maintain_order="left").join(
        people, on="line_id", how="left", maintain_order="left"
    )
    no_matter = pl.col("matter_id").is_null() & pl.col("rule").is_in(_ABOUT_MATTER)
    no_person = pl.col("timekeeper_id").is_null() & pl.col("rule").is_in(_ABOUT_PERSON)
    internal = pl.col("rule").is_in(_INTERNAL)
    return joined.filter(~(no_matter | no_person | internal)).select(found.columns)


def _placed(found: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """Findings with their line of the file and the currency, in file order."""
    lines = draft.lines.select("line_id", "source_line")
    invoices = draft.invoices.select("invoice_id", "currency", "invoice_number", "invoice_key")
    placed = found.join(lines, on="line_id", how="left").join(invoices, on="invoice_id", how="left")
    return placed.sort("invoice_key", "source_line", "rule", nulls_last=False)


def _problem(row: dict) -> Problem:
    return Problem(
        Severity.WARNING,
        row["rule"],
        f"{row['message']} {_consequence(row)}".strip(),
        _BY_CODE[row["rule"]].guideline,
        row["source_line"],
        field=_BY_CODE[row["rule"]].title,
        value="" if row["line_id"] is not None else row["invoice_number"],
    )


def _consequence(row: dict) -> str:
    if row["outcome"] == review.REJECT_INVOICE:
        return _("The invoice may be rejected.")
    if row["reduction"]:
        return _("The line may be reduced by %(amount)s.") % {
            "amount": money(row["reduction"], row["currency"])
        }
    return ""


def _figures(found: pl.DataFrame) -> dict[int, tuple[int, Decimal]]:
    counts = found.group_by("invoice_id").agg(pl.len().alias("findings"))
    cuts = review.effective_reductions(found).group_by("invoice_id").agg(pl.col("reduction").sum())
    joined = counts.join(cuts, on="invoice_id", how="left")
    return {invoice: (count, cut or Decimal(0)) for invoice, count, cut in joined.iter_rows()}
