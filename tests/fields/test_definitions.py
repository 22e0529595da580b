"""Definitions: what could not work is refused beside its field; what records hold stays readable."""

import pytest
from django.core.exceptions import ValidationError

from legalops.fields.catalogue import catalogue
from legalops.fields.models import FieldDefinition
from legalops.fields.services import set_values
from legalops.fields.services.defining import save_definition
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("code", {"code": "number"}),
        ("currency", {"kind": "money"}),
        ("target", {"kind": "record"}),
        ("formula", {"kind": "formula", "formula": "nothing + 1"}),
        ("formula", {"kind": "formula", "formula": "extra + 1"}),
        ("looked_up", {"kind": "lookup", "via": "lead", "looked_up": "name"}),
        ("pattern", {"pattern": "(["}),
        ("minimum", {"kind": "date", "minimum": "soon"}),
        ("shown_when", {"shown_when": [{"field": "gone", "operator": "filled"}]}),
        ("shown_when", {"shown_when": [{"field": "extra", "operator": "filled"}]}),
        ("required_from", {"required_from": "nowhere"}),
        ("is_searchable", {"is_searchable": True, "see_roles": ["finance"]}),
    ],
)
def test_what_could_not_work_is_refused_beside_its_field(define, field, given):
    with pytest.raises(ValidationError) as caught:
        define(given.pop("code", "extra"), given.pop("kind", "text"), **given)
    assert field in caught.value.message_dict


def test_a_circle_of_formulas_is_refused_with_its_way(define):
    define("low", "number")
    first = define("first_one", "formula", formula="low + 1")
    define("second_one", "formula", formula="first_one + 1")
    first.formula = "second_one + 1"
    with pytest.raises(ValidationError, match="second_one → first_one"):
        save_definition(first, actor=make_person("administrator"))


def test_code_and_kind_stay_once_a_record_has_a_value(define):
    row, matter = define("claim"), make_matter()
    set_values(matter, {"claim": "A"}, actor=matter.lead)
    row.code = "other"
    with pytest.raises(ValidationError, match="Retire the field"):
        save_definition(row, actor=make_person("administrator"))
    row.code, row.kind = "claim", "number"
    with pytest.raises(ValidationError, match="would be lost"):
        save_definition(row, actor=make_person("administrator"))
    row.kind = "long_text"
    save_definition(row, actor=make_person("administrator"))


def test_a_code_that_the_product_took_later_may_stay(define):
    row = define("claim")
    FieldDefinition.objects.filter(pk=row.pk).update(code="number")
    row.refresh_from_db()
    row.label = "Our number"
    assert save_definition(row, actor=make_person("administrator")).label == "Our number"


def test_a_change_shows_at_once_and_the_catalogue_is_read_once(define, django_assert_num_queries):
    row = define("claim")
    assert catalogue().of("matter")["claim"].label == "Claim"
    row.label = "Insurance claim"
    save_definition(row, actor=make_person("administrator"))
    assert catalogue().of("matter")["claim"].label == "Insurance claim"
    with django_assert_num_queries(0):
        catalogue()
