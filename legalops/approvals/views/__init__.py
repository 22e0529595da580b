"""Pages of the approvals app."""
