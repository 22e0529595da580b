"""Which rollups answer for a viewer (domain/kpis.md §2.5 no. 7).

Most viewers see every unrestricted matter. For them a portfolio number is the slice rollup, plus the
restricted matters they are on, less the unrestricted ones they are walled off from. Everyone else is answered
from the matter rollup of the matters they may see. Both give the sum over exactly the visible lines.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.access.viewing import viewer_of
from matters.models import Matter


@dataclass(frozen=True)
class Scope:
    """A viewer of spend."""

    user: object

    @cached_property
    def sees_portfolio(self) -> bool:
        """Whether the slice rollups are the base of this viewer's numbers; never of two viewers at once."""
        if viewer_of(self.user) is not None:
            return False
        return has_capability(self.user, can.DASHBOARDS_VIEW) and has_capability(
            self.user, can.MATTERS_VIEW_ALL
        )

    @property
    def visible(self) -> QuerySet:
        """Keys of the matters this viewer may see, for those who see only some."""
        if not has_capability(self.user, can.DASHBOARDS_VIEW):
            return Matter.objects.none().values("pk")
        return Matter.objects.visible_to(self.user).values("pk")

    @cached_property
    def added(self) -> list[int]:
        """Restricted matters that this viewer may see: in no slice rollup."""
        return list(Matter.objects.visible_to(self.user).filter(restricted=True).values_list("pk", flat=True))

    @cached_property
    def removed(self) -> list[int]:
        """Unrestricted matters hidden from this viewer by a wall: in the slice rollups."""
        walled = Matter.objects.filter(
            restricted=False, walls__screened__user=self.user, walls__lifted_at__isnull=True
        )
        return list(walled.values_list("pk", flat=True).distinct())


class WholeDepartment(Scope):
    """The view of somebody who works on the database itself: `manage.py metrics`, never a page."""

    def __init__(self) -> None:
        super().__init__(user=None)

    @cached_property
    def sees_portfolio(self) -> bool:
        """The slice rollups are the base."""
        return True

    @cached_property
    def added(self) -> list[int]:
        """Every restricted matter."""
        return list(Matter.objects.filter(restricted=True).values_list("pk", flat=True))

    @cached_property
    def removed(self) -> list[int]:
        """No wall stands before it."""
        return []
