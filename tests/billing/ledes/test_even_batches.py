"""How a file is cut into batches."""

from io import BytesIO
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from bench.ingest import write_feed
from billing.ledes import frames
from billing.ledes.fast.reader import read_batches


def heights(lines, size):
    file = BytesIO()
    write_feed(file, lines, "M")
    file.seek(0)
    return [batch.lines.height for batch in read_batches(file, target_lines=size)]


@given(st.integers(1, 10**7))
def test_no_batch_is_too_many(records):
    size = frames.even_batches(records + 2)
    assert size <= frames.TARGET_LINES + 3
    assert ceil(records / size) == ceil(records / frames.TARGET_LINES)


def test_last_batch_is_no_leftover(monkeypatch):
    monkeypatch.setattr(frames, "TARGET_LINES", 1_000)
    assert heights(2_400, frames.even_batches(2_402)) == [1000, 1000, 400]
    assert heights(2_000, frames.even_batches(2_002)) == [1200, 800]
    # Cut at the target itself, the last invoice would be a batch of its own.
    assert heights(2_000, 1_000) == [1000, 800, 200]
