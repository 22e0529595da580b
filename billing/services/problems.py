"""Problems of a file in the words of the firm, kept up to a cap with errors first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from billing.enums import Severity
from billing.ledes.findings import Finding
from billing.models import Submission, SubmissionProblem


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where it is, what it is, how to mend it. `line` is the physical line of the file."""

    severity: Severity
    code: str
    message: str
    mend: str
    line: int | None = None
    field: str = ""
    value: str = ""


@dataclass(slots=True)
class ProblemLog:
    """Counts all problems and keeps `cap` of each severity in the order met."""

    cap: int
    errors: int = 0
    warnings: int = 0
    _kept: dict[Severity, list[Problem]] = field(default_factory=lambda: {each: [] for each in Severity})

    def add(self, problem: Problem) -> None:
        """Count it, and keep it while there is room."""
        if problem.severity == Severity.ERROR:
            self.errors += 1
        else:
            self.warnings += 1
        if len(self._kept[problem.severity]) < self.cap:
            self._kept[problem.severity].append(problem)

    def add_findings(self, findings: Iterable[Finding], dropped: int, errors_dropped: int = 0) -> None:
        """Take over what the LEDES check found, and count what it dropped, errors among it apart."""
        for each in findings:
            self.add(
                Problem(
                    Severity(each.severity),
                    each.code,
                    each.message,
                    each.mend,
                    each.line,
                    each.field or "",
                    each.value or "",
                )
            )
        self.errors += errors_dropped
        self.warnings += dropped - errors_dropped

    def extend(self, other: "ProblemLog") -> None:
        """Take over all of another log, after what is here."""
        self.errors += other.errors
        self.warnings += other.warnings
        for severity, kept in self._kept.items():
            kept += other._kept[severity][: self.cap - len(kept)]

    def kept(self) -> list[Problem]:
        """Errors, then warnings, `cap` in all, each in file order."""
        return (self._kept[Severity.ERROR] + self._kept[Severity.WARNING])[: self.cap]


def keep(submission: Submission, log: ProblemLog) -> None:
    """Replace the problems of a submission."""
    submission.problems.all().delete()
    SubmissionProblem.objects.bulk_create(
        [
            SubmissionProblem(
                submission=submission,
                position=position,
                severity=each.severity,
                code=each.code,
                line=each.line,
                field=each.field[:60],
                value=_storable(each.value)[:200],
                message=_storable(each.message),
                mend=_storable(each.mend),
            )
            for position, each in enumerate(log.kept(), start=1)
        ]
    )


def _storable(text: str) -> str:
    """Text that the database takes: no NUL, no half of a surrogate pair."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
