import json
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from billing.review import (
    FINDINGS,
    INVOICES,
    LINES,
    PRIOR_HOURS,
    PRIOR_LINES,
    RULES,
    InvoiceFacts,
    default_settings,
    empty,
    run,
)
from tests.billing.review.invoices import TODAY, discount, expense, facts, fee, invoice, setting


def troubled():
    """An invoice that every outcome meets."""
    lines = (
        fee("12", "900"),
        fee("1.05", narrative="Call"),
        fee(task_code=None),
        expense("40", "E101"),
        discount(),
    )
    return facts(invoice(*lines, duplicate_of="INV-1", billed_to_date="1", budget="1"))


def test_a_faultless_invoice_has_no_findings():
    findings = run(facts(invoice(fee("4.2"), expense(), discount())), default_settings())

    assert findings.height == 0
    assert findings.schema == pl.Schema(FINDINGS)


def test_no_invoices_have_no_findings():
    assert run(facts(), default_settings()).height == 0


def test_a_credit_note_passes_no_rule_and_leaves_the_others_alone():
    """Only ordinary invoices pass the rules (domain/ledes.md §6)."""
    lines = (fee("12", "900", total="-500"), expense("-40", "E101"))
    note = invoice(*lines, invoice_id=7, total="-540", duplicate_of="INV-1", billed_to_date="1", budget="1")
    findings = run(facts(note, invoice(fee(task_code=None))), default_settings())

    assert findings["rule"].to_list() == ["G47"]
    assert run(facts(note), default_settings()).height == 0


def test_without_settings_nothing_is_checked():
    assert run(troubled(), []).height == 0


def test_an_invoice_without_lines_is_still_judged_as_a_whole():
    assert run(facts(invoice(duplicate_of="INV-1")), default_settings())["rule"].to_list() == ["G01"]


def test_findings_come_strongest_first_then_by_rule_and_place():
    findings = run(troubled(), default_settings())

    assert findings.select("outcome", "rule").rows() == [
        ("reject_invoice", "G01"),
        ("reject_line", "G47"),
        ("reject_line", "G62"),
        ("adjust", "G26"),
        ("warn", "G18"),
        ("warn", "G36"),
        ("warn", "G36"),
        ("warn", "G36"),
        ("warn", "G38"),
        ("warn", "G42"),
    ]


def test_the_order_of_rows_and_settings_does_not_show():
    given = troubled()
    shuffled = InvoiceFacts(
        given.invoices, given.lines.reverse(), given.prior_lines, given.prior_hours, given.task_codes,
        given.expense_codes, TODAY,
    )  # fmt: skip

    assert run(given, default_settings()).equals(run(shuffled, reversed(default_settings())))


def test_reductions_are_exact_and_evidence_is_json_with_exact_figures():
    findings = run(troubled(), default_settings())

    assert findings.schema["reduction"] == pl.Decimal(18, 4)
    for row in findings.to_dicts():
        evidence = json.loads(row["evidence"])
        assert evidence
        assert not any(isinstance(figure, float) for figure in evidence.values())


def test_a_message_of_the_department_replaces_the_rules_own():
    own = setting("G38", message="{hours} {units} {{h}} from {timekeeper}", clause="4.2", version=6)

    [finding] = run(facts(invoice(fee("1.05"))), [setting("G38")]).to_dicts()
    assert finding["message"].startswith("Ruiz, J. billed 1.05 h")

    with pytest.raises(ValueError, match="no figure"):
        run(facts(invoice(fee("1.05"))), [own])


def test_the_clause_of_the_guideline_is_cited():
    own = setting("G38", message="{units} {{h}} from {timekeeper}.", clause="4.2", version=6)

    [finding] = run(facts(invoice(fee("1.05"))), [own]).to_dicts()

    assert finding["message"] == "1.05 {h} from Ruiz, J.. (guideline 4.2)"
    assert finding["rule_version"] == 6


def test_a_missing_figure_reads_as_a_dash():
    [finding] = run(facts(invoice(fee("1.05", work_date=None))), [setting("G38")]).to_dicts()

    assert finding["message"] == "Ruiz, J. billed 1.05 h on –; time is recorded in steps of 0.1 h."


@pytest.mark.parametrize(
    ("minor_unit", "currency", "said"),
    [
        (2, "USD", "USD 1,234,567.50"),
        (0, "JPY", "JPY 1,234,567.5"),
        (3, "KWD", "KWD 1,234,567.500"),
        (None, None, "1,234,567.50"),
    ],
)
def test_amounts_are_said_with_thousands_decimals_and_currency(minor_unit, currency, said):
    line = fee("1", "1234567.5", approved_rate=None)

    [finding] = run(
        facts(invoice(line, minor_unit=minor_unit, currency=currency, expected_currency=currency)),
        [setting("G27")],
    ).to_dicts()

    assert finding["message"].endswith(f"the line bills {said} an hour.")


def test_a_negative_amount_keeps_its_sign():
    given = facts(invoice(fee("-3", "-1500", approved_rate=None)))

    [finding] = run(given, [setting("G27")]).to_dicts()

    assert "bills USD −1,500.00 an hour" in finding["message"]


def test_every_rule_keeps_what_its_card_promises():
    for rule in RULES:
        assert rule.default_outcome in rule.outcomes
        assert {fact.name for fact in rule.facts}.isdisjoint({"rule", "outcome", "reduction"})
        assert rule.title[0].isupper()
        assert rule.checks.endswith(".")
        assert rule.guideline.endswith(".")


def test_exactly_the_promised_rules_exist():
    assert " ".join(rule.code for rule in RULES) == (
        "G01 G02 G03 G05 G06 G09 G10 G12 G18 G26 G27 G30 G36 G38 G41 G42 G45 G47 G52 G62"
    )


class TestFacts:
    """The door refuses what the rules could not judge."""

    def given(self, **changes):
        frames = {"invoices": empty(INVOICES), "lines": empty(LINES), "prior_lines": empty(PRIOR_LINES)}
        frames |= {"prior_hours": empty(PRIOR_HOURS)} | changes
        return InvoiceFacts(**frames, task_codes=frozenset(), expense_codes=frozenset(), today=TODAY)

    def test_a_missing_column_is_named(self):
        with pytest.raises(ValueError, match="lines: missing columns narrative"):
            self.given(lines=empty(LINES).drop("narrative"))

    def test_floating_point_amounts_are_refused(self):
        hours = empty(PRIOR_HOURS).with_columns(hours=pl.lit(0.1))

        with pytest.raises(ValueError, match="prior_hours: hours came as floating point"):
            self.given(prior_hours=hours)

    def test_the_decimals_of_a_currency_may_be_left_out(self):
        head = pl.DataFrame([{"invoice_id": 1, "firm_id": 1, "total": Decimal(1)}], schema=INVOICES)

        assert self.given(invoices=head.drop("minor_unit")).invoices["minor_unit"].to_list() == [2]

    def test_ids_are_unique_and_filled(self):
        head = pl.DataFrame([{"invoice_id": 1, "firm_id": 1, "total": Decimal(1)}] * 2, schema=INVOICES)

        with pytest.raises(ValueError, match="invoice_id repeats"):
            self.given(invoices=head)
        with pytest.raises(ValueError, match="total must be filled"):
            self.given(invoices=head.with_columns(total=None))

    def test_a_line_belongs_to_an_invoice(self):
        _, lines = invoice(fee(work_date=date(2025, 5, 1)))

        with pytest.raises(ValueError, match="not among the invoices"):
            self.given(lines=pl.DataFrame(lines, schema=LINES))

    def test_further_columns_are_ignored(self):
        assert self.given(lines=empty(LINES).with_columns(note=pl.lit("x"))).lines.columns == list(LINES)
