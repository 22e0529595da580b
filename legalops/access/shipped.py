"""The roles that ship with the product (DESIGN §10) and what each may do."""

from django.conf import settings

from legalops.access import capabilities as can
from legalops.access.models import Role

PORTAL_ROLES = ("outside_counsel_biller", "outside_counsel_lead")
SHIPPED_ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "requester": ("Requester", frozenset({can.REQUESTS_MAKE})),
    "paralegal": (
        "Paralegal or coordinator",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.REQUESTS_WORK,
                can.MATTERS_VIEW_ASSIGNED,
                can.MATTERS_EDIT,
                can.MATTERS_PLAN,
                can.VENDORS_VIEW,
            }
        ),
    ),
    "attorney": (
        "Attorney",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.REQUESTS_WORK,
                can.MATTERS_VIEW_ASSIGNED,
                can.MATTERS_EDIT,
                can.MATTERS_PLAN,
                can.VENDORS_VIEW,
                can.INVOICES_VIEW,
                can.INVOICES_APPROVE,
            }
        ),
    ),
    "legal_project_manager": (
        "Legal project manager",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.REQUESTS_WORK,
                can.REQUESTS_VIEW_ALL,
                can.MATTERS_VIEW_ALL,
                can.MATTERS_EDIT,
                can.MATTERS_PLAN,
                can.VENDORS_VIEW,
                can.INVOICES_VIEW,
                can.DASHBOARDS_VIEW,
            }
        ),
    ),
    "ebilling_specialist": (
        "E-billing specialist",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.MATTERS_VIEW_ALL,
                can.VENDORS_VIEW,
                can.VENDORS_EDIT,
                can.INVOICES_VIEW,
                can.INVOICES_REVIEW,
                can.INVOICES_MAP,
                can.INVOICES_EXPORT,
                can.DASHBOARDS_VIEW,
            }
        ),
    ),
    "legal_ops_manager": (
        "Legal operations manager",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.REQUESTS_WORK,
                can.REQUESTS_VIEW_ALL,
                can.MATTERS_VIEW_ALL,
                can.MATTERS_EDIT,
                can.CONFLICTS_REVIEW,
                can.MATTERS_PLAN_TEMPLATES,
                can.VENDORS_VIEW,
                can.VENDORS_EDIT,
                can.INVOICES_VIEW,
                can.INVOICES_REVIEW,
                can.INVOICES_MAP,
                can.INVOICES_EXPORT,
                can.DASHBOARDS_VIEW,
                can.AUDIT_VIEW,
                can.PEOPLE_VIEW_AS,
                can.IMPORTS_RUN,
                can.FIELDS_GOVERN,
            }
        ),
    ),
    "general_counsel": (
        "General counsel",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.REQUESTS_WORK,
                can.REQUESTS_VIEW_ALL,
                can.MATTERS_VIEW_ALL,
                can.MATTERS_EDIT,
                can.CONFLICTS_REVIEW,
                can.MATTERS_PLAN,
                can.MATTERS_MANAGE_WALLS,
                can.MATTERS_BREAK_GLASS,
                can.VENDORS_VIEW,
                can.INVOICES_VIEW,
                can.INVOICES_APPROVE,
                can.DASHBOARDS_VIEW,
            }
        ),
    ),
    "finance": (
        "Finance",
        frozenset(
            {
                can.REQUESTS_MAKE,
                can.MATTERS_VIEW_ALL,
                can.VENDORS_VIEW,
                can.INVOICES_VIEW,
                can.INVOICES_EXPORT,
                can.DASHBOARDS_VIEW,
            }
        ),
    ),
    "auditor": (
        "Auditor (read only)",
        frozenset(
            {
                can.REQUESTS_VIEW_ALL,
                can.MATTERS_VIEW_ALL,
                can.VENDORS_VIEW,
                can.INVOICES_VIEW,
                can.DASHBOARDS_VIEW,
                can.INVOICES_VIEW_EXPORTS,
                can.AUDIT_VIEW,
                can.ACCESS_REVIEW,
            }
        ),
    ),
    "administrator": (
        "Administrator",
        frozenset(
            {
                can.MATTERS_PLAN_TEMPLATES,
                can.CONFIGURE,
                can.MATTERS_MANAGE_WALLS,
                can.MATTERS_BREAK_GLASS,
                can.PEOPLE_MANAGE,
                can.PEOPLE_VIEW_AS,
                can.ACCESS_REVIEW,
                can.IMPORTS_RUN,
                can.FIELDS_GOVERN,
                can.REQUESTS_MAKE,
            }
        ),
    ),
    "outside_counsel_biller": (
        "Outside-counsel biller",
        frozenset({can.PORTAL_VIEW, can.PORTAL_SUBMIT}),
    ),
    "outside_counsel_lead": ("Outside-counsel lead", frozenset({can.PORTAL_VIEW, can.PORTAL_SUBMIT})),
}


def install_shipped_roles() -> None:
    """Create the shipped roles that are missing; those an administrator has changed stay as they are."""
    Role.objects.bulk_create(
        [
            Role(
                code=code,
                name=name,
                capabilities=sorted(granted),
                mfa_required=code in settings.MFA_ROLES,
            )
            for code, (name, granted) in SHIPPED_ROLES.items()
        ],
        ignore_conflicts=True,
    )
