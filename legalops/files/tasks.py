"""Doorways of the background work of files."""

from datetime import timedelta

from django.db.models import F

from legalops import jobs
from legalops.documents.models import StoredText
from legalops.documents.services.texts import read_text
from legalops.files.models import FileVersion
from legalops.files.searching import index_files
from legalops.jobs.services.enqueueing import enqueue

_AT_ONCE = 200


@jobs.handler("files.read_text")
def read_version(job: jobs.JobContext, version_id: int) -> dict:
    """Read the text of a version, and make its file findable by it."""
    version = FileVersion.objects.select_related("document").filter(pk=version_id).first()
    if version is None:
        return {"found": False}
    text = read_text(version.document)
    index_files([version.file_id])
    return {"pages": text.pages, "problem": text.problem}


@jobs.periodic("files.read_missing", every=timedelta(hours=1))
def read_missing(job: jobs.JobContext) -> dict:
    """Ask again for present versions whose text was never read."""
    read = StoredText.objects.values("sha256")
    rows = FileVersion.objects.filter(file__current_id=F("pk"), file__removed_at=None)
    missing = rows.exclude(document__sha256__in=read).order_by("-pk").values_list("pk", flat=True)[:_AT_ONCE]
    for version_id in missing:
        enqueue("files.read_text", key=f"version:{version_id}", again=True, version_id=version_id)
    return {"asked": len(missing)}
