"""A box that names a code of reference data."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.kernel import clock
from legalops.reference.models import Code
from legalops.reference.selectors import offered
from legalops.web import formats


class CodeBox(forms.ModelChoiceField):
    """Codes in force today; the one that a record holds stays among them and says when it ended."""

    def __init__(self, model: type[Code], held: int | None = None, **kwargs: Any) -> None:
        label = capfirst(str(model._meta.verbose_name))
        given = {"label": label, "required": False, "empty_label": gettext_lazy("None"), **kwargs}
        super().__init__(offered(model, held), **given)

    def label_from_instance(self, row: Code) -> str:
        """Code and name, and its last day where that has passed."""
        if row.last_day and row.ended(clock.today()):
            return _("%(code)s (ended %(day)s)") % {"code": row, "day": formats.day(row.last_day)}
        return str(row)
