"""A review scene with findings, and browsers of its people."""

from decimal import Decimal as D

import pytest
from django.core.cache import cache
from django.test import Client

from tests.billing.scenes import Scene, make_scene
from tests.factories import make_budget, make_finding, make_line


@pytest.fixture(autouse=True)
def empty_cache():
    """Counts kept from another test would be other people's."""
    cache.clear()


@pytest.fixture
def scene(db) -> Scene:
    """Four lines of two people and an expense; findings that reduce, warn, and one on the whole invoice."""
    scene = make_scene(1000, 500, 800)
    make_budget(scene.matter, 5000)
    second = scene.lines[1]
    type(second).objects.filter(pk=second.pk).update(
        timekeeper_name="Okafor, Ngozi", narrative="Attend to <b>various</b> matters"
    )
    expense = {
        "kind": "E",
        "timekeeper_name": "",
        "timekeeper_code": "",
        "task_code": "",
        "expense_code": "E101",
    }
    make_line(scene.invoice, D(46), position=4, narrative="=Copies", **expense)
    scene.invoice.line_count, scene.invoice.billed_total = 4, D(2346)
    scene.invoice.save()
    lines = scene.lines
    cut = {"outcome": "adjust", "clause": "3.1", "message": "Rate above the agreed (guideline 3.1)"}
    make_finding(scene.invoice, lines[0], rule="G26", reduction=D(100), **cut)
    make_finding(scene.invoice, lines[2], rule="G26", reduction=D(80), **cut)
    make_finding(scene.invoice, lines[0], rule="G41", outcome="adjust", reduction=D(300))
    make_finding(scene.invoice, lines[1], rule="G42", highlights=["various"])
    make_finding(scene.invoice, rule="G18", message="Close to the budget")
    return scene


def browser(person) -> Client:
    """The person's browser."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def reviewer(scene) -> Client:
    """The reviewer's browser."""
    return browser(scene.reviewer)


@pytest.fixture
def lead(scene) -> Client:
    """The browser of the matter's lead."""
    return browser(scene.lead)
