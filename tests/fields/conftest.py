"""Fields to test with."""

import pytest
from django.test import Client

from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import save_choices, save_definition
from tests.factories import make_person


@pytest.fixture
def define():
    """A function that defines a field of matters, or of another record."""

    def made(code: str, kind: str = "text", *, choices: str = "", **more) -> FieldDefinition:
        given = {"record_type": "matter", "label": code.replace("_", " ").capitalize()} | more
        admin = make_person("administrator")
        row = save_definition(FieldDefinition(code=code, kind=kind, **given), actor=admin)
        if choices:
            rows = [{"code": each, "label": each.upper()} for each in choices.split()]
            save_choices(row, rows, actor=admin)
        return row

    return made


@pytest.fixture
def client_of():
    """A function that signs a person in and gives their client."""

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
