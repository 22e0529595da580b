"""Capabilities: the words in which every permission question is asked."""

from typing import Final

MATTERS_VIEW_ALL: Final = "matters.view_all"
MATTERS_VIEW_ASSIGNED: Final = "matters.view_assigned"
MATTERS_EDIT: Final = "matters.edit"
MATTERS_PLAN: Final = "matters.plan"
MATTERS_PLAN_TEMPLATES: Final = "matters.plan_templates"
MATTERS_MANAGE_WALLS: Final = "matters.manage_walls"
MATTERS_BREAK_GLASS: Final = "matters.break_glass"
CONFLICTS_REVIEW: Final = "conflicts.review"
VENDORS_VIEW: Final = "vendors.view"
VENDORS_EDIT: Final = "vendors.edit"
INVOICES_VIEW: Final = "invoices.view"
INVOICES_REVIEW: Final = "invoices.review"
INVOICES_MAP: Final = "invoices.map"
INVOICES_APPROVE: Final = "invoices.approve"
INVOICES_EXPORT: Final = "invoices.export"
INVOICES_VIEW_EXPORTS: Final = "invoices.view_exports"
REQUESTS_MAKE: Final = "requests.make"
REQUESTS_WORK: Final = "requests.work"
REQUESTS_VIEW_ALL: Final = "requests.view_all"
DASHBOARDS_VIEW: Final = "dashboards.view"
AUDIT_VIEW: Final = "audit.view"
ACCESS_REVIEW: Final = "access.review"
PEOPLE_MANAGE: Final = "people.manage"
PEOPLE_VIEW_AS: Final = "people.view_as"
IMPORTS_RUN: Final = "imports.run"
FIELDS_GOVERN: Final = "fields.govern"
CONFIGURE: Final = "configure"
PORTAL_SUBMIT: Final = "portal.submit"
PORTAL_VIEW: Final = "portal.view"

ALL: Final = frozenset(
    {
        MATTERS_VIEW_ALL,
        MATTERS_VIEW_ASSIGNED,
        MATTERS_EDIT,
        MATTERS_PLAN,
        MATTERS_PLAN_TEMPLATES,
        MATTERS_MANAGE_WALLS,
        MATTERS_BREAK_GLASS,
        CONFLICTS_REVIEW,
        VENDORS_VIEW,
        VENDORS_EDIT,
        INVOICES_VIEW,
        INVOICES_REVIEW,
        INVOICES_MAP,
        INVOICES_APPROVE,
        INVOICES_EXPORT,
        INVOICES_VIEW_EXPORTS,
        REQUESTS_MAKE,
        REQUESTS_WORK,
        REQUESTS_VIEW_ALL,
        DASHBOARDS_VIEW,
        AUDIT_VIEW,
        ACCESS_REVIEW,
        PEOPLE_MANAGE,
        PEOPLE_VIEW_AS,
        IMPORTS_RUN,
        FIELDS_GOVERN,
        CONFIGURE,
        PORTAL_SUBMIT,
        PORTAL_VIEW,
    }
)

# Who sees every matter sees their own: what two people may both do is asked of both words.
_CONTAINS: Final = {MATTERS_VIEW_ALL: frozenset({MATTERS_VIEW_ASSIGNED})}


def widened(granted: frozenset[str]) -> frozenset[str]:
    """The capabilities with the smaller ones that they contain."""
    return granted.union(*(_CONTAINS.get(each, frozenset()) for each in granted))
