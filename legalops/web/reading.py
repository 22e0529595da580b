"""How whoever reads sees the product: language, notation of numbers and dates, and zone of clock times.

A person's own choice goes first, then the department's, which an administrator sets beside the brand.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.utils import translation

from legalops.kernel import languages, notations, zones
from legalops.web import brand


def reader_key() -> tuple[str | None, str, str]:
    """What tells one reader's markup from another's, for whatever is kept."""
    return translation.get_language(), notations.reader().code, zones.reader_name()


def language_of(person: Any, ask: Callable[[], brand.Brand] = brand.current) -> str:
    """The language in which a person reads; without a person the department's."""
    own = getattr(person, "language", "")
    return own if own in languages.offered() else languages.first_of(ask().language)


def notation_of(person: Any, ask: Callable[[], brand.Brand] = brand.current) -> str:
    """Code of the notation in which a person reads; without a person the department's."""
    own = getattr(person, "notation", "")
    return own if own in notations.NOTATIONS else notations.of(ask().notation).code


@contextmanager
def reading_as(person: Any) -> Iterator[None]:
    """Write for this person: for letters and notices."""
    with ExitStack() as stack:
        stack.enter_context(translation.override(language_of(person)))
        stack.enter_context(notations.reading_in(lambda: notation_of(person)))
        stack.enter_context(zones.reading_in(person.zone))
        yield


@contextmanager
def as_the_department() -> Iterator[None]:
    """Write for many readers, as the administrator chose: for documents."""
    with (
        translation.override(language_of(None)),
        notations.reading_in(lambda: notation_of(None)),
        zones.for_the_department(),
    ):
        yield


@contextmanager
def as_the_product() -> Iterator[None]:
    """Write what never depends on a reader: files that machines read, answers of the API."""
    with translation.override(languages.PRODUCTS), notations.as_the_product(), zones.for_the_department():
        yield
