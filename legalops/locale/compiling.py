"""Catalogues for programs (.mo) made of those for people (.po). Needs Babel alone: `python -m` it.

They are made by the build and at start-up, like the browser's assets, and are not committed.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from legalops.locale.paths import FOLDER, catalogues


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it stands in the file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Write every catalogue for programs anew; what was written."""
    written = []
    for language, path in catalogues(folder).items():
        target = path.with_suffix(".mo")
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, read(path, language))
        fresh.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
