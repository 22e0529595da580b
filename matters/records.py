"""Matters and their key dates as record types: what rules, views, imports and reminders may name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.kernel import records
from legalops.kernel.records import Choices, Field, FieldKind, RecordType
from matters.enums import StageCategory
from matters.models import KeyDate, Matter, MatterType, Stage


def register() -> None:
    """Called once, when the app is ready."""
    records.register(
        RecordType(
            "matter", _("Matter"), _("Matters"), Matter, _matter_fields(), _address,
            sub_type="type", title=lambda matter: f"{matter.number} {matter.name}",
        )
    )  # fmt: skip
    records.register(
        RecordType(
            "key_date", _("Key date"), _("Key dates"), KeyDate, _key_date_fields(),
            lambda key_date: reverse("matters:dates", args=[key_date.matter.number]),
        )
    )  # fmt: skip


def _address(matter) -> str:
    return reverse("matters:matter", args=[matter.number])


def _matter_fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("number", _("Number"), lookup="number"),
        Field("name", _("Name"), lookup="name"),
        Field("type", _("Matter type"), kind.CHOICE, "matter_type__code", choices=matter_types),
        Field("stage", _("Stage"), kind.CHOICE, "stage__code", choices=stages),
        Field("stage_category", _("Stage category"), kind.CHOICE, "stage__category", choices=_categories),
        Field("lead", _("Lead attorney"), kind.PERSON, "lead_id"),
        Field("team", _("Team"), kind.TEAM, "team_id"),
        Field("description", _("Description"), lookup="description"),
        Field("business_unit", _("Business unit"), lookup="business_unit"),
        Field("currency", _("Currency"), lookup="currency"),
        Field("restricted", _("Restricted"), kind.BOOLEAN, "restricted"),
        Field("opened_on", _("Opened on"), kind.DATE, "opened_on"),
        Field("closed_on", _("Closed on"), kind.DATE, "closed_on"),
    )


def _key_date_fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("name", _("What"), lookup="name"),
        Field("date", _("Date"), kind.DATE, "date"),
        Field("owner", _("Owner"), kind.PERSON, "owner_id"),
        Field("done_at", _("Done"), kind.MOMENT, "done_at"),
        Field("matter", _("Matter"), kind.RECORD, "matter_id"),
        Field("lead", _("Lead attorney of the matter"), kind.PERSON, "matter__lead_id"),
        Field("team", _("Team of the matter"), kind.TEAM, "matter__team_id"),
        Field(
            "matter_type", _("Matter type"), kind.CHOICE, "matter__matter_type__code", choices=matter_types
        ),
    )


def matter_types() -> Choices:
    """Code and name of every matter type in use."""
    return list(MatterType.objects.filter(is_active=True).values_list("code", "name"))


def stages() -> Choices:
    """Code and name of every stage."""
    return list(Stage.objects.values_list("code", "name"))


def _categories() -> Choices:
    return [(each.value, str(each.label)) for each in StageCategory]
