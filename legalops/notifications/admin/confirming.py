"""A button of the console asks first: what a link does must be nothing but show."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise

TEMPLATE = "admin/notifications/confirm.html"


def unconfirmed(
    request: HttpRequest, record: Model, question: str | Promise, verb: str | Promise, back: str
) -> HttpResponse | None:
    """The page that asks, unless the person has answered it (a POST); then None."""
    if request.method == "POST":
        return None
    context = {
        **admin.site.each_context(request),
        "title": str(record),
        "opts": record._meta,
        "question": question,
        "verb": verb,
        "back": back,
    }
    return TemplateResponse(request, TEMPLATE, context)
