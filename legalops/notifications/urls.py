"""Addresses of notifications."""

from django.urls import path

from legalops.notifications.views import anonymous, inbox, preferences

app_name = "notifications"
urlpatterns = [
    path("", inbox.inbox, name="list"),
    path("panel/", inbox.panel, name="panel"),
    path("read/", inbox.read_all, name="read_all"),
    path("<int:pk>/", inbox.follow, name="follow"),
    path("<int:pk>/read/", inbox.read, name="read"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/hours/", preferences.schedule, name="schedule"),
    path("preferences/calendar/", preferences.renew_calendar, name="renew_calendar"),
    path("preferences/calendar/revoke/", preferences.revoke_calendar, name="revoke_calendar"),
    path("preferences/address/", preferences.lift_address, name="lift_address"),
    path("unsubscribe/<str:token>/", anonymous.unsubscribe, name="unsubscribe"),
]
