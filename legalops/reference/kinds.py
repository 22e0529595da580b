"""The closed set of kinds: all that differs between them, said once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from legalops.reference.models import (
    Code,
    CostCentre,
    Court,
    Department,
    LedgerAccount,
    LegalEntity,
    TaxCode,
)

# What every kind has, in the order in which people write it down.
CODE, PERIOD = ("code", "name"), ("valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind under its word in addresses ("cost-centres").

    `own` are the fields that the others do not have; `example` is a row to fill in by; `heads` are other
    headings of columns in files, by field.
    """

    slug: str
    model: type[Code]
    own: tuple[str, ...]
    example: Mapping[str, str]
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """Its file of the configuration ("cost_centres")."""
        return self.slug.replace("-", "_")

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields, the code among them."""
        return (*CODE, *self.own, *PERIOD)

    @property
    def references(self) -> dict[str, type[Code]]:
        """The fields that name other codes, with the model of those."""
        found = {name: self.model._meta.get_field(name) for name in self.own}
        return {
            name: each.related_model for name, each in found.items() if isinstance(each, models.ForeignKey)
        }


# What others refer to comes first.
KINDS = (
    Kind(
        "legal-entities",
        LegalEntity,
        ("parent", "country", "currency", "tax_number"),
        {"code": "US01", "name": "Example Inc.", "country": "US", "currency": "USD"},
        {
            "code": ("entity", "company code", "entity code"),
            "name": ("company", "legal name"),
            "parent": ("parent entity", "parent company"),
            "tax_number": ("tax id", "vat number", "registration number"),
        },
    ),
    Kind(
        "departments",
        Department,
        ("parent",),
        {"code": "SALES", "name": "Sales"},
        {"code": ("department", "department code"), "parent": ("parent department",)},
    ),
    Kind(
        "cost-centres",
        CostCentre,
        ("legal_entity", "department"),
        {"code": "4100", "name": "Sales Europe", "legal_entity": "US01", "department": "SALES"},
        {
            "code": ("cost centre", "cost center", "cost centre code", "kostl"),
            "legal_entity": ("entity", "company code", "company"),
            "department": ("department code",),
        },
    ),
    Kind(
        "ledger-accounts",
        LedgerAccount,
        (),
        {"code": "6350", "name": "Outside counsel fees"},
        {"code": ("account", "gl account", "g/l account", "account number")},
    ),
    Kind(
        "tax-codes",
        TaxCode,
        ("country", "rate"),
        {"code": "DE19", "name": "Value-added tax, 19 per cent", "country": "DE", "rate": "19"},
        {"code": ("tax code",), "rate": ("tax rate", "percentage", "per cent", "percent")},
    ),
    Kind(
        "courts",
        Court,
        ("country", "place"),
        {"code": "US-SDNY", "name": "Southern District of New York", "country": "US", "place": "New York"},
        {"code": ("court code",), "name": ("court",), "place": ("city", "seat")},
    ),
)
BY_MODEL = {kind.model: kind for kind in KINDS}
