"""A firm with a biller, one matter and one timekeeper with a rate: shared by the intake tests."""

from typing import BinaryIO

import pytest

from billing.models import Invoice, Submission
from billing.services import intake, submitting
from legalops import jobs
from legalops.accounts.models import User
from matters.models import Matter
from tests.factories import make_biller, make_firm, make_matter, make_person, make_rate, make_timekeeper
from vendors.models import Firm, Timekeeper


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path):
    """Documents of a test lie in its own folder."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"


@pytest.fixture
def firm(db) -> Firm:
    return make_firm(name="Arnsley LLP")


@pytest.fixture
def rival(db) -> Firm:
    return make_firm(name="Rival LLP")


@pytest.fixture
def biller(firm) -> User:
    return make_biller(firm)


@pytest.fixture
def rival_biller(rival) -> User:
    return make_biller(rival)


@pytest.fixture
def specialist(db) -> User:
    return make_person("ebilling_specialist", name="Erin Specialist")


@pytest.fixture
def matter(firm) -> Matter:
    return make_matter(firms=(firm,), number="M-1", name="Weiss v. Harbour")


@pytest.fixture
def jo(firm) -> Timekeeper:
    person = make_timekeeper(firm, code="TK1", last_name="Ruiz", first_name="Jo")
    make_rate(person, 500)
    return person


def checked(file: BinaryIO, firm: Firm, actor: User, **options) -> Submission:
    """The file received and checked."""
    submission = intake.receive(file, firm=firm, actor=actor, **options)
    jobs.run_pending(propagate=True)
    submission.refresh_from_db()
    return submission


def imported(file: BinaryIO, firm: Firm, actor: User) -> Submission:
    """The file received, checked, submitted and processed; failures are looked at by the caller."""
    submission = checked(file, firm, actor)
    submitting.submit(submission, actor=actor)
    jobs.run_pending()
    submission.refresh_from_db()
    return submission


def only_invoice(submission: Submission) -> Invoice:
    """The one invoice of a processed file."""
    assert submission.state == "imported", (submission.state, submission.failure)
    return submission.invoices.get()


def codes(submission: Submission, severity: str = "") -> list[str]:
    """Codes of the problems kept, in order."""
    rows = submission.problems.order_by("position")
    return list((rows.filter(severity=severity) if severity else rows).values_list("code", flat=True))
