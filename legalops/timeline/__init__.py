"""The ledger as people read it: a timeline on every record, and all of it on one page for auditors."""
