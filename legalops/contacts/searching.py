"""What of contacts can be searched."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.contacts.models import Contact
from legalops.search import registry
from legalops.search.registry import Searchable, Text
from legalops.web.palette import Hit


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(Searchable("contact", _("Contacts"), Contact, build, show, order=45))


def build(ids: Sequence[int]) -> Iterable[Text]:
    """The name; then other names, numbers and the place."""
    rows = Contact.objects.live().filter(pk__in=ids).prefetch_related("names", "identifiers")
    for each in rows:
        names = [name.name for name in each.names.all()]
        numbers = [number.value for number in each.identifiers.all()]
        about = "\n".join(filter(None, [*names, *numbers, each.city, each.email]))
        yield Text(each.pk, each.name, about, state=each.kind)


def show(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Cards as a person may see them."""
    seen = Contact.objects.visible_to(user).live().filter(pk__in=ids)
    return {each.pk: hit(each) for each in seen}


def hit(contact: Contact) -> Hit:
    """A card among results."""
    about = " · ".join(filter(None, (str(contact.get_kind_display()), contact.city)))
    icon = "user" if contact.kind == "person" else "building"
    return Hit(contact.name, reverse("contacts:contact", args=[contact.pk]), about, icon)
