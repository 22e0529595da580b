"""Pages of access governance."""

from django.urls import path

from legalops.governance.views import (
    leavers,
    people,
    person,
    preferences,
    review,
    security,
    sign_ins,
    view_as,
    why,
)

app_name = "governance"
urlpatterns = [
    path("why/", why.why, name="why"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("security/", security.security, name="security"),
    path("security/sessions/end/", security.end, name="security_end"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite_, name="invite"),
    path("people/<int:person_id>/", person.person, name="person"),
    path("people/<int:person_id>/access/", person.access, name="person_access"),
    path("people/<int:person_id>/unlock/", person.unlock_, name="person_unlock"),
    path("people/<int:person_id>/sessions/end/", person.end, name="person_sessions"),
    path("people/<int:person_id>/second-factor/", person.reset, name="person_factor"),
    path("people/<int:person_id>/invite-again/", person.invite_again, name="person_invite"),
    path("people/<int:person_id>/return/", person.return_, name="person_return"),
    path("leavers/<int:person_id>/", leavers.leaver, name="leaver"),
    path("sign-ins/", sign_ins.sign_ins, name="sign_ins"),
    path("view-as/", view_as.begin_, name="view_as"),
    path("view-as/stop/", view_as.stop, name="view_as_stop"),
    path("review/", review.review, name="review"),
]
