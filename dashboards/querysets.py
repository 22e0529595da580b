"""Who may read which rollup rows."""

from typing import Self

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability
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
