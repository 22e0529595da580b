"""One chip: the sentence, the field to change it, and the address without it."""

from dataclasses import dataclass

from django.forms import BoundField


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter has a sentence and a removing address; an idle one waits in the Add menu."""

    name: str
    label: str
    field: BoundField | None
    sentence: str = ""
    remove_url: str = ""

    @property
    def active(self) -> bool:
        """Whether the filter narrows the list now."""
        return bool(self.sentence)
