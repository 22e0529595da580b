"""Sizes that have a name (domain/kpis.md §6.3)."""

from legalops.demo.plan.model import Size

SMALL = Size("small", matters=400, firms=40, timekeepers=600, invoices=2500, lines=60_000, months=36)
TINY = Size("tiny", matters=14, firms=4, timekeepers=32, invoices=30, lines=450, months=6, unhurried=0.6)
SIZES = {size.name: size for size in (SMALL, TINY)}
LARGE_LINES = 1_000_000
