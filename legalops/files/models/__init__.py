"""Files and their versions."""

from .file import File, FileVersion

__all__ = ["File", "FileVersion"]
