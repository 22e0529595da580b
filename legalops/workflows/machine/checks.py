"""Whether a workflow can be used: every fault by its place, with what to do about it."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from legalops.workflows.machine import paths
from legalops.workflows.machine.faults import Fault
from legalops.workflows.machine.shapes import ANY_OPEN, Definition, Reason, Stage, Transition
from legalops.workflows.machine.vocabulary import Vocabulary


def check(definition: Definition, vocabulary: Vocabulary) -> list[Fault]:
    """All faults; a workflow without any can be finished from every stage, by somebody."""
    if not definition.stages:
        return [Fault(_("Stages"), _("there are none. Add the first stage, in which a record starts."))]
    faults = [*_names(definition)]
    for number, stage in enumerate(definition.stages, 1):
        faults += [_of_stage(number, stage, words) for words in _stage_words(stage, vocabulary)]
    for number, transition in enumerate(definition.transitions, 1):
        words = _transition_words(transition, definition, vocabulary)
        faults += [_of_transition(number, transition, each) for each in words]
    return faults + list(_routes(definition))


def _names(definition: Definition) -> Iterator[Fault]:
    codes = Counter(stage.code for stage in definition.stages)
    names = Counter(stage.name.casefold().strip() for stage in definition.stages)
    for number, stage in enumerate(definition.stages, 1):
        if not stage.name.strip() or not stage.code:
            yield _of_stage(number, stage, _("it needs a name."))
        elif codes[stage.code] > 1 or names[stage.name.casefold().strip()] > 1:
            yield _of_stage(number, stage, _("another stage has this name. Name them apart."))
    moves = Counter((each.source, each.label.casefold().strip()) for each in definition.transitions)
    labels = Counter(each.code for each in definition.transitions)
    for number, each in enumerate(definition.transitions, 1):
        if not each.label.strip():
            yield _of_transition(number, each, _("it needs a label, such as “Approve”."))
        elif moves[each.source, each.label.casefold().strip()] > 1 or labels[each.code] > 1:
            yield _of_transition(
                number, each, _("another transition from the same stage has this label. Name them apart.")
            )


def _stage_words(stage: Stage, vocabulary: Vocabulary) -> Iterator[str]:
    doubled = [item for item, times in Counter(stage.checklist).items() if times > 1]
    if doubled:
        yield _("“%s” is on the checklist twice. Take one away.") % doubled[0]
    for action in stage.actions:
        kind = vocabulary.actions.get(action.kind)
        if kind is None:
            yield _("there is no action “%(kind)s”. Known: %(known)s.") % _known(
                action.kind, vocabulary.actions
            )
        else:
            yield from (f"{kind.label}: {words}" for words in kind.complaints(action.settings))


def _transition_words(
    transition: Transition, definition: Definition, vocabulary: Vocabulary
) -> Iterator[str]:
    source, target = definition.stage(transition.source), definition.stage(transition.target)
    if source is None and transition.source != ANY_OPEN:
        yield _("there is no stage “%s” to start from. Choose one of the stages above.") % transition.source
    if target is None:
        yield _("there is no stage “%s” to lead to. Choose one of the stages above.") % transition.target
    if source is not None and source is target:
        yield _("it leads back to the stage it starts from. Choose another stage.")
    yield from _people_words(transition, vocabulary)
    for guard in transition.guards:
        kind = vocabulary.guards.get(guard.kind)
        if kind is None:
            yield _("there is no guard “%(kind)s”. Known: %(known)s.") % _known(guard.kind, vocabulary.guards)
        else:
            yield from (f"{kind.label}: {words}" for words in kind.complaints(guard.settings))
    if any(guard.kind == "checklist" for guard in transition.guards) and source and not source.checklist:
        yield _("the checklist must be done, but “%s” has none. Write one or drop the guard.") % source.name
    if transition.reasons and transition.reason == Reason.NOT_ASKED:
        yield _("it lists reasons but does not ask for one. Ask for a reason or take the list away.")


def _people_words(transition: Transition, vocabulary: Vocabulary) -> Iterator[str]:
    if not transition.who:
        yield _("nobody may make it. Choose who may.")
    for code in transition.who:
        if code not in vocabulary.who:
            known = ", ".join(str(label) for label in vocabulary.who.values())
            yield _("there is nobody called “%(who)s”. Known: %(known)s.") % {"who": code, "known": known}


def _routes(definition: Definition) -> Iterator[Fault]:
    if not any(stage.is_closed for stage in definition.stages):
        yield Fault(_("Stages"), _("none is closed, so nothing could ever end. Make one a closed stage."))
        return
    if definition.start.is_closed:
        yield _of_stage(1, definition.start, _("a record cannot start closed. Put an open stage first."))
    reached, ending = paths.reached(definition), paths.ending(definition)
    for number, stage in enumerate(definition.stages, 1):
        if stage.code not in reached:
            yield _of_stage(number, stage, _("no way leads here. Add a transition to it or take it out."))
        elif not stage.is_closed and not definition.leaving(stage.code):
            yield _of_stage(number, stage, _("a dead end: nothing leads out. Add a transition from it."))
        elif stage.code not in ending:
            yield _of_stage(
                number, stage, _("from here no closed stage can be reached. Add a transition towards one.")
            )


def _of_stage(number: int, stage: Stage, words: str) -> Fault:
    place = _("Stage %(number)s “%(name)s”") if stage.name else _("Stage %(number)s")
    return Fault(place % {"number": number, "name": stage.name}, words, stage=stage.code)


def _of_transition(number: int, transition: Transition, words: str) -> Fault:
    place = _("Transition %(number)s “%(name)s”") if transition.label else _("Transition %(number)s")
    named = place % {"number": number, "name": transition.label}
    return Fault(named, words, transition=transition.code)


def _known(code: str, kinds: object) -> dict[str, str]:
    return {"kind": code, "known": ", ".join(sorted(kinds))}  # type: ignore[call-overload]
