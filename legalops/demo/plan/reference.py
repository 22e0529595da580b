"""Reference data of the demo company: entities, departments, cost centres, accounts, tax codes, courts."""

from collections.abc import Sequence
from datetime import date
from random import Random

from legalops.demo.plan.days import months_back
from legalops.demo.plan.model import CodePlan, MatterPlan

# How many of a hundred matters have a cost centre: somebody always forgets.
_CHARGED = 94
# By entity, how much of the work is its own.
_SHARES = {"US01": 55, "GB01": 16, "DE01": 14, "FR01": 8, "NL01": 7}
_DEPARTMENT_OF_UNIT = {
    "Industrial": "IND",
    "Consumer": "CON",
    "Marine": "MAR",
    "Health": "HEA",
    "Corporate": "FIN",
}
_ENTITIES = (
    ("US00", "Harborview Holdings Inc.", "US", "USD", ""),
    ("US01", "Harborview Industries Inc.", "US", "USD", "US00"),
    ("GB01", "Harborview Industries Ltd", "GB", "GBP", "US00"),
    ("DE01", "Harborview Deutschland GmbH", "DE", "EUR", "US00"),
    ("FR01", "Harborview France SAS", "FR", "EUR", "DE01"),
    ("NL01", "Harborview Benelux B.V.", "NL", "EUR", "DE01"),
)
_DEPARTMENTS = (
    ("IND", "Industrial", ""),
    ("CON", "Consumer", ""),
    ("MAR", "Marine", ""),
    ("HEA", "Health", ""),
    ("FIN", "Finance", ""),
    ("HR", "Human resources", ""),
    ("PRO", "Procurement", "FIN"),
    ("TAX", "Group tax", "FIN"),
)
_CENTRES = (
    ("1000", "Board and group functions", "US00", "FIN"),
    ("1100", "Industrial products", "US01", "IND"),
    ("1120", "Industrial services", "US01", "IND"),
    ("1200", "Consumer brands", "US01", "CON"),
    ("1220", "Consumer retail", "US01", "CON"),
    ("1300", "Marine systems", "US01", "MAR"),
    ("1400", "Health devices", "US01", "HEA"),
    ("1500", "Finance", "US01", "FIN"),
    ("1600", "Human resources", "US01", "HR"),
    ("2100", "Industrial products UK", "GB01", "IND"),
    ("2200", "Consumer brands UK", "GB01", "CON"),
    ("2300", "Marine systems UK", "GB01", "MAR"),
    ("2500", "Finance UK", "GB01", "FIN"),
    ("3100", "Industrieprodukte", "DE01", "IND"),
    ("3200", "Konsumgüter", "DE01", "CON"),
    ("3400", "Medizintechnik", "DE01", "HEA"),
    ("3500", "Finanzen", "DE01", "FIN"),
    ("4200", "Grande consommation", "FR01", "CON"),
    ("4400", "Santé", "FR01", "HEA"),
    ("5300", "Maritiem", "NL01", "MAR"),
    ("5600", "Inkoop", "NL01", "PRO"),
)
_ACCOUNTS = (
    ("2150", "Accrued legal costs"),
    ("6300", "Legal costs, general"),
    ("6310", "Outside counsel, litigation"),
    ("6320", "Outside counsel, regulatory"),
    ("6330", "Outside counsel, transactions"),
    ("6340", "Outside counsel, intellectual property"),
    ("6345", "Official fees, intellectual property"),
    ("6350", "Outside counsel, other"),
    ("6355", "Court and arbitration fees"),
    ("6360", "Experts and witnesses"),
    ("6370", "Settlements"),
    ("6380", "Document review services"),
)
_TAXES = (
    ("US-EX", "Legal services, exempt", "US", "0"),
    ("GB-STD", "Value-added tax, standard", "GB", "20"),
    ("GB-ZERO", "Value-added tax, zero rated", "GB", "0"),
    ("FR-STD", "Taxe sur la valeur ajoutée", "FR", "20"),
    ("NL-STD", "Omzetbelasting, hoog", "NL", "21"),
    ("EU-RC", "Reverse charge within the European Union", "", "0"),
)
# The standard rate of Germany was lowered for half a year.
_GERMAN_TAX = (
    ("19", None, date(2020, 7, 1)),
    ("16", date(2020, 7, 1), date(2021, 1, 1)),
    ("19", date(2021, 1, 1), None),
)
_COURTS = (
    ("US-SDNY", "Southern District of New York", "US", "New York"),
    ("US-EDTX", "Eastern District of Texas", "US", "Marshall"),
    ("US-CAFC", "Court of Appeals for the Federal Circuit", "US", "Washington"),
    ("US-DECH", "Delaware Court of Chancery", "US", "Wilmington"),
    ("GB-COMM", "Commercial Court", "GB", "London"),
    ("DE-LGM1", "Landgericht München I", "DE", "Munich"),
    ("DE-BPATG", "Bundespatentgericht", "DE", "Munich"),
    ("FR-TAEP", "Tribunal des activités économiques de Paris", "FR", "Paris"),
    ("NL-RBAMS", "Rechtbank Amsterdam", "NL", "Amsterdam"),
    ("ICC", "International Court of Arbitration of the ICC", "FR", "Paris"),
)
# What invoices are posted to: by matter type, by code set, and all the rest.
ACCOUNTS_OF_TYPES = {"patent-prosecution": "6340", "trademark": "6340", "regulatory": "6320"}
ACCOUNTS_OF_SETS = {"LITIGATION": "6310", "PROJECT": "6330", "PATENT": "6340", "TRADEMARK": "6340"}
ACCOUNT_OF_THE_REST = "6350"


def make_reference(as_of: date) -> tuple[CodePlan, ...]:
    """All codes, those that others name first. Of two cost centres one ended, one got another name."""
    merged, renamed = months_back(as_of, 4), months_back(as_of, 10)
    entities = [
        CodePlan("legal-entities", code, name, {"country": country, "currency": currency}, _under(parent))
        for code, name, country, currency, parent in _ENTITIES
    ]
    departments = [
        CodePlan("departments", code, name, {}, _under(above)) for code, name, above in _DEPARTMENTS
    ]
    centres = [_centre(*each, until=merged if each[0] == "1220" else None) for each in _CENTRES]
    centres.append(_centre("1120", "Industrial services and repair", "US01", "IND", since=renamed))
    accounts = [CodePlan("ledger-accounts", code, name) for code, name in _ACCOUNTS]
    taxes = [
        CodePlan("tax-codes", c, name, {"country": land, "rate": rate}) for c, name, land, rate in _TAXES
    ]
    german = {"country": "DE"}
    taxes += [
        CodePlan("tax-codes", "DE-STD", "Umsatzsteuer", {**german, "rate": rate}, {}, since, until)
        for rate, since, until in _GERMAN_TAX
    ]
    courts = [CodePlan("courts", c, name, {"country": land, "place": at}) for c, name, land, at in _COURTS]
    return (*entities, *departments, *centres, *accounts, *taxes, *courts)


def set_cost_centres(random: Random, as_of: date, matters: Sequence[MatterPlan]) -> None:
    """Give most matters a cost centre of their business unit's department that held when they opened."""
    merged = months_back(as_of, 4)
    for matter in matters:
        department = _DEPARTMENT_OF_UNIT[matter.business_unit]
        able = [
            (code, _SHARES.get(entity, 0))
            for code, _name, entity, of in _CENTRES
            if of == department and (code != "1220" or matter.opened_on < merged)
        ]
        code = random.choices([code for code, _ in able], [share for _, share in able])[0]
        matter.cost_centre = code if random.randrange(100) < _CHARGED else ""


def _under(parent: str) -> dict[str, str]:
    return {"parent": parent} if parent else {}


def _centre(
    code: str,
    name: str,
    entity: str,
    department: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> CodePlan:
    named = {"legal_entity": entity, "department": department}
    return CodePlan("cost-centres", code, name, {}, named, since, until)
