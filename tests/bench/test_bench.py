"""The bench runs from end to end at its small size, and its table says what it should."""

from bench.report import Row, Target, figure, table


def test_a_target_is_judged_by_the_shown_digits():
    assert Target(2.0).met_by(2.004)
    assert not Target(2.0).met_by(2.01)
    assert Target(50, least=True).met_by(50)
    assert not Target(50, least=True).met_by(49.9)


def test_the_table_shows_the_target_beside_the_ratio():
    row = Row("lists", "list", "9 ms", "one query", "3 ms", 3.2, 3.4, Target(3.0))
    free = Row("lists", "queue", "9 ms", "one query", "3 ms", 1234.0)
    text = table([row, free])
    assert "3.20 x" in text
    assert text.splitlines()[2].endswith("<= 3.00 x  MISS")
    assert text.splitlines()[3].endswith("1,234 x")


def test_figures_keep_three_digits():
    assert [figure(value) for value in (1234.5, 12.34, 1.234, 0.0123)] == ["1,234", "12.3", "1.23", "0.0123"]
