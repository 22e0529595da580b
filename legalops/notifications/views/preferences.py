"""The one page of preferences: kinds by channels, quiet hours, the calendar feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from legalops.notifications.enums import Pace
from legalops.notifications.forms import ScheduleForm
from legalops.notifications.mail.letters import absolute
from legalops.notifications.models import CalendarFeed
from legalops.notifications.selectors.choices import choices_of, suspension_of
from legalops.notifications.services import choosing, feeds
from legalops.notifications.views.frame import base_of
from legalops.web import htmx
from legalops.web.forms import refusals_beside_fields
from legalops.web.toasts import toast

TEMPLATE = "notifications/preferences.html"
_NEW_FEED = "new_calendar_token"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep what the person wants to be told; each change of the table is kept at once."""
    if request.method == "POST":
        for choice in choices_of(request.user):
            code = choice.kind.code
            email = request.POST.get(f"email:{code}", choice.email)
            choosing.choose(request.user, code, in_app=f"in_app:{code}" in request.POST, email=email)
        toast(request, _("Your choice is kept."))
        return HttpResponse() if htmx.is_fragment(request) else redirect("notifications:preferences")
    return _page(request, ScheduleForm(instance=choosing.schedule_of(request.user)))


@require_POST
def schedule(request: HttpRequest) -> HttpResponse:
    """Keep quiet hours and digest time."""
    form = ScheduleForm(request.POST, instance=choosing.schedule_of(request.user))
    if form.is_valid():
        with refusals_beside_fields(form):
            choosing.set_schedule(request.user, form.cleaned_data)
    if form.errors:
        return _page(request, form, status=422)
    toast(request, _("Your hours are kept."))
    return htmx.hx_redirect(request, "notifications:preferences")


@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """Make an address for the feed; it is shown once, on the page that follows."""
    request.session[_NEW_FEED] = feeds.renew_feed(request.user)
    return redirect(reverse("notifications:preferences") + "#calendar")


@require_POST
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    """The feed's address is dead from now on."""
    feeds.revoke_feed(request.user)
    toast(request, _("The address of your calendar no longer works."))
    return redirect("notifications:preferences")


@require_POST
def lift_address(request: HttpRequest) -> HttpResponse:
    """The person says that their address works again."""
    choosing.lift_suspension(request.user.email, actor=request.user)
    toast(request, _("E-mail is sent to you again."))
    return redirect("notifications:preferences")


def _page(request: HttpRequest, form: ScheduleForm, status: int = 200) -> HttpResponse:
    token = request.session.pop(_NEW_FEED, "")
    context = {
        "base": base_of(request),
        "choices": choices_of(request.user),
        "paces": Pace.choices,
        "form": form,
        "suspension": suspension_of(request.user),
        "feed": CalendarFeed.objects.visible_to(request.user).first(),
        "feed_url": absolute(reverse("calendar_feed", args=[token])) if token else "",
    }
    return htmx.render_page(request, TEMPLATE, context, status=status)
