"""Uploads as the firm looks at them: what came together, what came again, and what was not taken in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from billing.enums import SubmissionState
from billing.models import RefusedUpload, RepeatedFile, Submission, Upload
from billing.selectors.submissions import FileView, file_views

# Files that an upload's page shows before it links to the rest.
FILES_SHOWN = 100


@dataclass(slots=True)
class SentFile:
    """One file of an upload; `repeats` are the names under which it came though it had come before."""

    view: FileView
    repeats: Sequence[RepeatedFile]

    @property
    def is_new(self) -> bool:
        """Whether this upload was the first to bring it."""
        return not self.repeats or self.repeats[0].batch == self.view.submission.batch


@dataclass(slots=True)
class UploadView:
    """One upload: its files, and those that were not taken in."""

    upload: Upload
    files: list[SentFile]
    refused: list[RefusedUpload]
    file_count: int

    @property
    def hidden(self) -> int:
        """How many of its files are not among those shown."""
        return self.file_count - len(self.files) - len(self.refused)

    @property
    def ready(self) -> list[FileView]:
        """Files that wait for the firm's word."""
        return [each.view for each in self.files if each.view.submission.state == SubmissionState.READY]

    @property
    def busy(self) -> int:
        """Files still being worked on."""
        return sum(each.view.busy for each in self.files)

    @property
    def to_correct(self) -> int:
        """Files that need correction, counting those not taken in."""
        bad = (SubmissionState.REFUSED, SubmissionState.FAILED)
        return len(self.refused) + sum(each.view.submission.state in bad for each in self.files)


def uploads_of(user) -> QuerySet[Upload]:
    """Uploads that the person may see, with the name of its first file, and taken, repeated and not_taken:
    files first taken in, sent before, and not taken in.
    """
    return (
        Upload.objects.visible_to(user)
        .select_related("uploaded_by")
        .annotate(
            first_name=Coalesce(
                *(_first_name(model) for model in (Submission, RepeatedFile, RefusedUpload)), Value("")
            ),
            taken=_counted(Submission),
            repeated=_counted(RepeatedFile),
            not_taken=_counted(RefusedUpload),
        )
    )


def upload_of(user, batch: UUID) -> UploadView | None:
    """An upload with its first files, or None when the person may not see it."""
    upload = Upload.objects.visible_to(user).filter(reference=batch).first()
    if upload is None:
        return None
    submissions = _sent_with(user, batch)
    refused = list(RefusedUpload.objects.visible_to(user).filter(batch=batch).order_by("pk")[:FILES_SHOWN])
    views = file_views(submissions[:FILES_SHOWN])
    again = _repeats([view.submission.pk for view in views], batch)
    files = [SentFile(view, again.get(view.submission.pk, [])) for view in views]
    return UploadView(upload, files, refused, submissions.count() + len(refused))


def repeats_of(user, submission: Submission) -> QuerySet[RepeatedFile]:
    """Every time the file was sent again, newest first."""
    rows = RepeatedFile.objects.visible_to(user).filter(submission=submission)
    return rows.select_related("uploaded_by").order_by("-uploaded_at", "-pk")


def ready_of_upload(user, batch: UUID) -> Iterable[Submission]:
    """Files of an upload that can be submitted, whichever upload brought them first."""
    return _sent_with(user, batch).filter(state=SubmissionState.READY)


def _sent_with(user, batch: UUID) -> QuerySet[Submission]:
    again = RepeatedFile.objects.filter(batch=batch).values("submission")
    seen = Submission.objects.visible_to(user)
    return seen.filter(Q(batch=batch) | Q(pk__in=again)).order_by("pk")


def _repeats(submissions: Sequence[int], batch: UUID) -> dict[int, list[RepeatedFile]]:
    rows = RepeatedFile.objects.filter(batch=batch, submission__in=submissions)
    found: dict[int, list[RepeatedFile]] = {}
    for each in rows.select_related("uploaded_by").order_by("pk"):
        found.setdefault(each.submission_id, []).append(each)
    return found


def _first_name(model: type[Model]) -> Subquery:
    rows = model._base_manager.filter(batch=OuterRef("reference")).order_by("pk")
    return Subquery(rows.values("file_name")[:1])


def _counted(model: type[Model]) -> Coalesce:
    rows = model._base_manager.filter(batch=OuterRef("reference")).order_by()
    return Coalesce(Subquery(rows.values("batch").annotate(files=Count("pk")).values("files")), 0)
