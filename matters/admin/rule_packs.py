"""Rule packs in the console: read, edited as a draft, tried, published."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from legalops.access.console import ReadOnlyAdmin
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import PackState
from matters.models import RulePack, RulePackVersion
from matters.services import rule_packs
from matters.services.date_chains import foreseen

_CHANGE = "admin:matters_rulepack_change"


class DraftForm(forms.Form):
    """The rules of a pack as text."""

    rules = forms.CharField(
        label=gettext_lazy("Rules"),
        help_text=gettext_lazy(
            "YAML: triggers, ways of service, holidays and rules, each rule with its citation. "
            "What is published stays as it is; saving changes the draft only."
        ),
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false"}),
    )


class TryForm(forms.Form):
    """What happened, when, and how it was served."""

    trigger = forms.ChoiceField(label=gettext_lazy("What happened"))
    on = forms.DateField(
        label=gettext_lazy("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(label=gettext_lazy("Served"), required=False)

    def __init__(self, version: RulePackVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = version.content
        self.fields["trigger"].choices = [(each.code, each.name) for each in content.triggers]
        methods = [(each.code, each.name) for each in content.methods]
        self.fields["method"].choices = [("", _("In no way that adds days")), *methods]


@admin.register(RulePack)
class RulePackAdmin(ReadOnlyAdmin):
    """The rules of a court: what they are, in which versions, and what they would give."""

    list_display = ("name", "jurisdiction", "code", "is_active", "published", "draft")
    list_filter = ("is_active",)
    search_fields = ("name", "code", "jurisdiction")
    readonly_fields = ("code", "name", "jurisdiction", "is_active", "published", "draft", "versions_told")
    fields = readonly_fields
    actions_list = ("begin",)
    actions_detail = ("attempt", "edit", "issue", "turn")

    def get_urls(self) -> list[URLPattern]:
        """With the pages that edit and try a pack."""
        wrap = self.admin_site.admin_view
        own = [
            path("draft/", wrap(self.draft_view), name="matters_rulepack_begin"),
            path("<int:pk>/draft/", wrap(self.draft_view), name="matters_rulepack_draft"),
            path("<int:pk>/try/", wrap(self.try_view), name="matters_rulepack_try"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("published version"))
    def published(self, pack: RulePack) -> str:
        """The number, and since when it holds."""
        found = _newest(pack, PackState.PUBLISHED)
        return f"{found.number} ({found.effective_from:%Y-%m-%d})" if found else "—"

    @admin.display(description=gettext_lazy("draft"))
    def draft(self, pack: RulePack) -> str:
        """The number of the draft, if there is one."""
        found = _newest(pack, PackState.DRAFT)
        return str(found.number) if found else "—"

    @admin.display(description=gettext_lazy("versions"))
    def versions_told(self, pack: RulePack) -> str:
        """Every version: since when, by whom."""
        return "; ".join(
            f"{each.number}: {each.get_state_display()}, {each.effective_from:%Y-%m-%d}, "
            f"{each.changed_by or _('as shipped')}"
            for each in pack.versions.select_related("changed_by")
        )

    def has_configure_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whoever may configure; auditors look only."""
        return request.user.has_perm("matters.change_rulepack")

    @action(description=gettext_lazy("Add a pack"), permissions=["configure"], url_path="begin")
    def begin(self, request: HttpRequest) -> HttpResponse:
        """To the page on which a new pack is written."""
        return HttpResponseRedirect(reverse("admin:matters_rulepack_begin"))

    @action(description=gettext_lazy("Try it"), permissions=["view"], url_path="attempt")
    def attempt(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the page that works dates out."""
        return HttpResponseRedirect(reverse("admin:matters_rulepack_try", args=[object_id]))

    @action(description=gettext_lazy("Edit the draft"), permissions=["configure"], url_path="edit")
    def edit(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the draft's text."""
        return HttpResponseRedirect(reverse("admin:matters_rulepack_draft", args=[object_id]))

    @action(description=gettext_lazy("Publish the draft"), permissions=["configure"], url_path="issue")
    def issue(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Let the draft hold from its day on."""
        pack = _pack(object_id)
        if request.method != "POST":
            return self._asked(request, pack, _("Publish the draft? It can never be changed afterwards."))
        try:
            version = rule_packs.publish_draft_of(pack, actor=request.user)
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.WARNING)
        else:
            said = _("Version %(number)d holds from %(day)s on.")
            words = {"number": version.number, "day": version.effective_from.isoformat()}
            self.message_user(request, said % words, messages.SUCCESS)
        return HttpResponseRedirect(reverse(_CHANGE, args=[pack.pk]))

    @action(description=gettext_lazy("Offer it, or no longer"), permissions=["configure"], url_path="turn")
    def turn(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Offer the pack where dates are worked out, or take it out of use."""
        pack = _pack(object_id)
        if request.method != "POST":
            words = _("No longer offer this pack?") if pack.is_active else _("Offer this pack again?")
            return self._asked(request, pack, words)
        rule_packs.offer(pack, not pack.is_active, actor=request.user)
        return HttpResponseRedirect(reverse(_CHANGE, args=[pack.pk]))

    def draft_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The text of the draft, or of the newest version where there is none; saved as the draft."""
        if not self.has_configure_permission(request):
            raise Http404
        pack = None if pk is None else _pack(pk)
        form = DraftForm(request.POST or None, initial={"rules": _text_of(pack)})
        if request.method == "POST" and form.is_valid():
            try:
                data = rule_packs.read_text(form.cleaned_data["rules"])
                _same_code(pack, data)
                draft = rule_packs.save_draft(data, actor=request.user)
            except DomainError as refusal:
                for line in refusal.message.splitlines():
                    form.add_error("rules", line)
            else:
                self.message_user(request, _("The draft is kept. Try it, then publish it."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:matters_rulepack_try", args=[draft.pack_id]))
        title = _("%s: draft") % pack if pack else _("A new rule pack")
        return self._page(request, "draft.html", {"title": title, "form": form, "pack": pack})

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The dates that a trigger would give by the draft, or by the published version."""
        pack = _pack(pk)
        if not self.has_view_permission(request, pack):
            raise Http404
        version = _newest(pack, PackState.DRAFT) or _newest(pack, PackState.PUBLISHED)
        if version is None:
            raise Http404
        given = request.GET if "trigger" in request.GET else None
        form = TryForm(version, given, initial={"on": clock.today()})
        found = None
        if form.is_bound and form.is_valid():
            data: dict[str, Any] = form.cleaned_data
            try:
                found = foreseen(version, data["trigger"], data["on"], data["method"])
            except DomainError as refusal:
                form.add_error(None, refusal.message)
        context = {
            "title": _("%s: try it") % version, "form": form, "found": found, "version": version,
            "pack": pack,
        }  # fmt: skip
        return self._page(request, "try.html", context)

    def _asked(self, request: HttpRequest, pack: RulePack, question: str) -> HttpResponse:
        context = {"title": str(pack), "question": question, "pack": pack}
        return self._page(request, "ask.html", context)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        pack = context["pack"]
        back = reverse(_CHANGE, args=[pack.pk]) if pack else reverse("admin:matters_rulepack_changelist")
        whole = {**self.admin_site.each_context(request), "opts": RulePack._meta, "back": back, **context}
        return TemplateResponse(request, f"admin/matters/rulepack/{name}", whole)


def _pack(pk: int) -> RulePack:
    found = RulePack.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _newest(pack: RulePack, state: PackState) -> RulePackVersion | None:
    return pack.versions.filter(state=state).select_related("pack").order_by("-number").first()


def _text_of(pack: RulePack | None) -> str:
    if pack is None:
        return ""
    version = _newest(pack, PackState.DRAFT) or _newest(pack, PackState.PUBLISHED)
    return rule_packs.as_text(version.rules) if version else ""


def _same_code(pack: RulePack | None, data: dict[str, Any]) -> None:
    if pack is not None and data.get("code") != pack.code:
        words = _("pack.code: this pack is “%s”; its code stays.") % pack.code
        raise DomainError("rule_packs.code", words, field="rules")
