"""Matters and their key dates as record types: what rules, views, imports and reminders may name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access import explaining
from legalops.access.glass import has_broken_glass
from legalops.access.services import has_capability
from legalops.contacts import registry as contacts
from legalops.fields import registry as fields
from legalops.files import registry as files
from legalops.files.registry import Holder, Sight
from legalops.kernel import records
from legalops.kernel.records import Choices, Field, FieldKind, RecordType
from legalops.reference.models import CostCentre, Department, LegalEntity
from legalops.reference.selectors import choices as codes_of
from legalops.workflows import registry
from legalops.workflows.registry import GuardKind, Host, Relation
from matters.enums import DateKind, StageCategory, WaiverState
from matters.models import ConflictWaiver, KeyDate, Matter, MatterType, Party, Stage
from matters.selectors.audience import standing_viewers
from matters.selectors.conflicts.guarding import why_conflicts_stand
from matters.selectors.explaining import explain_sight
from matters.selectors.people import project_managers
from matters.services.guards import locked, may_see, may_wall
from matters.services.parties import move_parties
from matters.services.reading import note_read
from matters.services.stages import enter, keep_stages
from vendors.querysets import firm_id_of


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

    records.register(
        RecordType(
            "conflict_waiver", _("Conflict waiver"), _("Conflict waivers"), ConflictWaiver, _waiver_fields(),
            lambda waiver: reverse("matters:waivers"),
        )
    )  # fmt: skip
    contacts.register(
        contacts.Use("matters.party", Party.objects.all, Party.objects.visible_to, move_parties)
    )
    registry.register_guard(
        GuardKind(
            "conflicts_cleared",
            _("Conflicts cleared"),
            why_conflicts_stand,
            record_types=frozenset({"matter", "request"}),
        )
    )

    files.register(
        Holder(
            "matter",
            sight=lambda user: Sight.NONE if firm_id_of(user) is not None else Sight.ALL,
            lock=locked,
            may_add=_may_work_on,
            may_change=_may_work_on,
            address=lambda matter: reverse("matters:files", args=[matter.number]),
            noted=note_read,
        )
    )
    fields.register(
        fields.Host(
            "matter",
            lock=locked,
            may_edit=_may_edit_fields,
            live=lambda rows: rows.open(),
            stages=stages,
            reached=_reached,
        )
    )
    hint = _("Its number, for example M-2026-0042.")
    explaining.register(
        explaining.Explainer("matter", _("Matter"), hint, _may_ask_about, _title_for, explain_sight)
    )
    registry.register_host(
        Host(
            "matter",
            lock=locked,
            stage_of=lambda matter: matter.stage.code,
            enter=enter,
            seen_by=lambda matter: [viewer.person.pk for viewer in standing_viewers(matter)],
            relations={
                "editor": Relation(_("Whoever may edit matters"), lambda _matter: [], _may_edit),
                "lead": Relation(_("The lead attorney"), lambda matter: [matter.lead]),
                "lpm": Relation(_("Its project managers"), project_managers),
                "member": Relation(_("People on the matter"), _members),
                "team": Relation(_("Its team"), _team),
            },
            published=keep_stages,
            started="",
            moved="matters.matter.stage_entered",
        )
    )


def _may_ask_about(asker, typed: str) -> Matter | None:
    """The matter of this number, for who answers for access and may know of it, and for its lead."""
    matter = Matter.objects.select_related("team", "lead").filter(number__iexact=typed.strip()).first()
    if matter is None:
        return None
    if has_capability(asker, can.CONFIGURE) or has_capability(asker, can.AUDIT_VIEW):
        return matter if may_wall(asker, matter) else None
    return matter if matter.lead_id == asker.pk and may_see(asker, matter) else None


def _title_for(asker, matter: Matter) -> str:
    return str(matter) if may_see(asker, matter) else matter.number


def _may_edit(user, _matter) -> bool:
    return has_capability(user, can.MATTERS_EDIT)


def _may_work_on(user, matter) -> bool:
    """Broken glass is for reading: it gives nothing to add or change."""
    return _may_edit(user, matter) and may_see(user, matter)


def _may_edit_fields(user, matter) -> bool:
    """Whoever may edit the matter and sees it by their own standing: broken glass only reads."""
    if has_broken_glass(user) and not may_see(user, matter):
        return False
    return has_capability(user, can.MATTERS_EDIT)


def _reached(matter) -> frozenset[str]:
    return frozenset(Stage.objects.filter(position__lte=matter.stage.position).values_list("code", flat=True))


def _members(matter):
    return [member.user for member in matter.members.select_related("user")]


def _team(matter):
    return matter.team.members.all() if matter.team else []


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
        Field("legal_entity", _("Legal entity"), kind.CHOICE, "legal_entity__code", choices=entities),
        Field("department", _("Department"), kind.CHOICE, "department__code", choices=departments),
        Field("cost_centre", _("Cost centre"), kind.CHOICE, "cost_centre__code", choices=cost_centres),
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
        Field("backup", _("Backup"), kind.PERSON, "backup_id"),
        Field("kind", _("Kind"), kind.CHOICE, "kind", choices=_date_kinds),
        Field("critical", _("Critical"), kind.BOOLEAN, "critical"),
        Field("verified_at", _("Verified"), kind.MOMENT, "verified_at"),
        Field("jurisdiction", _("Jurisdiction"), lookup="jurisdiction"),
        Field("overridden", _("Set by hand against its rule"), kind.BOOLEAN, "overridden"),
        Field("original_date", _("Original date"), kind.DATE, "original_date"),
        Field("done_at", _("Done"), kind.MOMENT, "done_at"),
        Field("matter", _("Matter"), kind.RECORD, "matter_id"),
        Field("lead", _("Lead attorney of the matter"), kind.PERSON, "matter__lead_id"),
        Field("team", _("Team of the matter"), kind.TEAM, "matter__team_id"),
        Field(
            "matter_type", _("Matter type"), kind.CHOICE, "matter__matter_type__code", choices=matter_types
        ),
    )


def _date_kinds() -> Choices:
    return [(each.value, str(each.label)) for each in DateKind]


def _waiver_fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("asked_of", _("Asked of"), lookup="asked_of"),
        Field("state", _("State"), kind.CHOICE, "state", choices=_waiver_states),
        Field("requested_on", _("Requested on"), kind.DATE, "requested_on"),
        Field("expires_on", _("Ends on"), kind.DATE, "expires_on"),
        Field("owner", _("Owner"), kind.PERSON, "owner_id"),
    )


def _waiver_states() -> Choices:
    return [(each.value, str(each.label)) for each in WaiverState]


def matter_types() -> Choices:
    """Code and name of every matter type in use."""
    return list(MatterType.objects.filter(is_active=True).values_list("code", "name"))


def entities() -> Choices:
    """Code and words of every legal entity."""
    return codes_of(LegalEntity)


def departments() -> Choices:
    """Code and words of every department."""
    return codes_of(Department)


def cost_centres() -> Choices:
    """Code and words of every cost centre."""
    return codes_of(CostCentre)


def stages() -> Choices:
    """Code and name of every stage."""
    return list(Stage.objects.values_list("code", "name"))


def _categories() -> Choices:
    return [(each.value, str(each.label)) for each in StageCategory]
