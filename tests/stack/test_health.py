"""/health is for machines: no sign-in, 200 only when the database and the cache answer."""

import pytest
from django.test import Client

from legalops import health


@pytest.mark.django_db
def test_healthy_without_signing_in():
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "failing": []})


@pytest.mark.django_db
def test_names_what_does_not_answer(monkeypatch):
    def broken():
        raise ConnectionError("no route")

    monkeypatch.setitem(health.PROBES, "cache", broken)
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "failing": ["cache"]})
    assert b"no route" not in answer.content
