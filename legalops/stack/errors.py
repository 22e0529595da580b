"""The one error of this package."""


class StackError(Exception):
    """Something a person can mend: the text says what failed and what to do; shown without a stack trace."""
