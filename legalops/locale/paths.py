"""Where the catalogues lie."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
ROOT: Final = FOLDER.parents[1]


def catalogues(folder: Path = FOLDER) -> dict[str, Path]:
    """Each language's source file by its code."""
    return {path.parents[1].name: path for path in sorted(folder.glob("*/LC_MESSAGES/django.po"))}
