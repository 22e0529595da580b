"""Faults of a policy that can be seen before anybody is asked: each with its place and its mend."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.approvals.engine.shapes import Mode


@dataclass(frozen=True, slots=True)
class StepShape:
    """A step as it was set up. `people` is how many it names today, None where the record decides.

    `whom` names them in words ("with the role Finance"); `gone` are named people who have left;
    `escalates_after` is in working days, `escalates` whether somebody is named for it.
    """

    number: int
    who: str
    mode: Mode
    whom: str
    needed: int | None = None
    people: int | None = None
    gone: tuple[str, ...] = ()
    escalates_after: int | None = None
    escalates: bool = False


def faults_of(steps: Sequence[StepShape]) -> list[str]:
    """Everything because of which the policy could never be finished, or says nothing."""
    if not steps:
        return [_("A policy needs at least one step. Add one that says who approves.")]
    return [fault for step in steps for fault in _faults(step)]


def _faults(step: StepShape) -> list[str]:
    return [f"{_('Step')} {step.number}: {fault}" for fault in (*_of_people(step), *_of_time(step)) if fault]


def _of_people(step: StepShape) -> list[str]:
    found = [_("%(name)s has left. Name somebody else.") % {"name": name} for name in step.gone]
    if step.people == 0:
        found.append(
            _("nobody is %(whom)s, so nobody could approve. Give it to someone, or choose others.")
            % {"whom": step.whom}
        )
    if step.mode == "n_of" and (step.needed or 0) < 1:
        found.append(_("say how many of them have to approve."))
    elif step.mode == "n_of" and step.people and (step.needed or 0) > step.people:
        found.append(
            _(
                "it asks for %(needed)s approvals, but only %(people)s can be asked. "
                "Ask for fewer, or name more people."
            )
            % {"needed": step.needed, "people": step.people}
        )
    return found


def _of_time(step: StepShape) -> list[str]:
    if step.escalates and not step.escalates_after:
        return [_("say after how many working days it escalates.")]
    if step.escalates_after and not step.escalates:
        return [_("say to whom it escalates, or leave the days empty.")]
    return []
