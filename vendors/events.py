"""Actions of the vendors app that the ledger knows, and the event that derived data follows."""

from dataclasses import dataclass

ACTIONS = {
    "vendors.firm.onboarded": "added the firm",
    "vendors.firm.edited": "edited the firm",
    "vendors.office.added": "added an office",
    "vendors.office.edited": "edited an office",
    "vendors.firm_user.added": "gave a person access to the firm's portal",
    "vendors.firm_user.removed": "ended a person's access to the firm's portal",
    "vendors.timekeeper.added": "added a timekeeper",
    "vendors.timekeeper.edited": "edited a timekeeper",
    "vendors.timekeeper.decided": "decided on a timekeeper",
    "vendors.timekeeper.mapped": "mapped a timekeeper id",
    "vendors.timekeeper.unmapped": "took a timekeeper id off the person",
    "vendors.rate.approved": "approved a rate",
}


@dataclass(frozen=True, slots=True)
class TermsChanged:
    """Whether a person's time is accepted, on which matters, or at which rate is not what it was."""

    timekeeper_id: int
