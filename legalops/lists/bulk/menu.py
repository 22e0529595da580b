"""What the bar under selected rows offers."""

from django.template import engines
from django.urls import reverse
from django.utils.safestring import SafeString

from legalops.lists.bulk.registry import changes_for, may_make_some
from legalops.lists.services.starting import MOST
from legalops.web.kept import kept, place_of
from legalops.web.tables.table import Table


def has_menu(list_id: str, user: object) -> bool:
    """Whether the person may change rows of the list at all."""
    return may_make_some(list_id, user)


def menu_of(table: Table) -> SafeString | str:
    """The changes that this person may make; nothing where there are none."""
    user = getattr(table.request, "user", None)
    if not has_menu(table.id, user):
        return ""
    changes = changes_for(table.id, user)
    if not changes:
        return ""
    asked = place_of(table.request, table.prefix)[1]
    url = f"{reverse('lists:start_change', args=[table.id])}?{asked}"
    goes_on = bool(table.page.next or table.page.previous)
    values = {"changes": changes, "url": url, "goes_on": goes_on, "most": MOST, "table": table}

    def draw() -> str:
        return engines["jinja2"].get_template("lists/change_menu.html").render(values)

    said = tuple((change.code, str(change.label)) for change in changes)
    return kept(("changes", table.id, said, url, goes_on), draw)
