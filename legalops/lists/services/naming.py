"""Names of views, each once for its owner, and codes of the department's own."""

from itertools import count

from django.utils.text import slugify
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel.errors import DomainError
from legalops.lists.models import SavedView


def free_name(name: str, list_id: str, owner: User | None, known: SavedView | None = None) -> str:
    """The name, tidied. Raises DomainError where it is missing, too long, or taken by another view."""
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise DomainError("views.name", _("Give the view a name of at most 80 characters."), field="name")
    same = SavedView.objects.standing().filter(list_id=list_id, owner=owner, name__iexact=name)
    if same.exclude(pk=known.pk if known else None).exists():
        message = _("There is a view “%s” of this list already. Choose another name.")
        raise DomainError("views.name_taken", message % name, field="name")
    return name


def free_code(view: SavedView) -> str:
    """What configuration files call a view of the department."""
    stem = slugify(view.name)[:50] or "view"
    taken = set(SavedView.objects.filter(list_id=view.list_id).values_list("code", flat=True))
    return next(code for n in count(1) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
