"""Filters of the matter list; their choices show nothing of matters the person may not see."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from legalops.reference.models import Code, CostCentre, Department, LegalEntity
from legalops.web.filters import TabbedFilterSet
from matters.enums import CheckState
from matters.models import MatterMember, MatterType, Party, PartyRole, Stage
from matters.querysets import MatterQuerySet
from matters.selectors.lists import codes_seen_by, leads_seen_by, teams_seen_by
from matters.selectors.spend import over_budget
from vendors.models import Firm


def _of_code(name: str, model: type[Code], label: str | Promise) -> django_filters.ModelMultipleChoiceFilter:
    """A filter by codes that the person's own matters hold."""
    return django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: codes_seen_by(request.user, name, model),
        field_name=name,
        label=label,
        widget=forms.CheckboxSelectMultiple,
    )


class MatterFilters(TabbedFilterSet):
    """A search box over number and name, and chips, within one of the tabs: categories of stages, or all."""

    search_field = "q"
    late_menu = True
    parts = {"open": _("Open"), "on_hold": _("On hold"), "closed": _("Closed"), "all": _("All")}
    default_part = "open"
    q = django_filters.CharFilter(method="find", label=_("Number or name"))
    stage = django_filters.ModelMultipleChoiceFilter(
        queryset=Stage.objects.all(), label=_("Stage"), widget=forms.CheckboxSelectMultiple
    )
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=MatterType.objects.all(),
        field_name="matter_type",
        label=_("Type"),
        widget=forms.CheckboxSelectMultiple,
    )
    lead = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: leads_seen_by(request.user),
        label=_("Lead"),
        widget=forms.CheckboxSelectMultiple,
    )
    team = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: teams_seen_by(request.user),
        label=_("Team"),
        widget=forms.CheckboxSelectMultiple,
    )
    entity = _of_code("legal_entity", LegalEntity, _("Legal entity"))
    department = _of_code("department", Department, _("Department"))
    centre = _of_code("cost_centre", CostCentre, _("Cost centre"))
    firm = django_filters.ModelChoiceFilter(
        queryset=lambda request: Firm.objects.visible_to(request.user), method="with_firm", label=_("Firm")
    )
    party = django_filters.CharFilter(method="with_party", label=_("Party"))
    party_role = django_filters.ModelChoiceFilter(
        queryset=PartyRole.objects.all(), method="with_party_role", label=_("Has a party in the role")
    )
    next_date = django_filters.DateFromToRangeFilter(
        label=_("Next date"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )
    undated = django_filters.BooleanFilter(
        method="without_next_date", label=_("Has no next date"), widget=forms.NullBooleanSelect
    )
    unsteered = django_filters.BooleanFilter(
        method="without_next_action", label=_("Has no next action"), widget=forms.NullBooleanSelect
    )
    mine = django_filters.BooleanFilter(
        method="of_mine", label=_("I am on it"), widget=forms.NullBooleanSelect
    )
    overdue = django_filters.BooleanFilter(
        method="with_overdue_date", label=_("Has an overdue date"), widget=forms.NullBooleanSelect
    )
    over_budget = django_filters.BooleanFilter(
        method="beyond_budget", label=_("Over budget"), widget=forms.NullBooleanSelect
    )
    restricted = django_filters.BooleanFilter(label=_("Restricted"), widget=forms.NullBooleanSelect)
    opened = django_filters.DateFromToRangeFilter(
        field_name="opened_on",
        label=_("Opened"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )

    def in_part(self, rows: MatterQuerySet, part: str) -> MatterQuerySet:
        """Matters in stages of one category, or all."""
        return rows if part == "all" else rows.filter(stage__category=part)

    def of_mine(self, rows: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Matters that this person works on, or the others."""
        own = MatterMember.objects.filter(user=self.request.user.pk).values("matter")
        return rows.filter(pk__in=own) if wanted else rows.exclude(pk__in=own)

    def with_overdue_date(self, rows: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Matters whose next date has passed, or the others."""
        late = Q(next_date__lt=clock.today())
        return rows.filter(late) if wanted else rows.exclude(late & Q(next_date__isnull=False))

    def beyond_budget(self, rows: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Matters on which more was billed than agreed, as far as the person sees both."""
        keys = over_budget(self.request.user)
        return rows.filter(pk__in=keys) if wanted else rows.exclude(pk__in=keys)

    def find(self, queryset: MatterQuerySet, _name: str, text: str) -> MatterQuerySet:
        """Number or name contains the text."""
        return queryset.matching(text.strip())

    def with_firm(self, queryset: MatterQuerySet, _name: str, firm: Firm) -> MatterQuerySet:
        """Matters on which the firm works now."""
        return queryset.filter(engagements__firm=firm, engagements__ended_on__isnull=True)

    def with_party(self, queryset: MatterQuerySet, _name: str, text: str) -> MatterQuerySet:
        """Matters with a party of whose names one contains the text."""
        named = Q(contact__name__icontains=text.strip()) | Q(contact__names__name__icontains=text.strip())
        return queryset.filter(pk__in=Party.objects.filter(named).values("matter"))

    def with_party_role(self, queryset: MatterQuerySet, _name: str, role: PartyRole) -> MatterQuerySet:
        """Matters with anybody in the role."""
        return queryset.filter(pk__in=Party.objects.filter(role=role).values("matter"))

    def without_next_action(self, queryset: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Open matters of which nobody has said what happens next, or the others."""
        return queryset.without_next_action(wanted)

    def without_next_date(self, queryset: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Matters with nothing planned, or those with something."""
        return queryset.filter(next_date__isnull=wanted)


class CheckFilters(TabbedFilterSet):
    """Conflict checks: those to decide, or all; a search box over what is checked."""

    search_field = "q"
    parts = {"open": _("To decide"), "cleared": _("Cleared"), "conflict": _("Conflict"), "all": _("All")}
    default_part = "open"
    q = django_filters.CharFilter(method="find", label=_("Number or name"))
    stale = django_filters.BooleanFilter(label=_("Out of date"), widget=forms.NullBooleanSelect)

    def in_part(self, rows, part: str):
        """Checks in one state, or all."""
        return rows.filter(state=part) if part in CheckState.values else rows

    def find(self, queryset, _name: str, text: str):
        """Number or name of what is checked contains the text."""
        return queryset.filter(about__icontains=text.strip())
