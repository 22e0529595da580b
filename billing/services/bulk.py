"""Submitting many reviewed invoices at once: what would happen first, then each in its own transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from billing.enums import FindingState, InvoiceState
from billing.models import Invoice
from billing.selectors.approvals import in_turn, plan_steps
from billing.selectors.tax_invoices import refuse_unsettled
from billing.services.approvals import submit_for_approval
from legalops.accounts.models import User
from legalops.approvals.engine import PlannedStep
from legalops.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Proposal:
    """One invoice of the preview: the steps it would take, or why it stays."""

    invoice: Invoice
    steps: list[PlannedStep]
    refusal: str = ""

    @property
    def turns(self) -> list[str]:
        """Whom it goes to, one turn after another."""
        return in_turn(self.steps)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a bulk submission."""

    done: list[Invoice]
    refused: list[Proposal]


def preview_submission(invoices: Iterable[Invoice], *, actor: User) -> list[Proposal]:
    """What submitting each of these would do; only clean ones go in bulk. Changes nothing."""
    return [_proposal(invoice, actor) for invoice in invoices]


def submit_clean(invoices: Iterable[Invoice], *, actor: User) -> Submitted:
    """Submit every invoice without open findings; one that is refused stays and says why."""
    result = Submitted([], [])
    for invoice in invoices:
        proposal = _proposal(invoice, actor)
        if proposal.refusal:
            result.refused.append(proposal)
            continue
        try:
            submit_for_approval(invoice, actor=actor, seen_version=invoice.version)
        except DomainError as error:
            result.refused.append(Proposal(invoice, [], error.message))
        else:
            result.done.append(invoice)
    return result


def _proposal(invoice: Invoice, actor: User) -> Proposal:
    if invoice.state != InvoiceState.IN_REVIEW:
        return Proposal(invoice, [], _("Is %s by now.") % invoice.get_state_display().lower())
    if invoice.findings.filter(state=FindingState.OPEN).exists():
        return Proposal(invoice, [], _("Has open findings; open it and decide on them."))
    try:
        refuse_unsettled(invoice)
        return Proposal(invoice, plan_steps(invoice, submitter=actor))
    except DomainError as error:
        return Proposal(invoice, [], error.message)
