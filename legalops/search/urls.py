"""Addresses of search."""

from django.urls import path

from legalops.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("forget/", views.forget, name="forget"),
]
