"""Addresses of custom fields."""

from django.urls import path

from legalops.fields.views import panel

app_name = "fields"
urlpatterns = [
    path("<slug:record_type>/<int:pk>/edit/", panel.edit, name="edit"),
    path("<slug:record_type>/<int:pk>/<slug:code>/history/", panel.history, name="history"),
]
