"""The text of files in the search: read within limits, hidden with its record, gone with its file."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from legalops.documents import sniffing
from legalops.documents.models import StoredText
from legalops.documents.services.reading import open_stored
from legalops.documents.text.process import read_file
from legalops.files.models import File
from legalops.files.services.adding import add_file, add_version
from legalops.files.services.changing import remove_file
from legalops.files.tasks import read_version
from legalops.search.selectors import search
from legalops.search.services.following import follow
from legalops.search.services.indexing import verify
from matters.models import Matter
from tests.factories import make_matter, make_person, raise_wall

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    return office(("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'))


def office(*parts: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf(words: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if words else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + table + end


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    '<c t="s"><v>0</v></c><c><v>42.5</v></c></row></sheetData></worksheet>'
)
SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Escrow</t></si></sst>'
SLIDE = (
    '<p:sld xmlns:p="p" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>Synergies</a:t></a:r></a:p></p:sld>"
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (sniffing.TEXT, "Grüße".encode("cp1252"), ("Grüße",)),
        (sniffing.DOCX, word("Indemnity", "Governing law"), ("Indemnity\nGoverning law\n",)),
        (sniffing.XLSX, office(("xl/sharedStrings.xml", SHARED), ("xl/worksheets/sheet1.xml", SHEET)),
         ("Escrow\t42.5",)),
        (sniffing.PPTX, office(("ppt/slides/slide1.xml", SLIDE)), ("Synergies\n",)),
        (sniffing.PDF, pdf("Force majeure"), ("Force majeure",)),
    ],
)  # fmt: skip
def test_text_is_read(tmp_path, kind, content, expected):
    (tmp_path / "file").write_bytes(content)
    assert read_file(tmp_path / "file", kind).pages == expected


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        (sniffing.PDF, pdf(""), "no_text"),
        (sniffing.PDF, b"%PDF-1.7 nothing", "damaged"),
        (sniffing.DOCX, b"PK\x03\x04 nothing", "damaged"),
        (sniffing.DOCX, office(("word/document.xml", "<w:document")), "damaged"),
        (
            sniffing.DOCX,
            office(("word/document.xml", "<a>" + f"<b>{'0' * 1000}</b>" * 80_000 + "</a>")),
            "too_large",
        ),
        ("image/png", b"\x89PNG", "other_kind"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, kind, content, problem):
    (tmp_path / "file").write_bytes(content)
    assert read_file(tmp_path / "file", kind).problem == problem


def test_entities_are_not_expanded(tmp_path):
    content = office(("word/document.xml", f'{BOMB}<w:p xmlns:w="{W}"><w:t>&b;</w:t></w:p>'))
    (tmp_path / "file").write_bytes(content)
    assert "aaaa" not in "".join(read_file(tmp_path / "file", sniffing.DOCX).pages)


def test_memory_and_time_are_limited_from_outside(tmp_path, settings):
    settings.TEXT_MAX_MEMORY_BYTES = 64 * 1024 * 1024
    (tmp_path / "file").write_bytes(word(*["x" * 1000] * 40_000))
    assert read_file(tmp_path / "file", sniffing.DOCX).problem in ("too_large", "damaged")


def test_only_so_much_is_kept(tmp_path, settings):
    settings.TEXT_MAX_CHARACTERS = 100
    (tmp_path / "file").write_bytes(b"word " * 1000)
    read = read_file(tmp_path / "file", sniffing.TEXT)
    assert (len("".join(read.pages)), read.cut) == (100, True)


@pytest.fixture
def file(db):
    matter = make_matter()
    content = io.BytesIO(word("The indemnity is capped at twelve months of fees."))
    return read(add_file(matter, content, name="Agreement.docx", actor=matter.lead).version.file)


def read(file: File) -> File:
    file.refresh_from_db()
    read_version(None, version_id=file.current_id)
    return file


def found(person, words: str) -> list[int]:
    return [key for code, key in search(person, words, forgiving=False).keys if code == "file"]


def test_a_file_is_found_by_its_text_with_the_passage(file):
    manager = make_person("legal_ops_manager")
    assert found(manager, "indemnity capped") == [file.pk]
    client = Client()
    client.force_login(manager)
    page = client.get(reverse("search:results"), {"q": "indemnity"}).content.decode()
    assert "<mark>indemnity</mark> is capped" in page
    assert "Agreement.docx" in page
    shown = client.get(reverse("files:file", args=[file.reference])).content.decode()
    assert "capped at twelve months" in shown


def test_a_wall_hides_it_at_once(file):
    manager = make_person("legal_ops_manager")
    raise_wall(Matter.objects.get(pk=file.record_id), manager)
    assert found(manager, "indemnity") == []


def test_a_new_version_is_read_and_the_old_text_goes(file):
    add_version(file, io.BytesIO(word("Liability is unlimited.")), name="b.docx", actor=file.made_by)
    read(file)
    assert found(file.made_by, "unlimited") == [file.pk]
    assert found(file.made_by, "indemnity") == []


def test_removal_takes_it_out_and_verify_agrees(file):
    follow()
    remove_file(file, reason="Wrong matter", actor=file.made_by)
    assert found(file.made_by, "indemnity") == []
    drift = {each.code: each for each in verify()}["file"]
    assert drift.leftover == 1
    follow()
    assert {each.code: each for each in verify()}["file"].whole


def test_equal_contents_are_read_once(file):
    other = make_matter()
    with open_stored(file.current.document) as content:
        read(add_file(other, content, name="Copy.docx", actor=other.lead).version.file)
    assert StoredText.objects.count() == 1
