"""What people paste, mistype or forge: refused beside the field, never a crash, never a wrong sum."""

from decimal import Decimal as D

import pytest

from tests.billing.scenes import make_scene, reason
from tests.factories import make_finding

from .conftest import browser

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}
NO_NUMBERS = ["abc", "NaN", "Infinity", "1.234,56", "1,23", "12,34.5", "½", "1_000", "2\x00", "--1"]
OUT_OF_BOUNDS = ["-1", "1e999999", "1E-999999", "9" * 24, "0." + "0" * 22 + "1"]


def edit(scene, **typed):
    line = scene.lines[0]
    fields = {
        "new_units": "2.00",
        "new_unit_cost": "500.00",
        "amount": "1000.00",
        "percent": "",
        "reason": reason().pk,
        "seen": "0",
        "mode": "quantity",
    } | typed
    data = {f"l{line.pk}-{name}": value for name, value in fields.items()}
    address = f"/invoices/{scene.invoice.pk}/lines/{line.pk}/"
    return browser(scene.reviewer).post(address, data, **HTMX)


def reduce_whole(scene, **typed):
    fields = {
        "percent": "",
        "amount": "",
        "reason": reason().pk,
        "request_key": "9f1d3b1e-0000-4000-8000-000000000001",
    } | typed
    return browser(scene.reviewer).post(f"/invoices/{scene.invoice.pk}/reduce/", fields, **HTMX)


@pytest.mark.parametrize("typed", NO_NUMBERS + OUT_OF_BOUNDS)
@pytest.mark.parametrize("name", ["new_units", "new_unit_cost", "amount", "percent"])
def test_an_impossible_number_is_refused_beside_its_field(name, typed):
    scene = make_scene()
    mode = name if name in ("amount", "percent") else "quantity"
    answer = edit(scene, **{name: typed, "mode": mode})
    assert answer.status_code == 422
    assert scene.fresh().reduction_net == 0
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("typed", NO_NUMBERS + OUT_OF_BOUNDS)
@pytest.mark.parametrize("name", ["amount", "percent"])
def test_an_impossible_number_does_not_reduce_the_invoice(name, typed):
    scene = make_scene()
    assert reduce_whole(scene, **{name: typed}).status_code == 422
    assert scene.fresh().reduction_net == 0


def test_numbers_are_typed_as_the_page_prints_them():
    scene = make_scene(D("2500.50"))
    assert edit(scene, mode="amount", amount="1,234.50").status_code == 200
    assert scene.fresh().reduction_net == D(1266)


def test_a_european_thousand_is_no_small_amount():
    """1.234 in a currency of two decimals is 1,234 mistyped, not one and a bit."""
    scene = make_scene(D(2500))
    answer = edit(scene, mode="amount", amount="1.234")
    assert answer.status_code == 422
    assert scene.fresh().reduction_net == 0


def test_half_a_yen_is_refused_beside_its_field():
    scene = make_scene(D(2500), currency="JPY")
    answer = edit(scene, mode="amount", amount="1000.5")
    assert answer.status_code == 422
    assert "JPY has no decimals. Enter a whole number." in answer.content.decode()
    assert scene.fresh().reduction_net == 0


def test_more_decimals_than_the_currency_has_are_kept_where_the_firm_billed_them():
    scene = make_scene(D("1000.1234"))
    assert edit(scene, mode="amount", amount="500.1234", new_units="2").status_code == 200
    assert scene.fresh().reduction_net == D(500)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("notes/", {"audience": "internal", "body": "a\x00b"}),
        ("findings/accept/", {"of_rule": "\x00"}),
        ("reject/", {"reason": "gone\x00"}),
    ],
)
def test_a_character_that_cannot_be_stored_is_refused(path, data):
    scene = make_scene()
    answer = browser(scene.reviewer).post(f"/invoices/{scene.invoice.pk}/{path}", data, **HTMX)
    assert answer.status_code == 422
    assert scene.fresh().state == "in_review"
    assert not scene.invoice.notes.exists()


@pytest.mark.parametrize("rest", ["?rule=%00", "lines/?after=0|1|%00&group=timekeeper", "findings/%00/"])
def test_a_forged_address_is_refused(rest):
    scene = make_scene()
    make_finding(scene.invoice, scene.lines[0])
    answer = browser(scene.reviewer).get(f"/invoices/{scene.invoice.pk}/{rest}")
    assert answer.status_code in (404, 422)
