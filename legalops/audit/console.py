"""What is changed in the console leaves its trace in the ledger like any other change."""

from legalops.access.console import KeptAdmin
from legalops.accounts.recorded import RecordedChanges

ACTIONS = {
    "console.record.added": "added to the configuration",
    "console.record.changed": "changed the configuration",
    "console.record.removed": "removed from the configuration",
    "accounts.password.set": "set a person's password",
    "accounts.zone.chosen": "chose a time zone",
    "accounts.language.chosen": "chose a language",
    "accounts.notation.chosen": "chose how numbers and dates are written",
    "access.role.given": "gave a role",
    "access.role.taken": "took a role away",
    "access.module.switched_off": "switched a module off",
    "access.module.switched_on": "switched a module on",
}


class RecordedAdmin(RecordedChanges, KeptAdmin):
    """Reference data without a service of its own: saved and recorded in one transaction."""
