"""Who sees which import."""

from typing import Self

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of


class ImportQuerySet(ScopedQuerySet):
    """A file can name what only its uploader may see, so an import is its uploader's alone."""

    def visible_to(self, user) -> Self:
        """The person's own imports, while they may import at all."""
        if can.IMPORTS_RUN not in capabilities_of(user):
            return self.none()
        return self.filter(created_by=user)
