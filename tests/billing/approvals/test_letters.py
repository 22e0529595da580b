"""Letters that ask for an approval say what is asked, and no more than their reader may know."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core import mail

from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, submit_for_approval
from legalops.approvals.models import Delegation
from legalops.kernel import clock
from legalops.notifications.models import Delivery, Notification, Preference
from legalops.notifications.services.delivering import deliver_due
from matters.models import MatterMember
from tests.approvals.scenes import people, policy
from tests.billing.scenes import make_scene, reason
from tests.factories import make_budget, make_person, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_scene(1000, 500, number="INV-9")
    scene.matter.name = "Weiss v. Harbour"
    scene.matter.save()
    make_budget(scene.matter, 1600)
    return scene


def letters(scene):
    """What goes out when the invoice is submitted, by address."""
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    deliver_due()
    return {each.to[0]: each for each in mail.outbox}


def test_subject_and_text_say_what_is_to_be_approved(scene):
    policy(people(scene.lead) | {"due_after": 2, "escalates_after": 3, "escalates_to": scene.counsel.pk})
    reduce_line(scene.lines[0], amount=D(100), reason=reason(), actor=scene.reviewer)
    letter = letters(scene)[scene.lead.email]
    number, name = scene.matter.number, scene.matter.name
    assert letter.subject == f"Approve invoice INV-9 of Arnsley LLP, USD 1,400.00: {number} {name}"
    for text in (letter.body, letter.alternatives[0][0]):
        for told in (
            "Firm: Arnsley LLP",
            "Invoice: INV-9 of 5 Jun 2026",
            f"Matter: {number} {name}",
            "To approve: USD 1,400.00 of USD 1,500.00 billed",
            "Budget: at risk, USD 1,400.00 of USD 1,600.00 with this invoice",
            "Decide by: ",
            "Goes to others if not decided by: ",
        ):
            assert told in text


def test_of_a_restricted_matter_the_subject_names_the_number_alone(scene):
    scene.matter.restricted = True
    scene.matter.save()
    MatterMember.objects.create(matter=scene.matter, user=scene.reviewer, role="paralegal")
    policy(people(scene.lead))
    letter = letters(scene)[scene.lead.email]
    assert letter.subject == "Approve invoice INV-9"
    assert "Weiss v. Harbour" in letter.body
    assert "USD 1,500.00" in letter.body


def test_a_stand_in_behind_a_wall_is_told_nothing(scene):
    stand_in = make_person("general_counsel", name="Sam Standin", limit=10_000_000)
    today = clock.today()
    Delegation.objects.create(
        person=scene.lead, stand_in=stand_in, starts=today, until=today + timedelta(days=5),
        made_by=scene.lead,
    )  # fmt: skip
    raise_wall(scene.matter, stand_in)
    policy(people(scene.lead))
    assert stand_in.email not in letters(scene)
    kept = " ".join(f"{each.title} {each.body}" for each in Notification.objects.filter(recipient=stand_in))
    assert "Weiss" not in kept
    assert "Arnsley" not in kept
    assert "USD" not in kept


def test_a_digest_tells_the_same(scene):
    Preference.objects.create(user=scene.lead, kind="approvals.asked", in_app=True, email="daily")
    policy(people(scene.lead))
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    Delivery.objects.update(next_at=clock.now())
    deliver_due()
    [letter] = mail.outbox
    assert letter.subject.endswith("1 thing to know")
    assert "Approve invoice INV-9 of Arnsley LLP, USD 1,500.00" in letter.body
    assert "To approve: USD 1,500.00" in letter.body


def test_whoever_asked_reads_which_invoice_was_decided(scene):
    policy(people(scene.lead))
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    approve(scene.invoice, actor=scene.lead)
    title = Notification.objects.get(kind="approvals.decided", recipient=scene.reviewer).title
    assert title.startswith("Invoice INV-9 of Arnsley LLP, USD 1,500.00")
    assert title.endswith("is approved")
