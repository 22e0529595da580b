import json

import pytest

from tests.billing.review.invoices import discount, expense, fee, found


def text(narrative: str | None, hours: str = "2", **changes):
    return fee(hours, narrative=narrative, **changes)


@pytest.mark.parametrize(
    "narrative",
    [
        "Motion; witness list; exhibits",
        "Draft motion to compel, review privilege log and attend hearing",
        "Reviewed contract. Drafted side letter. Telephone client",
        "Review complaint, then draft answer, and research venue",
    ],
)
def test_several_tasks_in_a_long_line_are_block_billing(narrative):
    [finding] = found("G41", text(narrative))

    assert (finding["outcome"], finding["reduction"]) == ("warn", 0)
    assert "for about 3 tasks in one line" in finding["message"]


@pytest.mark.parametrize(
    "narrative",
    [
        "Draft, revise and finalize motion for summary judgment",
        "Draft motion to compel and review privilege log",
        "Review terms, conditions and schedules of supply contract; revise",
        "",
        None,
    ],
)
def test_one_or_two_tasks_are_not(narrative):
    assert found("G41", text(narrative)) == []


def test_a_line_up_to_the_limit_may_list_tasks():
    assert found("G41", text("One; two; three", "1")) == []
    assert len(found("G41", text("One; two; three", "1.1"))) == 1
    assert found("G41", text("One; two; three", "1.1"), params={"minimum_hours": "2"}) == []


def test_the_counts_and_verbs_of_block_billing_can_be_changed():
    assert len(found("G41", text("One; two"), params={"semicolons": 1})) == 1
    assert len(found("G41", text("Draft motion and review log"), params={"tasks": 2})) == 1
    assert found("G41", text("Draft motion, review log and attend hearing"), params={"verbs": []}) == []
    assert (
        len(found("G41", text("Prüfen A, Entwerfen B, Prüfen C"), params={"verbs": ["prüfen", "entwerfen"]}))
        == 1
    )


def test_block_billing_shows_the_words_it_counted():
    [finding] = found("G41", text("Draft motion; REVIEW log; draft letter"))

    assert json.loads(finding["highlights"]) == ["Draft", ";", "REVIEW", "draft"]


def test_only_time_of_persons_can_be_block_billed():
    words = "Draft a; review b; attend c"

    assert (
        found(
            "G41", expense(narrative=words), discount(narrative=words), text(words, classification="FLTFEE")
        )
        == []
    )
    assert found("G41", text(words, "-2")) == []


@pytest.mark.parametrize(
    ("narrative", "reason"),
    [
        ("Attention to file.", "says only “Attention to file.”"),
        ("  review   DOCUMENTS ", "says only “review   DOCUMENTS”"),
        ("Call w/ client", "has a description of 14 characters, fewer than 15"),
        ("", "has no description"),
        ("...", "has no description"),
        (None, "has no description"),
    ],
)
def test_a_description_that_says_nothing_is_vague(narrative, reason):
    [finding] = found("G42", text(narrative))

    assert finding["outcome"] == "warn"
    assert finding["message"] == f"This line {reason}. Say what was done, for what purpose and with whom."


@pytest.mark.parametrize("narrative", ["Call w/ client.A", "Review documents produced by Acme on 3 May"])
def test_a_description_that_says_what_was_done_passes(narrative):
    assert found("G42", text(narrative)) == []


def test_lengths_and_phrases_of_vagueness_can_be_changed():
    assert found("G42", text("Call w/ client"), params={"minimum_characters": 5}) == []
    assert found("G42", text("Review documents"), params={"phrases": []}) == []
    assert (
        len(found("G42", text("Worked on the Acme file"), params={"phrases": ["worked on the  ACME file"]}))
        == 1
    )


def test_vague_lines_can_be_rejected_and_credits_take_nothing_off():
    lines = text("Call", "1"), text("Call", "-1")

    assert [each["reduction"] for each in found("G42", *lines, outcome="reject_line")] == [500, 0]


def test_only_time_must_be_described():
    assert found("G42", expense(narrative=""), discount(narrative="")) == []


@pytest.mark.parametrize(
    ("narrative", "words"),
    [
        ("Calendaring of deadlines for Smith matter", ["Calendaring"]),
        ("PHOTOCOPYING and  Bates   stamping of production", ["PHOTOCOPYING", "Bates   stamping"]),
        ("E-filing of answer", ["E-filing"]),
    ],
)
def test_clerical_work_is_rejected_with_its_words(narrative, words):
    [finding] = found("G52", text(narrative, "1"))

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 500)
    assert json.loads(finding["highlights"]) == words
    assert ", ".join(words) in finding["message"]


@pytest.mark.parametrize(
    "narrative",
    [
        "Draft opposition to proposed scheduling order",
        "Attend Rule 16  Scheduling Conference before Judge Lee",
        "Analyse evidence of copying in trade secret claim",
        "Analyze copying allegations in the trade dress claim",
        "Reviewed scanning electron microscope report with expert",
        "Rescheduling clause analysed",
        "Review of opposing party's filing",
        None,
    ],
)
def test_legal_work_that_sounds_clerical_passes(narrative):
    assert found("G52", text(narrative)) == []


def test_a_listed_word_beside_an_exception_still_counts():
    [finding] = found("G52", text("Scheduling order drafted; scheduling of calls"))

    assert json.loads(finding["highlights"]) == ["scheduling"]


def test_phrases_patterns_and_exceptions_can_be_changed():
    lists = {"phrases": ["c++ (build)"], "patterns": [r"\btab\w* \d+\b"], "exceptions": ["tabs 9"]}

    assert len(found("G52", text("Reviewed C++ (build) with expert"), params=lists)) == 1
    assert len(found("G52", text("Tabbed 12 exhibits"), params=lists)) == 1
    assert found("G52", text("Tabs 9"), text("Scheduling"), text("cxx build"), params=lists) == []


def test_empty_lists_find_nothing():
    assert found("G52", text("Scheduling"), params={"phrases": []}) == []


def test_only_time_can_be_clerical_work():
    assert found("G52", expense(narrative="Photocopying"), discount(narrative="Scheduling")) == []


def test_a_clerical_credit_takes_nothing_off():
    assert [each["reduction"] for each in found("G52", text("Scheduling of calls", "-1"))] == [0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (expense("40", "e106 ", narrative="Research"), "expense code E106"),
        (expense("40", "E107", narrative="Westlaw usage May"), "Westlaw"),
        (expense("40", None, narrative="Secretarial overtime"), "Secretarial overtime"),
        (fee("0.1", "400", narrative="Word processing of brief"), "Word processing"),
    ],
)
def test_overhead_is_rejected(line, reason):
    [finding] = found("G62", line)

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 40)
    assert (
        finding["message"] == f"This line bills overhead ({reason}), which the firm's rates already contain."
    )


def test_one_finding_where_code_and_words_agree():
    assert len(found("G62", expense("40", "E106", narrative="Westlaw"))) == 1


@pytest.mark.parametrize(
    "line",
    [
        expense("40", "E107"),
        expense("40", None, narrative=None),
        fee(narrative="Negotiate subscription agreement with Lexis"),
        fee(narrative="Blood typing evidence reviewed"),
        discount(narrative="Westlaw"),
    ],
)
def test_other_costs_pass(line):
    assert found("G62", line) == []


def test_codes_and_phrases_of_overhead_can_be_changed():
    params = {
        "expense_codes": ["E107"],
        "phrases": [],
        "fee_phrases": ["proofreading"],
        "patterns": ["late fee"],
    }
    lines = (
        expense("40", "E107"),
        expense("40", "E106", narrative="Westlaw"),
        fee(narrative="Proofreading brief"),
    )

    assert [each["reduction"] for each in found("G62", *lines, params=params)] == [40, 500]
    assert len(found("G62", expense("40", "E110", narrative="Late Fee for hotel"), params=params)) == 1


def test_an_overhead_credit_takes_nothing_off():
    assert [each["reduction"] for each in found("G62", expense("-40", "E106"))] == [0]
