"""Forgetting what nobody will undo any more; the ledger keeps what was done."""

from datetime import timedelta

from legalops.kernel import clock
from legalops.lists.models import BulkRun, SavedView

KEEP = timedelta(days=30)


def clear() -> dict[str, int]:
    """Delete bulk changes, and people's deleted views, that are older than KEEP; how many of each.

    Deleted views of the department stay as the sign that they were not wanted.
    """
    before = clock.now() - KEEP
    views, _rows = SavedView.objects.filter(deleted_at__lt=before, owner__isnull=False).delete()
    runs = BulkRun.objects.filter(created_at__lt=before)
    gone = runs.count()
    runs.delete()
    return {"views": views, "changes": gone}
