"""Workflows to start from: complete ones that an administrator copies and changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.workflows.machine import (
    ANY_OPEN,
    Action,
    Category,
    Definition,
    Guard,
    Reason,
    Stage,
    Transition,
)

_HANDLERS = ("is:assignee", "role:legal_ops_manager", "role:legal_project_manager")


@dataclass(frozen=True, slots=True)
class Template:
    """A workflow to start from, and the record type it is made for."""

    code: str
    name: Any
    record_type: str
    make: Callable[[], Definition]


def templates(record_type: str = "") -> list[Template]:
    """Those for a record type, or all."""
    return [each for each in _TEMPLATES if record_type in ("", each.record_type)]


def template(code: str) -> Template | None:
    """The template of this code."""
    return next((each for each in _TEMPLATES if each.code == code), None)


def empty() -> Definition:
    """The least that can be published: in, working on it, done."""
    return Definition(
        (
            Stage("new", _("New")),
            Stage("in-progress", _("In progress")),
            Stage("done", _("Done"), Category.CLOSED),
        ),
        (
            Transition("begin", _("Begin"), "new", "in-progress", _HANDLERS),
            Transition("finish", _("Finish"), "in-progress", "done", _HANDLERS),
        ),
    )


def nda() -> Definition:
    """An NDA with two approvals by two people, and a question to the requester that stops the clock."""
    stages = (
        Stage("new", _("New"), actions=(Action("route"),)),
        Stage("drafting", _("Drafting"), checklist=(_("Counterparty checked"), _("Our template used"))),
        Stage("waiting", _("Waiting for the requester"), Category.ON_HOLD),
        Stage("legal-approval", _("Legal approval")),
        Stage("gc-approval", _("General counsel approval")),
        Stage("signing", _("Signing")),
        Stage("done", _("Done"), Category.CLOSED),
        Stage("declined", _("Declined"), Category.CLOSED),
        Stage("withdrawn", _("Withdrawn"), Category.CLOSED),
    )
    apart = (Guard("not_requester"), Guard("other_person"))
    transitions = (
        Transition("take-on", _("Take on"), "new", "drafting", _HANDLERS),
        Transition("ask", _("Ask the requester"), "drafting", "waiting", _HANDLERS, (), Reason.REQUIRED),
        Transition("answer", _("Answer"), "waiting", "drafting", ("is:requester",), (), Reason.REQUIRED),
        Transition(
            "submit", _("Send for approval"), "drafting", "legal-approval", _HANDLERS, (Guard("checklist"),)
        ),
        Transition("approve-legal", _("Approve"), "legal-approval", "gc-approval", ("role:attorney",), apart),
        Transition(
            "return-legal",
            _("Send back"),
            "legal-approval",
            "drafting",
            ("role:attorney",),
            (),
            Reason.REQUIRED,
        ),
        Transition("approve-gc", _("Approve"), "gc-approval", "signing", ("role:general_counsel",), apart),
        Transition(
            "return-gc",
            _("Send back"),
            "gc-approval",
            "drafting",
            ("role:general_counsel",),
            (),
            Reason.REQUIRED,
        ),
        Transition("signed", _("Signed by both"), "signing", "done", _HANDLERS),
        Transition(
            "decline",
            _("Decline"),
            ANY_OPEN,
            "declined",
            _HANDLERS,
            (),
            Reason.REQUIRED,
            (_("Not needed"), _("Covered by an earlier agreement"), _("Risk not acceptable")),
        ),
        Transition("withdraw", _("Withdraw"), ANY_OPEN, "withdrawn", ("is:requester",), (), Reason.OPTIONAL),
    )
    return Definition(stages, transitions)


def nda_by_policy() -> Definition:
    """The NDA, approved by the approval policy that fits instead of by stages of its own."""
    made = nda()
    gone, checked = {"legal-approval", "gc-approval"}, (Guard("checklist"),)
    stages = [each for each in made.stages if each.code not in gone]
    place = [each.code for each in stages].index("signing")
    stages.insert(place, Stage("approval", _("Approval"), actions=(Action("ask_approval"),)))
    kept = [each for each in made.transitions if not gone & {each.source, each.target}]
    asked = (
        Transition("submit", _("Send for approval"), "drafting", "approval", _HANDLERS, checked),
        Transition("approved", _("Go on to signing"), "approval", "signing", _HANDLERS, (Guard("approved"),)),
        Transition("return", _("Back to drafting"), "approval", "drafting", _HANDLERS, (), Reason.REQUIRED),
    )
    return Definition(tuple(stages), (*kept[:3], *asked, *kept[3:]))


def contract_review() -> Definition:
    """A counterparty's paper: triage, review, negotiation, approval."""
    stages = (
        Stage("new", _("New"), actions=(Action("route"),)),
        Stage("review", _("In review"), checklist=(_("Liability cap read"), _("Data protection read"))),
        Stage("waiting", _("Waiting for the requester"), Category.ON_HOLD),
        Stage("negotiation", _("In negotiation")),
        Stage("approval", _("Approval")),
        Stage("done", _("Done"), Category.CLOSED),
        Stage("declined", _("Declined"), Category.CLOSED),
    )
    transitions = (
        Transition("take-on", _("Take on"), "new", "review", _HANDLERS),
        Transition("ask", _("Ask the requester"), "review", "waiting", _HANDLERS, (), Reason.REQUIRED),
        Transition("answer", _("Answer"), "waiting", "review", ("is:requester",), (), Reason.REQUIRED),
        Transition(
            "negotiate", _("Send comments"), "review", "negotiation", _HANDLERS, (Guard("checklist"),)
        ),
        Transition("again", _("Review the new draft"), "negotiation", "review", _HANDLERS),
        Transition("submit", _("Send for approval"), "negotiation", "approval", _HANDLERS),
        Transition(
            "approve",
            _("Approve"),
            "approval",
            "done",
            ("role:general_counsel", "role:attorney"),
            (Guard("not_requester"), Guard("other_person")),
        ),
        Transition(
            "return",
            _("Send back"),
            "approval",
            "negotiation",
            ("role:general_counsel", "role:attorney"),
            (),
            Reason.REQUIRED,
        ),
        Transition("decline", _("Decline"), ANY_OPEN, "declined", _HANDLERS, (), Reason.REQUIRED),
    )
    return Definition(stages, transitions)


def general_request() -> Definition:
    """A question to the legal department: answered, or asked back."""
    stages = (
        Stage("new", _("New"), actions=(Action("route"),)),
        Stage("in-progress", _("In progress")),
        Stage("waiting", _("Waiting for the requester"), Category.ON_HOLD),
        Stage("done", _("Done"), Category.CLOSED),
        Stage("declined", _("Declined"), Category.CLOSED),
        Stage("withdrawn", _("Withdrawn"), Category.CLOSED),
    )
    transitions = (
        Transition("take-on", _("Take on"), "new", "in-progress", _HANDLERS),
        Transition("ask", _("Ask the requester"), "in-progress", "waiting", _HANDLERS, (), Reason.REQUIRED),
        Transition("answer", _("Answer"), "waiting", "in-progress", ("is:requester",), (), Reason.REQUIRED),
        Transition("finish", _("Finish"), "in-progress", "done", _HANDLERS, (Guard("no_open_tasks"),)),
        Transition("decline", _("Decline"), ANY_OPEN, "declined", _HANDLERS, (), Reason.REQUIRED),
        Transition("withdraw", _("Withdraw"), ANY_OPEN, "withdrawn", ("is:requester",), (), Reason.OPTIONAL),
        Transition(
            "reopen", _("Reopen"), "done", "in-progress", ("is:requester", *_HANDLERS), (), Reason.REQUIRED
        ),
    )
    return Definition(stages, transitions)


_TEMPLATES = (
    Template("nda", gettext_lazy("NDA request with two approvals"), "request", nda),
    Template("nda-policy", gettext_lazy("NDA request, approved by policy"), "request", nda_by_policy),
    Template("contract-review", gettext_lazy("Contract review"), "request", contract_review),
    Template("general-request", gettext_lazy("General request"), "request", general_request),
)
