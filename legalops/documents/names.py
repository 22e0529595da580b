"""File names that come from outside: data to show, never a path."""

import re
import unicodedata

LENGTH = 255


def clean_name(name: str) -> str:
    """The last part of a path without control, invisible or direction-changing characters; at most 255."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(each for each in base if unicodedata.category(each)[0] != "C").strip()
    shown = re.sub(r"\s+", " ", shown)
    if shown.strip(".") == "":
        return "file"
    stem, dot, extension = shown.rpartition(".")
    if len(shown) > LENGTH and dot and len(extension) <= 10:
        return stem[: LENGTH - len(extension) - 1] + dot + extension
    return shown[:LENGTH]
