"""Addresses of custom fields."""

from django.urls import path

from legalops.fields.views import dictionary, entry, panel

app_name = "fields"
urlpatterns = [
    path("", dictionary.dictionary, name="dictionary"),
    path("count/", dictionary.count, name="count"),
    path("dictionary/<int:entry_id>/", entry.entry, name="entry"),
    path("dictionary/<int:entry_id>/describe/", entry.change, name="describe"),
    path("dictionary/<int:entry_id>/retire/", entry.take_out, name="retire"),
    path("dictionary/<int:entry_id>/restore/", entry.take_back, name="restore"),
    path("<slug:record_type>/<int:pk>/edit/", panel.edit, name="edit"),
    path("<slug:record_type>/<int:pk>/<slug:code>/history/", panel.history, name="history"),
]
