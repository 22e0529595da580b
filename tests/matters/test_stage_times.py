"""How long a matter has been in each stage: words of dates and days, and the stepper that shows them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from legalops.kernel import clock
from matters.models import MatterType, Stage
from matters.selectors.stages import Visit, stage_steps, time_words
from matters.services.opening import open_matter
from matters.services.stages import enter_stage
from tests.factories import make_matter, make_person

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("visits", "words"),
    [
        ([], ""),
        ([(date(2026, 3, 5), date(2026, 3, 17))], "12 days, 5–17 Mar"),
        ([(date(2026, 2, 27), date(2026, 3, 2))], "3 days, 27 Feb–2 Mar"),
        ([(date(2025, 12, 31), date(2026, 1, 1))], "1 day, 31 Dec 2025–1 Jan"),
        ([(date(2026, 3, 5), date(2026, 3, 5))], "under a day, 5 Mar"),
        ([(date(2026, 3, 17), None)], "3 days, since 17 Mar"),
        (
            [(date(2026, 3, 1), date(2026, 3, 4)), (date(2026, 3, 10), date(2026, 3, 12))],
            "5 days in 2 stays, 1–12 Mar",
        ),
    ],
)
def test_days_and_dates_are_told_in_a_line(visits, words):
    assert time_words([Visit(*each) for each in visits], TODAY) == words


def test_in_a_stage_that_ends_a_matter_no_days_are_counted():
    assert time_words([Visit(date(2026, 3, 17), None)], TODAY, ends=True) == "since 17 Mar"


@given(some.integers(min_value=0, max_value=3000), some.integers(min_value=0, max_value=3000))
def test_the_days_are_those_between_the_dates(ago, stayed):
    first = TODAY - timedelta(days=ago)
    words = time_words([Visit(first, first + timedelta(days=stayed))], TODAY)
    assert words.startswith(f"{stayed} day" if stayed else "under a day")


@pytest.mark.django_db
def test_the_stepper_tells_the_time_in_each_stage():
    lead = make_person("attorney")
    day = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("America/New_York"))
    with clock.frozen(day):
        matter = open_matter(name="X", matter_type=MatterType.objects.first(), lead=lead, actor=lead)
    with clock.frozen(day + timedelta(days=12)):
        matter = enter_stage(matter, Stage.objects.get(code="in-progress"), actor=lead)
    with clock.frozen(day + timedelta(days=15)):
        steps = {step.stage.code: step for step in stage_steps(matter)}
        client = Client()
        client.force_login(lead)
        body = client.get(reverse("matters:matter", args=[matter.number])).content.decode()
    assert (steps["intake"].state, steps["intake"].spent) == ("past", "12 days, 2–14 Mar")
    assert (steps["in-progress"].state, steps["in-progress"].spent) == ("now", "3 days, since 14 Mar")
    assert {step.spent for step in steps.values() if step.state == "coming"} == {""}
    assert "12 days, 2–14 Mar" in body


@pytest.mark.django_db
def test_a_matter_from_before_its_workflow_was_in_its_stage_since_it_was_opened():
    matter = make_matter(opened_on=clock.today() - timedelta(days=40))
    before = matter.stage.code
    matter = enter_stage(matter, Stage.objects.get(code="resolution"), reason="x", actor=matter.lead)
    spent = next(step.spent for step in stage_steps(matter) if step.stage.code == before)
    assert spent.startswith("40 days, ")
