"""Uploads of several files and archives: every file gets a verdict of its own."""

from io import BytesIO

import pytest

from billing.models import RefusedUpload, Submission
from billing.services import intake
from legalops import jobs
from legalops.audit.models import AuditEvent
from tests.billing.intake.files import invoice, ledes
from tests.documents.archives import packed

pytestmark = pytest.mark.django_db


def upload(content: bytes, firm, biller, name: str = "upload.zip"):
    return intake.receive_upload(BytesIO(content), name=name, firm=firm, actor=biller)


def test_every_member_of_an_archive_is_a_submission_of_one_upload(firm, biller):
    one, other = ledes(invoice("INV-1")).getvalue(), ledes(invoice("INV-2")).getvalue()
    done = upload(packed(("june/a.txt", one), ("june/b.txt", other)), firm, biller)
    assert [each.file_name for each in done.submissions] == ["a.txt", "b.txt"]
    assert {each.batch for each in done.submissions} == {done.batch}
    assert done.refused == []


def test_what_is_no_ledes_file_is_named_and_the_rest_is_taken(firm, biller):
    archive = packed(("scan.pdf", b"%PDF-1.7 x"), ("a.txt", ledes().getvalue()), ("empty.txt", b""))
    done = upload(archive, firm, biller)
    assert [each.file_name for each in done.submissions] == ["a.txt"]
    assert [(each.file_name, each.code) for each in done.refused] == [
        ("scan.pdf", "documents.wrong_type"),
        ("empty.txt", "documents.empty"),
    ]
    assert all(each.message for each in done.refused)


@pytest.mark.parametrize(("folder", "kind"), [("xl/workbook.xml", "Excel"), ("word/document.xml", "Word")])
def test_an_office_file_is_refused_as_itself_not_as_the_parts_inside_it(firm, biller, folder, kind):
    office = packed(("[Content_Types].xml", b"<?xml version='1.0'?><Types/>"), (folder, b"<?xml?><part/>"))
    done = upload(office, firm, biller, name="invoice.office")
    assert done.submissions == []
    assert [(each.file_name, each.code) for each in done.refused] == [
        ("invoice.office", "documents.wrong_type")
    ]
    assert kind in done.refused[0].message


def test_same_bytes_twice_in_an_archive_are_one_submission(firm, biller):
    content = ledes().getvalue()
    done = upload(packed(("a.txt", content), ("b.txt", content)), firm, biller)
    assert len(done.submissions) == Submission.objects.count() == 1


@pytest.mark.parametrize(
    "archive",
    [
        b"PK\x03\x04 not really",
        packed(("a.txt", ledes().getvalue()))[:-40],
        packed(("bomb.txt", bytes(30_000_000))),
        packed(("inner.zip", packed(("a.txt", b"x")))),
        packed(("../../etc/passwd", b"x")),
    ],
    ids=["nonsense", "truncated", "bomb", "nested", "traversal"],
)
def test_hostile_archives_are_refused_in_a_sentence(firm, biller, archive):
    done = upload(archive, firm, biller)
    jobs.run_pending(propagate=True)
    assert [each.state for each in done.submissions] == []
    assert [each.message.endswith(".") for each in done.refused] == [True]


def test_refusals_are_in_the_ledger_and_stay_with_the_firm(firm, biller, rival_biller):
    upload(b"%PDF-1.7", firm, biller, name="x.pdf")
    assert AuditEvent.objects.filter(action="billing.upload.refused").count() == 1
    assert RefusedUpload.objects.visible_to(biller).count() == 1
    assert RefusedUpload.objects.visible_to(rival_biller).count() == 0
