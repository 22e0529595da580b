"""The rules say the same of every invoice of a file, wherever the file is cut into batches."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.ledes import frames
from billing.models import Invoice, ReviewFinding
from billing.services import intake
from billing.services.reviewing_again import review_again
from legalops import jobs
from legalops.accounts.system import system_actor
from tests.billing.intake.files import fee, invoice, ledes
from tests.factories import make_matter, make_timekeeper
from vendors.models import TimekeeperAlias

pytestmark = pytest.mark.django_db

# TK1 and TK2 are one person, nobody knows TK9.
people = st.sampled_from(["TK1", "TK1", "TK2", "TK3", "TK9"])
texts = st.sampled_from(["Reviewed the expert report of the other side", "Drafted the reply to the motion"])


@st.composite
def fees(draw):
    """A line of few people on two days; odd ones among them give back, cost nothing or are no person's."""
    line = fee(
        draw(st.sampled_from(["2.00", "4.00", "4.00", "7.00", "12.00", "-3.00"])),
        draw(st.sampled_from(["500.00", "500.00", "0.00"])),
        timekeeper_id=draw(people),
        line_item_date=draw(st.sampled_from(["20260514", "20260515"])),
        line_item_description=draw(texts),
        line_item_number=str(draw(st.integers(1, 99))),
    )
    if draw(st.integers(0, 5)) == 0:
        line["TIMEKEEPER_CLASSIFICATION"] = "FLTFEE"
    return line


@st.composite
def files(draw):
    """Up to six invoices of a file, older ones behind younger ones, credit notes among them."""
    return [
        invoice(
            f"INV-{number}",
            *_numbered(draw(st.lists(fees(), min_size=1, max_size=3))),
            matter=draw(st.sampled_from(["M-1", "M-1", "M-2"])),
            invoice_date=draw(st.sampled_from(["20260605", "20260604"])),
        )
        for number in range(draw(st.integers(2, 6)))
    ]


def _numbered(lines):
    """Numbers of an invoice's lines rise, and need not count them."""
    numbers = sorted({int(line["LINE_ITEM_NUMBER"]) for line in lines})
    numbers += range(100, 100 + len(lines) - len(numbers))
    return [line | {"LINE_ITEM_NUMBER": str(each)} for line, each in zip(lines, numbers, strict=True)]


@pytest.mark.timeout(600)
@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(files())
def test_whole_cut_and_parted_files_and_a_second_review_agree(firm, biller, matter, jo, made):
    whole, parted = [ledes(*made)], [ledes(each) for each in made]
    make = (firm, biller)
    expected = findings(whole, 20_000, *make)
    assert findings(whole, 1, *make) == expected
    assert findings(whole, 4, *make) == expected
    assert findings(parted, 20_000, *make) == expected


def findings(files, size, firm, biller):
    """What the rules say in a world of its own, in batches of so many lines; a second review agrees."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(frames, "TARGET_LINES", size)
        make_matter(firms=(firm,), number="M-2")
        people = make_timekeeper(firm, code="TK3"), firm.timekeepers.get(code="TK1")
        TimekeeperAlias.objects.create(firm=firm, code_key="TK2", timekeeper=people[1])
        for file in files:
            file.seek(0)
            intake.receive_upload(file, firm=firm, actor=biller, auto_submit=True)
            jobs.run_pending()
        found = told()
        ids = list(Invoice.objects.filter(state="in_review").order_by("-pk").values_list("pk", flat=True))
        for some in (ids, ids[:1]):
            review_again(firm, some, actor=system_actor("ledes-intake"))
            assert told() == found
        transaction.set_rollback(True)
    return found


def told():
    """All findings, without what differs by nature."""
    rows = ReviewFinding.objects.values_list(
        "invoice__number", "rule", "line__position", "outcome", "reduction", "message", "evidence"
    )
    return sorted((*row[:2], row[2] or 0, *row[3:6], str(row[6])) for row in rows)


@pytest.mark.parametrize("size", [1, 20_000])
def test_a_credit_note_may_stand_before_what_it_credits(firm, biller, matter, jo, monkeypatch, size):
    monkeypatch.setattr(frames, "TARGET_LINES", size)
    note = invoice("CN-1", fee("-1.00", line_item_description="Credit for invoice INV-7"))
    intake.receive_upload(ledes(note, invoice("INV-7")), firm=firm, actor=biller, auto_submit=True)
    jobs.run_pending()
    assert Invoice.objects.get(number="CN-1").credits.number == "INV-7"
