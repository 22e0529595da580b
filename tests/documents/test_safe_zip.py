"""Archives from strangers (domain/reliability.md §4 test 39)."""

import io
import stat
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalops.documents.safe_zip import ZipLimits, members
from legalops.kernel.errors import DomainError
from tests.documents.archives import LEDES, Raw, end_record, handmade, packed, with_mode

ZEROS = bytes(8 * 1024 * 1024)


def contents(data, limits=None):
    """Everything in the archive, read to the end."""
    found = {}
    for member in members(io.BytesIO(data), limits):
        with member.open() as file:
            found[member.name] = file.read()
    return found


def code_of(data, limits=None):
    """The refusal's code."""
    with pytest.raises(DomainError) as refused:
        contents(data, limits)
    assert str(refused.value).endswith(".")
    return refused.value.code.removeprefix("documents.zip_")


def test_honest_archive_gives_its_files_in_order_with_base_names():
    data = packed(("may/b.txt", LEDES), ("a.txt", b"x" * 100), ("may/", b""))
    assert list(contents(data).items()) == [("b.txt", LEDES), ("a.txt", b"x" * 100)]
    assert [(m.name, m.size) for m in members(io.BytesIO(data))] == [("b.txt", len(LEDES)), ("a.txt", 100)]


def test_stored_members_and_system_litter():
    data = packed(
        ("__MACOSX/._a.txt", b"\0\1"), ("a.txt", LEDES), (".DS_Store", b"x"), method=zipfile.ZIP_STORED
    )
    assert contents(data) == {"a.txt": LEDES}


def test_long_member_can_be_read_in_pieces():
    text = b"".join(b"%d|100.00|text[]\r\n" % n for n in range(100_000))
    (member,) = members(io.BytesIO(packed(("big.txt", text))))
    with member.open() as file:
        assert b"".join(file) == text


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "a/../../evil.txt",
        "/etc/passwd",
        "..\\evil.txt",
        "C:\\evil.txt",
        "\\\\host\\x",
        "a\0.txt",
    ],
)
def test_path_traversal_is_refused(name):
    assert code_of(handmade([Raw(name.encode(), LEDES)])) == "unsafe_name"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(kind):
    assert code_of(with_mode("link.txt", kind | 0o777)) == "link"


def test_bomb_by_ratio_is_refused_before_inflating():
    assert code_of(packed(("zeros.txt", ZEROS))) == "bomb"


def test_bomb_of_many_small_members_is_refused():
    data = packed(*[(f"{n}.txt", bytes(1024 * 1024)) for n in range(20)])
    assert code_of(data) == "bomb"


def test_total_is_limited():
    noise = bytes(range(256)) * 4096
    data = packed(*[(f"{n}.txt", noise) for n in range(5)], method=zipfile.ZIP_STORED)
    assert code_of(data, ZipLimits(total_bytes=4 * 1024 * 1024)) == "too_large"


def test_lying_size_gives_no_more_than_it_declared():
    """The archive claims 10 bytes for 8 MiB of zeros: reading ends with a refusal, without the memory."""
    data = handmade([Raw(b"liar.txt", ZEROS, declared=10)])
    tracemalloc.start()
    assert code_of(data) == "damaged"
    assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    tracemalloc.stop()


def test_size_that_promises_more_is_refused():
    assert code_of(handmade([Raw(b"liar.txt", LEDES, declared=len(LEDES) + 5)])) == "damaged"


def test_budget_is_shared_by_members_read_one_after_another():
    """The budget counts what is inflated, whatever the directory added up to."""
    data = packed(("a.txt", LEDES), ("b.txt", LEDES))
    first, second = members(io.BytesIO(data), ZipLimits(total_bytes=2 * len(LEDES)))
    for member in (first, second):
        with member.open() as file:
            file.read()
    with pytest.raises(DomainError, match="once unpacked"), first.open() as file:
        file.read()


def test_overlapping_members_are_refused():
    first = Raw(b"a.txt", LEDES)
    assert code_of(handmade([first, Raw(b"b.txt", LEDES, offset=0)])) in ("overlap", "damaged")
    twice = handmade([first, Raw(b"a.txt", LEDES, offset=0)])
    assert code_of(twice) == "overlap"


def test_member_reaching_into_the_directory_is_refused():
    honest = bytearray(packed(("a.txt", LEDES)))
    at = honest.rfind(b"PK\x01\x02")
    honest[at + 20 : at + 24] = (10_000).to_bytes(4, "little")
    assert code_of(bytes(honest)) == "damaged"


@pytest.mark.parametrize("flags", [0x1, 0x40 | 0x1])
def test_encrypted_members_are_refused(flags):
    assert code_of(handmade([Raw(b"secret.txt", LEDES, flags=flags)])) == "encrypted"


@pytest.mark.parametrize("name", ["inner.zip", "inner.txt"])
def test_archive_in_archive_is_refused_by_name_and_by_content(name):
    assert code_of(packed((name, packed(("a.txt", LEDES))))) == "nested"


@pytest.mark.parametrize("head", [b"\x1f\x8b\x08rest", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00"])
def test_other_archives_in_archive_are_refused(head):
    assert code_of(packed(("a.txt", head + bytes(200)))) == "nested"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_is_refused(method):
    assert code_of(packed(("a.txt", LEDES), method=method)) == "method"


def test_same_name_twice_is_refused():
    assert code_of(handmade([Raw(b"a.txt", LEDES), Raw(b"a.txt", b"other")])) == "duplicate_name"


def test_hundred_thousand_entries_are_refused_without_reading_them():
    """The end record counts modulo 65,536 (34,464), and the directory is too long for the limit anyway."""
    data = handmade([Raw(b"%d" % n, b"") for n in range(100_000)])
    began = time.process_time()
    assert code_of(data) == "too_many"
    assert time.process_time() - began < 0.5


def test_count_that_lies_is_counted():
    data = handmade([Raw(b"%d" % n, b"") for n in range(30)], end=lambda _count, *rest: end_record(3, *rest))
    assert code_of(data, ZipLimits(entries=20)) == "too_many"


def test_zip64_is_refused():
    data = handmade([Raw(b"a", b"x")], end=lambda *_: end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))
    assert code_of(data) == "too_many"


def test_bytes_before_the_archive_are_refused():
    assert code_of(b"%PDF-1.7\n" + packed(("a.txt", LEDES))) == "damaged"
    assert code_of(handmade([Raw(b"a.txt", LEDES)], prefix=b"#!/bin/sh\n")) == "damaged"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", LEDES, bytes(100_000)])
def test_what_is_no_archive_is_refused(data):
    assert code_of(data) == "damaged"


def test_empty_archive_is_refused():
    assert code_of(packed()) == "empty"
    assert code_of(packed(("folder/", b""))) == "empty"


def test_every_truncation_is_refused():
    whole = packed(("a.txt", LEDES), ("b.txt", LEDES[:300]))
    for length in range(len(whole)):
        assert code_of(whole[:length]) == "damaged"


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_damaged_bytes_give_the_truth_or_a_refusal(data):
    """Flipped bytes anywhere: either the refusal of a DomainError or contents whose checksum held."""
    whole = bytearray(packed(("a.txt", LEDES), ("b.txt", LEDES[::-1])))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[at] = data.draw(st.integers(0, 255))
    found = {}
    with suppress(DomainError):
        found = contents(bytes(whole))
    assert set(found.values()) <= {LEDES, LEDES[::-1]}
