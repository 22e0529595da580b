"""Firms, timekeepers, rates and portal users."""

from datetime import date
from decimal import Decimal
from itertools import count

from legalops.accounts.models import User
from tests.factories.people import make_person
from vendors.models import Firm, FirmMembership, Rate, Timekeeper

_numbers = count(1)


def make_firm(**fields) -> Firm:
    """An active firm billing in USD."""
    number = next(_numbers)
    return Firm.objects.create(**{"code": f"firm-{number}", "name": f"Firm {number} LLP"} | fields)


def make_biller(firm: Firm, *, role: str = "outside_counsel_biller", **fields) -> User:
    """A portal user of the firm."""
    user = make_person(role, **fields)
    FirmMembership.objects.create(user=user, firm=firm)
    return user


def make_timekeeper(firm: Firm, **fields) -> Timekeeper:
    """An approved partner of the firm."""
    number = next(_numbers)
    defaults = {
        "code": f"TK{number}",
        "last_name": f"Ruiz{number}",
        "first_name": "Jo",
        "classification_id": "PARTNR",
        "status": "approved",
    }
    return Timekeeper.objects.create(firm=firm, **defaults | fields)


def make_rate(timekeeper: Timekeeper, amount: Decimal | int = 500, **fields) -> Rate:
    """A standard rate in USD, open since 2020."""
    defaults = {"currency": "USD", "valid_from": date(2020, 1, 1)}
    return Rate.objects.create(timekeeper=timekeeper, amount=amount, **defaults | fields)
