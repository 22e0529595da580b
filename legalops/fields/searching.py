"""What of custom fields search may find."""

from typing import Any

from legalops.fields.catalogue import catalogue
from legalops.fields.enums import Kind
from legalops.kernel import records


def searchable_text(record: Any) -> str:
    """The record's values that are marked to be found by search, one a line."""
    if not record.custom:
        return ""
    wanted = [each for each in catalogue().live(records.type_of(record).code) if each.is_searchable]
    found = []
    for each in wanted:
        value = record.custom.get(each.code)
        if value is not None and each.kind not in (Kind.YES_NO, Kind.PERSON, Kind.RECORD):
            values = value if isinstance(value, list) else [value]
            found += [each.labels.get(one, one) for one in values]
    return "\n".join(found)
