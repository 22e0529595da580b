"""What the mail server's answer means for one letter. Pure."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# After each failed attempt; the sum is a little over a day, after which the letter has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 360, 360, 360))


class Outcome(StrEnum):
    """What becomes of a letter."""

    LATER = "later"
    FAILED = "failed"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome and the server's words, safe to show to an administrator."""

    outcome: Outcome
    words: str


def answer_of(failure: Exception) -> Answer:
    """Read a failure of sending one letter to one address.

    A recipient refused with 5xx is bounced (RFC 5321 §4.2.1); 4xx, a lost connection and a refused sender or
    log-in (our own set-up) are tried again; contents refused for good have failed.
    """
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(failure.recipients.values()))
        return Answer(Outcome.BOUNCED if code >= 500 else Outcome.LATER, _words(code, words))
    if isinstance(failure, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
        return Answer(Outcome.LATER, _words(failure.smtp_code, failure.smtp_error))
    if isinstance(failure, smtplib.SMTPResponseException):
        outcome = Outcome.FAILED if failure.smtp_code >= 500 else Outcome.LATER
        return Answer(outcome, _words(failure.smtp_code, failure.smtp_error))
    return Answer(Outcome.LATER, f"{type(failure).__name__}: {failure}"[:500])


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after the nth attempt (1, 2, …); None when it was the last."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:500]
