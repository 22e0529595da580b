"""Pages of the vendors app."""

from django.urls import path

from vendors.views import changes, firm, lists, people

app_name = "vendors"
urlpatterns = [
    path("", lists.firm_list, name="list"),
    path("new/", changes.new, name="new"),
    path("<slug:code>/", firm.overview, name="firm"),
    path("<slug:code>/timekeepers/", firm.timekeepers, name="timekeepers"),
    path("<slug:code>/rates/", firm.rates, name="rates"),
    path("<slug:code>/timeline/", firm.history, name="history"),
    path("<slug:code>/edit/", changes.edit, name="edit"),
    path("<slug:code>/offices/new/", changes.office, name="office"),
    path("<slug:code>/users/new/", changes.member, name="member"),
    path("<slug:code>/users/<int:pk>/remove/", changes.member_remove, name="member_remove"),
    path("<slug:code>/timekeepers/new/", people.add, name="timekeeper_new"),
    path("<slug:code>/timekeepers/<int:pk>/approve/", people.approve, name="timekeeper_approve"),
    path("<slug:code>/timekeepers/<int:pk>/refuse/", people.refuse, name="timekeeper_refuse"),
    path("<slug:code>/timekeepers/<int:pk>/ids/new/", people.alias, name="alias"),
    path("<slug:code>/timekeepers/<int:pk>/rates/", firm.rate_history, name="rate_history"),
    path("<slug:code>/timekeepers/<int:pk>/rates/new/", people.rate, name="rate"),
]
