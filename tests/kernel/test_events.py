"""Events can be held back by whoever rebuilds what follows from them."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from legalops.kernel import events


@dataclass(frozen=True)
class Rang:
    times: int


@pytest.mark.django_db
def test_events_are_delivered_after_commit_unless_paused(django_capture_on_commit_callbacks):
    heard = []
    events.subscribe(Rang, heard.append)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        events.publish(Rang(1))
        with events.paused():
            events.publish(Rang(2))
        assert heard == []
    assert heard == [Rang(1)]
