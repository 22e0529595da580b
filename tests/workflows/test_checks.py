"""Whether a workflow can be used: each fault by its place, with its mend."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalops.workflows.machine import (
    ANY_OPEN,
    Category,
    Definition,
    Guard,
    Kind,
    Reason,
    Stage,
    Transition,
    Vocabulary,
    as_stored,
    check,
    differences,
    draw,
    read,
)

WORDS = Vocabulary(
    who={"role:attorney": "Attorney", "is:requester": "The requester"},
    guards={"checklist": Kind("Checklist done"), "no_open_tasks": Kind("No open tasks")},
)
NEW, WORK = Stage("new", "New"), Stage("work", "Work", checklist=("Read it",))
WAIT, DONE = Stage("wait", "Waiting", Category.ON_HOLD), Stage("done", "Done", Category.CLOSED)
WHO = ("role:attorney",)
BEGIN = Transition("begin", "Begin", "new", "work", WHO)
ASK = Transition("ask", "Ask", "work", "wait", WHO)
BACK = Transition("back", "Answer", "wait", "work", ("is:requester",))
END = Transition("end", "Finish", "work", "done", WHO, (Guard("checklist"),))
GOOD = Definition((NEW, WORK, WAIT, DONE), (BEGIN, ASK, BACK, END))


def said(definition: Definition) -> list[str]:
    return [str(fault) for fault in check(definition, WORDS)]


def test_a_workflow_that_can_be_finished_from_everywhere_has_no_fault():
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (Definition(), "Stages: there are none."),
        (replace(GOOD, stages=(NEW, WORK, WAIT)), "none is closed"),
        (replace(GOOD, stages=(*GOOD.stages, Stage("lost", "Lost"))), "Stage 5 “Lost”: no way leads here."),
        (replace(GOOD, transitions=(BEGIN, ASK, END)), "Stage 3 “Waiting”: a dead end"),
        (replace(GOOD, transitions=(BEGIN, ASK, BACK)), "Stage 1 “New”: from here no closed stage"),
        (replace(GOOD, stages=(DONE, NEW, WORK, WAIT)), "a record cannot start closed"),
        (replace(GOOD, stages=(*GOOD.stages, replace(NEW, name="Newer"))), "another stage has this name"),
        (
            replace(GOOD, transitions=(*GOOD.transitions, replace(END, target="gone", code="x", label="Go"))),
            "Transition 5 “Go”: there is no stage “gone” to lead to.",
        ),
        (
            replace(GOOD, transitions=(*GOOD.transitions, replace(END, source="gone", code="x"))),
            "there is no stage “gone” to start from",
        ),
        (
            replace(GOOD, transitions=(*GOOD.transitions, replace(END, target="work", code="x"))),
            "leads back to the stage it starts from",
        ),
        (replace(GOOD, transitions=(*GOOD.transitions, END)), "another transition from the same stage"),
        (replace(GOOD, transitions=(replace(BEGIN, who=()), ASK, BACK, END)), "nobody may make it"),
        (
            replace(GOOD, transitions=(replace(BEGIN, who=("role:ghost",)), ASK, BACK, END)),
            "there is nobody called “role:ghost”. Known: Attorney, The requester.",
        ),
        (
            replace(GOOD, transitions=(replace(BEGIN, guards=(Guard("magic"),)), ASK, BACK, END)),
            "there is no guard “magic”. Known: checklist, no_open_tasks.",
        ),
        (
            replace(GOOD, transitions=(replace(BEGIN, guards=(Guard("checklist"),)), ASK, BACK, END)),
            "the checklist must be done, but “New” has none",
        ),
        (
            replace(GOOD, transitions=(replace(BEGIN, reasons=("Late",)), ASK, BACK, END)),
            "it lists reasons but does not ask for one",
        ),
        (
            replace(GOOD, stages=(NEW, replace(WORK, checklist=("Read it", "Read it")), WAIT, DONE)),
            "“Read it” is on the checklist twice",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(broken, fault):
    assert any(fault in each for each in said(broken)), said(broken)


def test_any_open_stage_leads_out_of_all_but_its_own_target_and_closed_ones():
    away = Transition("away", "Withdraw", ANY_OPEN, "done", WHO)
    definition = replace(GOOD, transitions=(BEGIN, ASK, away))
    assert said(definition) == []
    assert [each.code for each in definition.leaving("wait")] == ["away"]
    assert definition.leaving("done") == []


def test_what_is_stored_is_read_back_the_same():
    assert read(as_stored(GOOD)) == GOOD


def test_differences_are_told_in_sentences():
    later = replace(
        GOOD,
        stages=(NEW, replace(WORK, name="Review"), DONE),
        transitions=(BEGIN, replace(END, reason=Reason.REQUIRED, who=("is:requester",))),
    )
    assert differences(GOOD, later, WORDS) == [
        "Stage “Waiting” is taken out.",
        "Stage “Work” is now called “Review”.",
        "“Ask: Work → Waiting” is no longer possible.",
        "“Answer: Waiting → Work” is no longer possible.",
        "“Begin: New → Work” is now “Begin: New → Review”.",
        "“Finish: Work → Done” is now “Finish: Review → Done”.",
        "“Finish” may now be made by: The requester.",
        "“Finish”: reason required.",
    ]
    assert differences(GOOD, GOOD, WORDS) == []


def test_the_diagram_has_every_stage_and_transition_apart():
    drawing = draw(GOOD)
    assert {box.code for box in drawing.boxes} == {"new", "work", "wait", "done"}
    assert {arrow.code for arrow in drawing.arrows} == {"begin", "ask", "back", "end"}
    assert len({(box.x, box.y) for box in drawing.boxes}) == 4
    assert [box.code for box in drawing.boxes if box.is_start] == ["new"]
    assert max(drawing.boxes, key=lambda box: box.y).shape == "closed"


codes = st.sampled_from(["a", "b", "c", "d", "e", "gone"])
stages = st.lists(
    st.builds(Stage, codes, st.just("S"), st.sampled_from(list(Category))), unique_by=lambda stage: stage.code
)
transitions = st.lists(
    st.builds(Transition, codes, st.just("T"), st.one_of(codes, st.just(ANY_OPEN)), codes),
    max_size=8,
    unique_by=lambda way: way.code,
)


@settings(deadline=None)
@given(stages, transitions)
def test_any_definition_can_be_checked_drawn_and_compared(some_stages, some_transitions):
    definition = Definition(tuple(some_stages), tuple(some_transitions))
    check(definition, WORDS)
    assert len(draw(definition).boxes) >= len(some_stages)
    assert differences(definition, definition, WORDS) == []
