from decimal import Decimal

import polars as pl

from billing.review import FINDINGS, effective_reductions, run
from tests.billing.review.invoices import facts, fee, invoice, setting


def finding(rule: str, line: int | None, outcome: str, reduction: str):
    return {"rule": rule, "rule_version": 1, "invoice_id": 1, "line_id": line, "outcome": outcome} | {
        "reduction": Decimal(reduction)
    }


def chosen(*rows):
    result = effective_reductions(pl.DataFrame(rows, schema=FINDINGS))
    return result.select("line_id", "rule", "reduction").rows()


def test_the_largest_reduction_of_a_line_counts_alone():
    rows = (
        finding("G26", 1, "adjust", "50"),
        finding("G36", 1, "adjust", "80"),
        finding("G26", 2, "adjust", "7"),
    )

    assert chosen(*rows) == [(1, "G36", 80), (2, "G26", 7)]


def test_among_equals_the_first_finding_counts():
    rows = finding("G30", 1, "reject_line", "80"), finding("G10", 1, "adjust", "80")

    assert chosen(*rows) == [(1, "G30", 80)]


def test_warnings_rejected_invoices_and_empty_reductions_take_nothing_off():
    rows = (
        finding("G01", None, "reject_invoice", "0"),
        finding("G38", 1, "warn", "0"),
        finding("G47", 2, "reject_line", "0"),
    )

    assert chosen(*rows) == []


def test_a_rejected_line_outweighs_a_rate_cut_of_the_same_line():
    given = facts(invoice(fee("10", "900", approved_rate="850", timekeeper_approved=False)))

    reductions = effective_reductions(run(given, [setting("G26"), setting("G30")]))

    assert reductions.select("rule", "reduction").rows() == [("G30", 9000)]
