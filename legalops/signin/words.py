"""How somebody signed in, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def how_words(methods: Iterable[Mapping[str, Any]]) -> str:
    """The steps of a sign-in as allauth keeps them in the session: "password, authenticator app"."""
    return ", ".join(dict.fromkeys(_word(one) for one in methods))


def _word(one: Mapping[str, Any]) -> str:
    method, kind = one.get("method"), one.get("type")
    if method == "socialaccount":
        return _("single sign-on (%s)") % one.get("provider", "")
    if method == "mfa":
        words = {"totp": _("authenticator app"), "recovery_codes": _("recovery code")}
        passkey = _("passkey") if one.get("passwordless") else _("security key")
        return words.get(str(kind), passkey)
    return _("password") if method == "password" else str(method)
