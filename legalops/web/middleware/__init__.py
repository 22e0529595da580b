"""Middleware of the web layer: refusals become sentences, toasts ride on fragments, queries have a time
limit, language, numbers and clock times are the reader's, shared states are asked after once.
"""

from legalops.web.middleware.errors import DomainErrorMiddleware
from legalops.web.middleware.fragments import FragmentMiddleware
from legalops.web.middleware.limits import StatementTimeoutMiddleware
from legalops.web.middleware.reading import ReaderMiddleware
from legalops.web.middleware.stamps import StampsMiddleware

__all__ = [
    "DomainErrorMiddleware",
    "FragmentMiddleware",
    "ReaderMiddleware",
    "StampsMiddleware",
    "StatementTimeoutMiddleware",
]
