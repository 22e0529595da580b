"""The department: five teams of attorneys and the people around them."""

from decimal import Decimal

from legalops.demo.plan.model import StaffPlan

TEAMS = {
    "litigation": "Litigation",
    "employment": "Employment",
    "ip": "Intellectual property",
    "corporate": "Corporate",
    "regulatory": "Regulatory",
}
TEAM_OF_TYPE = {
    "commercial-litigation": "litigation",
    "general-liability": "litigation",
    "bankruptcy": "litigation",
    "employment": "employment",
    "patent-litigation": "ip",
    "patent-prosecution": "ip",
    "trademark": "ip",
    "mergers-acquisitions": "corporate",
    "real-estate": "corporate",
    "tax": "corporate",
    "advice": "regulatory",
    "regulatory": "regulatory",
}
# The person with whom the tour of each role begins.
FACES = {
    "requester": "rosa.ibarra",
    "paralegal": "tessa.joyner",
    "attorney": "maya.okafor",
    "legal_project_manager": "jonas.lindqvist",
    "ebilling_specialist": "priya.goswami",
    "legal_ops_manager": "elena.sandoval",
    "general_counsel": "grace.hartwell",
    "finance": "samir.youssef",
    "auditor": "vera.zeller",
    "administrator": "noah.birkett",
}


def _limit(thousands: int) -> Decimal:
    return Decimal(thousands * 1000)


_ATTORNEYS = (
    ("maya.okafor", "Maya Okafor", "Senior counsel, litigation", "litigation", 50),
    ("hugo.tremaine", "Hugo Tremaine", "Head of litigation", "litigation", 250),
    ("ines.castellan", "Ines Castellan", "Counsel, litigation", "litigation", 25),
    ("liam.crosby", "Liam Crosby", "Counsel, litigation", "litigation", 25),
    ("nadia.whitlock", "Nadia Whitlock", "Head of employment", "employment", 250),
    ("ben.pemberton", "Ben Pemberton", "Counsel, employment", "employment", 25),
    ("carla.moreau", "Carla Moreau", "Counsel, employment", "employment", 25),
    ("keiko.nakamura", "Keiko Nakamura", "Head of intellectual property", "ip", 250),
    ("emil.bergstrom", "Emil Bergstrom", "Patent counsel", "ip", 50),
    ("fiona.ashdown", "Fiona Ashdown", "Trademark counsel", "ip", 25),
    ("marcus.langford", "Marcus Langford", "Head of corporate", "corporate", 250),
    ("daphne.quayle", "Daphne Quayle", "Counsel, corporate", "corporate", 50),
    ("cedric.vance", "Cedric Vance", "Counsel, tax and real estate", "corporate", 25),
    ("olga.verhoeven", "Olga Verhoeven", "Head of regulatory", "regulatory", 250),
    ("yusuf.haldane", "Yusuf Haldane", "Counsel, regulatory", "regulatory", 50),
    ("julia.farrow", "Julia Farrow", "Counsel, regulatory", "regulatory", 25),
)
_OTHERS = (
    ("grace.hartwell", "Grace Hartwell", "General counsel", "general_counsel", ""),
    ("elena.sandoval", "Elena Sandoval", "Legal operations manager", "legal_ops_manager", ""),
    ("jonas.lindqvist", "Jonas Lindqvist", "Legal project manager", "legal_project_manager", ""),
    ("priya.goswami", "Priya Goswami", "E-billing specialist", "ebilling_specialist", ""),
    ("wesley.garrick", "Wesley Garrick", "E-billing specialist", "ebilling_specialist", ""),
    ("hana.kimura", "Hana Kimura", "E-billing specialist", "ebilling_specialist", ""),
    ("samir.youssef", "Samir Youssef", "Accounts payable lead", "finance", ""),
    ("vera.zeller", "Vera Zeller", "Internal auditor", "auditor", ""),
    ("noah.birkett", "Noah Birkett", "System administrator", "administrator", ""),
    ("tessa.joyner", "Tessa Joyner", "Litigation paralegal", "paralegal", "litigation"),
    ("zoe.eastwick", "Zoe Eastwick", "Intellectual property paralegal", "paralegal", "ip"),
    ("karim.ellery", "Karim Ellery", "Matter coordinator", "paralegal", "corporate"),
    ("rosa.ibarra", "Rosa Ibarra", "Sales director", "requester", ""),
)
REVIEWERS = ("priya.goswami", "wesley.garrick", "hana.kimura")
LEAVER = "anton.iversen"


def department() -> tuple[StaffPlan, ...]:
    """Everyone, the general counsel with an authority limit above any invoice."""
    attorneys = [
        StaffPlan(key, name, title, "attorney", team, _limit(thousands))
        for key, name, title, team, thousands in _ATTORNEYS
    ]
    others = [
        StaffPlan(key, name, title, role, team, _limit(10_000) if role == "general_counsel" else None)
        for key, name, title, role, team in _OTHERS
    ]
    leaver = StaffPlan(LEAVER, "Anton Iversen", "Counsel, litigation", "attorney", "litigation", active=False)
    return (*attorneys, *others, leaver)
