"""Fields in files: by record type and code, such as `matter/claim_number`."""

from django.utils.translation import gettext as _

from legalops.configuration import naming
from legalops.configuration.sections import Item
from legalops.kernel import records
from legalops.kernel.errors import DomainError


def parted(key: str) -> tuple[str, str]:
    """Record type and code of a key. Raises DomainError for one that is none."""
    record_type, _slash, code = key.partition("/")
    known = ", ".join(each.code for each in records.known())
    if not code or record_type not in {each.code for each in records.known()}:
        message = _("A field is called by its record and code, such as matter/claim_number. Records: %s.")
        raise DomainError("fields.no_key", message % known, field="field")
    return record_type, code


def owners(item: Item) -> Item:
    """Owner and team, by address and name, as records. Raises DomainError for who is not here."""
    found: Item = {}
    if "owner" in item:
        found["owner"] = naming.person(item["owner"], field="owner")
    if "owner_team" in item:
        found["owner_team"] = naming.team(item["owner_team"], field="owner_team")
    return found
