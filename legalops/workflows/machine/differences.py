"""What differs between two versions, in sentences."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from legalops.workflows.machine.shapes import ANY_OPEN, Definition, Stage, Transition
from legalops.workflows.machine.vocabulary import Vocabulary


def differences(old: Definition, new: Definition, vocabulary: Vocabulary) -> list[str]:
    """Every change from the old to the new version; none when they are the same."""
    return [*_of_stages(old, new, vocabulary), *_of_transitions(old, new, vocabulary)]


def _of_stages(old: Definition, new: Definition, vocabulary: Vocabulary) -> Iterator[str]:
    before = {stage.code: stage for stage in old.stages}
    after = {stage.code: stage for stage in new.stages}
    for stage in old.stages:
        if stage.code not in after:
            yield _("Stage “%s” is taken out.") % stage.name
    for stage in new.stages:
        if stage.code not in before:
            yield _("Stage “%s” is new.") % stage.name
        else:
            yield from _of_stage(before[stage.code], stage, vocabulary)
    if old.stages and new.stages and old.start.code != new.start.code:
        yield _("New records start in “%s”.") % new.start.name


def _of_stage(old: Stage, new: Stage, vocabulary: Vocabulary) -> Iterator[str]:
    if old.name != new.name:
        yield _("Stage “%(old)s” is now called “%(new)s”.") % {"old": old.name, "new": new.name}
    if old.category != new.category:
        yield _("Stage “%(name)s” is now %(category)s.") % {
            "name": new.name, "category": new.category.value.replace("_", " ")
        }  # fmt: skip
    if old.checklist != new.checklist:
        yield _("The checklist of “%(name)s” is now: %(items)s.") % {
            "name": new.name, "items": "; ".join(new.checklist) or _("none")
        }  # fmt: skip
    if old.actions != new.actions:
        yield _("On entering “%(name)s”: %(actions)s.") % {
            "name": new.name,
            "actions": "; ".join(_said(each, vocabulary.actions) for each in new.actions) or _("nothing"),
        }


def _of_transitions(old: Definition, new: Definition, vocabulary: Vocabulary) -> Iterator[str]:
    before = {each.code: each for each in old.transitions}
    after = {each.code: each for each in new.transitions}
    for each in old.transitions:
        if each.code not in after:
            yield _("“%s” is no longer possible.") % _named(each, old)
    for each in new.transitions:
        if each.code not in before:
            yield _("“%s” is new.") % _named(each, new)
        else:
            yield from _of_transition(before[each.code], each, old, new, vocabulary)


def _of_transition(
    old: Transition, new: Transition, before: Definition, after: Definition, vocabulary: Vocabulary
) -> Iterator[str]:
    if _named(old, before) != _named(new, after):
        yield _("“%(old)s” is now “%(new)s”.") % {"old": _named(old, before), "new": _named(new, after)}
    if old.who != new.who:
        yield _("“%(label)s” may now be made by: %(who)s.") % {
            "label": new.label, "who": vocabulary.people(new.who)
        }  # fmt: skip
    if old.guards != new.guards:
        guards = "; ".join(_said(each, vocabulary.guards) for each in new.guards) or _("nothing")
        yield _("Before “%(label)s”: %(guards)s.") % {"label": new.label, "guards": guards}
    if (old.reason, old.reasons) != (new.reason, new.reasons):
        yield _("“%(label)s”: reason %(reason)s.") % {
            "label": new.label, "reason": new.reason.value.replace("_", " ")
        }  # fmt: skip


def _named(transition: Transition, definition: Definition) -> str:
    target = definition.stage(transition.target)
    if transition.source == ANY_OPEN:
        source = _("any open stage")
    else:
        found = definition.stage(transition.source)
        source = found.name if found else transition.source
    return f"{transition.label}: {source} → {target.name if target else transition.target}"


def _said(part: object, kinds: Mapping[str, object]) -> str:
    kind = kinds.get(part.kind)  # type: ignore[attr-defined]
    return kind.say(part.settings) if kind else part.kind  # type: ignore[attr-defined]
