"""Signed links in letters: they open the decision of one person, after sign-in, and decide nothing."""

from django.core import signing
from django.urls import reverse

from legalops.approvals.models import Ask

_SALT = "legalops.approvals.ask"
LASTS_SECONDS = 14 * 24 * 60 * 60


def token_for(ask: Ask, person_id: int) -> str:
    """The signed part of the link."""
    return signing.dumps({"ask": ask.pk, "person": person_id}, salt=_SALT, compress=True)


def link_for(ask: Ask, person_id: int) -> str:
    """The path that a letter to this person carries."""
    return reverse("approvals:link", args=[token_for(ask, person_id)])


def read(token: str) -> tuple[int, int] | None:
    """The ask and the person of a link; None when it was changed or is older than two weeks."""
    try:
        held = signing.loads(token, salt=_SALT, max_age=LASTS_SECONDS)
        return int(held["ask"]), int(held["person"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
