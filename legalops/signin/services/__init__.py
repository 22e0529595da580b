"""Verbs of signing in: each one transaction, with its ledger event."""
