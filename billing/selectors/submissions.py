"""Uploaded files as the firm and the department look at them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from billing.enums import Severity, SubmissionState
from billing.models import Invoice, Submission, SubmissionProblem
from legalops.accounts.models import User
from legalops.jobs.models import Job

CHECK_JOB, IMPORT_JOB = "billing.check_submission", "billing.import_submission"
BUSY_STATES = (
    SubmissionState.RECEIVED,
    SubmissionState.CHECKING,
    SubmissionState.SUBMITTED,
    SubmissionState.IMPORTING,
)
_IMPORTING = (SubmissionState.SUBMITTED, SubmissionState.IMPORTING)
# Problems and invoices of a file that its card shows before it links to the rest.
PROBLEMS_SHOWN, INVOICES_SHOWN = 50, 50


@dataclass(slots=True)
class InvoiceLineUp:
    """One invoice of a file as checked, and the stored invoice once there is one."""

    number: str
    matter: str
    matched: bool
    currency: str
    total: Decimal | None
    lines: int
    findings: int
    reduction: Decimal
    stored: Invoice | None = None


@dataclass(slots=True)
class FileView:
    """A submission with what its card shows."""

    submission: Submission
    job: Job | None = None
    invoices: list[InvoiceLineUp] = field(default_factory=list)

    @property
    def busy(self) -> bool:
        """Whether it changes by itself."""
        return self.submission.state in BUSY_STATES

    @property
    def problems(self) -> list[SubmissionProblem]:
        """The problems that were fetched."""
        return list(self.submission.problems.all())

    @property
    def errors(self) -> list[SubmissionProblem]:
        """What refuses the file."""
        return [each for each in self.problems if each.severity == Severity.ERROR]

    @property
    def warnings(self) -> list[SubmissionProblem]:
        """What does not."""
        return [each for each in self.problems if each.severity == Severity.WARNING]

    @property
    def problem_count(self) -> int:
        """All problems found, shown or not."""
        return self.submission.error_count + self.submission.warning_count

    @property
    def hidden_problems(self) -> int:
        """How many were found beyond those fetched."""
        return self.problem_count - len(self.problems)

    @property
    def invoice_count(self) -> int:
        """Invoices in the file."""
        return len(self.submission.summary)

    @property
    def hidden_invoices(self) -> int:
        """How many are not among `invoices`."""
        return self.invoice_count - len(self.invoices)

    @property
    def totals(self) -> list[tuple[str, Decimal]]:
        """Sum of the file by currency."""
        sums: dict[str, Decimal] = {}
        for each in self.submission.summary:
            if each.get("total") is not None:
                currency = each.get("currency") or self.submission.firm.currency
                sums[currency] = sums.get(currency, Decimal(0)) + Decimal(each["total"])
        return sorted(sums.items())

    @property
    def reduction(self) -> Decimal:
        """What the rules may take off, over all invoices of the file (in their currencies)."""
        return sum((Decimal(each.get("reduction", 0)) for each in self.submission.summary), Decimal(0))

    @property
    def has_preview(self) -> bool:
        """Whether the guidelines were looked at."""
        return any("reduction" in each for each in self.submission.summary)


def file_view(user, reference: UUID, *, problems: int = PROBLEMS_SHOWN) -> FileView | None:
    """One file with its first problems, or None when the person may not see it."""
    found = file_views(Submission.objects.visible_to(user).filter(reference=reference), problems=problems)
    return found[0] if found else None


def file_views(submissions: QuerySet[Submission], *, problems: int = PROBLEMS_SHOWN) -> list[FileView]:
    """These files; the number of queries does not depend on how many there are."""
    shown = SubmissionProblem.objects.filter(position__lte=problems).order_by("position")
    rows = list(
        submissions.select_related("document", "uploaded_by", "firm").prefetch_related(
            Prefetch("problems", queryset=shown)
        )
    )
    jobs, stored = _jobs_of(rows), _stored_of(rows)
    return [FileView(row, jobs.get(row.pk), _line_up(row, stored)) for row in rows]


def _jobs_of(rows: Sequence[Submission]) -> dict[int, Job]:
    keys = {
        (IMPORT_JOB if row.state in _IMPORTING else CHECK_JOB, str(row.pk)): row.pk
        for row in rows
        if row.state in BUSY_STATES
    }
    if not keys:
        return {}
    found = Job.objects.filter(name__in={name for name, _ in keys}, key__in={key for _, key in keys})
    return {keys[job.name, job.key]: job for job in found if (job.name, job.key) in keys}


def _stored_of(rows: Sequence[Submission]) -> dict[tuple[int, str], Invoice]:
    imported = [row.pk for row in rows if row.state == SubmissionState.IMPORTED]
    if not imported:
        return {}
    numbers = {each["number"] for row in rows for each in row.summary[:INVOICES_SHOWN]}
    found = Invoice.objects.filter(submission__in=imported, number__in=numbers)
    return {(each.submission_id, each.number): each for each in found}


def _line_up(row: Submission, stored: dict[tuple[int, str], Invoice]) -> list[InvoiceLineUp]:
    return [
        InvoiceLineUp(
            number=each["number"],
            matter=each.get("matter", ""),
            matched=each.get("matched", True),
            # A 1998B file names no currency; it bills in the firm's.
            currency=each.get("currency") or row.firm.currency,
            total=None if each.get("total") is None else Decimal(each["total"]),
            lines=each["lines"],
            findings=each.get("findings", 0),
            reduction=Decimal(each.get("reduction", 0)),
            stored=stored.get((row.pk, each["number"])),
        )
        for each in row.summary[:INVOICES_SHOWN]
    ]


def original_of(invoice: Invoice, user: User) -> Submission | None:
    """The file the firm sent the invoice in, for whoever sees every invoice of it; None for others."""
    if invoice.submission is None:
        return None
    seen = Invoice.objects.visible_to(user).values("pk")
    hidden = invoice.submission.invoices.exclude(pk__in=seen).exists()
    return None if hidden else invoice.submission
