"""What the department calls the product and how it looks: the frame, the portal and letters ask here.

The branding package puts its answer in when the product starts (house inversion "registered callback");
without one the product goes by its own name and colours.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NAME = "LegalOps"
_MARK_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class Brand:
    """Name; address of the logo and its width over its height; address of the style sheet of the accent; a
    sentence for firms; whom to ask; language and notation for whoever chose none. What was not set is empty.
    """

    name: str = NAME
    logo: str = ""
    ratio: float = 1.0
    styles: str = ""
    welcome: str = ""
    contact: str = ""
    language: str = ""
    notation: str = ""

    def mark(self, height: int = _MARK_HEIGHT) -> SafeString:
        """The logo for an <img> beside the name, so many pixels high."""
        if not self.logo:
            return format_html(
                '<img src="{}" alt="" width="{}" height="{}">', static("img/logo.svg"), height, height
            )
        markup = '<img class="lo-brand-logo" src="{}" alt="" width="{}" height="{}">'
        return format_html(markup, self.logo, max(1, round(height * self.ratio)), height)

    @property
    def sheet(self) -> SafeString:
        """The element that links the style sheet; nothing where the colours are the product's own."""
        return format_html('<link rel="stylesheet" href="{}">', self.styles) if self.styles else mark_safe("")

    @property
    def outside_logo(self) -> str:
        """The logo's address from outside, for letters."""
        return f"{settings.PUBLIC_ADDRESS}{self.logo}" if self.logo else ""


_KEPT = "_brand"
_providers: list[Callable[[], Brand]] = []


def register(provider: Callable[[], Brand]) -> None:
    """Ask this one from now on; it must not cost a query on each call."""
    _providers[:] = [provider]


def current() -> Brand:
    """The brand as it is set now."""
    return _providers[0]() if _providers else Brand()


def of_request(request: HttpRequest) -> Brand:
    """The brand as it was when the request first asked: several parts of an answer need it."""
    found: Brand | None = getattr(request, _KEPT, None)
    if found is None:
        found = current()
        setattr(request, _KEPT, found)
    return found
