"""People with a list of matters before them."""

import pytest
from django.test import Client

from tests.factories import make_person


@pytest.fixture
def signed_in():
    """A function that signs a person in and gives their client."""

    def client_of(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of


@pytest.fixture
def manager():
    return make_person("legal_project_manager", name="Mia Manager")


@pytest.fixture
def counsel():
    return make_person("general_counsel", name="Carla Counsel")


@pytest.fixture
def admin():
    """Somebody who configures the product and sees matters."""
    return make_person("administrator", "legal_project_manager", name="Ada Admin")
