"""Public holidays by country and region, from the pinned `holidays` package: no network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """A country or region that is not known, and the field it was typed into."""

    field: str
    message: str


@lru_cache(maxsize=512)
def in_year(country: str, region: str, year: int) -> Mapping[date, str]:
    """Date and name of each public holiday; none without a country."""
    if not country:
        return {}
    return dict(holidays.country_holidays(country, subdiv=region or None, years=year, language="en_US"))


def problem_with(country: str, region: str) -> Problem | None:
    """What is wrong with a country and region, if anything."""
    known = holidays.list_supported_countries(include_aliases=False)
    if region and not country:
        return Problem("country", _("Name the country of the region."))
    if country and country not in known:
        return Problem(
            "country", _("No holidays are known for “%s”. Write a code such as US or DE.") % country
        )
    if region and region not in known[country]:
        regions = ", ".join(known[country]) or _("none")
        message = _("“%(region)s” is no region of %(country)s. Known: %(known)s.")
        return Problem("region", message % {"region": region, "country": country, "known": regions})
    return None
