"""The context of the review page and of its parts: the page and the bundles after a change use the same."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from billing.enums import InvoiceState
from billing.models import Invoice, Submission
from billing.selectors import next_steps, queue
from billing.selectors.credit_notes import Credited, credited_by, credited_of
from billing.selectors.firm_ids import OtherFirmId, other_firm_id
from billing.selectors.submissions import original_of
from billing.selectors.tax_invoices import is_tax_invoice
from billing.selectors.workspace import findings, heading, lines, talk
from billing.selectors.workspace.grouping import GROUPS, NARROWED, View
from billing.services.notes import may_note, may_write_to_firm
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.approvals.selectors.panel import RequestPanel, panel_of

OPEN_NEXT = "billing_open_next"


@dataclass
class ReviewPage:
    """An invoice as one person sees it; every part is read when the template asks for it."""

    request: HttpRequest
    invoice: Invoice
    view: View

    @property
    def user(self):
        """Who looks."""
        return self.request.user

    @property
    def currency(self) -> str:
        """The invoice's currency."""
        return self.invoice.currency

    @cached_property
    def can_review(self) -> bool:
        """Whether this person may change the review now."""
        return self.invoice.state == InvoiceState.IN_REVIEW and self.is_reviewer

    @cached_property
    def is_tax_invoice(self) -> bool:
        """Whether it is disputed instead of reduced (EU mode)."""
        return is_tax_invoice(self.invoice)

    @cached_property
    def other_firm_id(self) -> OtherFirmId | None:
        """The LAW_FIRM_ID as billed where it is not the firm's own."""
        return other_firm_id(self.invoice, self.user)

    @cached_property
    def credited(self) -> Credited | None:
        """The invoice with its credit notes, or what this credit note credits."""
        return credited_of(self.invoice, self.user) or credited_by(self.invoice, self.user)

    @cached_property
    def can_reduce(self) -> bool:
        """Whether this person may take something off now."""
        return self.can_review and not self.is_tax_invoice

    @cached_property
    def can_map(self) -> bool:
        """Whether this person may say what an unknown number or id means."""
        return has_capability(self.user, can.INVOICES_MAP)

    @cached_property
    def original(self) -> Submission | None:
        """The file the invoice came in, where this person may open it."""
        return original_of(self.invoice, self.user)

    @cached_property
    def is_reviewer(self) -> bool:
        """Whether reviewing is this person's work."""
        return has_capability(self.user, can.INVOICES_REVIEW)

    @cached_property
    def can_decide(self) -> bool:
        """Whether it is this person's turn to approve."""
        return self.approval is not None and self.approval.mine is not None

    @property
    def approve_url(self) -> str:
        """Where this person approves."""
        return self._decision_url("approve")

    @property
    def send_back_url(self) -> str:
        """Where this person sends it back."""
        return self._decision_url("send_back")

    @property
    def reject_url(self) -> str:
        """Where this person rejects it."""
        return self._decision_url("reject")

    def _decision_url(self, name: str) -> str:
        """Here for approvers by their role; whom a policy asks besides decides on the pages of approvals."""
        if has_capability(self.user, can.INVOICES_APPROVE):
            return reverse(f"billing:{name}", args=[self.invoice.pk])
        return reverse(f"approvals:{name}", args=[self.approval.request.pk])

    @cached_property
    def can_recall(self) -> bool:
        """Whether this person may take it back from approval."""
        return self.invoice.state == InvoiceState.PENDING_APPROVAL and self.is_reviewer

    @cached_property
    def can_pay(self) -> bool:
        """Whether this person may record the payment now."""
        return self.invoice.state == InvoiceState.SENT_TO_AP and has_capability(
            self.user, can.INVOICES_EXPORT
        )

    @cached_property
    def may_note(self) -> bool:
        """Whether this person writes internal notes."""
        return may_note(self.user)

    @cached_property
    def may_write_to_firm(self) -> bool:
        """Whether this person writes to the firm."""
        return may_write_to_firm(self.user)

    @cached_property
    def approval(self) -> RequestPanel | None:
        """The last request for approval; None where nobody ever asked."""
        return panel_of(self.invoice, self.user)

    @cached_property
    def amounts(self) -> heading.Amounts:
        """Billed, proposed, standing."""
        return heading.amounts_of(self.invoice)

    @cached_property
    def bar(self):
        """The matter's budget with this invoice drawn in."""
        return heading.budget_bar(self.invoice)

    @cached_property
    def route(self) -> heading.Route:
        """Who would get it."""
        return heading.route_of(self.invoice, self.user)

    @cached_property
    def holder(self) -> next_steps.Holder:
        """Who has it now."""
        return next_steps.holder_of(self.invoice, self.approval.pending_names if self.approval else "")

    @property
    def tone(self) -> str:
        """Tone of the state."""
        return next_steps.STATE_TONES[InvoiceState(self.invoice.state)]

    @cached_property
    def replaced(self) -> heading.Replaced | None:
        """The rejected invoice it replaces."""
        return heading.replaced_by(self.invoice, self.user)

    @cached_property
    def returned(self):
        """Why it came back, if it did."""
        return heading.last_return(self.invoice) if self.invoice.state == InvoiceState.IN_REVIEW else None

    @cached_property
    def rejection(self):
        """Who rejected it and why."""
        if self.invoice.state != InvoiceState.REJECTED:
            return None
        return self.invoice.transitions.select_related("actor").order_by("-pk").first()

    @cached_property
    def rules(self) -> list[findings.RuleGroup]:
        """Findings by rule."""
        return findings.rule_groups(self.invoice)

    @cached_property
    def rule_heads(self) -> list[findings.RuleGroup]:
        """Counts by rule."""
        return findings.rule_groups(self.invoice, rows=False)

    @property
    def open_count(self) -> int:
        """Findings that wait."""
        return sum(rule.open for rule in self.rule_heads)

    @property
    def finding_count(self) -> int:
        """All findings."""
        return sum(rule.total for rule in self.rule_heads)

    @cached_property
    def window(self) -> lines.Window:
        """The first lines."""
        return lines.window_of(self.invoice, self.view)

    @property
    def lines_html(self) -> SafeString:
        """The first lines, rendered by the row engine."""
        return self.rows("billing/lines.html", window=self.window)

    @property
    def findings_html(self) -> SafeString:
        """Findings by rule, rendered by the row engine."""
        return self.rows("billing/rules.html", rules=self.rules)

    def rows(self, template: str, **more: Any) -> SafeString:
        """A template of the row engine with this page's context."""
        found = engines["jinja2"].get_template(template)
        return mark_safe(found.render(self.context() | more, self.request))  # noqa: S308  (autoescaped)

    @cached_property
    def threads(self) -> talk.Threads:
        """The conversation."""
        return talk.threads_of(self.invoice, self.user)

    @cached_property
    def history(self) -> list[talk.Happening]:
        """The ledger in words."""
        return talk.history_of(self.invoice)

    @cached_property
    def earlier(self) -> talk.Earlier:
        """Earlier invoices of this firm on this matter."""
        return talk.earlier_of(self.invoice, self.user)

    @cached_property
    def neighbours(self) -> queue.Neighbours:
        """The queue around it."""
        return queue.neighbours(self.invoice, self.user)

    @property
    def open_next(self) -> bool:
        """Whether the next invoice opens after a decision; on until switched off."""
        return self.request.session.get(OPEN_NEXT, True)

    @property
    def group_choices(self) -> list[tuple[str, str, bool]]:
        """Ways to group: key, label, chosen."""
        return [(key, str(label), key == self.view.group) for key, label in GROUPS.items()]

    @property
    def show_choices(self) -> list[tuple[str, str, bool]]:
        """Ways to narrow: key, label, chosen."""
        return [(key, str(label), key == self.view.show) for key, label in NARROWED.items()]

    def context(self) -> dict[str, Any]:
        """For the templates."""
        return {
            "page": self,
            "invoice": self.invoice,
            "currency": self.currency,
            "can_review": self.can_review,
            "can_reduce": self.can_reduce,
            "is_tax_invoice": self.is_tax_invoice,
            "evidence_of": findings.evidence_of,
        }
