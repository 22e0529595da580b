"""The dry run over an uploaded file: what would happen if it were submitted, with nothing stored of it."""

from billing.services.checking.run import check_submission

__all__ = ["check_submission"]
