"""Every accent that is taken can be read in both themes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.branding import colours
from legalops.branding.styles import sheet

CHANNEL = st.integers(0, 255)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#1d56a5", "#1d56a5", 1)],
)
def test_contrast_is_as_wcag_measures_it(one, other, ratio):
    assert colours.contrast(colours.parse(one), colours.parse(other)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    "text", ["", "#12345", "1d56a5", "red", "#1d56a5;}", "#GGGGGG", "#1d56a5\n#", "#١٢٣٤٥٦"]
)
def test_what_is_no_colour_is_none(text):
    assert colours.parse(text) is None


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_an_accent_that_is_taken_can_be_read_in_both_themes(accent):
    if colours.worst(accent) < colours.NEEDED:
        return
    shades = [colours.light(accent), colours.dark(accent)]
    grounds = [("#ffffff", "#f6f7f9", "#f1f3f6"), ("#1b1f26", "#14171c", "#232a34")]
    for shade, surfaces in zip(shades, grounds, strict=True):
        for text in (shade.text, shade.strong):
            for ground in (*surfaces, shade.soft):
                assert colours.contrast(colours.parse(text), colours.parse(ground)) >= 4.5
        for fill in (shade.fill, shade.fill_hover):
            assert colours.contrast(colours.WHITE, colours.parse(fill)) >= 4.5


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_the_sheet_holds_nothing_but_variables(accent):
    lines = sheet(accent).splitlines()
    assert lines[0] == ":root {"
    assert lines[-1] == "}"
    line = re.compile(r"  --[a-z-]+: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);")
    assert all(line.fullmatch(each) for each in lines[1:-1])
