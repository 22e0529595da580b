"""Codes of reference data."""

from legalops.reference.models import Code, CostCentre, Department, LedgerAccount, LegalEntity


def make_code(model: type[Code], code: str, name: str = "", **fields) -> Code:
    """A code from the beginning without an end."""
    return model.objects.create(code=code, name=name or code.title(), **fields)


def make_entity(code: str = "US01", **fields) -> LegalEntity:
    """A company of the group."""
    return make_code(LegalEntity, code, **fields)


def make_department(code: str = "SALES", **fields) -> Department:
    """A department of the business."""
    return make_code(Department, code, **fields)


def make_centre(code: str = "4100", **fields) -> CostCentre:
    """A cost centre, of no entity and department unless they are given."""
    return make_code(CostCentre, code, **fields)


def make_account(code: str = "6350", **fields) -> LedgerAccount:
    """An account of the general ledger."""
    return make_code(LedgerAccount, code, **fields)
