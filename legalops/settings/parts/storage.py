"""Static files and stored documents."""

from pathlib import Path

import environ

env = environ.Env()
ROOT = Path(__file__).resolve().parents[3]

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(ROOT / ".local" / "static")))
# STORAGE_URL is a file:// address of the folder that holds documents by their hash.
DOCUMENT_ROOT = Path(
    env("STORAGE_URL", default=f"file://{ROOT}/.local/dev/documents").removeprefix("file://")
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Where the daily backup goes; without a folder there is none. The newest are kept.
BACKUP_FOLDER = env("BACKUP_FOLDER", default="")
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
