"""Narratives of our own invention: templates by task code, filled from a matter's own cast of names."""

from legalops.demo.narratives.advice import COUNSELING, PROJECT
from legalops.demo.narratives.cast import Cast, cast_of
from legalops.demo.narratives.faults import ADMINISTRATIVE, BLOCKS, VAGUE
from legalops.demo.narratives.litigation import LITIGATION
from legalops.demo.narratives.rights import BANKRUPTCY, EXPENSES, OVERHEAD, PATENT, TRADEMARK

BY_CODE_SET = {
    "LITIGATION": LITIGATION,
    "COUNSELING": COUNSELING,
    "PROJECT": PROJECT,
    "PATENT": PATENT,
    "TRADEMARK": TRADEMARK,
    "BANKRUPTCY": BANKRUPTCY,
}

__all__ = ["ADMINISTRATIVE", "BLOCKS", "BY_CODE_SET", "EXPENSES", "OVERHEAD", "VAGUE", "Cast", "cast_of"]
