"""The files tab of a matter; adding and changing is the business of `legalops.files`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from legalops.files.selectors.listing import FilesOf
from matters.views.access import matter_or_404, reads
from matters.views.matter import frame_of


@require_safe
@reads
def show(request: HttpRequest, number: str) -> HttpResponse:
    """What was attached, by folder, and a place to drop more."""
    matter = matter_or_404(request, number)
    context = frame_of(request, matter, "files") | {"files": FilesOf(matter, request.user)}
    return render(request, "matters/files.html", context)
