"""Actions of the vendors app that the ledger knows."""

ACTIONS = {
    "vendors.firm.onboarded": "added the firm",
    "vendors.firm.edited": "edited the firm",
    "vendors.timekeeper.added": "added a timekeeper",
    "vendors.timekeeper.decided": "decided on a timekeeper",
    "vendors.timekeeper.mapped": "mapped a timekeeper id",
    "vendors.rate.approved": "approved a rate",
}
