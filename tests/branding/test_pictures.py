"""A logo is taken apart and made again: nothing but the picture is left of it."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.branding.pictures import Unsound, cleaned
from tests.factories.pictures import JPEG, WEBP, chunk, png

SCRIPT = b"<script>alert(1)</script>"


def commented(data: bytes) -> bytes:
    return data[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(SCRIPT)) + SCRIPT + data[2:]


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (png(40, 20, chunk(b"tEXt", b"Comment\0" + SCRIPT)) + SCRIPT, "image/png", (40, 20)),
        (commented(JPEG) + SCRIPT, "image/jpeg", (1, 1)),
        (WEBP + SCRIPT, "image/webp", (1, 1)),
    ],
)
def test_what_is_no_part_of_the_picture_is_left_out(data, media_type, size):
    picture = cleaned(data)
    assert (picture.media_type, picture.width, picture.height) == (media_type, *size)
    assert b"script" not in picture.data
    assert cleaned(picture.data) == picture


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7",
        b"RIFF\x04\0\0\0AVI LIST",
        b"\0" * 100,
    ],
)
def test_other_kinds_are_refused(data):
    with pytest.raises(Unsound) as refused:
        cleaned(data)
    assert str(refused.value) == "kind"


def bomb(width: int, height: int, inflated: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0" * inflated)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (png(3000, 1), "large"),
        (bomb(2, 2, 50_000_000), "damaged"),
        (bomb(0, 2, 0), "damaged"),
        (bomb(2, 2, 3), "damaged"),
        (png(4, 4, chunk(b"acTL", b"\0" * 8)), "moving"),
        (png(4, 4, chunk(b"EVIL", b"")), "damaged"),
        (png(4, 4).replace(b"IDAT", b"IDAX"), "damaged"),
        (png(4, 4)[:-12], "damaged"),
        (JPEG[:-2], "damaged"),
        (JPEG[:30], "damaged"),
        (WEBP[:24], "damaged"),
        (b"RIFF" + struct.pack("<I", 12) + b"WEBPANIM\0\0\0\0", "moving"),
    ],
)
def test_what_is_damaged_moves_or_is_huge_is_refused(data, fault):
    with pytest.raises(Unsound) as refused:
        cleaned(data)
    assert str(refused.value) == fault


@given(st.sampled_from([png(4, 4), JPEG, WEBP]), st.data())
def test_any_bytes_give_a_sound_picture_or_a_refusal(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    changed = data[:at] + draw.draw(st.binary(max_size=4)) + data[at + draw.draw(st.integers(0, 4)) :]
    try:
        picture = cleaned(changed)
    except Unsound:
        return
    assert cleaned(picture.data) == picture


@given(
    st.binary(max_size=200), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x20\0\0\0WEBP"])
)
def test_noise_behind_a_signature_is_refused(noise, signature):
    try:
        cleaned(signature + noise)
    except Unsound:
        return
    pytest.fail("Noise became a picture.")
