"""Who sees which full export."""

from typing import Self

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability


class FullExportQuerySet(ScopedQuerySet):
    """An archive holds what its person may see, so nobody else opens it."""

    def visible_to(self, user) -> Self:
        """The person's own, while they configure the product."""
        return self.filter(created_by=user) if has_capability(user, can.CONFIGURE) else self.none()
