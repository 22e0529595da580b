"""Letters: plain text and simple HTML, under a message id that stays the same at every attempt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.notifications.enums import Pace
from legalops.notifications.models import Delivery, KindWording, Notification
from legalops.notifications.registry import label_of
from legalops.notifications.services.choosing import unsubscribe_token
from legalops.notifications.services.wording import worded
from legalops.web import brand, reading

Words = Mapping[str, KindWording]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a letter; `url` is absolute or empty."""

    title: str
    body: str
    url: str
    kind: str


def absolute(url: str) -> str:
    """The address under which a person reaches a page of the product from outside; empty stays empty."""
    return f"{settings.PUBLIC_ADDRESS}{url}" if url.startswith("/") else url


def words_for(deliveries: Iterable[Delivery]) -> Words:
    """The administrator's words for the kinds of many deliveries, looked up once for all of them."""
    kinds = {delivery.notification.kind for delivery in deliveries}
    return {row.kind: row for row in KindWording.objects.filter(kind__in=kinds)}


def letter_to(person: User, deliveries: Sequence[Delivery], words: Words) -> EmailMultiAlternatives:
    """The letter that carries these deliveries: one by itself, or several as a digest."""
    with reading.reading_as(person):
        return _letter(person, deliveries, words)


def _letter(person: User, deliveries: Sequence[Delivery], words: Words) -> EmailMultiAlternatives:
    items = [_item(each.notification, words.get(each.notification.kind), person) for each in deliveries]
    context = {
        "items": items,
        "brand": brand.current(),
        "preferences": absolute(reverse("notifications:preferences")),
        "unsubscribe": "" if is_digest(deliveries[0]) else _unsubscribe(person, deliveries[0]),
    }
    letter = EmailMultiAlternatives(
        subject=_subject(deliveries, items),
        body=render_to_string("notifications/letter.txt", context).strip() + "\n",
        to=[person.email],
        headers=_headers(person, deliveries),
    )
    letter.attach_alternative(render_to_string("notifications/letter.html", context), "text/html")
    return letter


def is_digest(delivery: Delivery) -> bool:
    """Whether it travels with others."""
    return delivery.pace in (Pace.DAILY, Pace.WEEKLY)


def message_id(deliveries: Sequence[Delivery]) -> str:
    """The same for the same deliveries: a letter sent again after a crash is known to the reader's server.

    A digest is named after the first of its deliveries, which no other letter ever carries.
    """
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    what = "digest" if is_digest(deliveries[0]) else "notification"
    return f"<{what}.{min(delivery.pk for delivery in deliveries)}@{host}>"


def _subject(deliveries: Sequence[Delivery], items: Sequence[Item]) -> str:
    first = deliveries[0]
    if not is_digest(first):
        return " ".join(items[0].title.split())
    count = len(deliveries)
    what = _("Your week") if first.pace == Pace.WEEKLY else _("Your day")
    return f"{what}: " + ngettext("%d thing to know", "%d things to know", count) % count


def _item(notification: Notification, row: KindWording | None, person: User) -> Item:
    url = absolute(notification.url)
    title, body = worded(notification, row, url=url, person=person)
    return Item(title, body, url, str(label_of(notification.kind)))


def _headers(person: User, deliveries: Sequence[Delivery]) -> dict[str, str]:
    headers = {"Message-ID": message_id(deliveries), "Auto-Submitted": "auto-generated"}
    if not is_digest(deliveries[0]):
        # One click in the mail program, without a page in between (RFC 8058).
        headers["List-Unsubscribe"] = f"<{_unsubscribe(person, deliveries[0])}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _unsubscribe(person: User, delivery: Delivery) -> str:
    token = unsubscribe_token(person, delivery.notification.kind)
    return absolute(reverse("notifications:unsubscribe", args=[token]))
