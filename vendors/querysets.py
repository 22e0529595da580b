"""Who sees which firm: staff who work with vendors see all, a firm's people only their own."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of, has_capability
from legalops.kernel.planned import Place, Statement

# Asked on every request that looks at a list, before any model is needed.
_FIRM_OF = Statement("SELECT firm_id FROM vendors_firmmembership WHERE user_id = %s", (Place(0, int),))


def firm_id_of(user) -> int | None:
    """The firm whose portal this person uses, or None for staff. Kept on the user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    if "_legalops_firm_id" not in user.__dict__:
        found = _FIRM_OF.rows([user.pk])
        user.__dict__["_legalops_firm_id"] = found[0][0] if found else None
    return user.__dict__["_legalops_firm_id"]


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
