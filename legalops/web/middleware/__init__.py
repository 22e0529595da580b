"""Middleware of the web layer: refusals become sentences, toasts ride on fragments, queries have a time
limit.
"""

from legalops.web.middleware.errors import DomainErrorMiddleware
from legalops.web.middleware.fragments import FragmentMiddleware
from legalops.web.middleware.limits import StatementTimeoutMiddleware

__all__ = ["DomainErrorMiddleware", "FragmentMiddleware", "StatementTimeoutMiddleware"]
