"""Fragments that the frame refreshes by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from legalops.web import nav


def nav_counts(request: HttpRequest) -> HttpResponse:
    """What waits for the person, counted now; each figure replaces its element in the rail."""
    return render(request, "web/nav_counts.html", {"counts": nav.counts_for(request.user)})
