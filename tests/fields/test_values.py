"""Values: checked, written through one door, told in words, hidden from whom they are hidden."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.audit.models import AuditEvent
from legalops.fields.definitions import Definition
from legalops.fields.services import set_values
from legalops.fields.services.defining import retire
from legalops.fields.values.faults import FieldFaults, NotOfField
from legalops.fields.values.reading import decimal_text, read_value
from legalops.kernel import records
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from matters.models import Stage
from matters.services.stages import enter_stage
from tests.factories import make_firm, make_invoice, make_matter, make_person, make_request, raise_wall

pytestmark = pytest.mark.django_db


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_stored_number_reads_the_same(number):
    definition = Definition(1, "matter", "x", "X", "number", places=2)
    stored = read_value(definition, str(number), actor=None)
    assert Decimal(stored) == number
    assert read_value(definition, stored, actor=None) == stored


@pytest.mark.parametrize("typed", ["NaN", "1e999", "1,00", "0.123", "Infinity", "-", "१x"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotOfField):
        decimal_text(typed, 2)


def test_a_change_is_recorded_by_field_in_words(define):
    define("business_line", "choice", choices="legal retail")
    define("claim", pattern="CLM-[0-9]{3}")
    matter = make_matter()
    set_values(matter, {"business_line": "legal", "claim": "CLM-123"}, actor=matter.lead)
    set_values(matter, {"business_line": "RETAIL", "claim": ""}, actor=matter.lead)
    matter.refresh_from_db()
    assert matter.custom == {"business_line": "retail"}
    event = AuditEvent.objects.filter(action="fields.values.changed").latest("id")
    assert event.before == {"matter.business_line": "LEGAL", "matter.claim": "CLM-123"}
    assert event.after == {"matter.business_line": "RETAIL", "matter.claim": ""}


def test_every_fault_is_named_by_its_field_and_nothing_is_kept(define):
    define("claim", pattern="CLM-[0-9]{3}")
    define("reserve", "money", currency="USD", minimum="0")
    matter = make_matter()
    with pytest.raises(FieldFaults) as caught:
        set_values(matter, {"claim": "12", "reserve": "-5", "what": 1}, actor=matter.lead)
    assert set(caught.value.faults) == {"claim", "reserve", "what"}
    matter.refresh_from_db()
    assert matter.custom == {}


def test_what_is_worked_out_follows_and_cannot_be_set(define):
    define("low", "number")
    define("high", "number")
    define("mid", "formula", formula="(low + high) / 2", places=1)
    matter = set_values(make_matter(), {"low": 3, "high": 8}, actor=make_person("legal_ops_manager"))
    assert records.facts_of(matter, ["mid"]) == {"mid": Decimal("5.5")}
    with pytest.raises(FieldFaults):
        set_values(matter, {"mid": 1}, actor=matter.lead)


def test_a_field_asked_by_a_condition_is_required_when_it_holds(define):
    define("insured", "yes_no")
    insured = [{"field": "insured", "operator": "is", "value": "true"}]
    define("claim", shown_when=insured, required_when=insured)
    matter = make_matter()
    with pytest.raises(FieldFaults, match="required"):
        set_values(matter, {"insured": "yes", "claim": ""}, actor=matter.lead)
    with pytest.raises(FieldFaults, match="not asked"):
        set_values(matter, {"insured": "no", "claim": "X"}, actor=matter.lead)
    assert set_values(matter, {"insured": True, "claim": "X"}, actor=matter.lead).custom["claim"] == "X"


def test_two_people_at_once_both_keep_what_they_typed(define):
    define("claim")
    matter = make_matter()
    set_values(matter, {"claim": "Theirs"}, actor=matter.lead, seen={"claim": None})
    with pytest.raises(Conflict, match=r"Theirs.*Mine"):
        set_values(matter, {"claim": "Mine"}, actor=matter.lead, seen={"claim": None})


def test_no_two_records_have_a_unique_value(define):
    define("claim", is_unique=True)
    first, second = make_matter(), make_matter()
    set_values(first, {"claim": "A"}, actor=first.lead)
    with pytest.raises(FieldFaults, match="Another record"):
        set_values(second, {"claim": "A"}, actor=second.lead)
    set_values(first, {"claim": "A"}, actor=first.lead)


def test_who_may_not_edit_or_see_the_record_sets_nothing(define):
    define("claim")
    matter, walled = make_matter(), make_person("legal_ops_manager")
    raise_wall(matter, walled)
    with pytest.raises(NotFound):
        set_values(matter, {"claim": "A"}, actor=walled)
    with pytest.raises(NotAllowed):
        set_values(matter, {"claim": "A"}, actor=make_person("auditor"))


def test_a_field_of_some_roles_is_absent_for_others_and_leaves_no_trace_in_the_timeline(define):
    define("reserve", "number", see_roles=["general_counsel"])
    matter = make_matter()
    with pytest.raises(FieldFaults, match="no such field"):
        set_values(matter, {"reserve": 1}, actor=matter.lead)
    set_values(matter, {"reserve": 77123}, actor=make_person("general_counsel"))
    events = AuditEvent.objects.filter(subject_type="matters.matter", subject_id=matter.pk)
    assert not events.filter(action__startswith="fields.").exists()
    auditor = make_person("auditor")
    seen = AuditEvent.objects.visible_to(auditor).filter(action="fields.values.changed_confidential")
    assert not seen.exists()


def test_a_stage_is_not_entered_without_what_it_needs(define):
    closing = Stage.objects.filter(category="closed").order_by("position").first()
    define("outcome", required_from=closing.code)
    matter = make_matter()
    with pytest.raises(DomainError, match="under Details: Outcome"):
        enter_stage(matter, closing, reason="Settled", actor=matter.lead)
    set_values(matter, {"outcome": "Won"}, actor=matter.lead)
    assert enter_stage(matter, closing, reason="Settled", actor=matter.lead).stage == closing


def test_firms_invoices_and_requests_have_fields_too(define):
    for kind in ("firm", "invoice", "request"):
        define("mark", record_type=kind)
    manager = make_person("legal_ops_manager")
    for record in (make_firm(), make_invoice(make_firm(), make_matter()), make_request(manager)):
        assert set_values(record, {"mark": "M"}, actor=manager).custom == {"mark": "M"}


def test_a_field_that_a_formula_names_is_not_retired(define):
    low = define("low", "number")
    define("twice", "formula", formula="low * 2")
    with pytest.raises(DomainError, match="Twice"):
        retire(low, actor=make_person("administrator"))
