"""Django's own form widgets through Jinja2, which says the same: a page's filters hold hundreds of options,
and Django's engine includes a template for each. All other form templates stay with Django's engine.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.forms import renderers

_OWN_WIDGETS = "django/forms/widgets/"


class FastWidgets(renderers.DjangoTemplates):
    """Chosen by the setting FORM_RENDERER."""

    @cached_property
    def _widgets(self) -> "_Widgets":
        return _Widgets()

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Render the template of a widget, a field or a form."""
        if template_name.startswith(_OWN_WIDGETS):
            return self._widgets.render(template_name, context, request)
        return super().render(template_name, context, request)


class _Widgets(renderers.Jinja2):
    """Django's Jinja2 templates behind ours, which write options without an include for each."""

    @cached_property
    def engine(self) -> Any:
        ours, theirs = settings.ROOT / "templates" / "jinja2" / "forms", Path(renderers.__file__).parent
        folders = [ours, theirs / self.backend.app_dirname]
        return self.backend({"APP_DIRS": False, "DIRS": folders, "NAME": "widgets", "OPTIONS": {}})
