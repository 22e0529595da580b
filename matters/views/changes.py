"""Opening, editing, moving and restricting a matter."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields.forms import faults_beside_fields, given, without_custom
from legalops.web.form_page import Done, FormPage, answer
from legalops.workflows.selectors.runs import moves_for
from matters.forms.matter import EditMatterForm, OpenMatterForm, StageForm
from matters.forms.work import OptionalReasonForm
from matters.models import Matter
from matters.services.editing import EditConflict, edit_matter
from matters.services.opening import open_matter
from matters.services.people import set_restricted
from matters.services.stages import enter_stage
from matters.views.access import edits, matter_or_404


def page_of(matter: Matter, title: str, submit: str, *, tab: str = "matter", **more: Any) -> FormPage:
    """The words around a form of this matter; Cancel leads back to the tab it came from."""
    crumbs = [
        (_("Matters"), reverse("matters:list")),
        (matter.number, reverse("matters:matter", args=[matter.number])),
    ]
    back = reverse(f"matters:{tab}", args=[matter.number])
    return FormPage(title=title, submit=submit, back=back, crumbs=crumbs, **more)


@edits
def new(request: HttpRequest) -> HttpResponse:
    """Open a matter."""
    form = OpenMatterForm(request.user, request.POST or None)
    back = reverse("matters:list")
    page = FormPage(_("Open a matter"), _("Open matter"), back, crumbs=[(_("Matters"), back)])

    def act(data: Mapping[str, Any]) -> Done | None:
        with faults_beside_fields(form):
            matter = open_matter(actor=request.user, custom=given(data), **without_custom(data))
            return Done(reverse("matters:matter", args=[matter.number]), _("%s is open.") % matter.number)
        return None

    return answer(request, form, page, act)


@edits
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a matter's own fields; what someone else changed meanwhile is shown beside."""
    matter = matter_or_404(request, number)
    form = EditMatterForm(request.POST or None, instance=matter)

    def act(data: Mapping[str, Any]) -> Done:
        try:
            edit_matter(matter, data, version=data["version"], actor=request.user)
        except EditConflict as conflict:
            # The person has seen both versions now: saving again keeps theirs.
            form.data = form.data.copy()
            form.data["version"] = str(conflict.version)
            conflict.message = _("%s Save again to keep yours.") % conflict.message
            raise
        return Done(reverse("matters:matter", args=[matter.number]), _("Saved."))

    return answer(request, form, page_of(matter, _("Edit %s") % matter.number, _("Save")), act)


@edits
def stage(request: HttpRequest, number: str) -> HttpResponse:
    """Move to another stage."""
    matter = matter_or_404(request, number)
    form = StageForm(matter, moves_for(matter, request.user), request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        moved = enter_stage(matter, data["stage"], reason=data["reason"], actor=request.user)
        said = _("%(matter)s is now in %(stage)s.") % {"matter": matter.number, "stage": moved.stage}
        return Done(reverse("matters:matter", args=[matter.number]), said)

    return answer(request, form, page_of(matter, _("Move to another stage"), _("Move")), act)


@edits
def restrict(request: HttpRequest, number: str) -> HttpResponse:
    """Restrict the matter to the people on it, or open it again."""
    matter = matter_or_404(request, number)
    form = OptionalReasonForm(request.POST or None)
    if matter.restricted:
        words = (_("Open to roles and teams"), _("Remove the restriction"), _("%s is no longer restricted."))
        intro = _("The team and everyone whose role shows them all matters will see it.")
    else:
        words = (_("Restrict to the people on it"), _("Restrict"), _("%s is restricted."))
        intro = _("Nobody else will see that it exists, whatever their role. Outside counsel keep access.")

    def act(data: Mapping[str, Any]) -> Done:
        set_restricted(matter, not matter.restricted, reason=data["reason"], actor=request.user)
        return Done(reverse("matters:people", args=[matter.number]), words[2] % matter.number)

    return answer(request, form, page_of(matter, words[0], words[1], tab="people", intro=intro), act)
