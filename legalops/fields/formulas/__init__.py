"""Formulas of custom fields: a pure, small language over the numbers and dates of one record.

`parse` reads one and names every fault with its place, `type_of` says what it gives, `evaluate` works it out
with Decimals. Nothing is ever handed to Python's own evaluation.
"""

from legalops.fields.formulas.evaluating import evaluate
from legalops.fields.formulas.faults import FormulaFault
from legalops.fields.formulas.nodes import names_in
from legalops.fields.formulas.parsing import parse
from legalops.fields.formulas.types import type_of

__all__ = ["FormulaFault", "evaluate", "names_in", "parse", "type_of"]
