"""Starting the limited process, and believing nothing that it says beyond its form."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from legalops.documents import sniffing
from legalops.documents.enums import TextProblem
from legalops.documents.text.reader.limits import ANSWER_BYTES

ROOT: Final = Path(__file__).resolve().parents[3]
KINDS: Final = {
    sniffing.TEXT: "text",
    sniffing.XML: "text",
    sniffing.PDF: "pdf",
    sniffing.DOCX: "word",
    sniffing.XLSX: "sheets",
    sniffing.PPTX: "slides",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts by page; `cut` where there was more; or a `problem`."""

    pages: tuple[str, ...] = ()
    cut: bool = False
    problem: str = ""


def read_file(path: Path, media_type: str) -> Reading:
    """The text of a stored file, read by a process that time, memory and size are limited for.

    Whatever the file does to that process, this answers within `TEXT_MAX_SECONDS` and a little.
    """
    if media_type not in KINDS:
        return Reading(problem=TextProblem.OTHER_KIND)
    numbers = (
        settings.TEXT_MAX_SECONDS, settings.TEXT_MAX_MEMORY_BYTES, settings.TEXT_MAX_PAGES,
        settings.TEXT_MAX_CHARACTERS,
    )  # fmt: skip
    command = [sys.executable, "-s", "-m", "legalops.documents.text.reader", KINDS[media_type], str(path)]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                [*command, *map(str, numbers)], cwd=ROOT, env={"LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
                stdout=answer, stderr=subprocess.DEVNULL, timeout=settings.TEXT_MAX_SECONDS + 5,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Reading(problem=TextProblem.TOO_LARGE)
        if done.returncode:
            return Reading(problem=TextProblem.TOO_LARGE if done.returncode < 0 else TextProblem.DAMAGED)
        answer.seek(0)
        return _understood(answer.read(ANSWER_BYTES))


def _understood(answer: bytes) -> Reading:
    try:
        said: dict[str, Any] = json.loads(answer)
        if "problem" in said:
            return Reading(problem=TextProblem(said["problem"]))
        pages = tuple(_clean(str(page)) for page in said["pages"])
    except (ValueError, KeyError, TypeError):
        return Reading(problem=TextProblem.DAMAGED)
    if not "".join(pages).strip():
        return Reading(problem=TextProblem.NO_TEXT)
    return Reading(pages, bool(said.get("cut")))


def _clean(text: str) -> str:
    """Without what the database or a page cannot hold: NUL, lone surrogates, our own page mark."""
    kept = text.replace("\0", " ").replace("\f", "\n")
    return kept.encode("utf-8", errors="replace").decode()
