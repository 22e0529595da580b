"""Fixed choices of contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactKind(models.TextChoices):
    """What a card stands for."""

    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    COURT = "court", _("Court or tribunal")
    AUTHORITY = "authority", _("Public authority")


# Whom everybody may look up: that there is such a court tells nothing of a matter.
PUBLIC_KINDS = frozenset({ContactKind.COURT, ContactKind.AUTHORITY})


class NameKind(models.TextChoices):
    """How a name belongs to a card beside its present one."""

    ALIAS = "alias", _("Also known as")
    FORMER = "former", _("Former name")
    BIRTH = "birth", _("Name at birth")
    TRADING = "trading", _("Trading name")
    SHORT = "short", _("Abbreviation")


class Scheme(models.TextChoices):
    """Who gave an identifier."""

    COMPANY = "company", _("Company number")
    LEI = "lei", _("LEI")
    VAT = "vat", _("VAT number")
    TAX = "tax", _("Tax id")
    OTHER = "other", _("Other")


class RelationKind(models.TextChoices):
    """How the first card of a relation stands to the second."""

    PARENT = "parent", _("Parent company of")
    AFFILIATE = "affiliate", _("Affiliate of")
    SHAREHOLDER = "shareholder", _("Shareholder of")
    DIRECTOR = "director", _("Director of")
    EMPLOYER = "employer", _("Employer of")
    INSURER = "insurer", _("Insurer of")
    ADVISER = "adviser", _("Adviser to")
    SPOUSE = "spouse", _("Spouse of")
    FAMILY = "family", _("Family of")


# The same relation, read from the second card.
INVERSE = {
    RelationKind.PARENT: _("Subsidiary of"),
    RelationKind.AFFILIATE: _("Affiliate of"),
    RelationKind.SHAREHOLDER: _("Held by"),
    RelationKind.DIRECTOR: _("Directed by"),
    RelationKind.EMPLOYER: _("Employed by"),
    RelationKind.INSURER: _("Insured by"),
    RelationKind.ADVISER: _("Advised by"),
    RelationKind.SPOUSE: _("Spouse of"),
    RelationKind.FAMILY: _("Family of"),
}
