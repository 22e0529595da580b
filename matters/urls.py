"""Pages of the matters app."""

from django.urls import URLPattern

app_name = "matters"
urlpatterns: list[URLPattern] = []
