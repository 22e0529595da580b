"""Pages of the ledger."""

from django.urls import path

from legalops.timeline import views

app_name = "ledger"
urlpatterns = [
    path("", views.events, name="events"),
    path("<int:pk>/peek/", views.peek, name="peek"),
    path("<int:pk>/record/", views.subject, name="subject"),
]
