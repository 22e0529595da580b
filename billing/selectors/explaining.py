"""Why a person can or cannot see an invoice: the questions of `visible_to`, asked one by one."""

from dataclasses import replace

from django.utils.translation import gettext as _

from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.explaining import Effect, Explanation, Step
from legalops.access.services import capabilities_of, has_capability, role_names_granting
from legalops.accounts.models import User
from matters.selectors.explaining import explain_sight as explain_matter
from vendors.querysets import firm_id_of


def may_ask_about(asker: User, typed: str) -> Invoice | None:
    """The invoice of this number, for auditors and administrators who see it, and for its matter's lead."""
    seen = Invoice.objects.visible_to(asker).select_related("matter__team", "matter__lead", "firm")
    invoice = seen.filter(number__iexact=typed.strip()).order_by("-pk").first()
    if invoice is None:
        return None
    answers = has_capability(asker, can.AUDIT_VIEW) or has_capability(asker, can.CONFIGURE)
    leads = invoice.matter is not None and invoice.matter.lead_id == asker.pk
    return invoice if answers or leads else None


def title_for(asker: User, invoice: Invoice) -> str:
    """Firm and number."""
    return f"{invoice.firm} {invoice.number}"


def explain_sight(invoice: Invoice, person: User) -> Explanation:
    """Every rule that decides whether this person sees this invoice, and what would change the answer."""
    if not person.is_active:
        step = Step(_("Is the account active?"), False, _("The account is inactive."), Effect.DENIES)
        return Explanation(False, [step], [_("Activate the account.")])
    if firm_id_of(person) is not None:
        return _of_firm(invoice, person)
    granted = can.INVOICES_VIEW in capabilities_of(person)
    gate = _gate(person, granted)
    if invoice.matter is None:
        return _unmatched(gate, person, granted)
    by_matter = explain_matter(invoice.matter, person)
    needed = [] if granted else [_("Give them a role that shows invoices.")]
    changes = by_matter.changes if granted or not by_matter.sees else []
    return replace(
        by_matter,
        sees=granted and by_matter.sees,
        steps=[gate, *by_matter.steps],
        changes=[*needed, *changes],
    )


def _gate(person: User, granted: bool) -> Step:
    question = _("Does a role show invoices?")
    if not granted:
        return Step(question, False, _("No role of this person shows invoices."), Effect.DENIES)
    names = ", ".join(role_names_granting(person, can.INVOICES_VIEW))
    return Step(question, True, _("The role %s shows invoices of the matters they see.") % names)


def _unmatched(gate: Step, person: User, granted: bool) -> Explanation:
    maps = not capabilities_of(person).isdisjoint({can.INVOICES_MAP, can.INVOICES_REVIEW})
    words = _("It has no matter yet: those who map or review invoices see it.")
    step = Step(_("Do they map or review invoices?"), maps, words, Effect.OPENS if maps else Effect.NEITHER)
    sees = maps and granted
    changes = [_("Map it to a matter.")] if sees else [_("Give them a role that reviews invoices.")]
    return Explanation(sees, [gate, step], changes)


def _of_firm(invoice: Invoice, person: User) -> Explanation:
    may = not capabilities_of(person).isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT})
    own = invoice.firm_id == firm_id_of(person)
    portal = _("A role opens the portal.") if may else _("No role of theirs opens the portal.")
    firm = _("Their firm sent it.") if own else _("Another firm sent it.")
    steps = [
        Step(_("Do they use the firm portal?"), may, portal, Effect.NEITHER if may else Effect.DENIES),
        Step(_("Is it of their own firm?"), own, firm, Effect.OPENS if own and may else Effect.NEITHER),
    ]
    if own:
        change = _("Take the role of the portal away.") if may else _("Give them a role of the portal.")
        return Explanation(may, steps, [change])
    return Explanation(False, steps, [_("Nothing: a firm never sees invoices of another.")])
