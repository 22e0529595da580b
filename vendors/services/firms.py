"""Firms: onboarding, changes, offices, and the people who use the portal for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.access.services import assign_role, roles_of
from legalops.access.shipped import PORTAL_ROLES
from legalops.accounts.models import User
from legalops.audit.services import Entry, record, record_all
from legalops.fields.services import set_values
from legalops.kernel.errors import DomainError
from vendors.enums import BILL_BY_TAX_INVOICE
from vendors.models import Firm, FirmMembership, Office

EDITABLE = ("name", "status", "tier", "tax_id", "country", "currency", "ap_vendor_number", "tax_invoices")


@transaction.atomic
def onboard_firm(
    *,
    code: str,
    name: str,
    currency: str = "USD",
    country: str = "US",
    tax_id: str = "",
    ap_vendor_number: str = "",
    tax_invoices: bool | None = None,
    tier: str = "",
    custom: Mapping[str, Any] | None = None,
    actor: User,
) -> Firm:
    """Add a firm that may send invoices; it bills in `currency` (ISO 4217), `tier` is one of FirmTier.

    `tax_invoices` is EU mode: its invoices are never reduced (domain/features.md 5.63). None takes what is
    usual in the firm's country (ISO 3166, two letters).

    `custom` answers what is asked at opening.

    Raises DomainError "firm.code_taken" when another firm has the vendor code, FieldFaults for `custom`.
    """
    if Firm.objects.filter(code__iexact=code).exists():
        message = _("The vendor code %(code)s is taken. Choose another.") % {"code": code}
        raise DomainError("firm.code_taken", message, field="code")
    country = country.strip().upper()
    if tax_invoices is None:
        tax_invoices = country in BILL_BY_TAX_INVOICE
    firm = Firm.objects.create(
        code=code.lower(),
        name=name.strip(),
        currency=currency,
        country=country,
        tax_id=tax_id.strip(),
        ap_vendor_number=ap_vendor_number.strip(),
        tax_invoices=tax_invoices,
        tier=tier,
    )
    after = {"code": firm.code, "name": firm.name, "currency": currency, "tax_invoices": tax_invoices}
    record(firm, "vendors.firm.onboarded", actor=actor, after=after)
    if custom is not None:
        firm.custom = set_values(firm, custom, actor=actor, opening=True).custom
    return firm


@transaction.atomic
def onboard_firms(firms: Sequence[Mapping[str, Any]], *, actor: User) -> list[Firm]:
    """Add many firms at once, each given as `onboard_firm` takes it.

    Raises DomainError "firm.code_taken" when one of their codes is taken; then none is added.
    """
    codes = [given["code"].lower() for given in firms]
    taken = Firm.objects.annotate(lower=Lower("code")).filter(lower__in=codes).first()
    if taken or len(set(codes)) < len(codes):
        message = _("The vendor code %(code)s is taken. Choose another.")
        raise DomainError("firm.code_taken", message % {"code": taken.code if taken else ""}, field="code")
    made = Firm.objects.bulk_create([Firm(**{**given, "code": given["code"].lower()}) for given in firms])
    record_all(
        [
            Entry(
                firm,
                "vendors.firm.onboarded",
                after={
                    "code": firm.code,
                    "name": firm.name,
                    "currency": firm.currency,
                    "tax_invoices": firm.tax_invoices,
                },
            )
            for firm in made
        ],
        actor=actor,
    )
    return made


@transaction.atomic
def edit_firm(firm: Firm, changes: Mapping[str, Any], *, actor: User) -> Firm:
    """Change the fields named in EDITABLE; what stays the same is not recorded. The code never changes."""
    current = Firm.objects.select_for_update().get(pk=firm.pk)
    changed = {
        name: value for name, value in changes.items() if name in EDITABLE and getattr(current, name) != value
    }
    if not changed:
        return current
    before = {name: getattr(current, name) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    record(current, "vendors.firm.edited", actor=actor, before=before, after=changed)
    return current


@transaction.atomic
def add_office(firm: Firm, *, name: str, city: str, country: str = "US", actor: User) -> Office:
    """Add a place from which the firm works. Raises DomainError "office.name_taken"."""
    if firm.offices.filter(name__iexact=name.strip()).exists():
        message = _("%(firm)s has an office of this name.") % {"firm": firm.name}
        raise DomainError("office.name_taken", message, field="name")
    office = Office.objects.create(firm=firm, name=name.strip(), city=city.strip(), country=country)
    record(firm, "vendors.office.added", actor=actor, after={"office": str(office)})
    return office


@transaction.atomic
def edit_office(office: Office, changes: Mapping[str, Any], *, actor: User) -> Office:
    """Change the city or country of an office; what stays the same is not recorded."""
    current = Office.objects.select_for_update(of=("self",)).select_related("firm").get(pk=office.pk)
    changed = {k: v for k, v in changes.items() if k in ("city", "country") and getattr(current, k) != v}
    if not changed:
        return current
    before = {"office": str(current), **{name: getattr(current, name) for name in changed}}
    for name, value in changed.items():
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    record(current.firm, "vendors.office.edited", actor=actor, before=before, after=changed)
    return current


@transaction.atomic
def add_firm_user(firm: Firm, user: User, *, role: str = PORTAL_ROLES[0], actor: User) -> FirmMembership:
    """Let a person use the portal for the firm; giving it twice is one membership.

    Raises DomainError when the person works for another firm or for the department: one account never sees
    both sides of an invoice.
    """
    if role not in PORTAL_ROLES:
        raise ValueError(f"Not a role of outside counsel: {role}")
    existing = FirmMembership.objects.select_related("firm").filter(user=user).first()
    if existing and existing.firm_id == firm.pk:
        return existing
    _refuse_two_sides(user, existing)
    membership = FirmMembership.objects.create(user=user, firm=firm)
    assign_role(user, role)
    record(firm, "vendors.firm_user.added", actor=actor, after={"person": str(user), "role": role})
    return membership


@transaction.atomic
def remove_firm_user(membership: FirmMembership, *, actor: User) -> None:
    """End a person's access to the firm's portal, at once."""
    firm, user = membership.firm, membership.user
    user.role_assignments.filter(role__code__in=PORTAL_ROLES).delete()
    FirmMembership.objects.filter(pk=membership.pk).delete()
    record(firm, "vendors.firm_user.removed", actor=actor, before={"person": str(user)})


def refuse_department_role(user: User, role: Role) -> None:
    """A guard of `access`: who uses a firm's portal takes no role of the department.

    Raises DomainError "role.outside_counsel" for such a role.
    """
    membership = FirmMembership.objects.select_related("firm").filter(user=user).first()
    if membership and role.code not in PORTAL_ROLES:
        message = _(
            "%(person)s uses the portal of %(firm)s. Use a separate account for work in the department."
        )
        words = {"person": user, "firm": membership.firm.name}
        raise DomainError("role.outside_counsel", message % words, field="role")


def _refuse_two_sides(user: User, existing: FirmMembership | None) -> None:
    if existing:
        message = _("%(person)s uses the portal of %(firm)s already. End that first.")
        words = {"person": user, "firm": existing.firm.name}
        raise DomainError("firm_user.other_firm", message % words, field="user")
    if set(roles_of(user)) - set(PORTAL_ROLES):
        message = _("%(person)s works for the department. Use a separate account for the firm.")
        raise DomainError("firm_user.staff", message % {"person": user}, field="user")
