"""Django's model permissions answered by capabilities: the console needs no second permission system."""

from typing import Any, Final

from django.contrib.auth.backends import BaseBackend

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of

# Apps whose reference data, people and background work an administrator keeps in the console.
CONFIGURED: Final = frozenset(
    {
        "access",
        "api",
        "account",
        "accounts",
        "approvals",
        "automation",
        "billing",
        "configuration",
        "calendars",
        "django_celery_beat",
        "documents",
        "fields",
        "fx",
        "jobs",
        "matters",
        "notifications",
        "reference",
        "scim",
        "signin",
        "requests",
        "vendors",
        "workflows",
    }
)
_LEDGER: Final = "audit"


class CapabilityBackend(BaseBackend):
    """CONFIGURE allows what the console's own admins allow; AUDIT_VIEW allows reading the ledger.

    Which rows appear is the admins' business: matters and what hangs on them come from `visible_to`.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the person may do this in the console at all."""
        app_label = perm.partition(".")[0]
        if app_label == _LEDGER:
            return perm == "audit.view_auditevent" and can.AUDIT_VIEW in capabilities_of(user_obj)
        return app_label in CONFIGURED and can.CONFIGURE in capabilities_of(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the person sees anything of this app in the console."""
        if app_label == _LEDGER:
            return can.AUDIT_VIEW in capabilities_of(user_obj)
        return app_label in CONFIGURED and can.CONFIGURE in capabilities_of(user_obj)
