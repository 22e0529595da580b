"""A card, its parts, and a conflict check with a hit and a waiver, for each kind of matter."""

from legalops.contacts.models import ContactRelation
from legalops.kernel import clock
from matters.models import ConflictCheck, ConflictWaiver, Matter
from tests.factories.contacts import make_contact, make_party


def arguments_of_parties(matter: Matter, kind: str) -> dict:
    """What routes of contacts and conflict checks name, on this matter alone."""
    card = make_contact(f"Card {kind} GmbH")
    name = card.names.create(name=f"Alias {kind}")
    number = card.identifiers.create(value=f"HRB {kind}")
    parent = make_contact(f"Parent of {kind}", directory=True)
    relation = ContactRelation.objects.create(source=parent, target=card, kind="parent")
    party = make_party(matter, card)
    check = ConflictCheck.objects.create(
        matter=matter, asked_by=matter.lead, asked_at=clock.now(), run_at=clock.now(), stale=False
    )
    hit = check.hits.create(
        asked=card.name, asked_side="adverse", source="firm", record_id=1, found="Somebody LLP",
        found_side="ours", score=90, severity="high", reasons=[["same"]],
    )  # fmt: skip
    waiver = ConflictWaiver.objects.create(
        hit=hit, asked_of="Somebody", scope="This", requested_on=clock.today(), owner=matter.lead
    )
    parts = {"name_remove": name.pk, "identifier_remove": number.pk}
    parts |= {"relation_end": relation.pk, "relation_remove": relation.pk}
    return {
        "contact": card.pk,
        "contact_id": card.pk,
        "relation": relation.pk,
        "party": party.pk,
        "party_role": party.role.code,
        "conflict": check.pk,
        "hit": hit.pk,
        "waiver": waiver.pk,
        **{f"contacts:{page}:part": pk for page, pk in parts.items()},
    }
