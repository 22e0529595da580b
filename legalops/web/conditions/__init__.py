"""The editor of conditions: one form field for every rule that people write, on pages and in the console.

`ConditionsField(record_type="matter")` offers the record type's fields and gives the stored list that
`legalops.kernel.conditions.parse` reads; `sentences` says a stored list in words.
"""

from legalops.web.conditions.choices import choices_of
from legalops.web.conditions.fields import ConditionsField
from legalops.web.conditions.rows import from_rows, to_rows
from legalops.web.conditions.widget import ConditionsWidget
from legalops.web.conditions.words import sentences

__all__ = ["ConditionsField", "ConditionsWidget", "choices_of", "from_rows", "sentences", "to_rows"]
