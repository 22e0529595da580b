"""Actions of the matters app that the ledger knows. The subject is always the matter, so that whoever may
not see the matter sees none of its events. Beside them, the event that derived data follows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "matters.matter.opened": "opened the matter",
    "matters.matter.edited": "edited the matter",
    "matters.matter.stage_entered": "moved the matter to another stage",
    "matters.matter.restricted": "changed who may see the matter",
    "matters.member.added": "added a person to the matter",
    "matters.member.removed": "removed a person from the matter",
    "matters.wall.raised": "raised an ethical wall",
    "matters.wall.lifted": "lifted an ethical wall",
    "matters.wall.expired": "lifted an ethical wall whose time was over",
    "matters.wall.expiring": "warned that an ethical wall ends soon",
    "matters.wall.extended": "changed until when an ethical wall stands",
    "matters.wall.acknowledged": "acknowledged an ethical wall",
    "matters.glass.broken": "broke the glass to read the matter",
    "matters.glass.read": "read a page of the matter by broken glass",
    "matters.glass.ended": "no longer reads the matter by broken glass",
    "matters.matter.read": "read the matter",
    "matters.firm.engaged": "engaged a firm",
    "matters.firm.released": "ended a firm's engagement",
    "matters.budget.approved": "set the budget",
    "matters.key_date.set": "set a key date",
    "matters.key_date.changed": "changed a key date",
    "matters.key_date.done": "marked a key date as done",
    "matters.key_date.reopened": "took a key date back from done",
    "matters.key_date.recalculated": "moved a key date with the one it follows",
    "matters.key_date.chained": "let a key date follow another",
    "matters.key_date.cut_loose": "let a key date stand by itself",
    "matters.key_date.verified": "verified a critical date",
    "matters.key_date.asked": "asked a second person about a critical date",
    "matters.key_date.ask_withdrawn": "left a critical date as it is",
    "matters.key_date.vacated": "called a key date off",
    "matters.key_date.uncritical": "agreed that a date is no longer critical",
    "matters.rule_pack.applied": "worked dates out by a rule pack",
    "matters.rule_pack.drafted": "changed the draft of a rule pack",
    "matters.rule_pack.published": "published a version of a rule pack",
    "matters.rule_pack.dropped": "threw the draft of a rule pack away",
    "matters.rule_pack.offered": "offers a rule pack",
    "matters.rule_pack.withdrawn": "no longer offers a rule pack",
    "matters.number.mapped": "mapped a firm's matter number",
    "matters.number.unmapped": "took a firm's matter number off the matter",
    "matters.rate.set": "agreed a rate for the matter",
    "matters.timekeeper.staffed": "accepted a timekeeper",
    "matters.timekeeper.unstaffed": "no longer accepts a timekeeper",
}

# Words of the facts that these events tell, in the order in which they are told; icons and tones.
LABELS = {
    "name": _("Name"),
    "matter_type": _("Type"),
    "type": _("Type"),
    "team": _("Team"),
    "lead": _("Lead"),
    "stage": _("Stage"),
    "description": _("Summary"),
    "legal_entity": _("Legal entity"),
    "department": _("Department"),
    "cost_centre": _("Cost centre"),
    "business_unit": _("Business unit"),
    "currency": _("Currency"),
    "opened_on": _("Opened"),
    "restricted": _("Restricted"),
    "person": _("Person"),
    "role": _("Role"),
    "screened": _("Screened"),
    "firm": _("Firm"),
    "since": _("Since"),
    "until": _("Until"),
    "amount": _("Amount"),
    "version": _("Version"),
    "what": _("What"),
    "date": _("Date"),
    "owner": _("Owner"),
    "time": _("Time"),
    "backup": _("Backup"),
    "kind": _("Kind"),
    "critical": _("Critical"),
    "court": _("Court"),
    "jurisdiction": _("Jurisdiction"),
    "document": _("Source document"),
    "follows": _("Follows"),
    "evidence": _("Evidence"),
    "asked": _("Asked for"),
    "pack": _("Rule pack"),
    "dates": _("Dates"),
    "number": _("Number"),
    "timekeeper": _("Timekeeper"),
    "rate": _("Rate"),
}
# Who read it stands on the people's tab: the timeline tells what happened to the matter.
READS = ("matters.matter.read", "matters.glass.read")
MARKS = {
    "matters.matter.opened": ("folder", "ok"),
    "matters.matter.stage_entered": ("arrow-right", "progress"),
    "matters.matter.restricted": ("lock", "warn"),
    "matters.wall.raised": ("wall", "bad"),
    "matters.wall.lifted": ("wall", "ok"),
    "matters.wall.expired": ("wall", "ok"),
    "matters.wall.expiring": ("wall", "warn"),
    "matters.wall.extended": ("wall", "neutral"),
    "matters.wall.acknowledged": ("check", "ok"),
    "matters.glass.broken": ("eye", "bad"),
    "matters.glass.ended": ("eye", "neutral"),
    "matters.budget.approved": ("coin", "progress"),
    "matters.key_date.set": ("calendar-event", "neutral"),
    "matters.key_date.changed": ("calendar-event", "warn"),
    "matters.key_date.done": ("check", "ok"),
    "matters.key_date.recalculated": ("calendar-event", "warn"),
    "matters.key_date.verified": ("checks", "ok"),
    "matters.key_date.asked": ("user-check", "warn"),
    "matters.key_date.vacated": ("calendar-event", "muted"),
    "matters.firm.engaged": ("building", "neutral"),
    "matters.member.added": ("user-plus", "neutral"),
    "matters.member.removed": ("user", "neutral"),
}
# Whom or what an event was about is told although it did not change.
REPEATED = ("person", "what", "timekeeper")


@dataclass(frozen=True, slots=True)
class StaffingChanged:
    """Whose time of a firm is accepted on a matter is not what it was."""

    matter_id: int
    firm_id: int
