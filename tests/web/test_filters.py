"""Filters live in the address and read as sentences."""

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from legalops.web.styleguide.filters import SampleFilters
from legalops.web.styleguide.samples import sample_rows
from tests.htmx import Page

pytestmark = pytest.mark.django_db


def filters_at(query):
    return SampleFilters(RequestFactory().get(f"/styleguide/?{query}"), sample_rows())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("state=approved", "State is Approved"),
        ("state=approved&state=rejected", "State is Approved or Rejected"),
        (
            "state=approved&state=rejected&state=overdue&state=received",
            "State is Approved, Rejected or 2 more",
        ),
        ("firm=Calder+Voss", "Firm is Calder Voss"),
        ("billed_min=100&billed_max=2000", "Billed from 100 to 2000"),
        ("billed_max=2000", "Billed up to 2000"),
        ("due_after=2026-10-30", "Due from 30 Oct 2026"),
    ],
)
def test_a_filter_reads_as_a_sentence(query, sentence):
    assert [chip.sentence for chip in filters_at(query).active_chips] == [sentence]


def test_removing_a_chip_keeps_the_others_and_the_sort():
    filters = filters_at("state=approved&billed_min=1&billed_max=9&sort=-billed&cursor=abc")
    chip = next(chip for chip in filters.active_chips if chip.name == "billed")
    assert chip.remove_url == "/styleguide/?state=approved&sort=-billed"


def test_clearing_keeps_sort_and_columns():
    assert filters_at("q=x&state=approved&sort=due&cols=firm").clear_url == "/styleguide/?sort=due&cols=firm"


def test_it_filters():
    assert {row.state for row in filters_at("state=approved").qs} == {"approved"}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("billed_min=abc", "Billed “abc” matches nothing"),
        ("state=nonsense", "State “nonsense” matches nothing"),
        ("state=approved&state=nonsense", "State “approved”, “nonsense” matches nothing"),
        ("due_after=2026-13-45", "Due “2026-13-45” matches nothing"),
    ],
)
def test_a_value_that_is_not_one_leaves_nothing_and_says_so(query, sentence):
    filters = filters_at(query)
    (chip,) = filters.active_chips
    assert chip.sentence == sentence
    assert chip.field.errors
    assert filters.qs.count() == 0
    assert chip.remove_url == "/styleguide/"


def test_applying_a_filter_swaps_to_what_a_reload_shows(signed_in):
    page = Page.get(signed_in, "/styleguide/")
    page.trigger(signed_in, "//form[@data-filters]", {"state": ["approved"]})
    page.assert_equals(Page.get(signed_in, "/styleguide/?state=approved"), within="#sample-list")


class LateFilters(SampleFilters):
    late_menu = True


def late_at(query, **headers):
    request = RequestFactory().get(f"/styleguide/?{query}", headers=headers)
    request.htmx = HtmxDetails(request)
    return LateFilters(request, sample_rows())


def test_a_late_menu_comes_when_it_is_asked_for():
    asked = {"HX-Request": "true", "HX-Target": "sample-list-filter-menu"}
    assert late_at("").late
    assert late_at("").menu() is None
    answer = late_at("state=approved", **asked).menu().content.decode()
    assert 'name="firm"' in answer
    assert 'name="state"' not in answer


def test_a_late_menu_comes_at_once_with_a_mistake_in_it_or_without_scripts():
    assert not late_at("billed_min=abc").late
    assert not late_at("menu=1").late


def test_no_form_is_made_while_no_filter_is_asked_for():
    filters = late_at("sort=due&cols=firm")
    assert filters.qs.count() == sample_rows().count()
    assert not filters.narrowed
    assert not hasattr(filters, "_form")
