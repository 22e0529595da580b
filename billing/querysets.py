"""Who sees which invoice, and the vocabulary of invoice lists."""

from decimal import Decimal
from typing import Self

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from billing.enums import SPENT_STATES, WAITING_STATES, FindingState
from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of
from matters.models import Matter
from vendors.querysets import FirmOwnedQuerySet, firm_id_of


class InvoiceQuerySet(ScopedQuerySet):
    """Invoices."""

    def visible_to(self, user) -> Self:
        """A firm its own; staff those of visible matters, and unmatched ones if they map or review."""
        granted = capabilities_of(user)
        if firm_id_of(user) is not None:
            may = not granted.isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT})
            return self.filter(firm_id=firm_id_of(user)) if may else self.none()
        if can.INVOICES_VIEW not in granted:
            return self.none()
        unmatched = not granted.isdisjoint({can.INVOICES_MAP, can.INVOICES_REVIEW})
        seen = Matter.objects.seen_by(user, "matter__", or_none=unmatched)
        if seen is None:
            return self.filter(matter=None) if unmatched else self.none()
        return self.filter(seen)

    def locked(self) -> Self:
        """Rows locked for change, in one order everywhere."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def waiting(self) -> Self:
        """Received and not decided."""
        return self.filter(state__in=WAITING_STATES)

    def spent(self) -> Self:
        """Approved and beyond: what counts as spend."""
        return self.filter(state__in=SPENT_STATES)

    def with_open_findings(self) -> Self:
        """Adds open_findings and possible_saving (net, invoice currency)."""
        is_open = Q(findings__state=FindingState.OPEN)
        return self.annotate(
            open_findings=Count("findings", filter=is_open),
            possible_saving=Coalesce(Sum("findings__reduction", filter=is_open), Decimal(0)),
        )

    def with_approved_total(self) -> Self:
        """Adds approved_total: billed less reductions, tax included."""
        return self.annotate(approved_total=F("billed_total") - F("reduction_net") - F("reduction_tax"))


class OfInvoiceQuerySet(ScopedQuerySet):
    """Rows that hang on an invoice and are seen by whoever sees the invoice."""

    def visible_to(self, user) -> Self:
        """Through the invoice."""
        invoices = self.model._meta.get_field("invoice").related_model
        return self.filter(invoice__in=invoices.objects.visible_to(user).values("pk"))


class NoteQuerySet(OfInvoiceQuerySet):
    """Notes: internal ones never leave the department."""

    def visible_to(self, user) -> Self:
        """A firm sees only notes written to it."""
        rows = super().visible_to(user)
        return rows.filter(audience="firm") if firm_id_of(user) is not None else rows


class FindingQuerySet(OfInvoiceQuerySet):
    """Findings, ordered as a reviewer works."""

    def visible_to(self, user) -> Self:
        """Staff only: a firm sees adjustments and notes, not the rules' working."""
        return self.none() if firm_id_of(user) is not None else super().visible_to(user)

    def heaviest_first(self) -> Self:
        """Reject invoice, reject line, adjust, warn; larger reduction first."""
        order = ("reject_invoice", "reject_line", "adjust", "warn")
        weight = Case(
            *(When(outcome=name, then=Value(i)) for i, name in enumerate(order)), output_field=IntegerField()
        )
        return self.annotate(weight=weight).order_by("weight", "-reduction", "rule", "line_id")


class SubmissionQuerySet(FirmOwnedQuerySet):
    """Uploaded files."""

    def visible_to(self, user) -> Self:
        """A firm its own; staff who review or map all."""
        if firm_id_of(user) is not None:
            return super().visible_to(user)
        granted = capabilities_of(user)
        may = not granted.isdisjoint({can.INVOICES_REVIEW, can.INVOICES_MAP})
        return self.all() if may else self.none()


class ExportQuerySet(ScopedQuerySet):
    """Hand-overs to accounts payable."""

    def visible_to(self, user) -> Self:
        """Whoever may export or read the files, and sees every invoice that the file names."""
        if capabilities_of(user).isdisjoint({can.INVOICES_EXPORT, can.INVOICES_VIEW_EXPORTS}):
            return self.none()
        items = self.model._meta.get_field("items").related_model.objects
        invoices = items.model._meta.get_field("invoice").related_model.objects
        unseen = items.exclude(invoice__in=invoices.visible_to(user).values("pk"))
        return self.exclude(pk__in=unseen.values("export"))
