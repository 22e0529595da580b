"""Whatever is uploaded ends in a verdict in words: the samples, and bytes that nobody meant well."""

import csv
import random
from io import BytesIO
from pathlib import Path

import pytest

from billing.ledes.checking import check
from billing.models import Submission
from billing.services import intake
from legalops import jobs
from tests.billing.intake.files import expense, fee, invoice, ledes

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "ledes" / "samples"
FILES = [row["file"] for row in csv.DictReader((SAMPLES / "manifest.csv").read_text("utf-8").splitlines())]


def verdict_of(content: bytes, name: str, firm, biller) -> tuple[bool, Submission | None]:
    done = intake.receive_upload(BytesIO(content), name=name, firm=firm, actor=biller)
    jobs.run_pending(propagate=True)
    if not done.submissions:
        assert done.refused[0].message
        return False, None
    submission = done.submissions[0]
    submission.refresh_from_db()
    assert submission.state in ("ready", "refused"), submission.failure
    return submission.state == "ready", submission


@pytest.mark.parametrize("name", FILES)
def test_sample_gets_the_verdict_of_the_check_command(name, firm, biller):
    firm.currency = "USD"
    content = (SAMPLES / name).read_bytes()
    expected = check(BytesIO(content))
    accepted, submission = verdict_of(content, name, firm, biller)
    if expected.format is not None and expected.format.is_xml:
        assert not accepted
        assert submission is None or "M606" in submission.problems.values_list("code", flat=True)
        return
    # What our records add: several matters, no exchange rate for the currency, no currency at all.
    own = {"M604", "M605", "M609"}
    if submission and own & set(submission.problems.values_list("code", flat=True)):
        assert not accepted
        return
    assert accepted == expected.accepted


def test_spoiled_files_end_in_words(firm, biller, matter, jo):
    good = ledes(invoice("INV-1", fee(), expense()), invoice("INV-2", fee("1.00"))).getvalue()
    chance = random.Random(7)
    for turn in range(60):
        spoiled = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(spoiled))
            spoiled[at] = chance.choice([0, 10, 13, 91, 93, 124, 255, chance.randrange(256)])
        if chance.random() < 0.3:
            del spoiled[chance.randrange(len(spoiled)) :]
        accepted, submission = verdict_of(bytes(spoiled), f"spoiled-{turn}.txt", firm, biller)
        assert accepted or submission is None or submission.problems.filter(severity="error").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfLEDES1998B[]",
        b"LEDES1998B[]\r\n" + b"x" * 2_000_000,
        b"[]" * 100_000,
        b"LEDES98BI V2[]\n|||[]\n",
        "Ledes\u2028\ud83d\ude00".encode("utf-8", "surrogatepass"),
        b"\xff\xfeL\x00E\x00D\x00E\x00S\x00",
    ],
)
def test_odd_bytes_end_in_words(firm, biller, content):
    accepted, _submission = verdict_of(content, "odd.txt", firm, biller)
    assert not accepted
