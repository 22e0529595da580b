"""Declaring changes in a few lines: what those of one list share, and fields that a service sets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from legalops.accounts.models import User
from legalops.lists.bulk.registry import Change

VALUE = "value"


@dataclass(frozen=True)
class BulkRows:
    """What all changes of one list share: whose they are, their rows and the page of a row."""

    list_id: str
    capability: frozenset[str]
    rows: Callable[[User], QuerySet]
    address: Callable[[Any], str]

    def change(self, code: str, label: str | Promise, **more: Any) -> Change:
        """A change of these rows; `more` as `Change` takes it."""
        return Change(code, self.list_id, label, **{**self._shared, **more})

    def field(
        self,
        code: str,
        label: str | Promise,
        box: Callable[[User], forms.Field],
        *,
        read: Callable[[Any], str],
        held: Callable[[Any], Any],
        write: Callable[[Any, Any, User], object],
        found: Callable[[Any], Any] = lambda memory: memory,
        **more: Any,
    ) -> Change:
        """A change that sets one value. `held(row)` is it as plain data, a record by its key, and
        `found(data)` the value again; `write(row, value, actor)` is the service.
        """

        def ask(user: User, data: Any) -> forms.Form:
            form = forms.Form(data)
            form.fields[VALUE] = box(user)
            return form

        return self.change(
            code,
            label,
            form=ask,
            read=lambda row, values: read(row),
            holds=lambda row, values: held(row) == plain(values[VALUE]),
            apply=lambda row, values, actor: write(row, values[VALUE], actor),
            remember=lambda row, values: held(row),
            restore=lambda row, memory, actor: write(row, found(memory), actor),
            **more,
        )

    @property
    def _shared(self) -> dict[str, Any]:
        return {"capability": self.capability, "rows": self.rows, "address": self.address}


def plain(value: Any) -> Any:
    """A value as `held` gives it."""
    return value.pk if isinstance(value, Model) else value


def by_key(model: type[Model]) -> Callable[[Any], Any]:
    """The record of a key that was remembered, or None; one that is gone is None too."""
    return lambda key: None if key is None else model._base_manager.filter(pk=key).first()
