"""Plan templates: written, published, applied to matters."""

from matters.services.plan_templates.applying import TemplatePreview, apply_template, preview_template
from matters.services.plan_templates.publishing import publish_template, save_draft

__all__ = ["TemplatePreview", "apply_template", "preview_template", "publish_template", "save_draft"]
