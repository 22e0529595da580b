"""Forms of the import's steps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.imports.enums import Mode
from legalops.imports.registry import ColumnKind, Importable

_ORDERS = [("", "—"), ("day_first", _("Day first (3 April is 03/04)")),
           ("month_first", _("Month first (3 April is 04/03)"))]  # fmt: skip


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel workbook (.xlsx), up to 20 MB and 100,000 rows, headings first."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        required=False,
        max_length=100,
        help_text=_("Only for a workbook with several sheets. Without a name the first one is read."),
    )


class ColumnsForm(forms.Form):
    """Which column of the file is which, and what to do with the rows."""

    mode = forms.ChoiceField(label=_("Rows to take"), choices=Mode.choices, initial=Mode.BOTH)
    whole = forms.ChoiceField(
        label=_("Wrong rows"),
        choices=[("", _("Leave them out and import the others")), ("1", _("Import all rows or none"))],
        required=False,
    )

    def __init__(self, importable: Importable, head: Sequence[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.importable = importable
        boxed = {"class": "lo-input"}
        for name in ("mode", "whole"):
            self.fields[name].widget.attrs.update(boxed)
        places = [
            ("", _("Not in the file")),
            *((str(at), name or f"#{at + 1}") for at, name in enumerate(head)),
        ]
        for column in importable.columns:
            self.fields[f"at_{column.code}"] = forms.ChoiceField(
                label=column.label, choices=places, required=False, widget=forms.Select(attrs=boxed)
            )
            if column.kind == ColumnKind.DATE:
                self.fields[f"order_{column.code}"] = forms.ChoiceField(
                    label=_("Dates such as 03/04/2026"),
                    choices=_ORDERS,
                    required=False,
                    widget=forms.Select(attrs=boxed),
                )

    @property
    def mapping(self) -> dict[str, int]:
        """Positions by column code."""
        given = {c.code: self.cleaned_data[f"at_{c.code}"] for c in self.importable.columns}
        return {code: int(at) for code, at in given.items() if at != ""}

    @property
    def date_orders(self) -> dict[str, str]:
        """The chosen orders by column code."""
        dates = [c.code for c in self.importable.columns if c.kind == ColumnKind.DATE]
        return {code: self.cleaned_data[f"order_{code}"] for code in dates}
