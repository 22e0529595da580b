"""Which files a person sees: through the record that holds them, at the moment of asking."""

from typing import Self

from django.db.models import Exists, OuterRef, Q

from legalops.access.querysets import ScopedQuerySet
from legalops.files import registry
from legalops.files.registry import Sight
from legalops.kernel import records


class FileQuerySet(ScopedQuerySet):
    """Files of records; what was removed is seen by nobody."""

    def visible_to(self, user) -> Self:
        """Files of the records that this person sees, as far as the record type shows them its files."""
        seen = Q(pk__in=[])
        for holder in registry.holders():
            sight = holder.sight(user)
            if sight != Sight.NONE:
                seen |= _held(user, holder.record_type, sight)
        return self.filter(seen, removed_at=None)

    def of(self, record) -> Self:
        """The files of one record."""
        return self.filter(record_type=records.type_of(record).code, record_id=record.pk)


class FileVersionQuerySet(ScopedQuerySet):
    """Versions are seen with their file."""

    def visible_to(self, user) -> Self:
        """Through the file."""
        files = self.model._meta.get_field("file").related_model
        return self.filter(file__in=files.objects.visible_to(user))


def _held(user, record_type: str, sight: Sight) -> Q:
    seen = records.find(record_type).rows().visible_to(user).filter(pk=OuterRef("record_id"))
    held = Q(Exists(seen), record_type=record_type)
    return held if sight == Sight.ALL else held & (Q(shared=True) | Q(made_by=user))
