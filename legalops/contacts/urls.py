"""Pages of contacts."""

from django.urls import path

from legalops.contacts.views import card, changes, lists, parts

app_name = "contacts"
urlpatterns = [
    path("", lists.contact_list, name="list"),
    path("new/", changes.new, name="new"),
    path("suggest/", lists.suggest, name="suggest"),
    path("<int:pk>/", card.overview, name="contact"),
    path("<int:pk>/timeline/", card.history, name="history"),
    path("<int:pk>/edit/", changes.edit, name="edit"),
    path("<int:pk>/merge/", changes.merge, name="merge"),
    path("<int:pk>/names/new/", parts.name, name="name_new"),
    path("<int:pk>/names/<int:part>/remove/", parts.name_remove, name="name_remove"),
    path("<int:pk>/identifiers/new/", parts.identifier, name="identifier_new"),
    path("<int:pk>/identifiers/<int:part>/remove/", parts.identifier_remove, name="identifier_remove"),
    path("<int:pk>/relations/new/", parts.relation, name="relation_new"),
    path("<int:pk>/relations/<int:part>/end/", parts.relation_end, name="relation_end"),
    path("<int:pk>/relations/<int:part>/remove/", parts.relation_remove, name="relation_remove"),
]
