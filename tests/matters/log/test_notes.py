"""The journal of a matter: written, corrected beside what stood, struck out, and seen by whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from matters.models import Matter, MatterMember, Note, NoteVersion
from matters.services.log import Entry, correct_note, may_log, pin_note, strike_note, write_note
from matters.services.walls import raise_wall
from tests.factories import make_matter, make_person
from tests.factories.log import make_note
from tests.factories.vendors import make_biller, make_firm

pytestmark = pytest.mark.django_db


def entry(text: str = "Opposing counsel asks for two weeks more.", **fields) -> Entry:
    return Entry(**{"kind": "call", "occurred_on": clock.today(), "text": text, **fields})


def told(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=f"matters.{action}"))


def test_a_note_is_written_once_however_often_the_button_is_pressed():
    matter = make_matter()
    first = write_note(matter, entry("  Called. \r\nNo answer. "), actor=matter.lead)
    assert write_note(matter, entry("Called. \r\nNo answer."), actor=matter.lead) == first
    assert Note.objects.get().text == "Called. \nNo answer."
    (event,) = told("note.written")
    assert event.after == {
        "kind": "Call", "date": clock.today().isoformat(), "what": "Called. No answer.", "privileged": False,
    }  # fmt: skip
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert write_note(matter, entry("Called. \r\nNo answer."), actor=matter.lead) != first


def test_what_is_privileged_stays_out_of_the_ledger():
    matter = make_matter()
    note = write_note(matter, entry("We would settle at 40.", privileged=True), actor=matter.lead)
    correct_note(note, entry("We would settle at 45.", privileged=True), version=1, actor=matter.lead)
    for event in AuditEvent.objects.filter(action__startswith="matters.note."):
        assert "settle" not in str(event.before) + str(event.after)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"days": 1}, "occurred_on"),
    ],
)
def test_a_note_that_says_nothing_or_comes_from_the_future_is_refused(fields, field):
    matter = make_matter()
    given = {name: value for name, value in fields.items() if name != "days"}
    given["occurred_on"] = clock.today() + timedelta(fields.get("days", 0))
    with pytest.raises(DomainError) as refused:
        write_note(matter, entry(**given), actor=matter.lead)
    assert refused.value.field == field
    assert not Note.objects.exists()


def test_a_correction_keeps_what_the_note_said_before():
    matter = make_matter()
    note = make_note(matter, "Hearing on 3 May")
    correct_note(note, entry("Hearing on 5 May", kind="meeting"), version=1, actor=matter.lead)
    again = correct_note(note, entry("Hearing on 5 May", kind="meeting"), version=1, actor=matter.lead)
    (old,) = again.earlier.all()
    assert (again.text, again.kind, again.version) == ("Hearing on 5 May", "meeting", 2)
    assert (old.text, old.kind, old.version) == ("Hearing on 3 May", "call", 1)
    (event,) = told("note.corrected")
    assert (event.before["what"], event.after["what"]) == ("Hearing on 3 May", "Hearing on 5 May")
    with pytest.raises(Conflict, match="corrected meanwhile"):
        correct_note(note, entry("Hearing on 6 May"), version=1, actor=matter.lead)


def test_only_the_author_corrects_and_only_author_or_lead_strikes_out():
    matter = make_matter()
    author, other = make_person("paralegal"), make_person("legal_ops_manager")
    MatterMember.objects.create(matter=matter, user=author, role="paralegal")
    note = make_note(matter, by=author)
    with pytest.raises(NotAllowed):
        correct_note(note, entry("Mine now"), version=1, actor=matter.lead)
    with pytest.raises(NotAllowed):
        strike_note(note, reason="I say so", actor=other)
    with pytest.raises(DomainError, match="why"):
        strike_note(note, reason=" ", actor=author)
    pin_note(note, True, actor=other)
    struck = strike_note(note, reason="Wrong matter", actor=matter.lead)
    assert (struck.struck_by, struck.pinned) == (matter.lead, False)
    assert strike_note(note, reason="Once more", actor=author).strike_reason == "Wrong matter"
    assert [event.reason for event in told("note.struck")] == ["Wrong matter"]
    for verb in (
        lambda: correct_note(note, entry("Back"), version=1, actor=author),
        lambda: pin_note(note, True, actor=author),
    ):
        with pytest.raises(Conflict, match="struck out"):
            verb()
    assert Note.objects.get().text == "Called counsel"


def test_the_database_refuses_half_a_strike():
    note = make_note(make_matter())
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(strike_reason="Why")


@pytest.mark.parametrize("role", ["finance", "auditor", "ebilling_specialist"])
def test_who_only_looks_writes_nothing(role, signed_in):
    matter, reader = make_matter(), make_person(role)
    make_note(matter)
    with pytest.raises(NotAllowed):
        write_note(matter, entry(), actor=reader)
    page = signed_in(reader).get(reverse("matters:log", args=[matter.number])).content.decode()
    assert "Called counsel" in page
    assert "Write a note" not in page
    assert not may_log(reader, matter)


def test_who_is_screened_off_learns_nothing(signed_in):
    matter, behind = make_matter(), make_person("attorney")
    note = make_note(matter)
    MatterMember.objects.create(matter=matter, user=behind, role="attorney")
    assert note in Note.objects.visible_to(behind)
    raise_wall(matter, [behind], reason="Former client", actor=make_person("general_counsel"))
    assert not Note.objects.visible_to(behind).exists()
    assert signed_in(behind).get(reverse("matters:log", args=[matter.number])).status_code == 404
    with pytest.raises(NotFound):
        write_note(matter, entry(), actor=behind)


def test_a_firm_on_the_matter_sees_the_matter_but_no_note_of_it(signed_in):
    firm = make_firm()
    matter, biller = make_matter(firms=(firm,)), make_biller(firm)
    note = make_note(matter)
    correct_note(note, entry("Our strategy"), version=1, actor=matter.lead)
    assert matter in Matter.objects.visible_to(biller)
    assert not Note.objects.visible_to(biller).exists()
    assert not NoteVersion.objects.visible_to(biller).exists()
    page = signed_in(biller).get(reverse("matters:log", args=[matter.number]))
    assert page.status_code in (403, 404)


def typed(**fields) -> dict:
    return {"text": "Spoke to the clerk", "kind": "call", "occurred_on": clock.today().isoformat(), **fields}


def write(client: Client, matter: Matter, **fields):
    return client.post(reverse("matters:note_new", args=[matter.number]), typed(**fields))


def test_the_page_writes_corrects_pins_and_strikes(signed_in):
    matter = make_matter()
    client, page = signed_in(matter.lead), reverse("matters:log", args=[matter.number])
    assert "No notes yet" in client.get(page).content.decode()
    assert write(client, matter, privileged="on", pinned="on").status_code == 303
    note = Note.objects.get()
    assert (note.privileged, note.pinned, note.author) == (True, True, matter.lead)

    def on(name: str, **data):
        return client.post(reverse(f"matters:{name}", args=[matter.number, note.pk]), data)

    assert on("note", **typed(text="Spoke to the judge's clerk", version=1)).status_code == 303
    assert on("note_pin", pinned="0").status_code == 303
    shown = client.get(page).content.decode()
    assert "judge&#x27;s clerk" in shown
    assert "Corrected once" in shown
    assert "Privileged" not in shown
    assert on("note_strike", reason="").status_code == 422
    assert on("note_strike", reason="Another matter").status_code == 303
    assert "clerk" not in client.get(page).content.decode()
    struck = client.get(page, {"struck": "1"}).content.decode()
    assert "Another matter" in struck
    assert "lo-log-out" in struck


def test_what_was_typed_stays_when_it_is_refused(signed_in):
    matter = make_matter()
    client = signed_in(matter.lead)
    later = (clock.today() + timedelta(2)).isoformat()
    answer = write(client, matter, occurred_on=later)
    assert answer.status_code == 422
    assert "This day has not come yet" in answer.content.decode()
    assert "Spoke to the clerk" in answer.content.decode()
    note = make_note(matter)
    correct_note(note, entry("First"), version=1, actor=matter.lead)
    stale = client.post(
        reverse("matters:note", args=[matter.number, note.pk]), typed(text="Second", version=1)
    )
    assert stale.status_code == 422
    assert "corrected meanwhile" in stale.content.decode()
    assert "Second" in stale.content.decode()


def test_notes_are_found_by_kind_and_words(signed_in):
    matter = make_matter()
    make_note(matter, "Venue research: Texas is possible", kind="research")
    make_note(matter, "Called about Texas")
    make_note(make_matter(name="Other"), "Texas elsewhere")
    client, page = signed_in(matter.lead), reverse("matters:log", args=[matter.number])

    def found(**query) -> list[str]:
        return sorted(note.text for note in client.get(page, query).context["notes"].rows)

    assert found(q="texas") == ["Called about Texas", "Venue research: Texas is possible"]
    assert found(q="TEXAS", kind="research") == ["Venue research: Texas is possible"]
    assert found(q="%") == []
    assert found(kind="nonsense", q="a\x00", cursor="damaged") == found()
    assert "No note is like this" in client.get(page, {"q": "Utah"}).content.decode()


def test_pinned_ones_then_newest_first_by_pages(signed_in):
    matter, today = make_matter(), clock.today()
    notes = [make_note(matter, f"Note {day:02}", occurred_on=today - timedelta(day)) for day in range(40)]
    pin_note(notes[35], True, actor=matter.lead)
    client, page = signed_in(matter.lead), reverse("matters:log", args=[matter.number])
    first = client.get(page).context["notes"]
    assert [note.text for note in first.rows[:3]] == ["Note 35", "Note 00", "Note 01"]
    second = client.get(page, {"cursor": first.next}).context["notes"]
    assert len(first.rows) + len(second.rows) == 40
    assert second.rows[-1].text == "Note 39"
    assert not second.next


def test_the_page_costs_the_same_with_one_note_and_with_many(signed_in):
    matter = make_matter()
    client, page = signed_in(matter.lead), reverse("matters:log", args=[matter.number])

    def corrected_notes(many: int) -> None:
        for number in range(many):
            note = make_note(matter, f"Note {many}.{number}")
            correct_note(note, entry(f"Corrected {many}.{number}"), version=1, actor=matter.lead)

    corrected_notes(1)
    before = queries(client, page)
    corrected_notes(24)
    assert queries(client, page) == before


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
