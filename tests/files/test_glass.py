"""Whoever broke the glass of a matter reads its files, and changes nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from legalops.files.models import File
from legalops.files.services.adding import add_file
from matters.services.glass import break_glass
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    return make_matter(restricted=True)


@pytest.fixture
def file(secret):
    return add_file(secret, io.BytesIO(b"Advice"), name="advice.txt", actor=secret.lead).version.file


@pytest.fixture
def client(secret, file):
    counsel = make_person("general_counsel")
    client = Client()
    client.force_login(counsel)
    assert client.get(reverse("files:download", args=[file.reference])).status_code == 404
    break_glass(secret.number, reason="Court order today", hours=4, actor=counsel)
    return client


def test_the_files_are_read(client, secret, file):
    assert "advice.txt" in client.get(reverse("matters:files", args=[secret.number])).content.decode()
    assert client.get(reverse("files:download", args=[file.reference])).getvalue() == b"Advice"


def test_nothing_is_added_or_removed(client, secret, file):
    sent = {"files": [SimpleUploadedFile("more.txt", b"More")]}
    added = client.post(reverse("files:list", args=["matter", secret.pk]), sent)
    removed = client.post(reverse("files:remove", args=[file.reference]), {"reason": "Not needed"})
    assert {added.status_code, removed.status_code} <= {403, 404}
    assert list(File.objects.filter(removed_at=None)) == [file]
    assert 'type="file"' not in client.get(reverse("matters:files", args=[secret.number])).content.decode()
