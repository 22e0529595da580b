"""How records of other apps name codes in the API: by the code, not by a key."""

from typing import Any

from legalops.api.relations import SeenBy
from legalops.reference.models import Code
from legalops.reference.selectors import named


class CodeField(SeenBy):
    """A code of reference data: that of today, else the latest under this code. Empty means none."""

    def __init__(self, model: type[Code], **kwargs: Any) -> None:
        if not kwargs.get("read_only"):
            kwargs.setdefault("queryset", model._default_manager.all())
            kwargs.setdefault("allow_null", True)
            kwargs.setdefault("required", False)
        self.model = model
        super().__init__("code", **kwargs)

    def named(self, text: str) -> Code:
        """The row of the code."""
        found = named(self.model, text.strip())
        if found is None:
            self.fail("does_not_exist", slug_name=self.slug_field, value=text)
        return found
