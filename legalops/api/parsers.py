"""Bodies of requests to the API."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


class TextParser(JSONParser):
    """JSON whose texts can be kept: neither NUL nor half of a surrogate pair is text to PostgreSQL."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """What was sent. Raises ValidationError that names the first value that cannot be kept."""
        sent = super().parse(stream, media_type, parser_context)
        place = next(_unfit(sent, ()), None)
        if place is not None:
            raise ValidationError(_told(place))
        return sent


def _unfit(value: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Where texts stand that cannot be kept, names of values among them."""
    if isinstance(value, str) and not _fits(value):
        yield place
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _unfit(inner, (*place, name)) if _fits(name) else (place,)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unfit(inner, (*place, str(number)))


def _fits(text: str) -> bool:
    return _UNFIT.search(text) is None


def _told(place: tuple[str, ...]) -> Any:
    told: Any = [_("This holds characters that no text has. Type it anew and send it again.")]
    for name in reversed(place):
        told = {name: told}
    return told
