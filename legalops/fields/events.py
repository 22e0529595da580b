"""What the ledger hears of custom fields."""

from typing import Final

CHANGED: Final = "fields.values.changed"
CHANGED_CONFIDENTIAL: Final = "fields.values.changed_confidential"
ADDED: Final = "fields.definition.added"
EDITED: Final = "fields.definition.changed"
RETIRED: Final = "fields.definition.retired"
RESTORED: Final = "fields.definition.restored"
DESCRIBED: Final = "fields.entry.described"
LAID_OUT: Final = "fields.layout.changed"

ACTIONS = {
    CHANGED: "changed details",
    CHANGED_CONFIDENTIAL: "changed a confidential detail",
    ADDED: "added a custom field",
    EDITED: "changed a custom field",
    RETIRED: "retired a custom field",
    RESTORED: "took a custom field into use again",
    DESCRIBED: "changed the owner or definition of a field",
    LAID_OUT: "changed the layout of fields",
}
