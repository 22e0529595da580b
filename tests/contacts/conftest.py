"""People signed in, without a browser."""

import pytest
from django.test import Client


@pytest.fixture
def signed_in():
    """A function that signs a person in and gives their client."""

    def client_of(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of
