"""Keeping what is stored: backups, restoring them, and proof that ledger and files are whole."""
