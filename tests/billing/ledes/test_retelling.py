"""What a check said in English is said again in another language, with its facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.ledes.findings import Notes
from billing.ledes.messages import MESSAGES
from billing.ledes.retelling import from_templates, retold

FACTS = dict.fromkeys(
    ("expected", "what", "limit", "found", "digits", "decimals", "currency", "size", "kind", "formula",
     "invoice", "first", "start", "base", "rate", "end", "form", "example"),
)  # fmt: skip


@pytest.mark.parametrize("key", MESSAGES)
def test_each_message_and_mend_is_taken_apart_into_its_facts(key):
    notes = Notes()
    notes.error(key, 3, "UNITS", "12,5", **{name: f"<{name}>" for name in FACTS})
    finding = notes.findings[0]
    facts = {"field": "UNITS", "value": "12,5", **{name: f"<{name}>" for name in FACTS}}
    for template, said in zip(MESSAGES[key], (finding.message, finding.mend), strict=True):
        asked = []

        def translate(text, asked=asked):
            asked.append(text)
            return f"Auf Deutsch: {text}"

        assert retold(finding.code, said, translate) == f"Auf Deutsch: {template.format(**facts)}"
        assert asked == [template]


@given(st.text(max_size=80))
def test_any_value_goes_through_as_it_was(value):
    assert (
        from_templates(["It is {value}."], f"It is {value}.", lambda _: "Es ist {value}.")
        == f"Es ist {value}."
    )


def test_what_no_template_made_is_translated_as_a_whole_or_stays():
    assert retold("V101", "Something else.", lambda text: text) == "Something else."
    assert retold("G15", "Vague narrative", {"Vague narrative": "Vage"}.get) == "Vage"
    assert retold("V101", "", lambda text: "header of the catalogue") == ""


def test_a_translation_that_asks_for_more_than_there_is_leaves_the_sentence():
    assert from_templates(["{a} is"], "x is", lambda _: "{b} ist") == "x is"
