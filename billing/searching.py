"""What of invoices can be searched: themselves, the file they came in, their lines' narratives and notes."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import Invoice, InvoiceLine, InvoiceNote
from legalops.fields.searching import searchable_text
from legalops.search import registry
from legalops.search.registry import Searchable, Text
from legalops.web.palette import Hit


def register() -> None:
    """Called once, when the app is ready."""
    follows = {"matters.matter.edited": _on_matters, "vendors.firm.edited": _of_firms}
    registry.register(Searchable("invoice", _("Invoices"), Invoice, build, show, order=20, follows=follows))


def build(ids: Sequence[int]) -> Iterable[Text]:
    """Number, firm and matter; then description, file name, notes and each narrative once."""
    narratives, notes = _joined(InvoiceLine, "narrative", ids), _joined(InvoiceNote, "body", ids)
    rows = Invoice.objects.filter(pk__in=ids).annotate(
        firm_name=F("firm__name"), matter_number=F("matter__number"), matter_name=F("matter__name"),
        file_name=F("submission__file_name"),
    )  # fmt: skip
    for each in rows:
        title = (each.number, each.firm_name, each.matter_number, each.matter_name)
        about = (
            each.description, each.client_matter_id, each.po_number, each.file_name,
            notes.get(each.pk), narratives.get(each.pk), searchable_text(each),
        )  # fmt: skip
        yield Text(
            each.pk, " ".join(filter(None, title)), "\n".join(filter(None, about)),
            each.matter_id, each.firm_id, each.invoice_date, each.state,
        )  # fmt: skip


def show(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Invoices as a person may see them."""
    seen = Invoice.objects.visible_to(user).filter(pk__in=ids).select_related("firm", "matter")
    return {each.pk: _hit(each) for each in seen}


def _hit(invoice: Invoice) -> Hit:
    matter = f"{invoice.matter.number} {invoice.matter.name}" if invoice.matter else ""
    detail = " · ".join(filter(None, [str(invoice.firm), matter, invoice.get_state_display()]))
    return Hit(invoice.number, reverse("billing:invoice", args=[invoice.pk]), detail, "file-invoice")


def _joined(model, name: str, ids: Sequence[int]) -> dict[int, str]:
    """Each distinct text of an invoice's rows once; the index keeps the first 20,000 characters."""
    texts = StringAgg(name, delimiter="\n", distinct=True)
    rows = model.objects.filter(invoice__in=ids).exclude(**{name: ""}).order_by()
    return dict(rows.values("invoice").annotate(texts=texts).values_list("invoice", "texts"))


def _on_matters(matter_ids: Sequence[int]) -> Iterable[int]:
    return Invoice.objects.filter(matter__in=matter_ids).order_by().values_list("pk", flat=True)


def _of_firms(firm_ids: Sequence[int]) -> Iterable[int]:
    return Invoice.objects.filter(firm__in=firm_ids).order_by().values_list("pk", flat=True)
