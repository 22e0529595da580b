"""Every sentence of the source that is marked for translation, and the files it stands in.

GNU gettext is not needed: Python by Babel, row templates by Jinja2's extractor, page templates through
Django's own translation of a template into calls.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

from legalops.locale.paths import ROOT

# The names under which the source imports gettext.
_KEYWORDS: Final = (
    "_", "_now", "_t", "translated", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy",
)  # fmt: skip
_FOLDERS: Final = ("legalops", "vendors", "matters", "billing", "dashboards", "templates")
_SKIPPED: Final = re.compile(r"/(migrations|demo|styleguide)/|^legalops/(stack|locale|settings)/")
_JINJA: Final = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
# The checks of files know no gettext: what they found is put into the reader's words where it is shown.
_PURE_WORDS: Final = "billing/ledes/messages.py"
# Nor do the review rules. A message that takes a phrase made by its rule cannot be put together in another
# language.
_RULES: Final = re.compile(r"billing/review/rules/\w+\.py")
_PHRASES: Final = re.compile(r"\{(reason|duplicate_of|original|subject|spread|beyond|share|budget)\}")
_CALLS: Final = re.compile(r"n?gettext\(|_\(")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence, or its two forms by number, and the file where it stands."""

    forms: tuple[str, ...]
    file: str

    @property
    def key(self) -> str | tuple[str, ...]:
        """As catalogues have it."""
        return self.forms[0] if len(self.forms) == 1 else self.forms


def found_in(root: Path = ROOT) -> Iterator[Found]:
    """All sentences, file by file in order; a sentence comes once for each place."""
    for file in _files(root):
        name = file.relative_to(root).as_posix()
        for forms in _sentences(name, file.read_bytes()):
            yield Found(forms, name)


def template_of(found: Iterable[Found]) -> Catalog:
    """A catalogue of these sentences without translations."""
    catalog = Catalog(project="LegalOps", fuzzy=False)
    for one in found:
        flags = ["python-format"] if re.search(r"%(\(\w+\))?[sdf]", one.forms[0]) else []
        catalog.add(one.key, flags=flags)
    return catalog


def _files(root: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and not _SKIPPED.search(
                path.relative_to(root).as_posix()
            ):
                yield path


def _sentences(name: str, content: bytes) -> Iterator[tuple[str, ...]]:
    if _RULES.fullmatch(name):
        yield from ((each,) for each in _words_of_rules(content))
    elif name == _PURE_WORDS:
        yield from ((each,) for each in _texts_in(content))
    elif name.endswith(".py"):
        yield from _of_python(content)
    elif name.startswith("templates/jinja2/"):
        for _line, _function, message, _comments in babel_extract(
            BytesIO(content), _KEYWORDS, [], {"extensions": "jinja2.ext.i18n", **_JINJA}
        ):
            yield from _forms(message)
    else:
        text = templatize(content.decode(), origin=name)
        calls = [line.strip() for line in text.splitlines() if _CALLS.search(line)]
        for call in calls:
            yield from _of_python(f"{call}\n".encode())


def _texts_in(content: bytes) -> Iterator[str]:
    """The sentences of the pairs in a table of messages."""
    pairs = (node for node in ast.walk(ast.parse(content)) if isinstance(node, ast.Tuple))
    for pair in pairs:
        yield from (each.value for each in pair.elts if isinstance(each, ast.Constant))


def _words_of_rules(content: bytes) -> Iterator[str]:
    """Titles, guidelines and messages."""
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Rule":
            given = {each.arg: each.value for each in node.keywords}
            for name in ("title", "guideline", "message"):
                words = given.get(name)
                if isinstance(words, ast.Constant) and not _PHRASES.search(words.value):
                    yield words.value


def _of_python(content: bytes) -> Iterator[tuple[str, ...]]:
    for _line, _function, message, _comments in extract_python(BytesIO(content), _KEYWORDS, [], {}):
        yield from _forms(message)


def _forms(message: object) -> Iterator[tuple[str, ...]]:
    """The literal sentences of a call: one, or two by number; what is computed is none."""
    given = message if isinstance(message, tuple | list) else (message,)
    literal = tuple(each for each in given if isinstance(each, str))
    if literal and isinstance(given[0], str) and literal[0].strip():
        yield literal[:2]
