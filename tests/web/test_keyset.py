"""Keyset pages: each row once and in order, whichever way one walks and whatever is added meanwhile."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import NullIf
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalops.web.tables import SortKey, capped_count, paginate

pytestmark = pytest.mark.django_db
NAMES = st.lists(st.sampled_from(["", "a", "b", "c", "Ä"]), max_size=12)
PROPERTY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def rows_of(names):
    """Permissions with the given names; an empty name counts as NULL in the annotation `word`."""
    kind = ContentType.objects.get_for_model(Group)
    Permission.objects.filter(codename__startswith="walk-").delete()
    made = [Permission(name=name, codename=f"walk-{n:03}", content_type=kind) for n, name in enumerate(names)]
    Permission.objects.bulk_create(made)
    rows = Permission.objects.filter(codename__startswith="walk-")
    return rows.annotate(word=NullIf(F("name"), Value(""))), kind


def walk(queryset, keys, size, *, before_page=lambda number: None):
    """All rows forward, and then all rows back from the last page."""
    forward, pages, cursor = [], [], ""
    for number in range(100):
        before_page(number)
        page = paginate(queryset, keys, size=size, cursor=cursor)
        forward += [row.pk for row in page.rows]
        pages.append(page)
        cursor = page.next
        if not cursor:
            break
    back, page = list(pages[-1].rows), pages[-1]
    while page.previous:
        page = paginate(queryset, keys, size=size, cursor=page.previous)
        back = page.rows + back
    return forward, [row.pk for row in back]


class TestWalking:
    @PROPERTY
    @given(names=NAMES, size=st.integers(1, 5), descending=st.booleans())
    def test_each_row_once_and_in_order_both_ways(self, names, size, descending):
        queryset, _ = rows_of(names)
        forward, back = walk(queryset, [SortKey("word", descending, nullable=True)], size)
        in_database = list(
            queryset.order_by(
                F("word").desc(nulls_last=True) if descending else F("word").asc(nulls_last=True),
                "-pk" if descending else "pk",
            ).values_list("pk", flat=True)
        )
        assert forward == in_database
        assert back == in_database

    @PROPERTY
    @given(names=NAMES, size=st.integers(1, 4), first=st.booleans(), second=st.booleans())
    def test_two_keys_in_mixed_directions(self, names, size, first, second):
        queryset, _ = rows_of(names)
        keys = [SortKey("name", first), SortKey("word", second, nullable=True)]
        forward, back = walk(queryset, keys, size)
        ordered = queryset.order_by(
            "-name" if first else "name",
            F("word").desc(nulls_last=True) if second else F("word").asc(nulls_last=True),
            "-pk" if second else "pk",
        )
        assert forward == back == list(ordered.values_list("pk", flat=True))

    @PROPERTY
    @given(names=NAMES, added=NAMES, size=st.integers(1, 3))
    def test_rows_added_on_the_way_neither_repeat_nor_hide_the_others(self, names, added, size):
        queryset, kind = rows_of(names)
        there_before = set(queryset.values_list("pk", flat=True))

        def insert(number):
            if number and number <= len(added):
                Permission.objects.create(
                    name=added[number - 1], codename=f"walk-new-{number}", content_type=kind
                )

        forward, _back = walk(queryset, [SortKey("word", nullable=True)], size, before_page=insert)
        assert len(forward) == len(set(forward))
        assert there_before <= set(forward)

    def test_a_cursor_from_elsewhere_shows_the_first_page(self):
        queryset, _ = rows_of(["a", "b", "c"])
        page = paginate(queryset, [SortKey("name")], size=1)
        other_order = paginate(queryset, [SortKey("name", descending=True)], size=1, cursor=page.next)
        damaged = paginate(queryset, [SortKey("name")], size=1, cursor=page.next[:-2] + "xx")
        assert [row.name for row in other_order.rows] == ["c"]
        assert [row.name for row in damaged.rows] == ["a"]

    def test_when_all_rows_behind_the_cursor_are_gone_the_first_page_is_shown(self):
        queryset, _ = rows_of(["a", "b"])
        page = paginate(queryset, [SortKey("name")], size=1)
        queryset.filter(name="b").delete()
        after = paginate(queryset, [SortKey("name")], size=1, cursor=page.next)
        assert [row.name for row in after.rows] == ["a"]


class TestCost:
    def test_no_offset_and_one_query_a_page(self):
        queryset, _ = rows_of(["a", "b", "c", "d"])
        first = paginate(queryset, [SortKey("name")], size=2)
        with CaptureQueriesContext(connection) as queries:
            paginate(queryset, [SortKey("name")], size=2, cursor=first.next)
        assert len(queries) == 1
        assert "OFFSET" not in queries[0]["sql"]

    def test_the_count_stops_at_its_cap(self):
        queryset, _ = rows_of(["a"] * 5)
        assert str(capped_count(queryset, cap=3)) == "3+"
        assert str(capped_count(queryset, cap=5)) == "5"
