"""The table of the style page: sort, columns, groups, pages, selection, export, all from the address."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django_htmx.middleware import HtmxMiddleware
from lxml import html

from legalops.kernel.errors import DomainError
from legalops.web.styleguide.samples import sample_rows
from legalops.web.styleguide.tables import SampleTable
from legalops.web.tables import capped_count, selection_of
from tests.htmx import Page

pytestmark = pytest.mark.django_db
URL = "/styleguide/"


def table_at(query="", rows=None):
    request = RequestFactory().get(f"{URL}?{query}")
    request.session = {}
    return SampleTable(request, sample_rows() if rows is None else rows)


def cells(table, at):
    tree = html.fragment_fromstring(f"<table>{table.rows_html}</table>")
    return [row.xpath(f"string(td[{at + 2}])").strip() for row in tree.xpath(".//tr[@data-row]")]


class TestState:
    def test_sorts_by_the_column_of_the_address_both_ways(self):
        ascending = [row.billed for row in table_at("sort=billed").page.rows]
        descending = [row.billed for row in table_at("sort=-billed").page.rows]
        assert ascending == sorted(ascending)
        assert descending == sorted(descending, reverse=True)
        assert descending[0] > ascending[0]

    def test_rows_without_a_value_come_last_in_both_directions(self):
        some = list(sample_rows().values_list("pk", flat=True)[:10])
        for sort in ("due", "-due"):
            missing = [
                row.due_on is None
                for row in table_at(f"sort={sort}", sample_rows().filter(pk__in=some)).page.rows
            ]
            assert missing == sorted(missing)
            assert any(missing)
            assert not all(missing)

    @pytest.mark.parametrize(
        "query", ["sort=share", "sort=nothing", "group=billed", "cols=nothing", "cursor=%00"]
    )
    def test_what_it_does_not_know_falls_back_to_the_default(self, query):
        assert cells(table_at(query), 0) == cells(table_at(), 0)

    def test_the_header_says_its_direction_and_links_to_the_other(self):
        header = next(h for h in table_at("sort=billed").headers if h.column.key == "billed")
        assert header.direction == "ascending"
        assert "sort=-billed" in header.url

    def test_columns_come_in_the_chosen_order_and_fixed_ones_stay(self):
        table = table_at("cols=billed&cols=firm")
        assert [column.key for column in table.state.columns] == ["number", "billed", "firm"]

    def test_the_choice_of_columns_is_remembered_and_can_be_reset(self, signed_in):
        signed_in.get(f"{URL}?cols=number&cols=codename")
        assert "Reference" in head(signed_in.get(URL))
        signed_in.get(f"{URL}?cols=default")
        assert "Reference" not in head(signed_in.get(URL))

    def test_a_new_sort_starts_at_the_first_page(self):
        first = table_at()
        later = table_at(first.next_url.partition("?")[2])
        assert all("cursor" not in header.url for header in later.headers)


def head(response):
    return html.document_fromstring(response.content.decode()).xpath("string(//thead)")


class TestRows:
    def test_figures_are_right_aligned_with_the_currency_once(self):
        tree = html.fragment_fromstring(f"<table>{table_at().rows_html}</table>")
        assert tree.xpath("string(.//tr[1]/td[6])").strip() == "8,331.50"
        assert tree.xpath(".//tr[1]/td[6]/@class") == ["lo-end"]

    def test_text_is_escaped(self):
        Permission.objects.filter(pk=table_at().page.rows[0].pk).update(codename="<script>alert(1)</script>")
        shown = table_at("cols=codename").rows_html
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown

    def test_the_query_count_does_not_grow_with_the_rows(self):
        few = sample_rows().filter(pk__in=list(sample_rows().values_list("pk", flat=True)[:1]))
        counts = []
        for rows in (few, sample_rows()):
            with CaptureQueriesContext(connection) as queries:
                assert table_at("", rows).rows_html
            counts.append(len(queries))
        assert counts == [1, 1]


class Records(SampleTable):
    reads = ()
    columns = tuple(column for column in SampleTable.columns if column.key != "share")


class TestRecords:
    @pytest.mark.parametrize("query", ["", "sort=-due", "cols=codename&sort=billed", "group=firm"])
    def test_rows_of_what_is_read_look_like_rows_of_instances(self, query):
        request = RequestFactory().get(f"{URL}?{query}")
        request.session = {}
        instances = type("Instances", (Records,), {"reads": None})
        assert Records(request, sample_rows()).rows_html == instances(request, sample_rows()).rows_html

    def test_only_what_is_shown_is_read(self):
        request = RequestFactory().get(f"{URL}?cols=firm")
        request.session = {}
        assert Records(request, sample_rows()).page.rows[0]._fields == ("pk", "number", "firm")


def test_a_single_row_is_counted_in_the_singular():
    few = sample_rows().filter(pk=sample_rows().first().pk)
    assert table_at("", few).counted == "1 invoice"
    assert table_at().counted.endswith(" invoices")
    assert table_at("", sample_rows().none()).counted == "0 invoices"


class Late(SampleTable):
    late_count = True


def late(query="", rows=None, **headers):
    request = RequestFactory().get(f"{URL}?{query}", headers=headers)
    HtmxMiddleware(lambda request: None)(request)
    request.session = {}
    return Late(request, sample_rows() if rows is None else rows)


class TestLateCount:
    def test_a_long_list_is_shown_before_it_is_counted(self):
        with CaptureQueriesContext(connection) as queries:
            table = late()
            assert table.counted == f"{Late.per_page}+ invoices"
            assert table.place == f"{Late.per_page} invoices on this page"
        assert len(queries) == 1
        assert table.answer() is None

    def test_its_count_is_a_request_of_its_own(self):
        answer = late(**{"HX-Request": "true", "HX-Target": "sample-rows-count"}).answer()
        assert answer.content.decode() == f"{capped_count(sample_rows())} invoices"
        assert "HX-Target" in answer.headers["Vary"]

    def test_without_scripts_a_link_counts_and_stays_on_the_page(self):
        cursor = late().page.next
        linked = late(late(f"cursor={cursor}").count_url.partition("?")[2])
        assert linked.state.cursor == cursor
        assert not linked.counts_later
        assert linked.counted == f"{capped_count(sample_rows())} invoices"

    def test_a_list_of_one_page_is_counted_without_a_query(self):
        few = sample_rows().filter(pk__in=list(sample_rows().values_list("pk", flat=True)[:3]))
        with CaptureQueriesContext(connection) as queries:
            assert late("", few).counted == "3 invoices"
        assert len(queries) == 1


class TestGroups:
    def test_each_header_sums_its_whole_group_not_the_page(self):
        table = table_at("group=firm&sort=-billed")
        rows = [row for row in sample_rows() if row.firm == "Arnsley LLP"]
        header = html.fragment_fromstring(f"<table>{table.rows_html}</table>").xpath(
            ".//tr[@class='lo-group']"
        )[0]
        assert header.xpath("string(th)").split() == ["Arnsley", "LLP", str(len(rows))]
        assert header.xpath("string(td[5])") == f"{sum(row.billed for row in rows):,.2f}"
        assert len(table.page.rows) < len(rows)

    def test_groups_run_on_over_pages(self):
        table, firms = table_at("group=firm"), []
        for _ in range(100):
            firms += [row.firm for row in table.page.rows]
            if not table.next_url:
                break
            table = table_at(table.next_url.partition("?")[2])
        assert firms == sorted(firms)
        assert len(firms) == sample_rows().count()


class TestPages:
    def test_a_swapped_page_equals_a_fresh_one(self, signed_in):
        page = Page.get(signed_in, URL)
        link = page.find("//a[@rel='next']").get("href")
        page.trigger(signed_in, "//a[@rel='next']")
        page.assert_equals(Page.get(signed_in, link), within="#sample-list")

    def test_a_swapped_sort_equals_a_fresh_one(self, signed_in):
        page = Page.get(signed_in, URL)
        page.trigger(signed_in, "//thead//a[contains(., 'Due')]")
        page.assert_equals(Page.get(signed_in, f"{URL}?sort=due"), within="#sample-list")

    def test_boosted_navigation_gets_the_whole_page(self, signed_in):
        headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "sample-list"}
        assert b"<html" in signed_in.get(URL, headers=headers).content

    def test_an_empty_table_says_why(self, signed_in):
        assert "Nothing matches these filters" in signed_in.get(f"{URL}?q=nothing-like-this").content.decode()


class TestExport:
    def test_csv_has_the_shown_columns_and_all_filtered_rows(self, signed_in):
        response = signed_in.get(f"{URL}?cols=billed&cols=state&sort=-billed&state=approved&export=csv")
        rows = list(csv.reader(StringIO(response.getvalue().decode().removeprefix("\ufeff"))))
        assert rows[0] == ["Number", "Billed (USD)", "State"]
        assert {row[2] for row in rows[1:]} == {"Approved"}
        assert len(rows) - 1 == sample_rows().filter(state="approved").count()
        amounts = [float(row[1]) for row in rows[1:]]
        assert amounts == sorted(amounts, reverse=True)
        assert "attachment" in response["Content-Disposition"]

    def test_xlsx_is_a_workbook(self, signed_in):
        response = signed_in.get(f"{URL}?export=xlsx")
        assert response.getvalue()[:2] == b"PK"

    def test_a_workbook_that_would_be_too_large_is_refused_in_words(self, signed_in, monkeypatch):
        monkeypatch.setattr("legalops.web.exports.responses.XLSX_ROWS", 3)
        response = signed_in.get(f"{URL}?export=xlsx")
        assert response.status_code == 422
        assert "export as CSV" in response.content.decode()


class TestSelection:
    def test_reads_keys_once_each(self):
        request = RequestFactory().post("/", {"selected": ["3", "3", "5"]})
        assert selection_of(request).keys == (3, 5)

    def test_everything_needs_no_keys(self):
        assert selection_of(RequestFactory().post("/", {"scope": "all"})).everything

    @pytest.mark.parametrize("keys", [[], ["x"], ["1 OR 1=1"]])
    def test_nothing_or_nonsense_is_refused(self, keys):
        with pytest.raises(DomainError, match="Select at least one row"):
            selection_of(RequestFactory().post("/", {"selected": keys}))
