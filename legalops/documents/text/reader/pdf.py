"""PDF through PDFium, whose every object ends with this process."""

import pypdfium2

from legalops.documents.text.reader.limits import Pages, Unreadable


def read_pdf(path: str, pages: Pages) -> None:
    """The text layer of each page; a scan has none. Raises Unreadable "password" or "damaged"."""
    try:
        document = pypdfium2.PdfDocument(path)
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage().get_text_range()
            if not pages.add(text.replace("\r\n", "\n").replace("\ufffe", "-")):
                break
            page.close()
    except pypdfium2.PdfiumError as failure:
        raise Unreadable("password" if "password" in str(failure).lower() else "damaged") from failure
