"""Addresses of targets as they are shown and written to files: a chat system's is as good as a password."""

from urllib.parse import urlsplit

HIDDEN = "…"
_SIGNED = "generic"


def shown(url: str, shape: str) -> str:
    """The address; of one that lets whoever has it write to a channel, only scheme and host."""
    if shape == _SIGNED:
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{HIDDEN}"


def is_hidden(text: str) -> bool:
    """Whether this is an address as it is shown, not as it is used."""
    return text.endswith(f"/{HIDDEN}")
