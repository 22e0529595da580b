"""The product's pages, and the page that all others are held against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from legalops.urls import urlpatterns as product
from vendors.models import Firm


def one_query(request: HttpRequest) -> HttpResponse:
    """A signed-in person's page with one query and no template, behind all of the product's middleware."""
    return HttpResponse(f"{request.user}: {Firm.objects.values_list('name').order_by('pk').first()}")


urlpatterns = [path("bench/one-query/", one_query), *product]
