"""The append-only ledger of who did what, to what, when and why. Owner: platform."""
