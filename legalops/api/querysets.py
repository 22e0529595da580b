"""Who sees which token: everyone their own, administrators those of services too."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability

SERVICE_DOMAIN = "@service.invalid"


class TokenQuerySet(ScopedQuerySet):
    """Tokens."""

    def visible_to(self, user) -> Self:
        """Own ones; for administrators also those of service accounts."""
        own = Q(account_id=user.pk)
        if has_capability(user, can.CONFIGURE):
            own |= Q(account__email__endswith=SERVICE_DOMAIN)
        return self.filter(own)
