"""Somebody signed in, and their way through an import."""

import pytest
from django.test import Client

from tests.imports.conftest import Desk


@pytest.fixture
def signed_in():
    """A client of this person."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def desk(manager):
    return Desk(manager)


@pytest.fixture
def desk_of():
    return Desk
