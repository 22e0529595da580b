"""Middleware of the web layer: refusals become sentences, toasts ride on fragments, queries have a time
limit, clock times are the reader's.
"""

from legalops.web.middleware.errors import DomainErrorMiddleware
from legalops.web.middleware.fragments import FragmentMiddleware
from legalops.web.middleware.limits import StatementTimeoutMiddleware
from legalops.web.middleware.reading import ReaderZoneMiddleware

__all__ = [
    "DomainErrorMiddleware",
    "FragmentMiddleware",
    "ReaderZoneMiddleware",
    "StatementTimeoutMiddleware",
]
