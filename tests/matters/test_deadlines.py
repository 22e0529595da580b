"""Key dates by rule: packs, chains, two people, what moves with what."""

from datetime import date, time

import pytest

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError, NotFound
from matters.calendaring import Count, Direction, Offset, Roll, Terms, Unit
from matters.models import KeyDate, RulePack, RulePackVersion
from matters.selectors.chains import moves_of
from matters.services import date_control
from matters.services.date_chains import apply_pack, cut_loose, follow, follow_again
from matters.services.key_dates import change_key_date, complete_key_date, reopen_key_date, set_key_date
from matters.services.rule_packs import as_text, offer, publish, read_text, save_draft, ship_packs
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
D = date
ENTERED = D(2026, 12, 4)


@pytest.fixture
def attorney():
    return make_person("attorney")


@pytest.fixture
def paralegal():
    return make_person("paralegal")


@pytest.fixture
def matter(attorney, paralegal):
    found = make_matter(lead=attorney)
    found.members.create(user=paralegal, role="paralegal")
    return found


def frcp() -> RulePack:
    return RulePack.objects.get(code="us-frcp")


def applied(matter, attorney, trigger="judgment_entered", on=ENTERED, **more):
    made = apply_pack(matter, frcp(), trigger=trigger, on=on, owner=attorney, actor=attorney, **more)
    return {(row.basis or {}).get("rule", "trigger"): row for row in made}


def moved(key_date, on, actor, **more):
    return change_key_date(key_date, name=key_date.name, on=on, owner=key_date.owner, actor=actor, **more)


def test_the_shipped_packs_are_there_once():
    ship_packs()

    assert set(RulePack.objects.values_list("code", flat=True)) == {
        "us-frcp", "us-ca-ccp", "us-ny-cplr", "ew-cpr"
    }  # fmt: skip
    assert RulePackVersion.objects.filter(state="published", number=1).count() == 4


def test_a_pack_puts_the_trigger_and_its_dates_on_the_matter(matter, attorney):
    rows = applied(matter, attorney)

    assert rows["trigger"].kind == "event"
    assert rows["notice_of_appeal"].date == D(2027, 1, 4)
    assert rows["notice_of_appeal"].critical
    assert rows["notice_of_appeal"].follows == rows["trigger"]
    assert rows["extend_appeal"].follows == rows["notice_of_appeal"]
    assert rows["notice_of_appeal"].why[-1].endswith("rolls to Mon 4 Jan 2027 (FRAP 26(a)(1)(C))")
    assert AuditEvent.objects.filter(action="matters.rule_pack.applied").count() == 1


def test_the_same_trigger_on_the_same_day_is_not_put_there_twice(matter, attorney):
    applied(matter, attorney)

    with pytest.raises(DomainError, match="on the matter already"):
        applied(matter, attorney)
    applied(matter, attorney, on=D(2026, 12, 7))
    assert matter.key_dates.filter(kind="event").count() == 2


def test_chosen_rules_bring_what_they_depend_on(matter, attorney):
    rows = applied(matter, attorney, rules=["extend_appeal"])

    assert set(rows) == {"trigger", "notice_of_appeal", "extend_appeal"}


def test_no_version_holds_for_a_day_before_the_pack(matter, attorney):
    with pytest.raises(DomainError, match="from 2023-12-01 on only"):
        applied(matter, attorney, on=D(2020, 1, 7))
    assert matter.key_dates.count() == 0


def test_a_moved_trigger_moves_its_dependents_and_says_why(matter, attorney):
    rows = applied(matter, attorney, rules=["extend_appeal", "new_trial"])
    foreseen = {move.key: move.after for move in moves_of(rows["trigger"], D(2026, 12, 7))}

    moved(rows["trigger"], D(2026, 12, 7), attorney, reason="Entered on Monday")

    now = {key: KeyDate.objects.get(pk=row.pk) for key, row in rows.items()}
    # Thirty days from Monday 7 December: Wednesday 6 January; thirty more: Friday 5 February.
    assert now["notice_of_appeal"].date == D(2027, 1, 6)
    assert now["extend_appeal"].date == D(2027, 2, 5)
    assert {str(row.pk): row.date for key, row in now.items() if key != "trigger"} == foreseen
    assert now["notice_of_appeal"].original_date == D(2027, 1, 4)
    move = now["notice_of_appeal"].moves.get()
    assert (move.before, move.after, move.caused_by) == (D(2027, 1, 4), D(2027, 1, 6), now["trigger"])
    assert "30 days after entry of judgment" in move.reason.lower()
    assert now["trigger"].moves.get().reason == "Entered on Monday"


def test_what_was_set_by_hand_or_is_done_stays(matter, attorney):
    rows = applied(matter, attorney, rules=["extend_appeal", "new_trial", "attorney_fees"])
    moved(rows["notice_of_appeal"], D(2027, 1, 2), attorney, reason="Earlier, to be safe")
    complete_key_date(rows["new_trial"], actor=attorney)

    moved(rows["trigger"], D(2026, 12, 7), attorney)

    now = {key: KeyDate.objects.get(pk=row.pk) for key, row in rows.items()}
    assert now["notice_of_appeal"].overridden
    assert now["notice_of_appeal"].date == D(2027, 1, 2)
    # What follows from the one set by hand moved with that, and not with the trigger.
    assert now["extend_appeal"].date == D(2027, 2, 1)
    assert now["new_trial"].date == D(2027, 1, 4)
    assert now["attorney_fees"].date == D(2026, 12, 21)
    held = {move.name: move.held for move in moves_of(now["trigger"], D(2026, 12, 8)) if move.held}
    assert held == {now["notice_of_appeal"].name: "It was set by hand.", now["new_trial"].name: "It is done."}


def test_a_date_set_by_hand_goes_back_to_its_rule(matter, attorney):
    rows = applied(matter, attorney, rules=["extend_appeal"])
    moved(rows["notice_of_appeal"], D(2027, 1, 2), attorney)

    follow_again(rows["notice_of_appeal"], actor=attorney)

    now = {key: KeyDate.objects.get(pk=row.pk) for key, row in rows.items()}
    assert (now["notice_of_appeal"].date, now["notice_of_appeal"].overridden) == (D(2027, 1, 4), False)
    assert now["extend_appeal"].date == D(2027, 2, 3)


def test_a_chain_by_hand_counts_in_the_days_of_a_court(matter, attorney):
    hearing = set_key_date(matter, name="Hearing", on=D(2026, 12, 18), owner=attorney, actor=attorney)
    brief = set_key_date(matter, name="Brief", on=D(2026, 12, 1), owner=attorney, actor=attorney)
    terms = Terms(Offset(16, Unit.COURT_DAYS, Direction.BEFORE, Count.EXCLUDE), Roll.BACK, "Our own rule")

    follow(brief, hearing, terms, calendar="us-ca-ccp", actor=attorney)

    brief.refresh_from_db()
    assert brief.date == D(2026, 11, 24)
    assert brief.moves.get().before == D(2026, 12, 1)
    with pytest.raises(DomainError, match="cannot follow from itself"):
        follow(hearing, brief, terms, actor=attorney)
    cut_loose(brief, actor=attorney)
    moved(hearing, D(2027, 1, 15), attorney)
    brief.refresh_from_db()
    assert brief.date == D(2026, 11, 24)


def test_a_date_of_another_matter_is_not_followed(matter, attorney):
    other = make_matter(lead=attorney)
    theirs = set_key_date(other, name="Theirs", on=D(2026, 12, 1), owner=attorney, actor=attorney)
    ours = set_key_date(matter, name="Ours", on=D(2026, 12, 1), owner=attorney, actor=attorney)

    with pytest.raises(NotFound):
        follow(ours, theirs, Terms(Offset(3)), actor=attorney)


def critical(matter, owner, actor, **more):
    return set_key_date(
        matter, name="Limitation ends", on=D(2027, 3, 1), owner=owner, critical=True, actor=actor, **more
    )


def test_a_critical_date_is_verified_by_a_second_person_only(matter, attorney, paralegal):
    row = critical(matter, attorney, paralegal)

    with pytest.raises(DomainError, match="second person"):
        date_control.verify(row, actor=paralegal)
    with pytest.raises(DomainError, match="changed meanwhile"):
        date_control.verify(row, seen="2027-03-02", actor=attorney)
    date_control.verify(row, seen="2027-03-01", actor=attorney)
    date_control.verify(row, actor=attorney)

    row.refresh_from_db()
    assert (row.entered_by, row.verified_by) == (paralegal, attorney)
    assert AuditEvent.objects.filter(action="matters.key_date.verified").count() == 1


def test_a_change_of_a_critical_date_goes_back_to_unverified(matter, attorney, paralegal):
    row = critical(matter, attorney, paralegal)
    date_control.verify(row, actor=attorney)

    moved(row, D(2027, 3, 2), attorney, reason="Recounted")

    row.refresh_from_db()
    assert row.to_verify
    with pytest.raises(DomainError, match="second person"):
        date_control.verify(row, actor=attorney)
    date_control.verify(row, actor=paralegal)


def test_giving_a_critical_date_to_somebody_else_keeps_it_verified(matter, attorney, paralegal):
    row = critical(matter, attorney, paralegal)
    date_control.verify(row, actor=attorney)

    change_key_date(row, name=row.name, on=row.date, owner=paralegal, actor=attorney)

    row.refresh_from_db()
    assert not row.to_verify


def test_dependents_that_move_are_unverified_too(matter, attorney, paralegal):
    rows = applied(matter, attorney, rules=["new_trial"])
    date_control.verify(rows["new_trial"], actor=paralegal)

    moved(rows["trigger"], D(2026, 12, 9), attorney)

    assert KeyDate.objects.get(pk=rows["new_trial"].pk).to_verify


def test_nobody_calls_a_critical_date_off_alone(matter, attorney, paralegal):
    row = critical(matter, attorney, paralegal)

    date_control.call_off(row, reason="Settled", actor=attorney)
    with pytest.raises(DomainError, match="second person"):
        date_control.confirm(row, actor=attorney)
    row.refresh_from_db()
    assert row.is_open
    date_control.confirm(row, actor=paralegal)

    row.refresh_from_db()
    assert (row.outcome, row.evidence, row.done_by) == ("vacated", "Settled", paralegal)


def test_nobody_makes_a_date_uncritical_alone(matter, attorney, paralegal):
    row = critical(matter, attorney, paralegal)

    with pytest.raises(DomainError, match="second person agrees"):
        change_key_date(row, name=row.name, on=row.date, owner=attorney, critical=False, actor=attorney)
    date_control.ask_uncritical(row, reason="Not a limitation after all", actor=attorney)
    date_control.withdraw(row, actor=paralegal)
    row.refresh_from_db()
    assert row.critical
    date_control.ask_uncritical(row, reason="Not a limitation after all", actor=attorney)
    date_control.confirm(row, actor=paralegal)

    row.refresh_from_db()
    assert not row.critical
    date_control.call_off(row, reason="Not needed", actor=attorney)
    row.refresh_from_db()
    assert row.outcome == "vacated"


def test_a_date_called_off_alone_needs_a_reason_and_no_followers(matter, attorney):
    rows = applied(matter, attorney, rules=["new_trial"])

    with pytest.raises(DomainError, match="Say why"):
        date_control.call_off(rows["trigger"], reason=" ", actor=attorney)
    reopen_key_date(rows["trigger"], actor=attorney)
    with pytest.raises(DomainError, match="Dates follow from this one"):
        date_control.call_off(rows["trigger"], reason="Mistake", actor=attorney)


def test_time_zone_backup_and_document_are_checked(matter, attorney, paralegal):
    with pytest.raises(DomainError, match="needs a time"):
        critical(matter, attorney, paralegal, zone="Europe/London")
    with pytest.raises(DomainError, match="somebody else"):
        critical(matter, attorney, paralegal, backup=attorney)
    with pytest.raises(DomainError, match="cannot see this matter"):
        critical(matter, attorney, paralegal, backup=make_person("requester"))
    row = critical(matter, attorney, paralegal, time=time(16), zone="Europe/London", backup=paralegal)
    assert row.due_at("America/New_York").isoformat() == "2027-03-01T16:00:00+00:00"


def test_a_draft_is_checked_published_and_used_from_its_day_on(matter, attorney):
    admin = make_person("administrator")
    rules = dict(frcp().versions.get().rules)
    rules["effective_from"] = "2027-01-01"
    rules["rules"] = [{**rule, "amount": 25} if rule["code"] == "answer" else rule for rule in rules["rules"]]
    draft = save_draft(read_text(as_text(rules)), actor=admin)
    assert save_draft(rules, actor=admin) == draft
    answer = applied(matter, attorney, "complaint_served", D(2027, 1, 4), rules=["answer"])["answer"]
    assert answer.date == D(2027, 1, 25)

    publish(draft, actor=admin)

    with pytest.raises(DomainError, match="published before"):
        publish(draft, actor=admin)
    later = applied(matter, attorney, "complaint_served", D(2027, 1, 5), rules=["answer"])["answer"]
    assert (later.date, later.basis["version"]) == (D(2027, 2, 1), 2)
    before = applied(matter, attorney, "complaint_served", D(2026, 12, 1), rules=["answer"])["answer"]
    assert before.basis["version"] == 1
    answer.refresh_from_db()
    assert answer.date == D(2027, 1, 25)


def test_a_faulty_pack_is_refused_with_every_place():
    with pytest.raises(DomainError, match=r"pack\.code: is missing"):
        read_text("name: Nothing")
    with pytest.raises(DomainError, match="no YAML"):
        read_text("rules: [")


def test_a_pack_no_longer_offered_is_recorded_once():
    admin = make_person("administrator")

    offer(frcp(), False, actor=admin)
    offer(frcp(), False, actor=admin)

    assert AuditEvent.objects.filter(action="matters.rule_pack.withdrawn").count() == 1
