"""The code lists and the field tables."""

from billing.ledes import timekeeper_classes, utbms_codes
from billing.ledes.codes import class_mapping, current_classes
from billing.ledes.fields import NAMES_98BI, NAMES_1998B


def test_every_utbms_code_is_known_once_with_its_phase() -> None:
    codes = utbms_codes()
    known = {(code.set, code.code) for code in codes}
    assert len(codes) == len(known) == 316
    # The later IP expenses hang below a heading of the first expense set.
    assert {code.parent for code in codes if code.parent} <= {code.code for code in codes}
    assert next(code.label for code in codes if code.code == "L120") == "Analysis/Strategy"


def test_old_classes_map_to_the_list_of_2014() -> None:
    assert len(timekeeper_classes()) == 57
    assert len(current_classes()) == 51
    assert class_mapping()["PT"] == "PARTNR"
    assert set(class_mapping().values()) <= current_classes()


def test_a_class_whose_meaning_no_source_gives_is_called_by_its_code() -> None:
    unknown = {c.code for c in timekeeper_classes() if c.label_confidence == "unknown"}
    assert unknown == {"RSPROF", "SPAGNT", "SOLDSG"}
    assert {c.code for c in timekeeper_classes() if c.label == c.code} == unknown
    assert not [c for c in timekeeper_classes() if "not found" in c.label or c.label.startswith("(")]


def test_the_tables_have_24_and_52_fields() -> None:
    assert len(NAMES_1998B) == 24
    assert len(NAMES_98BI) == len(set(NAMES_98BI)) == 52
    assert NAMES_98BI[:24] == NAMES_1998B
