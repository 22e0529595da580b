"""A layout previewed as people of one role have it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from legalops.access.models import Role
from legalops.accounts.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PREVIEW = reverse("fields:layout_preview", args=["matter"])


@pytest.fixture
def preview(define):
    """A function: the preview of a layout as a role."""
    define("open_words")
    define("kept_words", see_roles=["general_counsel"])
    define("read_words", edit_roles=["general_counsel"])
    define("told_words", outsiders_see=True)
    client = Client()
    client.force_login(make_person("legal_ops_manager"))
    sections = [
        {"title": "For counsel", "fields": ["open_words"], "collapsed": False, "roles": ["general_counsel"]},
        {
            "title": "Rest",
            "fields": ["kept_words", "read_words", "told_words"],
            "collapsed": False,
            "roles": [],
        },
    ]

    def shown(role):
        answer = client.post(PREVIEW, {"content": json.dumps(sections), "as_role": role})
        assert answer.status_code == 200
        body = answer.content.decode()
        page, _form, form = body.partition("In the form")
        return tuple(
            [name for name in ("Open", "Kept", "Read", "Told") if f"{name} words" in part]
            for part in (page, form)
        )

    return shown


@pytest.mark.parametrize(
    ("role", "on_page", "in_form"),
    [
        ("", ["Open", "Kept", "Read", "Told"], ["Open", "Kept", "Read", "Told"]),
        ("general_counsel", ["Open", "Kept", "Read", "Told"], ["Open", "Kept", "Read", "Told"]),
        ("attorney", ["Read", "Told"], ["Told"]),
        ("outside_counsel_lead", ["Told"], []),
        ("nobody", ["Open", "Kept", "Read", "Told"], ["Open", "Kept", "Read", "Told"]),
    ],
)
def test_a_role_is_shown_its_sections_and_fields_alone(preview, role, on_page, in_form):
    assert preview(role) == (on_page, in_form)


def test_a_custom_role_can_be_looked_through_and_nobody_is_made(preview):
    Role.objects.create(code="desk", name="Settlement desk", capabilities=[])
    people = User.objects.count()
    assert preview("desk")[0] == ["Read", "Told"]
    assert User.objects.count() == people


def test_the_page_offers_every_role(preview):
    client = Client()
    client.force_login(make_person("legal_ops_manager"))
    body = client.get(reverse("fields:layout", args=["matter"])).content.decode()
    assert '<option value="general_counsel">' in body
