"""What each capability means, in groups and words: for those who make roles, and for access reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can


@dataclass(frozen=True, slots=True)
class Meaning:
    """A capability in words: its group, its name, and what it lets a person do."""

    code: str
    group: Any
    label: Any
    definition: Any


_MATTERS, _VENDORS, _INVOICES = _("Matters"), _("Firms"), _("Invoices")
_REPORTING, _ADMINISTRATION, _PORTAL = _("Reporting"), _("Administration"), _("Firm portal")
_REQUESTS = _("Requests")
_SHIPPED = (
    Meaning(
        can.MATTERS_VIEW_ASSIGNED,
        _MATTERS,
        _("See own and team matters"),
        _("Matters the person works on, and those of their teams that are not restricted."),
    ),
    Meaning(
        can.MATTERS_VIEW_ALL,
        _MATTERS,
        _("See all matters"),
        _("Every matter that is not restricted; walls still hold."),
    ),
    Meaning(
        can.MATTERS_EDIT,
        _MATTERS,
        _("Open and edit matters"),
        _("Open matters; change facts, stages, dates, people, firms and budgets of those they see."),
    ),
    Meaning(
        can.MATTERS_PLAN,
        _MATTERS,
        _("Keep plans"),
        _("Plan phases, tasks and milestones of matters they see; baselines, moves, blocks."),
    ),
    Meaning(
        can.MATTERS_PLAN_TEMPLATES,
        _MATTERS,
        _("Keep plan templates"),
        _("Write and publish the templates that plans begin from, and the escalation ladder."),
    ),
    Meaning(
        can.MATTERS_MANAGE_WALLS,
        _MATTERS,
        _("Keep ethical walls"),
        _("Raise, extend and lift walls, by matter number where they do not see the matter."),
    ),
    Meaning(
        can.MATTERS_BREAK_GLASS,
        _MATTERS,
        _("Break the glass"),
        _("Read a hidden matter for some hours with a reason; recorded, never through their own wall."),
    ),
    Meaning(
        can.CONFLICTS_REVIEW,
        _MATTERS,
        _("Decide on conflicts"),
        _("Decide hits and clear checks they see; learn that a hidden matter was hit, and whom to ask."),
    ),
    Meaning(
        can.REQUESTS_MAKE,
        _REQUESTS,
        _("Ask legal"),
        _("Make requests and follow one's own."),
    ),
    Meaning(
        can.REQUESTS_WORK,
        _REQUESTS,
        _("Work on requests"),
        _("Take on, assign and move requests of their teams and those their role has to move."),
    ),
    Meaning(
        can.REQUESTS_VIEW_ALL,
        _REQUESTS,
        _("See all requests"),
        _("Every request that is not restricted to the people on it."),
    ),
    Meaning(can.VENDORS_VIEW, _VENDORS, _("See firms"), _("Firms, timekeepers and rates.")),
    Meaning(
        can.VENDORS_EDIT,
        _VENDORS,
        _("Edit firms"),
        _("Add firms, accept timekeepers, agree rates, manage portal users."),
    ),
    Meaning(can.INVOICES_VIEW, _INVOICES, _("See invoices"), _("Invoices of the matters they see.")),
    Meaning(
        can.INVOICES_REVIEW,
        _INVOICES,
        _("Review invoices"),
        _("Decide findings, reduce lines, submit for approval."),
    ),
    Meaning(
        can.INVOICES_MAP,
        _INVOICES,
        _("Map what firms billed"),
        _("Say which matter or timekeeper an unknown number or id means."),
    ),
    Meaning(
        can.INVOICES_APPROVE,
        _INVOICES,
        _("Approve invoices"),
        _("Approve or send back, up to their authority limit."),
    ),
    Meaning(
        can.INVOICES_EXPORT,
        _INVOICES,
        _("Hand over to accounts payable"),
        _("Make the file for accounts payable and record payments."),
    ),
    Meaning(
        can.INVOICES_VIEW_EXPORTS,
        _INVOICES,
        _("See what was handed over"),
        _("Read the files made for accounts payable, as far as every invoice in them is visible."),
    ),
    Meaning(
        can.DASHBOARDS_VIEW,
        _REPORTING,
        _("See dashboards"),
        _("Spend, savings and waiting work over the matters they see."),
    ),
    Meaning(
        can.AUDIT_VIEW,
        _ADMINISTRATION,
        _("Read the ledger"),
        _("Who did what, when and why; ask why somebody sees a record; read the log of sign-ins."),
    ),
    Meaning(
        can.ACCESS_REVIEW,
        _ADMINISTRATION,
        _("Review access"),
        _("See everyone's roles and sign-ins and export them for a review."),
    ),
    Meaning(
        can.PEOPLE_MANAGE,
        _ADMINISTRATION,
        _("Manage people"),
        _("Invite people, give roles and teams, unlock, end sessions, let people leave."),
    ),
    Meaning(
        can.PEOPLE_VIEW_AS,
        _ADMINISTRATION,
        _("View as another person"),
        _("Look at the pages as somebody else sees them, read only and recorded; never more than they see."),
    ),
    Meaning(
        can.IMPORTS_RUN,
        _ADMINISTRATION,
        _("Import records"),
        _("Bring in firms, people, rates and matters from CSV and Excel; every row by the rights they have."),
    ),
    Meaning(
        can.FIELDS_GOVERN,
        _ADMINISTRATION,
        _("Govern fields"),
        _("Give fields an owner and a definition, see where they are used, retire those nobody uses."),
    ),
    Meaning(
        can.CONFIGURE,
        _ADMINISTRATION,
        _("Configure"),
        _("Everything in the administration console: roles, rules, codes, providers. Shows no matters."),
    ),
    Meaning(
        can.PORTAL_VIEW,
        _PORTAL,
        _("See the portal"),
        _("Invoices, files, matters and rates of the person's own firm."),
    ),
    Meaning(
        can.PORTAL_SUBMIT,
        _PORTAL,
        _("Submit invoices"),
        _("Upload and submit invoice files of the person's own firm."),
    ),
)


def meanings() -> dict[str, Meaning]:
    """Every capability in words, by code; one without words yet is named by its code."""
    known = {each.code: each for each in _SHIPPED}
    rest = [Meaning(code, _("Other"), code, "") for code in sorted(can.ALL - set(known))]
    return known | {each.code: each for each in rest}


def grouped() -> list[tuple[Any, list[Meaning]]]:
    """Capabilities by group, in the order in which roles are thought about."""
    groups: dict[str, tuple[Any, list[Meaning]]] = {}
    for each in meanings().values():
        groups.setdefault(str(each.group), (each.group, []))[1].append(each)
    return list(groups.values())


def words_for(codes: Iterable[str]) -> list[str]:
    """Names of these capabilities in the catalogue's order."""
    wanted = set(codes)
    return [str(each.label) for each in meanings().values() if each.code in wanted]
