"""Catalogues of words: whole for what people outside the department see, and right in their placeholders."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from legalops.locale import keeping
from legalops.locale.compiling import compile_all, read
from legalops.locale.extracting import Found, found_in, template_of
from legalops.locale.paths import catalogues


@pytest.fixture(scope="module")
def source():
    return list(found_in())


def test_the_catalogues_are_whole_and_right(source):
    assert [str(fault) for fault in keeping.faults(source)] == []


def test_extracting_twice_writes_the_same(source, tmp_path):
    for language, path in catalogues().items():
        copy = tmp_path / language / "LC_MESSAGES" / "django.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(path.read_bytes())
    keeping.update(source, tmp_path)
    once = {language: path.read_bytes() for language, path in catalogues(tmp_path).items()}
    keeping.update(reversed(source), tmp_path)
    assert {language: path.read_bytes() for language, path in catalogues(tmp_path).items()} == once


def test_what_is_marked_in_each_kind_of_source_is_found(source):
    found = {one.forms: one.file for one in source}
    assert found[("Sign in",)].startswith(("templates/", "legalops/"))
    assert ("%d minute ago", "%d minutes ago") in found
    assert found["{field} is blank.",] == "billing/ledes/messages.py"
    assert ("Upload of %(count)s file", "Upload of %(count)s files") in found
    assert ("Previous page",) in found  # a row template


def written(tmp_path, *messages):
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = Catalog(locale="de")
    for key, text in messages:
        catalog.add(key, text)
    with path.open("wb") as file:
        write_po(file, catalog)
    return tmp_path


@pytest.mark.parametrize(
    ("key", "text", "what"),
    [
        ("%(n)s left", "%(m)s übrig", "has other placeholders"),
        ("%s left", "übrig", "has other placeholders"),
        ("{field} is blank", "{Feld} ist leer", "has other placeholders"),
        (("%d day", "%d days"), ("%d Tag", ""), "needs 2 forms by number"),
        ("Decide. ", "Entscheiden.", "begins or ends with other white space"),
        ('<a href="x">a</a>', "<a>a</a>", "has other markup"),
    ],
)
def test_a_wrong_translation_is_named(tmp_path, key, text, what):
    folder = written(tmp_path, (key, text))
    assert [fault.what for fault in keeping.faults([], folder)] == [what]


def test_a_sentence_without_translation_is_named(tmp_path):
    folder = written(tmp_path)
    inside, outside = Found(("Hello",), "templates/base.html"), Found(("Later",), "templates/admin/x.html")
    assert [fault.sentence for fault in keeping.faults([inside, outside], folder)] == ["Hello"]


def test_extraction_keeps_what_is_translated_and_drops_what_is_gone(tmp_path):
    folder = written(tmp_path, ("Hello", "Hallo"), ("Gone", "Weg"), ("Far", "Fern"))
    places = [
        Found(("Hello",), "templates/base.html"),
        Found(("New",), "templates/base.html"),
        Found(("Far",), "templates/admin/x.html"),
        Found(("Farther",), "templates/admin/x.html"),
    ]
    assert keeping.update(places, folder) == {"de": 1}
    catalog = read(folder / "de" / "LC_MESSAGES" / "django.po", "de")
    assert {message.id: message.string for message in catalog if message.id} == {
        "Hello": "Hallo",
        "New": "",
        "Far": "Fern",
    }
    assert [path.name for path in compile_all(folder)] == ["django.mo"]


def test_an_empty_source_makes_an_empty_template():
    assert len(template_of([])) == 0
