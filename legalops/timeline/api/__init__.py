"""The ledger over the REST API."""
