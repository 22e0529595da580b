"""The branding app."""

from django.apps import AppConfig


class BrandingConfig(AppConfig):
    """The department's name, logo, colour and words."""

    name = "legalops.branding"
    label = "branding"
    verbose_name = "Branding"

    def ready(self) -> None:
        """Answer the frame, declare the ledger's action and the section of the configuration."""
        from legalops.audit import registry
        from legalops.branding import configuration
        from legalops.branding.selectors import current_brand
        from legalops.web import brand

        registry.register({"branding.changed": "changed the department's branding"})
        brand.register(current_brand)
        configuration.register()
