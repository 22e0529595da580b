"""python -m legalops.documents.text.reader KIND PATH SECONDS MEMORY PAGES CHARACTERS

Writes {"pages": [...], "cut": bool} or {"problem": code} to standard output. Starts with no environment;
every limit is set before the file is touched.
"""

import json
import sys
from collections.abc import Callable

from legalops.documents.text.reader.limits import Limits, Pages, Unreadable, limit_process


def reader_of(kind: str) -> Callable[[str, Pages], None]:
    """Only what the kind needs is loaded. Raises KeyError for another kind."""
    if kind == "pdf":
        from legalops.documents.text.reader.pdf import read_pdf

        return read_pdf
    if kind == "text":
        from legalops.documents.text.reader.plain import read_plain

        return read_plain
    from legalops.documents.text.reader import office

    return {"word": office.read_word, "sheets": office.read_sheets, "slides": office.read_slides}[kind]


def main(arguments: list[str]) -> int:
    """Read one file within its limits."""
    kind, path, *numbers = arguments
    limits = Limits(*map(int, numbers))
    read = reader_of(kind)
    limit_process(limits)
    pages = Pages(limits, [])
    try:
        read(path, pages)
        answer = {"pages": pages.texts, "cut": pages.full}
    except Unreadable as failure:
        answer = {"problem": str(failure)}
    except MemoryError:
        answer = {"problem": "too_large"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
