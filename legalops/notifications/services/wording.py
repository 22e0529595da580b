"""An administrator's words for e-mail of a kind, and the way back to the shipped ones."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.notifications import registry
from legalops.notifications.models import KindWording, Notification
from legalops.notifications.reminders import wording

# What the words may name; `body` and `url` are the notification's own.
PLACEHOLDERS: Mapping[str, Any] = {
    "title": gettext_lazy("what happened, in a sentence"),
    "body": gettext_lazy("the text below it"),
    "url": gettext_lazy("where to look"),
    "record": gettext_lazy("the record"),
    "person": gettext_lazy("the reader's name"),
    "kind": gettext_lazy("the kind"),
}


@transaction.atomic
def set_wording(kind: str, *, subject: str, body: str, actor: User) -> KindWording:
    """Use these words from now on. Raises DomainError naming the field: an unknown kind or placeholder, or a
    subject without words.
    """
    registry.find(kind)
    for name, text in (("subject", subject), ("body", body)):
        if not text.strip():
            raise DomainError("wording.empty", _("Write something here."), field=name)
        if fault := wording.faults(text, PLACEHOLDERS):
            raise DomainError("wording.placeholder", fault, field=name)
    current = KindWording.objects.filter(kind=kind).first()
    before = {"subject": current.subject, "body": current.body} if current else None
    after = {"subject": " ".join(subject.split()), "body": body}
    changed = {"changed_by": actor, "changed_at": clock.now()}
    row, _is_new = KindWording.objects.update_or_create(kind=kind, defaults=after | changed)
    record(row, "notifications.template.changed", actor=actor, before=before, after=after)
    return row


@transaction.atomic
def reset_wording(row: KindWording, *, actor: User) -> None:
    """The shipped words hold again."""
    before = {"kind": row.kind, "subject": row.subject, "body": row.body}
    record(row, "notifications.template.reset", actor=actor, before=before)
    KindWording.objects.filter(pk=row.pk).delete()


def worded(notification: Notification, row: KindWording | None, *, url: str, person: User) -> tuple[str, str]:
    """Subject and text of the e-mail about a notification, in the administrator's words if there are any."""
    if row is None:
        return notification.title, notification.body
    values = {
        "title": notification.title,
        "body": notification.body,
        "url": url,
        "record": notification.subject_label,
        "person": person.full_name,
        "kind": str(registry.label_of(notification.kind)),
    }
    subject = " ".join(wording.filled(row.subject, values).split())
    return subject, wording.filled(row.body, values)
