"""Tables to fill in: headings and one made-up row, never a record."""

import io
from typing import BinaryIO

from legalops.imports.registry import Importable
from legalops.web.exports import Sheet, write_xlsx


def sheet(importable: Importable) -> Sheet:
    """The headings of a kind above an example."""
    columns = importable.columns
    return Sheet([str(each.label) for each in columns], [[each.example for each in columns]])


def workbook(importable: Importable) -> BinaryIO:
    """The same as a workbook, from its beginning."""
    file = io.BytesIO()
    write_xlsx(sheet(importable), file, str(importable.plural))
    file.seek(0)
    return file
