"""Opening a matter, and its number."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from legalops.workflows.models import Passage
from matters.models import Matter, MatterType
from matters.services import numbers
from matters.services.numbers import next_number
from matters.services.opening import open_matter
from tests.factories import make_matter, make_person, make_team

pytestmark = pytest.mark.django_db


def opened(actor, **fields):
    defaults = {
        "name": "Weiss v. Harbour",
        "matter_type": MatterType.objects.get(code="employment"),
        "lead": actor,
        "opened_on": date(2027, 3, 1),
    }
    return open_matter(actor=actor, **defaults | fields)


def passages_of(matter):
    return Passage.objects.filter(run__record_type="matter", run__record_id=matter.pk)


def test_a_new_matter_has_a_number_a_lead_a_first_stage_and_an_event():
    attorney = make_person("attorney")
    matter = opened(attorney)
    assert matter.number == "M-2027-0001"
    assert matter.stage.code == "intake"
    assert [(m.user, m.role) for m in matter.members.all()] == [(attorney, "lead")]
    assert passages_of(matter).get().to_stage == "intake"
    assert AuditEvent.objects.get(action="matters.matter.opened", subject_id=matter.pk).actor == attorney


def test_numbers_of_a_year_follow_each_other_and_start_again_next_year():
    attorney = make_person("attorney")
    given = [opened(attorney).number, opened(attorney).number]
    given.append(opened(attorney, opened_on=date(2028, 1, 2)).number)
    assert given == ["M-2027-0001", "M-2027-0002", "M-2028-0001"]


def test_numbering_goes_on_after_the_ten_thousandth_and_past_foreign_patterns():
    make_matter(number="M-2027-9999")
    make_matter(number="M-2027-10000")
    make_matter(number="M-2027-old-77")
    assert next_number(2027) == "M-2027-10001"


def test_an_attorney_without_team_still_sees_what_they_opened():
    opener, lead = make_person("attorney"), make_person("attorney")
    matter = opened(opener, lead=lead)
    assert Matter.objects.visible_to(opener).get() == matter
    assert matter.members.get(user=opener).role == "observer"


def test_a_colleague_of_the_team_is_not_put_on_the_matter():
    opener, lead = make_person("attorney"), make_person("attorney")
    matter = opened(opener, lead=lead, team=make_team(opener, lead))
    assert [m.user for m in matter.members.all()] == [lead]


def test_a_leaver_cannot_lead():
    attorney, leaver = make_person("attorney"), make_person("attorney", is_active=False)
    with pytest.raises(DomainError, match="no longer works here") as refusal:
        opened(attorney, lead=leaver)
    assert refusal.value.field == "lead"
    assert not Matter.objects.exists()


def test_who_cannot_see_matters_cannot_open_one_into_the_dark():
    with pytest.raises(DomainError, match="no longer see"):
        opened(make_person("requester"), lead=make_person("attorney"))
    assert not Matter.objects.exists()


def race(attorney) -> list[str]:
    """24 openings by 8 threads; what each got, "taken" where the database refused a number given twice."""

    def one(_):
        try:
            return opened(attorney).number
        except IntegrityError:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return sorted(pool.map(one, range(24)))


@pytest.mark.django_db(transaction=True)
def test_openings_at_the_same_moment_get_different_numbers_without_gaps():
    assert race(make_person("attorney")) == [f"M-2027-{n:04d}" for n in range(1, 25)]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_appears(monkeypatch):
    monkeypatch.setattr(numbers, "_LOCK", "SELECT %s, %s")
    assert "taken" in race(make_person("attorney"))


@pytest.mark.django_db(transaction=True)
def test_a_number_taken_by_an_opening_that_failed_is_given_again():
    attorney = make_person("attorney")

    with transaction.atomic():
        assert opened(attorney).number == "M-2027-0001"
        transaction.set_rollback(True)
    assert opened(attorney).number == "M-2027-0001"
