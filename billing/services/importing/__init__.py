"""From a submitted file to stored invoices under review: one transaction per file, all or nothing."""

from billing.services.importing.run import import_submission, mark_failed

__all__ = ["import_submission", "mark_failed"]
