"""What the index adds to the search field's answers, after records found by number or name."""

from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.search.selectors import Found, search, shown
from legalops.web.nav import is_firm_user
from legalops.web.palette import Group, Hit

_PER_KIND = 6
# As many as are ranked between two key strokes; the page of all results looks at more.
_RANKED = 500
# Guessing at what two or three letters were meant to be helps nobody.
_GUESSED = 4


def groups(user, text: str) -> Sequence[Group]:
    """The best of each kind, and the way to all results."""
    if is_firm_user(user):
        return []
    found = search(user, text, forgiving=len(text) >= _GUESSED, most=_RANKED)
    keys = [key for kind, _n in found.counts() for key in islice(found.of(kind.code), _PER_KIND)]
    hits = shown(user, keys)
    named = [
        Group(
            _heading(found, kind.plural), [hits[key] for key in keys if key[0] == kind.code and key in hits]
        )
        for kind, _n in found.counts()
    ]
    url = f"{reverse('search:results')}?{urlencode({'q': text})}"
    everything = Hit(_("All results for “%(text)s”") % {"text": text}, url, icon="search")
    return [*named, Group("", [everything])]


def _heading(found: Found, plural) -> str:
    if not found.instead:
        return str(plural)
    return _("%(kind)s for “%(words)s”") % {"kind": plural, "words": found.instead}
