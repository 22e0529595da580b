"""Addresses of files."""

from django.urls import path

from legalops.files.views import file, lists

app_name = "files"
urlpatterns = [
    path("of/<slug:record_type>/<int:record_id>/", lists.files_of, name="list"),
    path("<uuid:reference>/", file.show, name="file"),
    path("<uuid:reference>/download/", file.download, name="download"),
    path("<uuid:reference>/picture/", file.picture, name="picture"),
    path("<uuid:reference>/versions/<int:version_number>/", file.version, name="version"),
    path("<uuid:reference>/versions/new/", file.replace, name="replace"),
    path("<uuid:reference>/edit/", file.change, name="change"),
    path("<uuid:reference>/remove/", file.remove, name="remove"),
]
