"""A chart is data: the same values feed the drawing and its table twin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.html import json_script
from django.utils.safestring import SafeString

from legalops.web import formats

Value = Decimal | int | float | None


@dataclass(frozen=True, slots=True)
class Series:
    """Values by category, in the chart's unit; None is missing, which is not zero. `hrefs` lead to the
    rows. A `muted` series stands back: the one that another is compared with.
    """

    name: str
    values: Sequence[Value]
    hrefs: Sequence[str] | None = None
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One question, one drawing.

    `unit` is a currency or a word ("USD", "h"); `format` "percent" takes ratios of 1. `target` draws a
    dashed line. Bars start at zero. `size` is "", "short" or "tall". `category_hrefs` narrow the page to a
    category: a click on a bar goes there, the numbers of the table still lead to their rows.
    """

    id: str
    title: str
    kind: Literal["bar", "stacked", "hbar", "line"]
    categories: Sequence[str]
    series: Sequence[Series]
    category_label: str = ""
    unit: str = ""
    format: Literal["number", "percent"] = "number"
    places: int = 0
    target: Value = None
    target_label: str = ""
    note: str = ""
    size: str = ""
    category_hrefs: Sequence[str] | None = None

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The table twin, one row a category."""
        for at, category in enumerate(self.categories):
            href = self.category_hrefs[at] if self.category_hrefs else ""
            yield {"category": category, "href": href, "cells": [self._cell(one, at) for one in self.series]}

    @property
    def json_script(self) -> SafeString:
        """The specification for charts.js, in a script tag that is data and never runs."""
        return json_script(self._spec(), f"{self.id}-data")

    def text(self, value: Value) -> str:
        """A value as the table shows it."""
        return formats.percent(value, 1) if self.format == "percent" else formats.number(value, self.places)

    def _cell(self, one: Series, at: int) -> dict[str, str]:
        return {"text": self.text(one.values[at]), "href": one.hrefs[at] if one.hrefs else ""}

    def _spec(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "categories": list(self.categories),
            "unit": self.unit,
            "format": self.format,
            "places": self.places,
            "target": _drawn(self.target),
            "target_label": self.target_label,
            "hrefs": list(self.category_hrefs or ()),
            "series": [_series_spec(one) for one in self.series],
        }


def _series_spec(one: Series) -> dict[str, Any]:
    spec: dict[str, Any] = {
        "name": one.name,
        "values": [_drawn(value) for value in one.values],
        "muted": one.muted,
    }
    return spec | {"hrefs": list(one.hrefs)} if one.hrefs else spec


def _drawn(value: Value) -> float | None:
    # A drawing has no more precision than a pixel; the table twin shows the exact Decimal.
    return None if value is None else float(value)
