"""Reading and writing the configuration's files: one YAML list for each section, in one folder."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.sections import Item, Section, sections

_ENDING = ".yaml"
_LARGEST_FILE = 5_000_000
_HEADING = "# {label} of this department. `config diff` compares, `config apply` sets.\n"


def write_section(folder: Path, section: Section, items: list[Item]) -> Path:
    """Write one section's items, keys first, and answer the file. The folder is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{section.name}{_ENDING}"
    names = (section.key, *section.fields)
    plain = [{name: _plain(item[name]) for name in names if name in item} for item in items]
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(_HEADING.format(label=section.label) + text, encoding="utf-8")
    return path


def read_folder(folder: Path) -> dict[str, list[Any]]:
    """Section name to what its file holds, for the files that are there.

    Raises ConfigurationFaults naming every file that is no section's, cannot be read or holds no list.
    """
    if not folder.is_dir():
        raise ConfigurationFaults([f"{folder} is no folder. Write one with: config export {folder}"])
    known = {each.name for each in sections()}
    found: dict[str, list[Any]] = {}
    faults: list[str] = []
    for path in sorted(folder.glob(f"*{_ENDING}")):
        if path.stem not in known:
            faults.append(f"{path.name}: there is no such section. Sections: {', '.join(sorted(known))}.")
        elif isinstance(held := _read(path, faults), list):
            found[path.stem] = held
    if not found and not faults:
        faults.append(f"{folder} holds no {_ENDING} file of a section.")
    if faults:
        raise ConfigurationFaults(faults)
    return found


def fingerprint(folder: Path) -> str:
    """One hash over names and contents of the folder's section files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob(f"*{_ENDING}")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read(path: Path, faults: list[str]) -> Any:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("it is larger than 5 MB.")
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        faults.append(f"{path.name}: it cannot be read: {_where(error)}")
        return None
    if not isinstance(held, list):
        faults.append(f"{path.name}: it has to hold a list of items, each beginning with “- ”.")
    return held


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error)
    return f"line {mark.line + 1}, column {mark.column + 1}: {getattr(error, 'problem', '')}."


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | date):
        return str(value)
    return str(value)
