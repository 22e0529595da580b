"""No bytes make the check raise, whatever they are."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.ledes import CheckResult, check, load
from tests.billing.ledes.spoiling import PIECES

SAMPLES = sorted(
    path for path in (Path(__file__).parent / "samples").rglob("*.*") if path.suffix in {".txt", ".xml"}
)
MANY = settings(deadline=None, max_examples=600, suppress_health_check=list(HealthCheck))


def assert_verdict(content: bytes) -> None:
    for strict in (True, False):
        result = check(BytesIO(content), strict=strict)
        assert isinstance(result, CheckResult)
        assert result.accepted == all(finding.severity == "warning" for finding in result.findings)
        assert all(finding.message.isprintable() for finding in result.findings)


@MANY
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"LEDES1998B[]\r\n", b"<ledesxml>", b"\xef\xbb\xbf<?xml"])
)
def test_random_bytes(content: bytes, start: bytes) -> None:
    assert_verdict(start + content)


@MANY
@given(st.sampled_from(SAMPLES), st.data())
def test_turned_bits_cuts_and_insertions_in_every_sample(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content)))
        change = data.draw(st.sampled_from(["turn", "cut", "insert"]))
        if change == "turn" and place < len(content):
            content[place] ^= 1 << data.draw(st.integers(0, 7))
        elif change == "cut":
            del content[place : place + data.draw(st.integers(1, 400))]
        else:
            content[place:place] = data.draw(PIECES)
    assert_verdict(bytes(content))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_truncation_of_a_sample(path: Path) -> None:
    content = path.read_bytes()
    for end in range(0, len(content), 97):
        assert_verdict(content[:end])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-7", "cp037"])
@pytest.mark.parametrize("name", ["s01_98b_valid_two_invoices.txt", "s23_xml22_structure.xml"])
def test_other_encodings_are_refused_in_words(name: str, encoding: str) -> None:
    text = next(path for path in SAMPLES if path.name == name).read_text()
    content = text.encode(encoding)
    if encoding == "utf-7" and name.startswith("s01"):
        content = content.replace(b"LEDES", b"+AEw-EDES")
    loaded = load(BytesIO(content))
    if content != text.encode():
        assert not loaded.result.accepted
    assert_verdict(content)
