"""Pages of the billing app."""

from django.urls import path

from billing.views import unmatched

app_name = "billing"
urlpatterns = [
    path("unmatched/", unmatched.unmatched, name="unmatched"),
    path("unmatched/again/", unmatched.match_again, name="match_again"),
    path("unmatched/matter/", unmatched.map_matter, name="map_matter"),
    path("unmatched/person/", unmatched.map_person, name="map_person"),
    path("unmatched/person/new/", unmatched.add_person, name="add_person"),
    path("unmatched/<int:pk>/reject/", unmatched.reject, name="reject_unmatched"),
]
