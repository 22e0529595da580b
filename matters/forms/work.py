"""People, walls, firms and budgets of a matter."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.web.typed import TypedDecimal
from matters.enums import MemberRole
from matters.forms.matter import DateField
from matters.models import Matter
from matters.selectors.people import unscreened
from matters.selectors.phases import phases_of
from vendors.enums import FirmStatus, TimekeeperStatus
from vendors.models import Firm, Timekeeper


class MemberForm(forms.Form):
    """A person and what they do on the matter; the lead is chosen under Edit."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[c for c in MemberRole.choices if c[0] != MemberRole.LEAD]
    )

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = unscreened(matter).exclude(pk=matter.lead_id)
        self.fields["role"].initial = MemberRole.ATTORNEY


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(forms.Form):
    """A reason, kept in the ledger."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class OptionalReasonForm(forms.Form):
    """A reason where there is one to give."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class EngageForm(forms.Form):
    """A firm, and since when."""

    firm = forms.ModelChoiceField(Firm.objects.none(), label=_("Firm"), empty_label=_("Choose a firm"))
    started_on = DateField(label=_("Since"), required=False, help_text=_("Today when left empty."))

    def __init__(self, matter: Matter, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        engaged = matter.engagements.filter(ended_on__isnull=True).values("firm_id")
        firms = Firm.objects.visible_to(user).filter(status=FirmStatus.ACTIVE)
        self.fields["firm"].queryset = firms.exclude(pk__in=engaged)


class NumberForm(forms.Form):
    """Under which number a firm bills the matter."""

    firm = forms.ModelChoiceField(Firm.objects.none(), label=_("Firm"), empty_label=_("Choose a firm"))
    number = forms.CharField(label=_("Number on its invoices"), max_length=60)

    def __init__(self, matter: Matter, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = _engaged(matter, user)


class MatterRateForm(forms.Form):
    """A rate for one timekeeper on this matter; the open one before it ends the day it starts."""

    timekeeper = forms.ModelChoiceField(
        Timekeeper.objects.none(), label=_("Timekeeper"), empty_label=_("Choose a timekeeper")
    )
    amount = TypedDecimal(
        label=_("Rate per hour"), max_digits=12, decimal_places=4, min_value=Decimal("0.01")
    )
    currency = forms.CharField(label=_("Currency"), max_length=3)
    valid_from = DateField(label=_("From"))
    valid_until = DateField(label=_("Until (not included)"), required=False)

    def __init__(self, matter: Matter, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Timekeeper.objects.visible_to(user).filter(firm__in=_engaged(matter, user))
        self.fields["timekeeper"].queryset = people.select_related("firm")
        self.fields["timekeeper"].label_from_instance = lambda keeper: f"{keeper} · {keeper.firm}"
        self.fields["currency"].initial = matter.currency


class StaffForm(forms.Form):
    """People of the engaged firms whose time is accepted on this matter."""

    people = forms.ModelMultipleChoiceField(
        Timekeeper.objects.none(), label=_("Timekeepers"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, matter: Matter, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Timekeeper.objects.visible_to(user).filter(firm__in=_engaged(matter, user))
        offered = offered.exclude(status=TimekeeperStatus.REJECTED).exclude(staffings__matter=matter)
        people = self.fields["people"]
        people.queryset = offered.select_related("firm", "classification").order_by(
            "firm__name", "last_name", "first_name", "pk"
        )
        people.label_from_instance = self._words

    @staticmethod
    def _words(person: Timekeeper) -> str:
        words = f"{person} · {person.classification} · {person.firm}"
        if person.status == TimekeeperStatus.PENDING:
            return _("%s (awaits approval by the department)") % words
        return words


class BudgetForm(forms.Form):
    """The whole, and if wanted its split by phase; `expected_version` guards against two people at once."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    amount = TypedDecimal(label=_("Budget"), max_digits=16, decimal_places=2, min_value=0)
    note = forms.CharField(
        label=_("Why this amount"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = matter.budgets.filter(status="approved").prefetch_related("phases").first()
        self.fields["amount"].help_text = _("In %s, without tax, over the whole life of the matter.") % (
            matter.currency
        )
        self.fields["expected_version"].initial = self.current.version if self.current else 0
        self.fields["amount"].initial = self.current.amount if self.current else None
        self._add_phases(matter)

    def _add_phases(self, matter: Matter) -> None:
        set_now = {p.phase: p.amount for p in self.current.phases.all()} if self.current else {}
        offered = dict(phases_of(matter.matter_type.code_set))
        # A phase that was budgeted stays in the form even where the matter's type has changed since.
        for code, label in (offered | {code: "" for code in set_now if code not in offered}).items():
            self.fields[f"phase_{code}"] = TypedDecimal(
                label=f"{code} {label}".strip(),
                max_digits=16,
                decimal_places=2,
                min_value=0,
                required=False,
                initial=set_now.get(code),
            )

    @property
    def phases(self) -> dict[str, Decimal]:
        """Amounts by phase, as typed."""
        filled = ((name, value) for name, value in self.cleaned_data.items() if name.startswith("phase_"))
        return {name.removeprefix("phase_"): value for name, value in filled if value}


def _engaged(matter: Matter, user: User):
    current = matter.engagements.filter(ended_on__isnull=True).values("firm_id")
    return Firm.objects.visible_to(user).filter(pk__in=current)
