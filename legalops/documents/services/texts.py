"""Reading the text of stored files, once for each content."""

from collections.abc import Iterable, Mapping

from django.db.models.functions import Left

from legalops.documents import storage
from legalops.documents.enums import TextProblem
from legalops.documents.models import Document, StoredText
from legalops.documents.text.process import Reading, read_file
from legalops.kernel import clock

PAGE = "\f"


def read_text(document: Document, *, again: bool = False) -> StoredText:
    """The text of a document, read now unless its content was read before. May run twice: both say the same.

    Takes up to `TEXT_MAX_SECONDS`, so that it belongs into a job and outside of a transaction.
    """
    known = StoredText.objects.filter(sha256=document.sha256).first()
    if known is not None and not again:
        return known
    path = storage.path_of(document.sha256)
    found = read_file(path, document.media_type) if path.exists() else Reading(problem=TextProblem.DAMAGED)
    row, _made = StoredText.objects.update_or_create(
        sha256=document.sha256,
        defaults={
            "text": PAGE.join(found.pages),
            "pages": len(found.pages),
            "cut": found.cut,
            "problem": found.problem,
            "read_at": clock.now(),
        },
    )
    return row


def beginnings_of(sha256s: Iterable[str], characters: int) -> Mapping[str, str]:
    """What was read of these contents so far, by hash, and of each at most so many characters."""
    rows = StoredText.objects.filter(sha256__in=set(sha256s)).exclude(text="")
    return dict(rows.values_list("sha256", Left("text", characters)))
