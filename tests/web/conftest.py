"""People and registries for the tests of the web layer."""

import pytest
from django.test import Client

from legalops.web import nav, palette, panels
from tests.factories import make_person


@pytest.fixture
def manager(db):
    """Someone who may see the style page and most of the department."""
    return make_person("legal_ops_manager", "administrator", name="Dana Whitfield")


@pytest.fixture
def signed_in(manager) -> Client:
    """The manager's browser."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def registries(monkeypatch):
    """Registries that forget what a test registers."""
    monkeypatch.setattr(nav, "_items", {"home": nav._items["home"]})
    monkeypatch.setattr(nav, "_new", {})
    monkeypatch.setattr(palette, "_finders", {})
    monkeypatch.setattr(palette, "_actions", {})
    monkeypatch.setattr(palette, "_sources", [])
    monkeypatch.setattr(panels, "_slots", type(panels._slots)(dict))
