"""What works without signing in: ending e-mail about one kind, and reading a calendar feed by its secret."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from legalops.kernel import clock
from legalops.notifications.calendars import entries_for
from legalops.notifications.calendars.feed import feed_of
from legalops.notifications.registry import label_of
from legalops.notifications.services import choosing, feeds
from legalops.notifications.services.feeds import LOOK_BACK


@csrf_exempt  # mail programs post by themselves (RFC 8058); the signed token is the authority
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or end e-mail about the kind: a GET changes nothing, since mail scanners follow links."""
    user, kind = choosing.read_unsubscribe(token)
    if request.method == "POST":
        choosing.unsubscribe(user, kind)
    context = {"kind": label_of(kind), "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the person whose token this is, as far as they may see them now; 404 for any other.

    `?of=M-2026-0042` narrows it to one record, and then to all dates of it that the person may see.
    """
    user = feeds.reader_of(token)
    if user is None:
        raise Http404
    content = feed_of(entries_for(user, clock.today() - LOOK_BACK, request.GET.get("of", "").strip()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
