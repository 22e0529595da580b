"""What the frame needs on every page; all of it lazy, so a fragment pays nothing."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from django.http import HttpRequest
from django.template import engines
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from legalops.access.services import role_names_of
from legalops.kernel import notations, zones
from legalops.web import nav, toasts
from legalops.web.brand import NAME, Brand, of_request
from legalops.web.csrf import TokenField
from legalops.web.kept import drawn
from legalops.web.outlines.gaps import Sheet
from legalops.web.outlines.outline import kept_outline
from legalops.web.row_words import place

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Banner = Callable[[HttpRequest], str]
_banners: list[Banner] = []


def register_banner(banner: Banner) -> None:
    """Have every page ask for what stands above it: markup, or nothing."""
    if banner not in _banners:
        _banners.append(banner)


class Frame:
    """Navigation of the signed-in person; each part is computed when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user = getattr(request, "user", None)

    @cached_property
    def _places(self) -> list[nav.NavItem]:
        return nav.items_for(self._user)

    @cached_property
    def _tops(self) -> list[nav.NavItem]:
        return nav.tops_for(self._user)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return nav.recent_counts_for(self._user) if self.has_counts else {}

    @cached_property
    def items(self) -> list[dict]:
        """Destinations with their last known count and whether we are there."""
        counts = self._counts
        here = current_item(self._request.path, self._places)
        return [
            {"item": item, "count": counts.get(item.dom_id) or "", "current": item is here}
            for item in self._places
        ]

    @cached_property
    def brand(self) -> Brand:
        """What the department calls the product, and how it looks."""
        return of_request(self._request)

    @property
    def large_mark(self) -> SafeString:
        """The logo of pages without a frame."""
        return self.brand.mark(26)

    @property
    def host(self) -> SafeString:
        """Whose portal it is, before the firm's own name; nothing while the product goes by its own."""
        name = self.brand.name
        return mark_safe("") if name == NAME else format_html('<span class="lo-host">{}</span>', name)

    @property
    def welcome(self) -> SafeString:
        """The department's sentence for firms, if it has one."""
        welcome = self.brand.welcome
        return format_html('<p class="lo-welcome">{}</p>', welcome) if welcome else mark_safe("")

    @property
    def contact(self) -> SafeString:
        """Whom to ask, if the department says so."""
        contact = self.brand.contact
        if not contact:
            return mark_safe("")
        linked = (
            format_html('<a href="mailto:{0}">{0}</a>', contact) if _ADDRESS.fullmatch(contact) else contact
        )
        return format_html('<p class="lo-contact">{} {}</p>', _("Questions?"), linked)

    @property
    def rail(self) -> SafeString:
        """The rail; it says the same to all who may go to the same places and have as much waiting there."""
        staff = bool(getattr(self._user, "is_staff", False))
        key = (
            staff,
            self.brand,
            *((entry["item"], entry["count"], entry["current"]) for entry in self.items),
        )
        return drawn("web/rail.html", key, frame=self, is_staff=staff)

    @property
    def topbar(self) -> SafeString:
        """The bar over the page: what stands in it is part of its outline, counts and the person are not."""
        template = engines["jinja2"].get_template("web/topbar.html").template
        values = {"request": self._request, "frame": self, "csrf_input": TokenField(self._request)}
        told = {"new_items": tuple(self.new_items), "tops": tuple(self._tops), "bell": nav.bell()}

        def draw(sheet: Sheet) -> str:
            return template.render(**{name: sheet.gap(name) for name in values}, **told)

        outline = kept_outline(("topbar", *told.values()), draw)
        return outline.filled(values) if outline else mark_safe(template.render(**values, **told))  # noqa: S308

    @property
    def banners(self) -> SafeString:
        """What stands above the page, for whomever it concerns."""
        return format_html_join("", "{}", ([banner(self._request)] for banner in _banners))

    @property
    def bell(self) -> nav.NavItem | None:
        """The bell, if an app rings it."""
        return nav.bell()

    @cached_property
    def counted(self) -> dict[str, int | str]:
        """Id of every count in the top bar to what it said a moment ago, empty while there is nothing."""
        bell = nav.bell()
        ids = [*(item.top_id for item in self._tops), *([bell.dom_id] if bell else [])]
        return {each: self._counts.get(each) or "" for each in ids}

    @cached_property
    def new_items(self) -> list[nav.NewItem]:
        """Entries of the New menu."""
        return nav.new_items_for(self._user)

    @property
    def role_names(self) -> str:
        """The person's roles in words, or their address, for the user menu."""
        return ", ".join(role_names_of(self._user)) or getattr(self._user, "email", "")

    @property
    def zone(self) -> str:
        """The zone of every clock time on the page."""
        return zones.reader_name()

    @property
    def numbers(self) -> str:
        """The language tag by which the browser writes numbers as the page does."""
        return notations.reader().tag

    @property
    def toasts(self) -> list[toasts.Toast]:
        """Messages that wait for this page."""
        return toasts.drain(self._request)

    @property
    def has_counts(self) -> bool:
        """Whether the rail has anything to refresh."""
        return nav.bell() is not None or bool(self._tops) or any(item.count for item in self._places)


def current_item(path: str, items: Sequence[nav.NavItem]) -> nav.NavItem | None:
    """The destination whose address is the longest prefix of the page's."""
    addressed = _addressed(tuple(items), *place())
    inside = [
        entry for entry in addressed if path == entry[0] or (entry[0] != "/" and path.startswith(entry[0]))
    ]
    return max(inside, key=lambda entry: len(entry[0]), default=("", None))[1]


@lru_cache(maxsize=256)
def _addressed(
    items: tuple[nav.NavItem, ...], _urlconf: str, _prefix: str
) -> tuple[tuple[str, nav.NavItem], ...]:
    return tuple((item.url, item) for item in items)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every page."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
