"""The people of every access test: who they are, not which permissions they hold (DESIGN §10)."""

from dataclasses import dataclass

from legalops.accounts.models import User
from matters.models import Matter
from tests.factories import (
    make_biller,
    make_firm,
    make_invoice,
    make_matter,
    make_person,
    make_team,
    raise_wall,
)
from vendors.models import Firm

MATTER_NAMES = ("Canary Aldersyde", "Canary Borrowdale", "Canary Cullercoats", "Canary Dunwich")
STAFF_ROLES = [
    "requester",
    "paralegal",
    "attorney",
    "legal_project_manager",
    "ebilling_specialist",
    "legal_ops_manager",
    "general_counsel",
    "finance",
    "auditor",
    "administrator",
]


@dataclass
class World:
    """Two firms and four kinds of matter: open, restricted, walled, and another team's."""

    people: dict[str, User | None]
    firm: Firm
    rival: Firm
    open_matter: Matter
    restricted_matter: Matter
    walled_matter: Matter
    foreign_matter: Matter


def make_world() -> World:
    """Everyone and everything the access matrix asks about; each matter has one invoice in review."""
    firm, rival = make_firm(name="Arnsley LLP"), make_firm(name="Rival LLP")
    people: dict[str, User | None] = {role: make_person(role, name=role) for role in STAFF_ROLES}
    people["attorney_behind_wall"] = make_person("attorney", name="walled")
    people["leaver"] = make_person("attorney", name="leaver", is_active=False)
    people["outside_counsel_biller"] = make_biller(firm, name="biller")
    people["outside_counsel_lead"] = make_biller(firm, role="outside_counsel_lead", name="outside lead")
    people["rival_firm"] = make_biller(rival, name="rival")
    people["anonymous"] = None
    team = make_team(
        people["attorney"], people["paralegal"], people["attorney_behind_wall"], people["leaver"]
    )
    lead = make_person("attorney", name="lead elsewhere")
    matters = {
        "open_matter": make_matter(lead=lead, team=team, firms=(firm,), name="Canary Aldersyde"),
        "restricted_matter": make_matter(
            people["attorney"], lead=lead, team=team, firms=(firm,), restricted=True, name="Canary Borrowdale"
        ),
        "walled_matter": make_matter(lead=lead, team=team, firms=(firm,), name="Canary Cullercoats"),
        "foreign_matter": make_matter(lead=lead, team=make_team(lead), firms=(rival,), name="Canary Dunwich"),
    }
    raise_wall(matters["walled_matter"], people["attorney_behind_wall"], people["legal_ops_manager"])
    for name, matter in matters.items():
        make_invoice(rival if name == "foreign_matter" else firm, matter)
    waiting = make_invoice(firm, None, client_matter_id="X-1")
    waiting.lines.update(timekeeper_code="NOBODY", timekeeper_name="Nobody, Known")
    return World(people=people, firm=firm, rival=rival, **matters)
