"""What the billing app follows: terms agreed with firms, against which invoices in review are held."""

from billing.services.reviewing_again import ask_for_review, ask_for_review_of
from legalops.kernel import events
from matters.events import StaffingChanged
from vendors.events import TermsChanged


def register() -> None:
    """Subscribe; called once when the product starts."""
    events.subscribe(TermsChanged, terms_changed)
    events.subscribe(StaffingChanged, staffing_changed)


def terms_changed(event: TermsChanged) -> None:
    """A person was accepted or refused, or a rate agreed."""
    ask_for_review(event.timekeeper_id)


def staffing_changed(event: StaffingChanged) -> None:
    """Other people are accepted on a matter."""
    ask_for_review_of(event.matter_id, event.firm_id)
