"""What every process keeps in memory: one question to the cache for a page, and changes show at once."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from legalops.kernel import shared_state
from legalops.kernel.shared_state import SharedState, asked_once
from tests.factories import make_person


@pytest.fixture
def stored():
    return {"value": 1}


@pytest.fixture
def state(stored):
    made = SharedState("tried", lambda: stored["value"])
    yield made
    shared_state._keys.remove("tried:stamp")
    cache.delete("tried:stamp")


@pytest.fixture
def asked(monkeypatch):
    """The keys of each question about stamps."""
    questions: list[list[str]] = []
    get, get_many = cache.get, cache.get_many

    def one(key, *args, **kwargs):
        if str(key).endswith(":stamp"):
            questions.append([key])
        return get(key, *args, **kwargs)

    def many(keys, *args, **kwargs):
        questions.append(list(keys))
        return get_many(keys, *args, **kwargs)

    monkeypatch.setattr(cache, "get", one)
    monkeypatch.setattr(cache, "get_many", many)
    return questions


@pytest.mark.django_db
def test_a_page_asks_once_for_the_stamps_of_all_states(asked):
    client = Client()
    client.force_login(make_person("attorney"))
    client.get("/")
    asked.clear()
    assert client.get("/").status_code == 200
    stamps = [keys for keys in asked if any(key.endswith(":stamp") for key in keys)]
    assert len(stamps) == 1
    assert {"fields:stamp", "branding:stamp"} <= set(stamps[0])


@pytest.mark.django_db
def test_outside_of_a_page_each_use_asks(state, asked):
    state.current()
    state.current()
    assert len(asked) == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_within_a_page_shows_at_once_on_it(state, stored):
    with asked_once():
        assert state.current() == 1
        with transaction.atomic():
            stored["value"] = 2
            state.changed()
            assert state.current() == 2
        assert state.current() == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_elsewhere_shows_on_the_next_page(state, stored):
    other = SharedState("tried", lambda: stored["value"])
    shared_state._keys.remove("tried:stamp")
    with asked_once():
        assert other.current() == 1
    stored["value"] = 3
    state.announce()
    with asked_once():
        assert other.current() == 3


@pytest.mark.django_db
def test_a_page_inside_a_page_leaves_the_outer_one_open(state, asked):
    with asked_once():
        with asked_once():
            state.current()
        state.current()
        state.current()
    assert len(asked) == 2
