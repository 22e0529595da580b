"""Bringing the catalogues up to the source, and saying what is wrong in them."""

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from legalops.locale.compiling import read
from legalops.locale.extracting import Found, template_of
from legalops.locale.paths import FOLDER, catalogues
from legalops.locale.scope import is_whole

_PERCENT: Final = re.compile(r"%(?:\((\w+)\))?[sdf]")
_WIDTH: Final = 108


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence of a language that is missing or wrong."""

    language: str
    sentence: str
    what: str

    def __str__(self) -> str:
        return f"{self.language}: {self.what}: {self.sentence!r}"


def update(found: Iterable[Found], folder: Path = FOLDER) -> dict[str, int]:
    """Write each catalogue anew: what has to be translated or already is, in the order of the alphabet; how
    many sentences each then lacks. Translations of what is no longer in the source go.
    """
    found = list(found)
    missing = {}
    for language, path in catalogues(folder).items():
        known = read(path, language)
        wanted = _wanted(found, known)
        fresh = Catalog(locale=language, project="LegalOps", fuzzy=False, header_comment="#")
        for message in template_of(wanted):
            if message.id:
                old = known.get(message.id)
                text = old.string if old else ("" if isinstance(message.id, str) else ("", ""))
                fresh.add(message.id, text, flags=message.flags)
        path.write_bytes(_as_file(fresh))
        missing[language] = sum(1 for message in fresh if message.id and not _translated(message))
    return missing


def faults(found: Iterable[Found], folder: Path = FOLDER) -> Iterator[Fault]:
    """What is missing in the catalogues, and every translation whose placeholders or forms are wrong."""
    found = list(found)
    whole = {one.key: one for one in found if is_whole(one.file)}
    for language, path in catalogues(folder).items():
        catalog = read(path, language)
        for key, one in whole.items():
            message = catalog.get(key)
            if message is None or not _translated(message):
                yield Fault(language, one.forms[0], "not translated")
        for message in catalog:
            if message.id:
                yield from _faults_of(message, language, catalog.num_plurals)


def _wanted(found: list[Found], known: Catalog) -> list[Found]:
    """The sentences that a catalogue has to hold."""
    keys = {one.key for one in found if is_whole(one.file)}
    keys |= {one.key for one in found if (old := known.get(one.key)) and _translated(old)}
    return sorted((one for one in found if one.key in keys), key=lambda one: one.forms)


def _faults_of(message: Message, language: str, plurals: int) -> Iterator[Fault]:
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    if not any(texts):
        return
    if len(sources) > 1 and (len(texts) != plurals or not all(texts)):
        yield Fault(language, sources[0], f"needs {plurals} forms by number")
        return
    for text in texts:
        if _placeholders(text) not in [_placeholders(source) for source in sources]:
            yield Fault(language, sources[0], "has other placeholders")
        if _edges(text) != _edges(sources[0]):
            yield Fault(language, sources[0], "begins or ends with other white space")
        if _tags(text) != _tags(sources[0]):
            yield Fault(language, sources[0], "has other markup")


def _placeholders(text: str) -> list[str]:
    """Named ones in any order; those without a name in theirs."""
    if "%(" in text or _PERCENT.search(text):
        return sorted(found.group() for found in _PERCENT.finditer(text))
    try:
        return sorted(name for _text, name, _form, _how in string.Formatter().parse(text) if name)
    except ValueError:
        return []


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?[a-z][^>]*>", text))


def _translated(message: Message) -> bool:
    return bool(message.string) if isinstance(message.string, str) else all(message.string)


def _as_file(catalog: Catalog) -> bytes:
    """Without the moment of writing, so that the same sentences are the same file."""
    file = BytesIO()
    write_po(file, catalog, width=_WIDTH, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return head.encode() + file.getvalue()
