"""Writing the log of sign-ins."""

from django.http import HttpRequest

from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.signin.client import address_of, device_of
from legalops.signin.enums import Outcome
from legalops.signin.models import SignIn


def note_sign_in(
    request: HttpRequest,
    email: str,
    outcome: Outcome,
    *,
    user: User | None = None,
    how: str = "",
    detail: str = "",
) -> SignIn:
    """Keep one attempt. The address is kept as typed, in lower case; nothing else of what was typed is."""
    return SignIn.objects.create(
        occurred_at=clock.now(),
        user=user,
        email=email.strip().lower()[:254],
        how=how[:80],
        outcome=outcome,
        detail=detail[:200],
        ip=address_of(request),
        device=device_of(request),
    )
