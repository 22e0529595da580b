"""Addresses of custom fields."""

from django.urls import path

from legalops.fields.views import dictionary, entry, layout, panel

app_name = "fields"
urlpatterns = [
    path("", dictionary.dictionary, name="dictionary"),
    path("count/", dictionary.count, name="count"),
    path("layouts/", layout.layouts, name="layouts"),
    path("layouts/<slug:record_type>/", layout.layout, name="layout"),
    path("layouts/<slug:record_type>/preview/", layout.layout_preview, name="layout_preview"),
    path("layouts/<slug:record_type>/restore/", layout.layout_restore, name="layout_restore"),
    path("layouts/<slug:record_type>/of/<slug:sub_type>/", layout.layout, name="layout_of"),
    path(
        "layouts/<slug:record_type>/of/<slug:sub_type>/preview/",
        layout.layout_preview,
        name="layout_of_preview",
    ),
    path(
        "layouts/<slug:record_type>/of/<slug:sub_type>/restore/",
        layout.layout_restore,
        name="layout_of_restore",
    ),
    path("dictionary/<int:entry_id>/", entry.entry, name="entry"),
    path("dictionary/<int:entry_id>/describe/", entry.change, name="describe"),
    path("dictionary/<int:entry_id>/retire/", entry.take_out, name="retire"),
    path("dictionary/<int:entry_id>/restore/", entry.take_back, name="restore"),
    path("<slug:record_type>/<int:pk>/edit/", panel.edit, name="edit"),
    path("<slug:record_type>/<int:pk>/<slug:code>/history/", panel.history, name="history"),
]
