"""Names compared: what is the same, what is like, and laws that hold for every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.contacts.likeness import compare, plain, sounds_of_name, sounds_of_word
from legalops.contacts.likeness.distance import keystrokes

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßåøæéèñçłščžőáí ABCDEFÄÖÜ.'-&"
NAMES = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: any(c.isalpha() for c in text))
WORDS = st.lists(st.text("abcdefghijklmnoprstuvwz", min_size=1, max_size=9), min_size=1, max_size=4)


@given(NAMES, NAMES)
def test_the_order_of_the_two_names_does_not_matter(one, other):
    assert compare(one, other) == compare(other, one)


@given(NAMES)
def test_a_name_is_itself(name):
    assert compare(name, name).score == 100


@given(NAMES, NAMES)
def test_a_score_lies_between_nothing_and_all(one, other):
    assert 0 <= compare(one, other).score <= 100


@given(WORDS, WORDS, st.randoms())
def test_case_and_order_of_words_change_no_score(one, other, chance):
    mixed = list(one)
    chance.shuffle(mixed)
    known = compare(" ".join(one), " ".join(other)).score
    assert compare(" ".join(one).upper(), " ".join(other)).score == known
    assert abs(compare(" ".join(mixed), " ".join(other)).score - known) == 0 or _spaced_otherwise(one, other)


@given(st.text("abcdefghijklmnoprstuvwz", min_size=3, max_size=12))
def test_accents_change_no_score(word):
    accented = word.replace("a", "á").replace("u", "ü").replace("c", "ç")
    assert compare(word, accented).score == 100


@given(WORDS)
def test_names_that_are_the_same_sound_the_same(words):
    assert sounds_of_name(tuple(words)) == sounds_of_name(tuple(words))
    assert set(sounds_of_name(tuple(words))) & set(sounds_of_name(tuple(reversed(words))))


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_keystrokes_go_both_ways(one, other):
    assert keystrokes(one, other, 8) == keystrokes(other, one, 8)
    assert (keystrokes(one, other, 8) == 0) == (one == other)


def _spaced_otherwise(one, other):
    """Words run together read in their order: the one thing of which order is the point."""
    return sorted("".join(one)) == sorted("".join(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MUELLER"),
        ("Ærø Shipping", "Aeroe Shipping"),
        ("Håkon Ødegård", "Haakon Oedegaard"),
        ("Łódź Trade", "Lodz Trade"),
        ("José Núñez", "Jose Nunez"),
        ("O'Brien, Patrick", "Patrick O’Brien"),
        ("Straße", "STRASSE"),
        ("Dr. Ana Weiß", "Ana Weiss"),
        ("Александр Иванов", "Aleksandr Ivanov"),
    ],
)
def test_spellings_of_one_name_are_the_same(one, other):
    assert compare(one, other).score == 100


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        ("Northwind GmbH", "Northwind", "gmbh"),
        ("Northwind S.A.", "Northwind Ltd.", "ltd"),
        ("Northwind A/S", "Northwind", "as"),
        ("Northwind Sp. z o.o.", "Northwind", "sp z o o"),
        ("Northwind GmbH & Co. KG", "Northwind", "co gmbh kg"),
        ("Northwind Pty Ltd", "Northwind Inc", "ltd pty"),
        ("Northwind s.r.o.", "Northwind", "sro"),
    ],
)
def test_legal_forms_hardly_count_and_are_named(one, other, form):
    found = compare(one, other)
    assert found.score == 96
    assert any(why[0] == "form" and form in why for why in found.why)


@pytest.mark.parametrize(
    ("one", "other", "least", "why"),
    [
        ("Meier", "Mayer", 80, "sound"),
        ("Moskowitz Trading", "Moskovitz Trading", 90, "spelling"),
        ("William Carter", "Bill Carter", 90, "nickname"),
        ("J. Carter", "John Carter", 80, "initial"),
        ("Micro Soft", "Microsoft", 95, "together"),
        ("J.P. Morgan", "JP Morgan", 95, "together"),
        ("Acme", "Acme Widgets International", 72, "contained"),
        ("Halvorsen Shipping", "Halvorson Shipping", 90, "spelling"),
        ("J.P. Carter", "John Paul Carter", 80, "initial"),
    ],
)
def test_like_names_are_found_with_their_reason(one, other, least, why):
    found = compare(one, other)
    assert found.score >= least
    assert why in {each[0] for each in found.why}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Corporation", "Zenith Corporation"),
        ("John Carter", "Maria Lopez"),
        ("Baltic Freight", "Nordic Steel"),
        ("AG", "Siemens AG"),
    ],
)
def test_names_with_nothing_in_common_score_low(one, other):
    assert compare(one, other).score < 60


def test_a_name_made_of_a_legal_form_keeps_it():
    assert plain("The Limited").words == ("the", "limited")
    assert plain("!!!").words == ()
    assert compare("!!!", "???").score == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Schwarz", "Shvarts"), ("Fischer", "Fisher"), ("Meier", "Mayer")]
)
def test_words_that_sound_alike_share_a_code(one, other):
    codes = [set(sounds_of_word(plain(name).words[0])) for name in (one, other)]
    assert codes[0] & codes[1]
