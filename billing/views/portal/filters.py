"""Filters of the portal's invoice list."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.models import Invoice
from legalops.web.filters import ChipFilterSet
from matters.models import Matter


def _own_matters(request) -> QuerySet[Matter]:
    return Matter.objects.visible_to(request.user)


class PortalInvoiceFilter(ChipFilterSet):
    """By number or matter number, state, matter and date."""

    search_field = "q"

    q = django_filters.CharFilter(method="find", label=_("Number"))
    state = django_filters.MultipleChoiceFilter(choices=InvoiceState.choices, label=_("State"))
    matter = django_filters.ModelChoiceFilter(queryset=_own_matters, label=_("Matter"))
    dated = django_filters.DateFromToRangeFilter(field_name="invoice_date", label=_("Invoice date"))

    class Meta:
        model = Invoice
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet[Invoice], _name: str, text: str) -> QuerySet[Invoice]:
        """Part of the invoice number or of a matter number."""
        text = text.strip()
        own = _own_matters(self.request).filter(number__icontains=text)
        return rows.filter(
            Q(number__icontains=text) | Q(client_matter_id__icontains=text) | Q(matter__in=own.values("pk"))
        )
