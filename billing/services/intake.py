"""Taking in what a firm uploads: one submission per file, the same bytes of the same firm only once."""

import hashlib
import os
import shutil
import tempfile
import uuid
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.enums import SubmissionState
from billing.models import RefusedUpload, RepeatedFile, Submission, Upload
from billing.selectors.submissions import CHECK_JOB
from billing.services.problem_codes import DEPENDS_ON_RECORDS
from billing.services.reopening import reopen
from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.documents import safe_zip, sniffing
from legalops.documents.names import clean_name
from legalops.documents.services.storing import store
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from vendors.enums import FirmStatus
from vendors.models import Firm

_KINDS = frozenset({sniffing.TEXT, sniffing.XML})


@dataclass(slots=True)
class Outcome:
    """What became of one upload: the submissions it made or met again, and the files not taken in."""

    batch: uuid.UUID
    submissions: list[Submission] = field(default_factory=list)
    refused: list[RefusedUpload] = field(default_factory=list)


def receive(
    file: BinaryIO,
    *,
    firm: Firm,
    actor: User,
    name: str | None = None,
    batch: uuid.UUID | None = None,
    auto_submit: bool = False,
) -> Submission:
    """Keep a file of a firm and ask for its check, in one transaction.

    The same bytes again return the first submission, which stays with its first upload (`batch`); that they
    came again is kept as a RepeatedFile of the new one. A submission that was withdrawn, failed, or was
    refused for a reason that lies in our records is checked anew, any other stays as it is. `auto_submit`
    submits a file without errors at once. `file` must be seekable; `name` defaults to the file's own.
    Raises DomainError (documents.*) for what cannot be a LEDES file, NotAllowed for a firm out of use.
    """
    if firm.status != FirmStatus.ACTIVE:
        message = _("%(firm)s is not active. Ask the legal department before you send invoices.")
        raise NotAllowed("billing.firm_inactive", message % {"firm": firm})
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    name, batch = name or _name_of(file), batch or uuid.uuid4()
    known = Submission.objects.filter(firm=firm, sha256=digest).first()
    if known is None:
        try:
            return _keep(file, firm, actor, name, digest, batch, auto_submit)
        except IntegrityError:
            # Somebody posted the same bytes at this very moment; theirs is the one.
            known = Submission.objects.get(firm=firm, sha256=digest)
    return _met_again(known, actor=actor, name=name, batch=batch, auto_submit=auto_submit)


def receive_upload(
    file: BinaryIO,
    *,
    firm: Firm,
    actor: User,
    name: str | None = None,
    batch: uuid.UUID | None = None,
    auto_submit: bool = False,
) -> Outcome:
    """Keep one file, or every file of a zip archive; what is refused is named with the reason.

    Never raises for the content of a file. Raises NotAllowed for a firm out of use.
    """
    upload = Outcome(batch or uuid.uuid4())
    shown = clean_name(name or _name_of(file))
    options = {"firm": firm, "actor": actor, "batch": upload.batch, "auto_submit": auto_submit}
    if _is_zip(file):
        _receive_archive(upload, file, shown, options)
    else:
        _receive_one(upload, file, shown, options)
    return upload


def _keep(
    file: BinaryIO, firm: Firm, actor: User, name: str, digest: str, batch: uuid.UUID, auto_submit: bool
) -> Submission:
    with transaction.atomic():
        limit = settings.INTAKE_MAX_FILE_BYTES
        document = store(
            file, name=name, actor=actor, max_bytes=limit, allowed=_KINDS, instead=_what_to_send()
        )
        submission = Submission.objects.create(
            firm=firm,
            document=document,
            sha256=digest,
            file_name=document.original_name,
            batch=batch,
            auto_submit=auto_submit,
            uploaded_by=actor,
            uploaded_at=clock.now(),
        )
        after = {"file": submission.file_name, "sha256": digest, "firm": firm.code}
        _note_upload(batch, firm, actor)
        record(submission, "billing.submission.received", actor=actor, after=after)
        jobs.enqueue(CHECK_JOB, key=str(submission.pk), actor=actor, submission_id=submission.pk)
    return submission


@transaction.atomic
def _met_again(
    known: Submission, *, actor: User, name: str, batch: uuid.UUID, auto_submit: bool
) -> Submission:
    """The earlier submission of the same bytes, which has come again, and checked anew where that helps."""
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=known.pk)
    reopens = _worth_another_check(submission)
    _note_upload(batch, submission.firm, actor)
    RepeatedFile.objects.create(
        submission=submission,
        batch=batch,
        file_name=clean_name(name),
        state_found=submission.state,
        checked_again=reopens,
        uploaded_by=actor,
        uploaded_at=clock.now(),
    )
    return reopen(submission, actor=actor, auto_submit=auto_submit) if reopens else submission


def _worth_another_check(submission: Submission) -> bool:
    if submission.state in (SubmissionState.WITHDRAWN, SubmissionState.FAILED):
        return True
    refused_by_records = submission.problems.filter(severity="error", code__in=DEPENDS_ON_RECORDS)
    return submission.state == SubmissionState.REFUSED and refused_by_records.exists()


def _receive_one(upload: Outcome, file: BinaryIO, name: str, options: dict) -> None:
    try:
        submission = receive(file, name=name, **options)
    except NotAllowed:
        raise
    except DomainError as refusal:
        upload.refused.append(_note_refusal(upload, name, refusal, options))
    else:
        if submission not in upload.submissions:
            upload.submissions.append(submission)


def _receive_archive(upload: Outcome, file: BinaryIO, name: str, options: dict) -> None:
    limits = safe_zip.ZipLimits(
        entries=settings.INTAKE_MAX_ZIP_FILES, total_bytes=settings.INTAKE_MAX_ZIP_BYTES
    )
    try:
        for member in safe_zip.members(file, limits):
            _receive_member(upload, member, options)
    except NotAllowed:
        raise
    except DomainError as refusal:
        upload.refused.append(_note_refusal(upload, name, refusal, options))


def _receive_member(upload: Outcome, member: safe_zip.ZipMember, options: dict) -> None:
    with _spooled(member) as content:
        _receive_one(upload, content, member.name, options)


def _note_refusal(upload: Outcome, name: str, refusal: DomainError, options: dict) -> RefusedUpload:
    with transaction.atomic():
        _note_upload(upload.batch, options["firm"], options["actor"])
        row = RefusedUpload.objects.create(
            firm=options["firm"],
            batch=upload.batch,
            file_name=name[:255],
            code=refusal.code,
            message=refusal.message,
            uploaded_by=options["actor"],
            uploaded_at=clock.now(),
        )
        record(row, "billing.upload.refused", actor=options["actor"], after={"code": refusal.code})
    return row


def _note_upload(batch: uuid.UUID, firm: Firm, actor: User) -> None:
    """One row for the act, however many files it brings."""
    Upload.objects.get_or_create(
        reference=batch, defaults={"firm": firm, "uploaded_by": actor, "uploaded_at": clock.now()}
    )


def _is_zip(file: BinaryIO) -> bool:
    """Whether the file is an archive; office files are zips too, and are refused as what they are."""
    sniffer = sniffing.Sniffer()
    sniffer.feed(file.read(sniffing.HEAD_BYTES))
    size = file.seek(0, os.SEEK_END)
    file.seek(max(sniffing.HEAD_BYTES, size - sniffing.TAIL_BYTES))
    sniffer.feed(file.read())
    file.seek(0)
    return sniffer.media_type == sniffing.ZIP


def _spooled(member: safe_zip.ZipMember) -> BinaryIO:
    """The inflated member on disk, so that it can be hashed first and stored afterwards."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the caller's with)
    try:
        with member.open() as source:
            shutil.copyfileobj(source, spool, 256 * 1024)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool


def _what_to_send() -> str:
    return _("Upload the invoice as a LEDES file (.txt or .xml), as your billing system exports it.")


def _name_of(file: BinaryIO) -> str:
    return str(getattr(file, "name", "") or _("file"))
