"""The contacts app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    """People and organisations outside the department, one card each."""

    name = "legalops.contacts"
    label = "contacts"
    verbose_name = _("Contacts")

    def ready(self) -> None:
        """Fill the frame, declare ledger actions, what can be listed, searched and imported."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.contacts import frame, importables, lists, searching
        from legalops.contacts.events import ACTIONS, LABELS, MARKS
        from legalops.contacts.models import Contact
        from legalops.timeline import labels

        frame.register()
        lists.register()
        searching.register()
        importables.register()
        scopes.register(scopes.Area("contacts", _("Contacts")))
        registry.register(ACTIONS)
        registry.guard("contacts.contact", lambda user: Contact.objects.visible_to(user).values("pk"))
        labels.add_labels(LABELS)
        labels.add_marks(MARKS)
        labels.repeat("other_name", "relation", "value")
        post_migrate.connect(_install, sender=self, dispatch_uid="contacts.install")


def _install(**kwargs) -> None:
    from legalops.contacts import lists

    lists.install()
