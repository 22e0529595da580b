"""One view serves the whole page and its fragments; one bundle answers a state change."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from legalops.web.outlines.pages import page

_ROOT = re.compile(r"<[a-zA-Z][\w-]*(?=[\s>/])([^>]*)")
_ID = re.compile(r"""\sid\s*=\s*["'][^"']+["']""")


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part of a page; boosted navigation still wants the whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def target(request: HttpRequest) -> str:
    """DOM id that htmx will replace, or an empty string."""
    return (request.htmx.target or "") if is_fragment(request) else ""


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partials: Mapping[str, str] | None = None,
    status: int = 200,
    outline: bool = False,
) -> HttpResponse:
    """The whole page, or the one partial the request's target names.

    `partials` maps a DOM id to the partial of the same template that renders it; other targets get the page.
    With `outline` the template is drawn once and filled for each request (`legalops.web.outlines`).
    """
    partial = (partials or {}).get(target(request))
    name = f"{template}#{partial}" if partial else template
    if outline:
        html = page(name, request, context or {})
    else:
        html = render_to_string(name, dict(context or {}), request)
    response = HttpResponse(html, status=status)
    response.headers["Vary"] = "HX-Request, HX-Target"
    return response


def render_fragment(
    request: HttpRequest,
    template: str,
    partial: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """One partial of a page, to be swapped into its target."""
    return HttpResponse(_partial(request, template, partial, context), status=status)


def bundle(
    request: HttpRequest,
    template: str,
    *partials: str,
    context: Mapping[str, Any] | None = None,
    main: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Several partials of one page, each swapped out of band into the element with its own id.

    `main`, when given, goes to the request's own target. Each other partial's root element must carry an id;
    ValueError otherwise, since htmx would drop it silently.
    """
    parts = [_partial(request, template, main, context)] if main else []
    parts += [out_of_band(_partial(request, template, name, context)) for name in partials]
    response = HttpResponse("\n".join(parts), status=status)
    if not main:
        response.headers["HX-Reswap"] = "none"
    return response


def out_of_band(html: str, how: str = "true") -> SafeString:
    """Mark the root element of a fragment for an out-of-band swap by its id."""
    found = _ROOT.search(html)
    if not found or not _ID.search(found.group(1)):
        raise ValueError("An out-of-band fragment needs a root element with an id.")
    end = found.start(1)
    return mark_safe(f'{html[:end]} hx-swap-oob="{how}"{html[end:]}')  # noqa: S308  (our own template output)


def hx_redirect(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser to another page: by header for htmx, by 303 otherwise (never repeats the POST)."""
    url = resolve_url(to, *args, **kwargs)
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})


def hx_refresh(request: HttpRequest) -> HttpResponse:
    """Load the page that the person is on afresh."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return HttpResponse(status=303, headers={"Location": request.get_full_path()})


def _partial(request: HttpRequest, template: str, partial: str, context: Mapping[str, Any] | None) -> str:
    return render_to_string(f"{template}#{partial}", dict(context or {}), request)
