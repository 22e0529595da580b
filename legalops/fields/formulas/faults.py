"""What is wrong with a formula, and where."""

from django.utils.translation import gettext as _


class FormulaFault(ValueError):
    """A formula that cannot be used; `at` is the place of the fault, counted from 1."""

    def __init__(self, words: str, at: int) -> None:
        super().__init__(_("At character %(at)d: %(words)s") % {"at": at, "words": words})
        self.words, self.at = words, at
