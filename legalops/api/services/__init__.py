"""Issuing and revoking tokens, and making the accounts of services."""

from legalops.api.services.accounts import is_service_account, make_service_account, service_accounts
from legalops.api.services.tokens import account_of, issue_token, revoke_token

__all__ = [
    "account_of",
    "is_service_account",
    "issue_token",
    "make_service_account",
    "revoke_token",
    "service_accounts",
]
