"""How the API names related records: by the code people know, never only by a key."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from legalops.accounts.models import User
from legalops.kernel.texts import fits


class SeenBy(serializers.SlugRelatedField):
    """A record that the caller may see, named by a field of it; hidden ones do not exist."""

    default_error_messages: dict[str, str | Promise] = {
        "does_not_exist": _("There is no “{value}” that you may use here."),
        "invalid": _("Name it by its {slug_name}, as text."),
    }

    def __init__(self, slug_field: str, seen: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        self._seen = seen
        if seen is not None:
            kwargs.setdefault("queryset", User.objects.none())
        super().__init__(slug_field, **kwargs)

    def get_queryset(self) -> Any:
        """Through the caller's eyes."""
        request = self.context.get("request")
        if self._seen is None or request is None:
            return super().get_queryset()
        return self._seen(request.user)

    def to_internal_value(self, data: Any) -> Any:
        """Text only: other types would be compared in the database."""
        if not isinstance(data, str) or not fits(data):
            self.fail("invalid", slug_name=self.slug_field)
        return self.named(data)

    def named(self, text: str) -> Any:
        """The record of this name."""
        return super().to_internal_value(text)


class PersonField(SeenBy):
    """A person of the department by e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.get("read_only"):
            super().__init__("email", **kwargs)
        else:
            super().__init__("email", lambda user: User.objects.filter(is_active=True), **kwargs)
