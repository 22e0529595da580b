"""Parts of the product that a department switches off as a whole: nobody has their capabilities meanwhile.

Pages, lists, search, charts, panels and the API all ask for capabilities, so nothing else has to know. What
is stored stays, and work that is under way is finished.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the product: what it is for, its capabilities, and the modules it cannot be without."""

    code: str
    label: Any
    definition: Any
    capabilities: frozenset[str]
    needs: tuple[str, ...] = ()


# Firms keep PORTAL_VIEW: they go on reading what they sent, and are told apart from the department by it.
_E_BILLING: Final = frozenset(
    {
        can.INVOICES_VIEW,
        can.INVOICES_REVIEW,
        can.INVOICES_MAP,
        can.INVOICES_APPROVE,
        can.INVOICES_EXPORT,
        can.INVOICES_VIEW_EXPORTS,
        can.PORTAL_SUBMIT,
    }
)
_MODULES: Final = (
    Module(
        "requests",
        _("Requests to legal"),
        _("“Ask legal”, the requests' queue, their workflows and service levels."),
        frozenset({can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL}),
    ),
    Module(
        "e-billing",
        _("E-billing"),
        _("LEDES files of firms, review, approval and hand-over. Firms go on reading what they sent."),
        _E_BILLING,
    ),
    Module(
        "dashboards",
        _("Dashboards"),
        _("Spend, savings and what waits, down to the lines of invoices."),
        frozenset({can.DASHBOARDS_VIEW}),
        needs=("e-billing",),
    ),
    Module(
        "imports",
        _("Imports"),
        _("Many records at once from CSV and Excel files."),
        frozenset({can.IMPORTS_RUN}),
    ),
    Module(
        "break-glass",
        _("Break-glass access"),
        _("Reading a hidden matter for some hours with a reason."),
        frozenset({can.MATTERS_BREAK_GLASS}),
    ),
    Module(
        "view-as",
        _("View as another person"),
        _("Looking at the pages as a colleague sees them, as far as both may see."),
        frozenset({can.PEOPLE_VIEW_AS}),
    ),
)


def modules() -> tuple[Module, ...]:
    """All of them, in their order."""
    return _MODULES


def module(code: str) -> Module | None:
    """The module of this code."""
    return next((each for each in _MODULES if each.code == code), None)


def switched_off_with(codes: Iterable[str]) -> frozenset[str]:
    """The capabilities that nobody has while these modules are off; codes of no module are passed over."""
    found = filter(None, map(module, codes))
    return frozenset().union(*(each.capabilities for each in found))


def dependants(code: str) -> list[Module]:
    """The modules that cannot be without this one."""
    return [each for each in _MODULES if code in each.needs]
