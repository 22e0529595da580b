"""Fixed choices of the sign-in app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of an attempt to sign in."""

    SUCCEEDED = "succeeded", _("Signed in")
    FAILED = "failed", _("Wrong password or code")
    LOCKED = "locked", _("Refused: locked out")
    REFUSED = "refused", _("Refused")


class Protocol(models.TextChoices):
    """How an identity provider is spoken to."""

    OIDC = "openid_connect", _("OpenID Connect")
    SAML = "saml", _("SAML 2.0")
