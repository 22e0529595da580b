"""Errors that people and workers understand."""


class DomainError(Exception):
    """A refusal in a safe sentence: what, where, how to mend it. Shown to people as it is.

    `code` is stable and machine-readable; `field` names the form field it belongs to, if any.
    """

    status = 422

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = str(message)
        self.field = field


class NotAllowed(DomainError):
    """The person may see the record but may not do this to it."""

    status = 403


class NotFound(DomainError):
    """Absent, or its existence is not this person's to know."""

    status = 404


class Conflict(DomainError):
    """Someone else changed or decided it first."""

    status = 409


class RetryableError(Exception):
    """A job failed for a passing reason and may be tried again."""


class TerminalError(Exception):
    """A job failed for good; the message is a safe sentence for the people who wait for it."""
