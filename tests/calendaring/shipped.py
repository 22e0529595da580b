"""The shipped packs, read as the product reads them."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from matters import calendaring
from matters.calendaring import Pack, read_pack

FOLDER = Path(calendaring.__file__).parent / "shipped"


@lru_cache
def pack(code: str) -> Pack:
    """A shipped pack."""
    return read_pack(yaml.safe_load((FOLDER / f"{code}.yaml").read_text()))


def dates(code: str, trigger: str, on: date, method: str = "") -> dict[str, date]:
    """What follows from a trigger."""
    return {rule.code: worked.on for rule, worked in pack(code).dates_of(trigger, on, method)}
