"""Types by content, polyglots, and names."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.documents import sniffing
from legalops.documents.names import clean_name
from legalops.documents.sniffing import Sniffer
from tests.documents.archives import LEDES, packed


def sniff(data, step=1000):
    """A sniffer that was fed the data in pieces."""
    sniffer = Sniffer()
    for at in range(0, len(data), step):
        sniffer.feed(data[at : at + step])
    return sniffer


def office(folder):
    """The skeleton of an Office file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (LEDES, sniffing.TEXT),
        (b"\xef\xbb\xbf" + LEDES, sniffing.TEXT),
        ("café “quoted”".encode("cp1252"), sniffing.TEXT),
        (LEDES.decode().encode("utf-16"), sniffing.TEXT),
        (LEDES + b"\x1a", sniffing.TEXT),
        (b"<?xml version='1.0'?><invoice/>", sniffing.XML),
        (b"  <!DOCTYPE html><p>", sniffing.HTML),
        (b"<?xml version='1.0'?><svg onload='x()'/>", sniffing.HTML),
        (b"%PDF-1.7\n...", sniffing.PDF),
        (packed(("a.txt", LEDES)), sniffing.ZIP),
        (office("word"), sniffing.DOCX),
        (office("xl"), sniffing.XLSX),
        (office("ppt"), sniffing.PPTX),
        (b"MZ\x90\x00", sniffing.PROGRAM),
        (b"\x7fELF\x02", sniffing.PROGRAM),
        (b"#!/bin/sh\nrm", sniffing.PROGRAM),
        (b"\x89PNG\r\n\x1a\n..", "image/png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (LEDES + b"\0" + LEDES, sniffing.BINARY),
        (LEDES * 500 + b"\0", sniffing.BINARY),
        (bytes(range(256)), sniffing.BINARY),
    ],
)
def test_type_is_read_from_the_bytes(data, media_type):
    assert sniff(data).media_type == media_type


@pytest.mark.parametrize("data", [LEDES, packed(("a.txt", LEDES)), office("word"), b"%PDF-1.7\nx"])
def test_honest_files_are_one_kind(data):
    assert not sniff(data).is_polyglot


def test_stored_pdf_in_a_zip_is_honest():
    assert not sniff(packed(("bill.pdf", b"%PDF-1.7\n..."), method=zipfile.ZIP_STORED)).is_polyglot


@pytest.mark.parametrize(
    "front", [b"%PDF-1.7\n", b"GIF89a....", b"\x89PNG\r\n\x1a\n", b"MZ", b"<html><script>"]
)
def test_archive_behind_another_file_is_a_polyglot(front):
    assert sniff(front + packed(("a.txt", LEDES))).is_polyglot


def test_pdf_behind_text_is_a_polyglot():
    assert sniff(b"hello\n%PDF-1.7\n").is_polyglot


def test_pdf_hidden_in_an_archive_is_a_polyglot():
    assert sniff(packed(("%PDF-1.7", b"x" * 50), method=zipfile.ZIP_STORED)).is_polyglot


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_feeding_in_pieces_changes_nothing(data, step):
    whole, pieces = sniff(data, len(data) or 1), sniff(data, step)
    assert (whole.media_type, whole.is_polyglot, whole.size) == (
        pieces.media_type,
        pieces.is_polyglot,
        len(data),
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\bills\\May 2026.txt", "May 2026.txt"),
        ("../../etc/passwd", "passwd"),
        ("may\0\r\nSet-Cookie: x.txt", "maySet-Cookie: x.txt"),
        ("gpj\u202etxt.exe", "gpjtxt.exe"),
        ("  .. ", "file"),
        ("", "file"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("x" * 300 + ".txt", "x" * 251 + ".txt"),
    ],
)
def test_names_become_harmless(given, shown):
    assert clean_name(given) == shown


@given(st.text(max_size=600))
def test_any_name_is_one_short_line(name):
    shown = clean_name(name)
    assert 0 < len(shown) <= 255
    assert not set(shown) & set("/\\\0\r\n\u202e")
    assert clean_name(shown) == shown
