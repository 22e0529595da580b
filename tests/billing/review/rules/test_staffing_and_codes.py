import pytest

from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice


@pytest.mark.parametrize("approved", [False, None])
def test_time_of_a_person_who_is_not_approved_is_rejected(approved):
    [finding] = found("G30", fee("2", "300", timekeeper_approved=approved), fee())

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 600)
    assert finding["message"] == "Ruiz, J. is not approved to bill this matter (14 May 2025, 2 h)."


def test_lines_of_nobody_need_no_approval():
    assert found("G30", expense(), discount(), fee(classification="FLTFEE", timekeeper_approved=None)) == []


def test_an_unapproved_person_can_be_a_warning_and_a_credit_takes_nothing_off():
    lines = fee(timekeeper_approved=False), fee("-1", timekeeper_approved=False)

    assert [each["reduction"] for each in found("G30", *lines, outcome="warn")] == [0, 0]
    assert [each["reduction"] for each in found("G30", *lines)] == [500, 0]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (None, "This line has no task code."),
        (" ", "This line has no task code."),
        ("L999", "This line has the task code L999, which is not in the code sets in use."),
    ],
)
def test_a_fee_line_needs_a_known_task_code(code, message):
    [finding] = found("G47", fee("2", "300", task_code=code), fee())

    assert (finding["outcome"], finding["reduction"], finding["message"]) == ("reject_line", 600, message)


def test_task_codes_are_compared_without_case_and_outer_blanks():
    assert found("G47", fee(task_code="l120 "), fee(task_code="C100")) == []


def test_expenses_and_adjustments_need_no_task_code():
    assert found("G47", expense(), discount()) == []


def test_codes_of_a_phase_can_be_refused():
    [finding] = found("G47", fee(task_code="L300"), fee(), params={"phase_codes": "refuse"})

    assert finding["message"] == "This line has the phase code L300; the task within the phase is needed."
    assert found("G47", fee(task_code="L300")) == []


def test_without_code_sets_every_code_is_unknown():
    assert len(hits(facts(invoice(fee()), task_codes=frozenset()), "G47")) == 1
