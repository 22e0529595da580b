"""What it costs that some matters must not be seen: the filter with walls against no filter at all."""

from collections.abc import Iterator

from django.db.models import QuerySet

from bench.listed import add_matters
from bench.measuring import interleaved
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from legalops.web.tables import capped_count
from matters.models import Matter

_PAGE = 50


def rows(scale: Scale) -> Iterator[Row]:
    """The first page of a list, its capped count, and a search."""
    viewer = add_matters(scale.matters)
    settle()
    seen, everything = Matter.objects.visible_to(viewer), Matter.objects.all()
    hidden = everything.count() - seen.count()
    assert hidden, "no matter is hidden"
    for work, (ask, target) in _ASKED.items():
        works = {"seen": lambda ask=ask: ask(seen.all()), "all": lambda ask=ask: ask(everything.all())}
        costs = interleaved(works, scale.rounds, scale.times)
        ours, base = costs["seen"], costs["all"]
        figures = seconds(ours.cpu), "the same unfiltered", seconds(base.cpu)
        ratios = ours.cpu / base.cpu, ours.wall / base.wall
        yield Row("visibility", f"{work}, {scale.matters:,} matters", *figures, *ratios, target)


def _first_page(matters: QuerySet) -> list[Matter]:
    related = ("matter_type", "stage", "lead", "team")
    return list(matters.select_related(*related).order_by("-opened_on", "-pk")[:_PAGE])


def _count(matters: QuerySet) -> int:
    return capped_count(matters).number


def _search(matters: QuerySet) -> list[Matter]:
    return list(matters.matching("matter 77").order_by("-opened_on", "-pk")[:_PAGE])


_ASKED = {
    "first page of fifty": (_first_page, Target(1.1)),
    "capped count": (_count, None),
    "search by a part of the name": (_search, Target(1.5)),
}
