"""The sample list's filters and a sample form."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.web.filters import ChipFilterSet, DayRangeFilter
from legalops.web.styleguide.samples import FIRMS, STATES


class SampleFilters(ChipFilterSet):
    """A search box and four chips."""

    search_field = "q"
    q = django_filters.CharFilter(field_name="number", lookup_expr="icontains", label=_("Number"))
    state = django_filters.MultipleChoiceFilter(
        choices=STATES, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    firm = django_filters.ChoiceFilter(choices=[(name, name) for name in FIRMS], label=_("Firm"))
    due = DayRangeFilter(field_name="due_on", label=_("Due"))
    billed = django_filters.RangeFilter(label=_("Billed"))


class SampleForm(forms.Form):
    """Kinds of field."""

    name = forms.CharField(label=_("Matter name"), help_text=_("As the people who work on it call it."))
    kind = forms.ChoiceField(
        label=_("Type"), choices=[("", "–"), ("litigation", _("Litigation")), ("ip", _("Patents"))]
    )
    budget = forms.DecimalField(label=_("Budget"), required=False, max_digits=12, decimal_places=2)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    restricted = forms.BooleanField(label=_("Only named people may see this matter"), required=False)
