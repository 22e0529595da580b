"""Forms of the approvals app."""
