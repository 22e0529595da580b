"""Uploading, checking and importing as a person does it, with the jobs done in this process."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from legalops.imports.models import Import
from legalops.jobs.services.running import run_pending
from tests.factories import make_person


@pytest.fixture
def manager():
    return make_person("legal_ops_manager", name="Mo Manager")


class Desk:
    """One person's way through the pages of an import."""

    def __init__(self, person) -> None:
        self.client = Client()
        self.client.force_login(person)

    def upload(self, kind, content, name="rows.csv", **more):
        data = content if isinstance(content, bytes) else content.encode()
        given = {"file": SimpleUploadedFile(name, data), **more}
        return self.client.post(f"/imports/new/{kind}/", given)

    def check(self, kind, content, name="rows.csv", **choices) -> Import:
        answer = self.upload(kind, content, name)
        assert answer.status_code == 303, answer.content.decode()
        (pk,) = re.findall(r"\d+", answer["Location"])
        made = Import.objects.get(pk=pk)
        answer = self.settle(made, **choices)
        assert answer.status_code == 303, answer.content.decode()
        run_pending(propagate=True)
        return self.fresh(made)

    def settle(self, made, **choices):
        places = {f"at_{code}": at for code, at in made.mapping.items()}
        return self.client.post(f"/imports/{made.pk}/columns/", {"mode": "both", **places, **choices})

    def bring_in(self, kind, content, name="rows.csv", **choices) -> Import:
        made = self.check(kind, content, name, **choices)
        return self.start(made)

    def start(self, made) -> Import:
        answer = self.client.post(f"/imports/{made.pk}/start/")
        assert answer.status_code == 303, answer.content.decode()
        run_pending(propagate=True)
        return self.fresh(made)

    def undo(self, made) -> Import:
        assert self.client.post(f"/imports/{made.pk}/undo/").status_code == 303
        run_pending(propagate=True)
        return self.fresh(made)

    def page(self, made) -> str:
        return self.client.get(f"/imports/{made.pk}/").content.decode()

    def fresh(self, made) -> Import:
        return Import.objects.get(pk=made.pk)


@pytest.fixture
def desk(manager):
    return Desk(manager)


@pytest.fixture
def desk_of():
    return Desk
