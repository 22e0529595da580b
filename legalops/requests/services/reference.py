"""Request types and workflows that ship with the product; administrators change them in the console."""

from django.utils.translation import gettext as _

from legalops.requests.models import RequestType
from legalops.workflows.services.authoring import install_workflow
from legalops.workflows.shipped import general_request

_TYPES = (
    (
        "question",
        _("Question"),
        _("A short question to the legal department."),
        _("Your question, and what depends on the answer."),
    ),
    (
        "nda",
        _("NDA"),
        _("A confidentiality agreement with another company."),
        _("The other company, the purpose, and which side shares information."),
    ),
    (
        "contract-review",
        _("Contract review"),
        _("Somebody sent a contract and wants it signed."),
        _("Who sent it, what it is about, its value, and when it must be signed."),
    ),
)


def install_reference() -> None:
    """Create the shipped types, and one published workflow for all requests, where they are missing."""
    RequestType.objects.bulk_create(
        [
            RequestType(code=code, name=name, description=description, ask=ask, position=place * 10)
            for place, (code, name, description, ask) in enumerate(_TYPES, 1)
        ],
        ignore_conflicts=True,
    )
    install_workflow(name=_("Requests"), record_type="request", definition=general_request())
