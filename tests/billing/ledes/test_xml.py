"""XML checks: each code, and what must never be parsed."""

from io import BytesIO
from pathlib import Path

import pytest

from billing.ledes import CheckResult, UnsupportedForImport, check, load
from tests.billing.ledes.files import codes

SAMPLES = Path(__file__).parent / "samples"
XML22 = (SAMPLES / "s23_xml22_structure.xml").read_bytes()
XML2000 = (SAMPLES / "s21_xml2000_structure.xml").read_bytes()


def verdict(content: bytes, *, strict: bool = False) -> CheckResult:
    return check(BytesIO(content), strict=strict)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<inv_total_net_due>1603.25", b"<inv_total_net_due>1603.27", "X501"),
        (b"<base_amount>1625.00", b"<base_amount>1625.02", "X502"),
        (b"<units>2.50", b"<units>two", "X502"),
        (b"<units>2.50", b"<units>1e9", "X502"),
        (b"<units>2.50", b"<units>NaN", "X502"),
        (b"<fee><charge_date>2026-05-04</charge_date><tk_id>TK001", b"<fee><tk_id>TK002", "X503"),
        (b"<file_item_nbr>12<", b"<file_item_nbr>11<", "X504"),
        (b"<inv_date>2026-06-05", b"<inv_date>2026-02-30", "X505"),
        (b"ledesxmlebilling2.2", b"ledes:Invoice", "X500"),
        (b"ledesxmlebilling2.2", b"LEDES", "F001"),
        (b"</invoice>", b"</invoce>", "X500"),
        (b'encoding="UTF-8"', b'encoding="UTF-7"', "F005"),
        (b'encoding="UTF-8"', b'encoding="EBCDIC-CP-BE"', "F005"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_code(old: bytes, new: bytes, code: str) -> None:
    content = XML22.replace(old, new)
    assert content != XML22
    result = verdict(content)
    assert not result.accepted
    assert code in codes(result, "error")


def test_compact_dates_belong_to_xml_2000_only() -> None:
    assert verdict(XML2000).accepted
    assert codes(verdict(XML2000.replace(b"20260605", b"2026-06-05"))) == ["X505"]


def test_another_namespace_or_prefix_does_not_matter() -> None:
    assert verdict(XML22.replace(b'xmlns="http://www.ledes.org/LEDES22.xsd"', b"")).accepted


def test_a_bare_document_type_is_left_out_unless_strict() -> None:
    content = XML2000.replace(
        b"<ledesxml>", b'<!DOCTYPE ledesxml SYSTEM "http://example.com/ledes2000.dtd">\n<ledesxml>'
    )
    assert codes(verdict(content), "warning") == ["X506"]
    assert codes(verdict(content, strict=True), "error") == ["X506"]


BOMB = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]>'


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB,
        b'<!DOCTYPE ledesxml [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE ledesxml [<!ENTITY % e SYSTEM "http://example.com/x"> %e;]>',
        b'<!doctype ledesxml [<!entity e "x">]>',
        b"<!-- <!DOCTYPE x> --><!DOCTYPE ledesxml [ ]>",
    ],
)
def test_entities_are_refused_before_parsing(doctype: bytes) -> None:
    result = verdict(XML2000.replace(b"<ledesxml>", doctype + b"<ledesxml>"))
    assert "X506" in codes(result, "error")


def test_a_document_type_in_a_comment_is_harmless() -> None:
    assert verdict(XML2000.replace(b"<firm>", b"<!-- <!DOCTYPE x [<!ENTITY y 'z'>]> --><firm>", 1)).accepted


def test_deep_and_large_documents_are_refused_in_words() -> None:
    assert "X500" in codes(verdict(b"<ledesxml>" + b"<firm>" * 100_000))
    assert codes(verdict(b"<ledesxml>" + b" " * (33 * 1024 * 1024))) == ["X500"]


def test_the_records_of_xml_cannot_be_imported_yet() -> None:
    loaded = load(BytesIO(XML22))
    assert loaded.result.accepted
    with pytest.raises(UnsupportedForImport, match="checked but not imported"):
        loaded.batches()
