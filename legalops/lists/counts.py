"""How many rows a person's views have: counted when the page is shown, kept for a moment."""

from django.core.cache import cache

from legalops.accounts.models import User
from legalops.lists.params import asked_of
from legalops.lists.shelf import Kept
from legalops.web.lists import ListSpec
from legalops.web.tables import capped_count

_SECONDS = 20


def recent_counts(user: User, views: list[Kept]) -> dict[int, str]:
    """The counts of a moment ago by key of the view."""
    keys = {_key(user, view): view.pk for view in views}
    return {keys[key]: count for key, count in cache.get_many(list(keys)).items()} if keys else {}


def count_views(spec: ListSpec, user: User, views: list[Kept]) -> dict[int, str]:
    """The rows that this person sees in each view, up to a cap ("1,000+"); kept for the next pages."""
    found = {view.pk: _count(spec, user, view) for view in views}
    cache.set_many({_key(user, view): found[view.pk] for view in views}, _SECONDS)
    return found


def _count(spec: ListSpec, user: User, view: Kept) -> str:
    return str(capped_count(spec.filters(asked_of(spec, view.params, user), spec.rows(user)).qs))


def _key(user: User, view: Kept) -> str:
    return f"lists.count.{user.pk}.{view.pk}.{view.version}"
