"""What holds for any invoice: bounds, sameness, independence, and agreement with the plain oracle."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.review import RULES, default_settings, effective_reductions, run
from tests.billing.review.invoices import facts, fee, invoice, setting
from tests.billing.review.oracle import review

SHARED = {"G36", "G45"}
"""Rules that look beyond their own invoice."""

amounts = st.decimals("-200", "2000", places=4)
days = st.none() | st.integers(-40, 90).map(lambda offset: date(2025, 5, 1) + timedelta(days=offset))
narratives = st.none() | st.sampled_from(
    (
        "",
        "Attention to file",
        "Review documents",
        "Draft, revise and finalize motion",
        "Draft motion; review log and attend hearing",
        "Scheduling of  PHOTOCOPYING",
        "Scheduling order analysed and typing test reviewed",
        "Westlaw subscription",
        "Word processing; fax to court. Telephone client, and prepare outline",
    )
)


@st.composite
def lines(draw, people=("A", "b ", None)):
    """Any line, sound or not."""
    hours = draw(
        st.none() | st.decimals("-3", "16", places=1) | st.sampled_from([Decimal("0.05"), Decimal(30)])
    )
    tax = draw(st.sampled_from([None, Decimal(0), Decimal(20)]))
    person = draw(st.sampled_from(people))
    line = fee(
        None,
        None,
        kind=draw(st.sampled_from(["F", "F", "F", "E", "IF", "IE"])),
        units=hours,
        unit_cost=draw(st.none() | amounts | st.sampled_from([Decimal(110), Decimal("123.45")])),
        adjustment=draw(st.none() | st.just(Decimal(0)) | st.decimals("-100", "100", places=2)),
        tax_amount=tax,
        work_date=draw(days),
        task_code=draw(st.sampled_from([None, "L120", "l110", "X"])),
        expense_code=draw(st.sampled_from([None, "E101", "E107"])),
        timekeeper_code=person,
        timekeeper_id=draw(st.sampled_from([None, 5])) if person else None,
        classification=draw(st.sampled_from([None, "PARTNR", "FLTFEE"])),
        narrative=draw(narratives),
        approved_rate=draw(st.sampled_from([None, Decimal(100), Decimal("99.9999")])),
        timekeeper_approved=draw(st.sampled_from([True, False, None])),
    )
    total = (line["units"] or 0) * (line["unit_cost"] or 0) + (line["adjustment"] or 0) + (tax or 0)
    off = draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(-50)]))
    return line | {"total": Decimal(total + off).quantize(Decimal("0.0001"))}


@st.composite
def invoices(draw, people=("A", "b ", None)):
    """Any invoice of a few lines."""
    return invoice(
        *draw(st.lists(lines(people), max_size=6)),
        firm_id=draw(st.sampled_from([7, 8])),
        matter_id=draw(st.sampled_from([None, 11])),
        matter_open=draw(st.sampled_from([True, False, None])),
        matter_type=draw(st.sampled_from([None, "litigation"])),
        invoice_date=draw(days) or date(2025, 6, 5),
        received_date=draw(days),
        period_start=draw(st.sampled_from([None, date(2025, 5, 1)])),
        period_end=draw(st.sampled_from([None, date(2025, 5, 31), date(2025, 2, 1)])),
        currency=draw(st.sampled_from([None, "USD", "JPY"])),
        budget=draw(st.sampled_from([None, Decimal(0), Decimal(1000)])),
        billed_to_date=draw(st.sampled_from([None, Decimal(0), Decimal(900)])),
        duplicate_of=draw(st.sampled_from([None, "INV-0"])),
        minor_unit=draw(st.sampled_from([0, 2, 3])),
    )


prior_lines = st.lists(
    st.builds(
        lambda firm, hours, day: {
            "firm_id": firm,
            "timekeeper_code": "A",
            "work_date": day,
            "units": hours,
            "narrative_key": "attention to file",
            "earlier_invoice": "INV-0",
            "earlier_line": "3",
        },
        st.sampled_from([7, 8]),
        st.decimals("0.1", "1", places=1),
        days,
    ),
    max_size=3,
)
prior_hours = st.lists(
    st.builds(
        lambda hours, day: {"timekeeper_id": 5, "work_date": day, "hours": hours},
        st.decimals("0", "20", places=1),
        days.filter(bool),
    ),
    max_size=3,
)


def strictest():
    """Each rule with the outcome that takes most off."""
    ranks = {"reject_invoice": 2, "reject_line": 1, "adjust": 0, "warn": 3}
    return [setting(rule.code, outcome=min(rule.outcomes, key=ranks.__getitem__)) for rule in RULES]


@settings(max_examples=120, deadline=None)
@given(st.lists(invoices(), max_size=3), prior_lines, prior_hours)
def test_the_engine_agrees_with_the_oracle(batch, repeated, worked):
    given_facts = facts(*batch, prior_lines=repeated, prior_hours=worked)

    found = run(given_facts, default_settings())

    assert set(found.select("rule", "invoice_id", "line_id", "outcome", "reduction").rows()) == review(
        given_facts
    )
    assert found.select("rule", "invoice_id", "line_id").is_duplicated().sum() == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(invoices(), max_size=3), st.sampled_from([default_settings, strictest]))
def test_reductions_lie_between_nothing_and_the_line(batch, chosen):
    given_facts = facts(*batch)

    found = run(given_facts, chosen())
    totals = given_facts.lines.select("line_id", "total")
    cut = effective_reductions(found).join(totals, on="line_id")

    assert found.filter(pl.col("reduction") < 0).height == 0
    assert found.filter(pl.col("line_id").is_null(), pl.col("reduction") != 0).height == 0
    assert (
        found.filter(pl.col("outcome").is_in(["warn", "reject_invoice"]), pl.col("reduction") != 0).height
        == 0
    )
    assert cut.filter(pl.col("reduction") > pl.col("total")).height == 0
    assert cut["line_id"].n_unique() == cut.height


@settings(max_examples=40, deadline=None)
@given(st.lists(invoices(), max_size=3))
def test_a_second_run_says_the_same(batch):
    given_facts = facts(*batch)

    assert run(given_facts, default_settings()).equals(run(given_facts, default_settings()))


@settings(max_examples=40, deadline=None)
@given(st.lists(invoices(), min_size=2, max_size=3))
def test_invoices_together_and_apart_have_the_same_findings(batch):
    own = [each for each in default_settings() if each.code not in SHARED]

    together = run(facts(*batch), own)
    apart = pl.concat(run(facts(each), own) for each in batch)

    order = ["rule", "invoice_id", "line_id"]
    assert together.sort(order).equals(apart.sort(order))


@settings(max_examples=40, deadline=None)
@given(invoices(people=("A",)), invoices(people=("C",)))
def test_invoices_of_different_people_do_not_meet_even_in_the_shared_rules(one, other):
    known = {
        line["line_id"]: 5 if line["timekeeper_code"] == "A" else 6
        for _, placed in (one, other)
        for line in placed
    }
    for _, placed in (one, other):
        for line in placed:
            line["timekeeper_id"] = known[line["line_id"]]
    shared = [each for each in default_settings() if each.code in SHARED]

    together = run(facts(one, other), shared)
    apart = pl.concat(run(facts(each), shared) for each in (one, other))

    assert together.sort("rule", "line_id").equals(apart.sort("rule", "line_id"))
