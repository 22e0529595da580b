from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files."""

    name = "legalops.documents"
    label = "documents"
    verbose_name = "Documents"
