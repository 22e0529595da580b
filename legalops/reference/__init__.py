"""Codes of the organisation with effective dates: entities, departments, cost centres, ledger accounts, tax
codes, courts. Owner: platform.
"""
