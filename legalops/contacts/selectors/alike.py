"""Cards that may be meant already, before a new one is made."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Upper

from legalops.accounts.models import User
from legalops.contacts.likeness import compare, plain
from legalops.contacts.models import Contact, ContactName
from legalops.contacts.selectors.words import reasons_in_words

LIKELY = 78
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """A card, how like its closest name is (0 to 100), and why in words."""

    contact: Contact
    score: int
    why: str


def alike(user: User, name: str, *, least: int = LIKELY, limit: int = 6) -> list[Alike]:
    """Cards that the person sees and whose name, or another of their names, is like this one; best first."""
    text = name.strip()
    if len(text) < 2 or not plain(text).words:
        return []
    found = [_best(contact, text) for contact in _candidates(user, text)]
    near = sorted(
        (each for each in found if each.score >= least), key=lambda each: (-each.score, each.contact.pk)
    )
    return near[:limit]


def suggestions(user: User, text: str, *, limit: int = 8) -> list[Contact]:
    """Cards for type-ahead: like the text, else those of which a name contains it."""
    near = [each.contact for each in alike(user, text, least=60, limit=limit)]
    if len(near) < limit and len(text.strip()) > 1:
        more = Contact.objects.visible_to(user).live().matching(text.strip())
        near += list(more.exclude(pk__in=[each.pk for each in near])[: limit - len(near)])
    return near


def _candidates(user: User, text: str):
    seen = Contact.objects.visible_to(user).live()
    upper = text.upper()
    words = [word for word in plain(text).words if len(word) > 2]
    other = ContactName.objects.annotate(upper=Upper("name")).filter(upper__trigram_similar=upper)
    near = Q(upper__trigram_similar=upper) | Q(pk__in=other.values("contact"))
    for word in words:
        near |= Q(upper__contains=word.upper())
    rows = seen.annotate(upper=Upper("name")).filter(near)
    return rows.prefetch_related("names")[:_LOOKED_AT]


def _best(contact: Contact, text: str) -> Alike:
    names = [contact.name, *(each.name for each in contact.names.all())]
    score, why, _name = max(
        (found.score, reasons_in_words(found.why), name)
        for name, found in ((name, compare(text, name)) for name in names)
    )
    return Alike(contact, score, why)
