import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from billing.review import narrative_key, narrative_key_of
from billing.review.narrative import PhraseFinder, phrase_pattern

SPACES = " \t\n\r\x0b\x0c\x1c\x85\xa0\u2003\u3000"


def key(text: str | None) -> str:
    return pl.select(narrative_key(pl.lit(text, pl.String))).item()


def test_the_key_of_a_narrative_has_one_case_and_single_spaces():
    assert key("  Drafted\t THE\u00a0 reply\r\n to  motion ") == "drafted the reply to motion"
    assert key(None) == key(" \n") == ""


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(SPACES + "İΣßǅ")))
def test_columns_and_single_texts_have_the_same_key(text):
    assert key(text) == narrative_key_of(text)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(SPACES)))
def test_the_key_of_a_key_is_itself(text):
    assert key(key(text)) == key(text)


def found(text: str, *phrases: str, **lists) -> list[str]:
    frame = pl.DataFrame({"narrative": [text]}).with_columns(key=narrative_key(pl.col("narrative")))
    rows = PhraseFinder(phrases, **lists).matches(frame)
    return rows["highlights"].to_list()[0] if rows.height else []


def test_phrases_are_whole_words_in_any_case_and_spacing():
    assert found("Call about FILE\n Storage", "file storage") == ["FILE\n Storage"]
    assert found("Profile storage", "file storage") == []
    assert found("File storages", "file storage") == []


def test_nothing_in_a_phrase_is_special():
    assert found("Billed (5 .*) hours", "(5 .*)") == ["(5 .*)"]
    assert found("Billed (5 xy) hours", "(5 .*)") == []


def test_phrases_that_begin_or_end_outside_ascii_are_found_whole():
    assert found("Übersetzung geprüft", "übersetzung") == ["Übersetzung"]
    assert found("Rückübersetzung geprüft", "übersetzung") == []
    assert found("Besuch im Café.", "café") == ["Café"]


def test_each_word_is_shown_once_as_first_written():
    assert found("Fax to A, fax to B, Fax to C", "fax") == ["Fax", "fax"]


@given(st.text(min_size=1, max_size=30))
def test_any_phrase_makes_a_pattern_the_engine_takes(phrase):
    assert pl.Series([""]).str.contains(phrase_pattern(phrase)).len() == 1
