"""Pages of saved views."""

from django.urls import path

from legalops.lists.views import saved

app_name = "lists"
urlpatterns = [
    path("views/<int:pk>/", saved.open_view, name="open_view"),
    path("views/<int:pk>/edit/", saved.edit_view, name="edit_view"),
    path("views/<int:pk>/save/", saved.save_view, name="save_view"),
    path("views/<int:pk>/copy/", saved.duplicate, name="duplicate"),
    path("views/<int:pk>/delete/", saved.delete, name="delete_view"),
    path("views/<int:pk>/restore/", saved.restore, name="restore_view"),
    path("views/<int:pk>/pin/", saved.pin, name="pin"),
    path("views/<int:pk>/role/", saved.open_for_role, name="open_for_role"),
    path("<slug:list_id>/views/", saved.views, name="views"),
    path("<slug:list_id>/views/new/", saved.new_view, name="new_view"),
    path("<slug:list_id>/views/first/", saved.open_first, name="open_first"),
    path("<slug:list_id>/counts/", saved.counts, name="counts"),
]
