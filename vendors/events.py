"""Actions of the vendors app that the ledger knows."""

ACTIONS = {
    "vendors.firm.onboarded": "added the firm",
    "vendors.firm.edited": "edited the firm",
    "vendors.office.added": "added an office",
    "vendors.firm_user.added": "gave a person access to the firm's portal",
    "vendors.firm_user.removed": "ended a person's access to the firm's portal",
    "vendors.timekeeper.added": "added a timekeeper",
    "vendors.timekeeper.decided": "decided on a timekeeper",
    "vendors.timekeeper.mapped": "mapped a timekeeper id",
    "vendors.rate.approved": "approved a rate",
}
