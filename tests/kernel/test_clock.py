"""The clock that can be stopped for history."""

from datetime import UTC, date, datetime, timedelta

import pytest

from legalops.kernel import clock

EVENING = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)


def test_frozen_is_now_within_the_block_only():
    before = clock.now()
    with clock.frozen(EVENING):
        assert clock.now() == EVENING
        with clock.frozen(EVENING + timedelta(days=1)):
            assert clock.now() == EVENING + timedelta(days=1)
        assert clock.now() == EVENING
    assert clock.now() >= before


def test_today_is_the_organisations_day():
    with clock.frozen(EVENING):
        assert clock.today() == date(2025, 2, 28)


def test_frozen_ends_with_an_exception():
    with pytest.raises(LookupError), clock.frozen(EVENING):
        raise LookupError
    assert clock.now() != EVENING


def test_a_naive_instant_is_refused():
    naive = EVENING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"), clock.frozen(naive):
        pass
