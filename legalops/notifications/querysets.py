"""Who sees which notification: its recipient, as long as they may see what it is about."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability


def visible_ids(subject_type: str, user):
    """Subquery of the keys of this type ("matters.matter") that a person may see; None for a gone type."""
    model = ContentType.objects.get_by_natural_key(*subject_type.split(".")).model_class()
    return None if model is None else model._default_manager.visible_to(user).values("pk")


class NotificationQuerySet(ScopedQuerySet):
    """Notifications."""

    def visible_to(self, user) -> Self:
        """The person's own, shown in the product, about what they still may see: a wall works at once."""
        if not user.pk:
            return self.none()
        own = self.filter(recipient_id=user.pk, in_app=True)
        types = own.order_by().values_list("subject_type", flat=True).distinct()
        seen = Q(pk__in=[])
        for subject_type in types:
            ids = visible_ids(subject_type, user)
            if ids is not None:
                seen |= Q(subject_type=subject_type, subject_id__in=ids)
        return own.filter(seen)

    def unread(self) -> Self:
        """Not yet read."""
        return self.filter(read_at__isnull=True)


class ConfiguredQuerySet(ScopedQuerySet):
    """Rules, addresses and logs: they hold no texts of records."""

    def visible_to(self, user) -> Self:
        """All of it to who configures the product."""
        return self if has_capability(user, can.CONFIGURE) else self.none()


class OwnQuerySet(ScopedQuerySet):
    """Rows that belong to one person."""

    def visible_to(self, user) -> Self:
        """The person's own."""
        return self.filter(user_id=user.pk) if user.pk else self.none()
