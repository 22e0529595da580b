"""Bodies of requests to the API, whose texts can be kept."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser

from legalops.kernel.texts import unfit_places


class TextParser(JSONParser):
    """JSON. Raises ValidationError that names the first value that cannot be kept."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """What was sent."""
        sent = super().parse(stream, media_type, parser_context)
        _refuse_unfit(sent)
        return sent


class FormParser(MultiPartParser):
    """A form, perhaps with files. Raises as `TextParser` does."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> DataAndFiles:
        """What was sent."""
        sent = super().parse(stream, media_type, parser_context)
        _refuse_unfit({name: values[0] if len(values) == 1 else values for name, values in sent.data.lists()})
        return sent


def _refuse_unfit(sent: Any) -> None:
    place = next(unfit_places(sent), None)
    if place is None:
        return
    told: Any = [_("This holds characters that no text has. Type it anew and send it again.")]
    for name in reversed(place):
        told = {name: told}
    raise ValidationError(told)
