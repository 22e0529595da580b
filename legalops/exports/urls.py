"""Pages of the full export."""

from django.urls import path

from legalops.exports import views

app_name = "exports"
urlpatterns = [
    path("all/", views.everything, name="all"),
    path("all/ask/", views.ask, name="ask"),
    path("all/<int:pk>/progress/", views.poll, name="progress"),
    path("all/<int:pk>/download/", views.download, name="download"),
]
