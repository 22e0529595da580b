"""People are told once, inside the transaction of the change, and never of what they may not see."""

import pytest
from django.db import transaction

from legalops.accounts.models import Team
from legalops.jobs.models import Job
from legalops.kernel.errors import DomainError
from legalops.notifications.models import Delivery, Notification, Preference
from legalops.notifications.services import notify
from tests.factories import make_person, raise_wall

pytestmark = pytest.mark.django_db


def test_told_once_per_key(tell, attorney):
    for _ in range(3):
        tell(attorney, attorney, key="same")
    tell(attorney, key="other")
    assert Notification.objects.filter(recipient=attorney).count() == 2
    assert Delivery.objects.count() == 2


def test_not_told_of_ones_own_deed_nor_when_gone(tell, attorney):
    leaver = make_person("attorney", is_active=False)
    colleague = make_person("attorney")
    tell(attorney, leaver, colleague, actor=attorney)
    assert list(Notification.objects.values_list("recipient", flat=True)) == [colleague.pk]


def test_nothing_is_told_of_a_change_that_was_rolled_back(kind, matter, attorney):
    with transaction.atomic():
        notify(kind.code, recipients=[attorney], subject=matter, title="t", key="k")
        transaction.set_rollback(True)
    assert Notification.objects.count() == Delivery.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_refused_outside_a_transaction(kind, matter, attorney):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        notify(kind.code, recipients=[attorney], subject=matter, title="t", key="k")


def test_unknown_kind_and_subject_without_visibility(tell, attorney, kind):
    with pytest.raises(DomainError, match=r"no kind of notification “tests\.nothing”"):
        notify("tests.nothing", recipients=[attorney], subject=attorney, title="t", key="k")
    with pytest.raises(TypeError, match="Team does not say who may see it"):
        notify(kind.code, recipients=[attorney], subject=Team(), title="t", key="k")


def test_a_wall_hides_what_was_told_before_at_once(tell, attorney, matter):
    tell(attorney)
    assert Notification.objects.visible_to(attorney).count() == 1
    wall = raise_wall(matter, attorney)
    assert Notification.objects.visible_to(attorney).count() == 0
    wall.delete()
    assert Notification.objects.visible_to(attorney).count() == 1


def test_each_sees_their_own_only(tell, attorney):
    colleague = make_person("general_counsel")
    tell(attorney)
    assert not Notification.objects.visible_to(colleague).exists()


def test_channels_follow_the_preference(tell, attorney, kind):
    Preference.objects.create(user=attorney, kind=kind.code, in_app=False, email="never")
    tell(attorney)
    assert not Notification.objects.visible_to(attorney).exists()
    assert not Delivery.objects.exists()


def test_as_many_queries_for_fifty_as_for_one(tell, attorney, django_assert_num_queries):
    crowd = [make_person("attorney") for _ in range(50)]
    with django_assert_num_queries(4):
        tell(attorney, key="one")
    with django_assert_num_queries(4):
        tell(*crowd, key="many")


def test_a_long_title_is_cut_and_lines_are_joined(tell, attorney):
    tell(attorney, title="word\r\nBcc: someone " * 40)
    title = Notification.objects.get().title
    assert len(title) <= 200
    assert "\n" not in title
    assert title.endswith("…")


def test_deliveries_are_asked_for_once_per_transaction(
    kind, matter, attorney, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            notify(kind.code, recipients=[attorney], subject=matter, title="t", key=str(number))
    assert Job.objects.filter(name="notifications.deliver").count() == 1
