"""Lists whose SQL was learned from one person show each other person what their own queryset shows."""

from datetime import UTC, datetime

import pytest
from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.test import RequestFactory

from billing.filters import InvoiceFilters, QueueFilters
from billing.selectors.queue import invoice_rows, queue_rows
from billing.tables import InvoiceTable, QueueTable
from legalops.access.models import RoleAssignment
from legalops.accounts.models import User
from legalops.web.filters import ChipFilterSet
from legalops.web.tables import LateRows, Table, late_rows
from legalops.web.tables.columns import Column
from matters.filters import MatterFilters
from matters.models import Matter, Stage
from matters.selectors.lists import matter_rows
from matters.tables import MatterTable
from tests.factories import make_firm, make_matter, make_person, raise_wall
from tests.personas import make_world
from vendors.filters import FirmFilters
from vendors.models import Firm
from vendors.selectors.firms import firm_rows
from vendors.tables import FirmTable

pytestmark = pytest.mark.django_db
LISTS = {
    "invoices": (InvoiceFilters, invoice_rows, InvoiceTable),
    "queue": (QueueFilters, queue_rows, QueueTable),
    "matters": (MatterFilters, matter_rows, MatterTable),
    "firms": (FirmFilters, firm_rows, FirmTable),
}


@pytest.fixture(autouse=True)
def nothing_learned(monkeypatch):
    monkeypatch.setattr(late_rows, "_known", {})


def again(user):
    """The person as the next request meets them."""
    return User.objects.get(pk=user.pk)


def tables(name, user, query=""):
    """The list as it is shown, and the same from the queryset."""
    filters, make, table = LISTS[name]
    request = RequestFactory().get(f"/?{query}")
    request.user, request.session = again(user), {}
    return table(request, filters(request, make).rows), table(
        request, filters(request, make(request.user)).qs
    )


def keys(table):
    return [row.pk for row in table.page.rows]


def learned():
    return [one for one in late_rows._known.values() if one]


@pytest.mark.parametrize("name", LISTS)
def test_everybody_sees_their_own_rows(name):
    world = make_world()
    people = [person for person in world.people.values() if person]
    for person in [*people, *reversed(people)]:
        shown, asked = tables(name, person)
        assert shown.page.rows == asked.page.rows
    assert learned()


def test_people_of_one_standing_differ_by_teams_walls_and_firms():
    world = make_world()
    people = world.people
    seen = {name: keys(tables("matters", people[name])[0]) for name in ("attorney", "attorney_behind_wall")}
    assert world.walled_matter.pk in seen["attorney"]
    assert world.walled_matter.pk not in seen["attorney_behind_wall"]
    firms = {
        name: keys(tables("invoices", people[name])[0]) for name in ("outside_counsel_biller", "rival_firm")
    }
    assert all(firms.values())
    assert not set(firms["outside_counsel_biller"]) & set(firms["rival_firm"])


def test_what_is_taken_or_raised_holds_at_once():
    world = make_world()
    attorney = world.people["attorney"]
    assert world.open_matter.pk in keys(tables("matters", attorney)[0])
    raise_wall(world.open_matter, attorney, world.people["legal_ops_manager"])
    assert world.open_matter.pk not in keys(tables("matters", attorney)[0])
    assert keys(tables("matters", attorney)[0])
    RoleAssignment.objects.filter(user=attorney).delete()
    assert keys(tables("matters", attorney)[0]) == []
    User.objects.filter(pk=world.people["general_counsel"].pk).update(is_active=False)
    assert keys(tables("matters", world.people["general_counsel"])[0]) == []


@pytest.mark.parametrize("show", ["", "open", "on_hold", "closed", "all", "nonsense"])
def test_each_tab_is_learned_by_itself(show):
    manager = make_person("legal_ops_manager")
    for category in ("open", "on_hold", "closed"):
        make_matter(stage=Stage.objects.filter(category=category).first())
    for query in ("show=open", f"show={show}", "show=closed&show=all"):
        shown, asked = tables("matters", manager, query)
        assert keys(shown) == keys(asked)


@pytest.mark.parametrize("tab", ["due", "over", "findings", "clean", "all"])
def test_each_tab_of_the_queue_is_too_or_stays_as_it_was(tab):
    world = make_world()
    for person in ("ebilling_specialist", "legal_ops_manager"):
        for query in (f"tab={tab}", ""):
            shown, asked = tables("queue", world.people[person], query)
            assert keys(shown) == keys(asked)


@pytest.mark.parametrize(
    "sort", [f"{sign}{one.key}" for one in MatterTable.columns if one.sort for sign in ("", "-")]
)
def test_pages_follow_each_other_in_every_order(sort, monkeypatch):
    manager = make_person("legal_ops_manager")
    for number in range(5):
        make_matter(name=f"Matter {number % 2}")
    monkeypatch.setattr(Table, "per_page", 2)
    walks = []
    for at in (0, 1):
        table, pages = tables("matters", manager, f"sort={sort}")[at], []
        while True:
            pages.append(keys(table))
            if not table.page.next:
                break
            table = tables("matters", manager, table.next_url.partition("?")[2])[at]
        while table.page.previous:
            table = tables("matters", manager, table.previous_url.partition("?")[2])[at]
            pages.append(keys(table))
        walks.append(pages)
    assert walks[0] == walks[1]
    assert len(walks[0]) == 5


def test_filters_in_use_read_the_queryset():
    manager = make_person("legal_ops_manager")
    make_matter(name="Wanted")
    make_matter(name="Other")
    shown, _asked = tables("matters", manager, "q=Wanted")
    assert [row.name for row in shown.page.rows] == ["Wanted"]
    assert not late_rows._known


class FirmNames(Table):
    """Names and a value of each."""

    id, default_sort, reads = "firm-names", "name", ("said",)
    columns = (Column("name", "Name", sort="name"),)


def shown_by(make, user):
    request = RequestFactory().get("/")
    request.user, request.session = again(user), {}
    return [row.said for row in FirmNames(request, LateRows(make, request.user, make)).page.rows]


def looks_up(user):
    return Firm.objects.annotate(said=Value(Matter.objects.filter(lead=user).count()))


def asks_the_person(user):
    return Firm.objects.annotate(said=Value(user.full_name))


def says_the_moment(user):
    return Firm.objects.annotate(said=Value(datetime.now(tz=UTC)))


def writes_into_the_text(user):
    return Firm.objects.annotate(said=RawSQL(f"{user.pk}", ()))


def changes_the_key(user):
    return Firm.objects.annotate(said=Value(user.pk + 1))


@pytest.mark.parametrize(
    "make", [looks_up, asks_the_person, says_the_moment, writes_into_the_text, changes_the_key]
)
def test_what_depends_on_more_than_the_standing_is_not_learned(make):
    make_firm()
    first, second = make_person("auditor", name="First"), make_person("auditor", name="Second")
    make_matter(lead=second)
    for person in (first, second):
        said = [row.said for row in make(person).order_by("name")]
        shown = shown_by(make, person)
        assert len(shown) == len(said)
        assert make is says_the_moment or shown == said
    assert not learned()


def test_a_parameter_that_was_not_named_is_not_learned():
    class Forgetful(ChipFilterSet):
        def filter_queryset(self, rows):
            return super().filter_queryset(rows.filter(name=self.data.get("name", "")))

    def firms(user):
        return Firm.objects.annotate(said=Value(user.pk))

    make_firm()
    manager, name = make_person("auditor"), Firm.objects.first().name
    for asked, count in ((name, 1), ("nobody", 0), (name, 1)):
        request = RequestFactory().get("/", {"name": asked})
        request.user, request.session = again(manager), {}
        assert len(FirmNames(request, Forgetful(request, firms).rows).page.rows) == count
    assert not learned()
