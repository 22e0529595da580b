"""LEDES: detecting, checking, reading and writing legal invoices. Plain Python, no Django.

Facts: domain/ledes.md. Start with `check` (a verdict), `load` (verdict and records) and `write`.
"""
