"""Filters of people and of sign-ins."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role, RoleAssignment
from legalops.accounts.models import Team
from legalops.governance.tables import STATES
from legalops.signin.enums import Outcome
from legalops.web.filters import ChipFilterSet


class PeopleFilters(ChipFilterSet):
    """A search box over name and address, and chips."""

    search_field = "q"
    q = django_filters.CharFilter(method="find", label=_("Name or e-mail address"))
    role = django_filters.ModelMultipleChoiceFilter(
        queryset=Role.objects.all(), method="with_role", label=_("Role"), widget=forms.CheckboxSelectMultiple
    )
    team = django_filters.ModelMultipleChoiceFilter(
        queryset=Team.objects.all(), method="in_team", label=_("Team"), widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.MultipleChoiceFilter(
        choices=list(STATES.items()), label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    factor = django_filters.BooleanFilter(
        field_name="has_factor", label=_("Has a second factor"), widget=forms.NullBooleanSelect
    )

    def find(self, queryset: QuerySet, _name: str, text: str) -> QuerySet:
        """Name or address contains the text."""
        return queryset.filter(Q(full_name__icontains=text.strip()) | Q(email__icontains=text.strip()))

    def with_role(self, queryset: QuerySet, _name: str, roles: list[Role]) -> QuerySet:
        """People who have one of the roles."""
        return (
            queryset.filter(pk__in=RoleAssignment.objects.filter(role__in=roles).values("user"))
            if roles
            else queryset
        )

    def in_team(self, queryset: QuerySet, _name: str, teams: list[Team]) -> QuerySet:
        """People in one of the teams."""
        return (
            queryset.filter(pk__in=Team.members.through.objects.filter(team__in=teams).values("user"))
            if teams
            else queryset
        )


class SignInFilters(ChipFilterSet):
    """A search box over addresses, and chips."""

    search_field = "q"
    q = django_filters.CharFilter(method="find", label=_("E-mail or network address"))
    outcome = django_filters.MultipleChoiceFilter(
        choices=Outcome.choices, label=_("Outcome"), widget=forms.CheckboxSelectMultiple
    )

    def find(self, queryset: QuerySet, _name: str, text: str) -> QuerySet:
        """The address of the person or of the network contains the text."""
        return queryset.filter(Q(email__icontains=text.strip()) | Q(ip__icontains=text.strip()))
