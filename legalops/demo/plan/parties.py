"""Who stands on the matters: cards with aliases, families and a few real conflicts. All names invented."""

from dataclasses import dataclass
from datetime import date

# Name, kind, city, country; other names as (kind, name, until).
CARDS: tuple[tuple[str, str, str, str, tuple[tuple[str, str, date | None], ...]], ...] = (
    ("Harborview Industries Inc.", "organisation", "Chicago", "US", (("short", "HVI", None),)),
    ("Harborview Deutschland GmbH", "organisation", "Frankfurt", "DE", ()),
    (
        "Corvane Chemicals", "organisation", "Houston", "US",
        (("former", "Corvane Dyestuffs Company", date(2023, 4, 1)), ("short", "Corvane", None)),
    ),
    ("Bluepeak Holdings plc", "organisation", "London", "GB", ()),
    ("Bluepeak Energy", "organisation", "London", "GB", (("trading", "Bluepeak Power & Gas", None),)),
    ("Bluepeak Retail Energy Ltd", "organisation", "Manchester", "GB", ()),
    ("Meridian Freight", "organisation", "Boston", "US", (("alias", "Meridian Freight Lines LLC", None),)),
    ("Meridian Spedition GmbH", "organisation", "Munich", "DE", (("alias", "Meridian Spedítion", None),)),
    ("Palisade Insurance", "organisation", "New York", "US", (("alias", "Palisade Casualty Co.", None),)),
    (
        "Tessaro Foods", "organisation", "Milano", "IT",
        (("former", "Tessaro Alimentari S.p.A.", date(2022, 1, 1)),),
    ),
    ("Johann Meyer", "person", "Munich", "DE", (("alias", "Hans Mayer", None),)),
    ("Katherine Osgood", "person", "Boston", "US", (("birth", "Kate Thackeray", None),)),
    ("Pryce Halloran LLP", "organisation", "New York", "US", ()),
    ("Stanmore Vale Solicitors", "organisation", "London", "GB", ()),
    ("Bexley Thorne Solicitors", "organisation", "London", "GB", ()),
    ("Adeline Marchetti", "person", "Chicago", "US", ()),
    ("US District Court, Northern District of Illinois", "court", "Chicago", "US", ()),
    ("High Court of Justice, Commercial Court", "court", "London", "GB", ()),
    ("Federal Trade Commission", "authority", "Washington", "US", (("short", "FTC", None),)),
)  # fmt: skip
# First card, how it stands to the second, since when.
RELATIONS = (
    ("Bluepeak Holdings plc", "parent", "Bluepeak Energy", date(2015, 6, 1)),
    ("Bluepeak Holdings plc", "parent", "Bluepeak Retail Energy Ltd", date(2018, 2, 1)),
    ("Meridian Freight", "parent", "Meridian Spedition GmbH", date(2020, 9, 1)),
    ("Johann Meyer", "director", "Meridian Spedition GmbH", date(2021, 1, 1)),
    ("Palisade Insurance", "insurer", "Westmoor Logistics", date(2024, 1, 1)),
    ("Katherine Osgood", "spouse", "Johann Meyer", None),
)
# By type of matter: who stands there beside the opponent, as (card, role).
STANDING = {
    "commercial-litigation": (
        ("US District Court, Northern District of Illinois", "court"),
        ("Pryce Halloran LLP", "opposing-counsel"),
    ),
    "general-liability": (("Palisade Insurance", "insurer"), ("Adeline Marchetti", "expert")),
    "employment": (("Stanmore Vale Solicitors", "opposing-counsel"),),
    "patent-litigation": (("High Court of Justice, Commercial Court", "court"),),
    "regulatory": (("Federal Trade Commission", "regulator"),),
    "mergers-acquisitions": (("Meridian Spedition GmbH", "third-party"),),
}  # fmt: skip
# Types whose opponent is a person of the matter's own name.
OF_PEOPLE = frozenset({"general-liability", "employment"})
# Empty: nobody stands on the other side.
OPPONENT_ROLE = {
    "mergers-acquisitions": "counterparty",
    "real-estate": "counterparty",
    "tax": "",
    "advice": "",
    "patent-prosecution": "",
}


@dataclass(frozen=True, slots=True)
class Extra:
    """A party on the n-th open matter of a type: what makes a check worth reading."""

    matter_type: str
    place: int
    card: str
    role: str


EXTRAS = (
    Extra("commercial-litigation", 0, "Bexley Thorne Solicitors", "opposing-counsel"),
    Extra("commercial-litigation", 1, "Bluepeak Retail Energy Ltd", "defendant"),
    Extra("mergers-acquisitions", 0, "Bluepeak Energy", "client-entity"),
    Extra("employment", 0, "Johann Meyer", "witness"),
    Extra("real-estate", 0, "Harborview Deutschland GmbH", "client-entity"),
)
