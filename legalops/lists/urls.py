"""Pages of saved views and of changes of many rows."""

from django.urls import path

from legalops.lists.views import changing, saved

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
    path("changes/<int:pk>/", changing.show, name="change"),
    path("changes/<int:pk>/progress/", changing.poll, name="change_progress"),
    path("changes/<int:pk>/apply/", changing.apply, name="change_apply"),
    path("changes/<int:pk>/again/", changing.again, name="change_again"),
    path("changes/<int:pk>/undo/", changing.undo, name="change_undo"),
    path("<slug:list_id>/views/", saved.views, name="views"),
    path("<slug:list_id>/views/new/", saved.new_view, name="new_view"),
    path("<slug:list_id>/views/first/", saved.open_first, name="open_first"),
    path("<slug:list_id>/counts/", saved.counts, name="counts"),
    path("<slug:list_id>/changes/", changing.recent, name="changes"),
    path("<slug:list_id>/change/", changing.start, name="start_change"),
]
