"""Writing the present configuration."""

from collections.abc import Collection
from pathlib import Path

from legalops.configuration.files import write_section
from legalops.configuration.sections import find, sections


def export_folder(folder: Path, names: Collection[str] = ()) -> list[Path]:
    """Write every section, or those named, and answer the files. Raises DomainError for an unknown name."""
    chosen = [find(name) for name in names] or sections()
    return [write_section(folder, section, section.export()) for section in chosen]
