"""Who sees which firm: staff who work with vendors see all, a firm's people only their own."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of, has_capability, key_of

FIRM_ID = "_legalops_firm_id"
# Comes with the person's roles (`legalops.access.standing`).
FIRM_OF_PERSON = "SELECT firm_id FROM vendors_firmmembership WHERE user_id = %s"


def firm_id_of(user) -> int | None:
    """The firm whose portal this person uses, or None for staff. Kept on the user object."""
    return key_of(user, FIRM_ID)


class FirmQuerySet(ScopedQuerySet):
    """Firms."""

    firm_field = "pk"

    def visible_to(self, user) -> Self:
        """Own firm for outside counsel, all firms for staff who may see vendors."""
        firm_id = firm_id_of(user)
        if firm_id is not None:
            may = not {can.PORTAL_VIEW, can.PORTAL_SUBMIT}.isdisjoint(capabilities_of(user))
            return self.filter(**{self.firm_field: firm_id}) if may else self.none()
        return self.all() if has_capability(user, can.VENDORS_VIEW) else self.none()

    def matching(self, text: str) -> Self:
        """Firms whose name or vendor code contains the text."""
        return self.filter(Q(name__icontains=text) | Q(code__icontains=text))


class FirmOwnedQuerySet(FirmQuerySet):
    """Rows that belong to one firm: offices, timekeepers."""

    firm_field = "firm_id"


class RateQuerySet(FirmQuerySet):
    """Rates, through their timekeeper."""

    firm_field = "timekeeper__firm_id"
