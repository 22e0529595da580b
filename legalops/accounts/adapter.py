"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Visitors cannot make accounts; administrators and provisioning do."""

    def is_open_for_signup(self, request) -> bool:
        """Always closed."""
        return False
