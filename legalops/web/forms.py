"""Forms and domain errors: what a service refuses is said beside the field that caused it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from legalops.kernel.errors import DomainError, NotAllowed, NotFound


@contextmanager
def refusals_beside_fields(form: BaseForm) -> Iterator[None]:
    """Run a service; a `DomainError` becomes an error of its field, or of the form. Look at `form.errors`
    afterwards.

    Missing permission and absence are no form errors and pass through.
    """
    try:
        yield
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
