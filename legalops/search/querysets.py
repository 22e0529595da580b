"""Who sees what somebody searched for: they themselves."""

from typing import Self

from legalops.access.querysets import ScopedQuerySet


class RecentSearchQuerySet(ScopedQuerySet):
    """Searches."""

    def visible_to(self, user) -> Self:
        """The person's own."""
        return self.filter(user_id=user.pk) if user.pk else self.none()
