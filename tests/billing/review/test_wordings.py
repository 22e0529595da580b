"""Rules say what ships now, unless somebody has chosen other words."""

from hashlib import sha256
from pathlib import Path

import pytest

from billing import review
from billing.models import ReviewFinding, ReviewRule
from billing.services.reference import FORMER_WORDINGS, install_reference
from billing.services.reviewing import rerun
from billing.services.rules import save_rule
from tests.billing.scenes import make_scene
from tests.factories import make_budget, make_person

SHIPPED = Path(__file__).parent / "wordings.txt"
MINE = "Ask us before invoice {invoice_number} takes the matter to {spend}."


def fingerprint(code: str, wording: str) -> str:
    return f"{code} {sha256(wording.encode()).hexdigest()[:16]}"


def test_every_wording_that_ever_shipped_is_known():
    """A rule's wording was changed: keep the former one in FORMER_WORDINGS, and add the new line here."""
    now = {fingerprint(each.code, each.message) for each in review.RULES}
    former = {fingerprint(code, one) for code, some in FORMER_WORDINGS.items() for one in some}
    assert now | former == set(SHIPPED.read_text().splitlines())


@pytest.mark.django_db
def test_a_rule_nobody_reworded_follows_the_shipped_wording():
    rule = ReviewRule.objects.get(code="G18")
    ReviewRule.objects.filter(pk=rule.pk).update(message=FORMER_WORDINGS["G18"][0])
    install_reference()
    rule.refresh_from_db()
    assert (rule.message, rule.version) == (review.rule("G18").message, 1)


@pytest.mark.django_db
def test_words_that_somebody_chose_stay():
    rule = ReviewRule.objects.get(code="G18")
    save_rule(rule, {"message": MINE}, actor=make_person("administrator"))
    install_reference()
    rule.refresh_from_db()
    assert (rule.message, rule.version) == (MINE, 2)


@pytest.mark.django_db
def test_a_stored_sentence_stays_as_it_was_said_and_a_second_run_says_it_anew():
    scene = make_scene(1000)
    make_budget(scene.matter, 500)
    rerun(scene.invoice, actor=scene.reviewer)
    finding = ReviewFinding.objects.get(rule="G18")
    assert "of USD 1,000.00 this matter stands at USD 1,000.00" in finding.message
    ReviewFinding.objects.filter(pk=finding.pk).update(message="It stands at 1,000.00 USD.")
    install_reference()
    finding.refresh_from_db()
    assert finding.message == "It stands at 1,000.00 USD."
    rerun(scene.invoice, actor=scene.reviewer)
    finding.refresh_from_db()
    assert "stands at USD 1,000.00" in finding.message
