"""Keys of records as people and addresses write them."""

# What a bigint holds whatever the digits.
_DIGITS = 18


def key_in(text: str) -> int | None:
    """The primary key that was written, or None where it can be none: plain digits, at most 18 of them."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
