"""Who may read which rollup rows."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of, has_capability
from matters.models import Matter


class MatterSpendQuerySet(ScopedQuerySet):
    """Spend of single matters: whoever sees the matter and may read dashboards."""

    def visible_to(self, user) -> Self:
        """Through the matter."""
        if not has_capability(user, can.DASHBOARDS_VIEW):
            return self.none()
        return self.filter(matter_id__in=Matter.objects.visible_to(user).values("pk"))


class DashboardQuerySet(ScopedQuerySet):
    """Rows about the rollups themselves."""

    def visible_to(self, user) -> Self:
        """Whoever may read dashboards."""
        return self.all() if has_capability(user, can.DASHBOARDS_VIEW) else self.none()


class SnapshotQuerySet(ScopedQuerySet):
    """Stocks at the end of a day: through the matter; those of no matter for whoever matches invoices."""

    def visible_to(self, user) -> Self:
        """As the invoices themselves are seen (`billing.querysets.InvoiceQuerySet`)."""
        granted = capabilities_of(user)
        if not granted.issuperset({can.DASHBOARDS_VIEW, can.INVOICES_VIEW}):
            return self.none()
        seen = Q(matter_id__in=Matter.objects.visible_to(user).values("pk"))
        if not granted.isdisjoint({can.INVOICES_MAP, can.INVOICES_REVIEW}):
            seen |= Q(matter_id__isnull=True)
        return self.filter(seen)
