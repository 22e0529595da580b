"""Who works on many matters: the backup, and people beside the lead."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.lists.bulk.registry import Change, Values
from matters.enums import MemberRole
from matters.lists.changing import MATTERS, rows
from matters.models import Matter
from matters.selectors.people import colleagues
from matters.services.people import add_member, remove_member


class PersonForm(forms.Form):
    """A person of the department."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["user"].queryset = colleagues()


class MemberForm(PersonForm):
    """A person and what they do; the lead and the backup are chosen by changes of their own."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[each for each in MemberRole.choices if each[0] not in (MemberRole.LEAD, MemberRole.BACKUP)],
        initial=MemberRole.ATTORNEY,
    )


def _staffed(user: User) -> QuerySet[Matter]:
    return rows(user).prefetch_related("members__user")


def _role_of(matter: Matter, person: User) -> str | None:
    return next((each.role for each in matter.members.all() if each.user_id == person.pk), None)


def _backup_of(matter: Matter) -> User | None:
    return next((each.user for each in matter.members.all() if each.role == MemberRole.BACKUP), None)


def _standing(matter: Matter, values: Values) -> str:
    role = _role_of(matter, values["user"])
    return str(MemberRole(role).label) if role else _t("Not on it")


def _before(matter: Matter, values: Values) -> dict[str, Any]:
    backup = _backup_of(matter)
    return {
        "user": values["user"].pk,
        "role": _role_of(matter, values["user"]),
        "backup": backup.pk if backup else None,
    }


def _put_back(matter: Matter, memory: dict[str, Any], actor: User) -> None:
    """The person in their former role, or off the matter, and the former backup."""
    person = User.objects.get(pk=memory["user"])
    if memory["role"] is None:
        remove_member(matter, person, reason=_t("Undone"), actor=actor)
    else:
        add_member(matter, person, role=memory["role"], actor=actor)
    if memory["backup"] not in (None, person.pk):
        backup = User.objects.get(pk=memory["backup"])
        add_member(matter, backup, role=MemberRole.BACKUP, actor=actor)


def _change(code: str, label: Any, form: type[PersonForm], **more: Any) -> Change:
    return MATTERS.change(
        f"matters.{code}",
        label,
        rows=_staffed,
        form=lambda user, data: form(data),
        remember=_before,
        restore=_put_back,
        **more,
    )


PEOPLE = (
    _change(
        "backup", _("Backup"), PersonForm, icon="user-check", order=20,
        read=lambda matter, values: str(_backup_of(matter) or ""),
        apply=lambda matter, values, actor: add_member(
            matter, values["user"], role=MemberRole.BACKUP, actor=actor
        ),
    ),
    _change(
        "member", _("Add a person"), MemberForm, icon="user-plus", order=70, read=_standing,
        hint=_("Whoever is on a matter already gets the role."),
        apply=lambda matter, values, actor: add_member(
            matter, values["user"], role=values["role"], actor=actor
        ),
    ),
    _change(
        "member-off", _("Take a person off"), PersonForm, icon="users", order=71, read=_standing,
        apply=lambda matter, values, actor: remove_member(matter, values["user"], actor=actor),
    ),
)  # fmt: skip
