"""Forgetting what nobody will bring back any more; the ledger keeps what was done."""

from datetime import timedelta

from legalops.kernel import clock
from legalops.lists.models import SavedView

KEEP = timedelta(days=30)


def clear() -> dict[str, int]:
    """Delete people's deleted views that are older than KEEP; how many.

    Deleted views of the department stay as the sign that they were not wanted.
    """
    before = clock.now() - KEEP
    views, _rows = SavedView.objects.filter(deleted_at__lt=before, owner__isnull=False).delete()
    return {"views": views}
