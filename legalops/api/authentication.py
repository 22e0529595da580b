"""Who calls: the bearer of a token, or a signed-in person."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from legalops.accounts.models import User
from legalops.api.models import ApiToken
from legalops.api.services import account_of

_KEYWORD = b"bearer"


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer lo_…`. No header leaves the question to the next one, a wrong token ends it."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The account and its token."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != _KEYWORD:
            return None
        found = account_of(parts[1].decode("ascii", "replace")) if len(parts) == 2 else None
        if found is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        return found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"
