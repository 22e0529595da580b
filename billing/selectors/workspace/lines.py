"""The centre: lines in groups with subtotals, 200 at a time, each with its findings and what stands on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from markupsafe import Markup

from billing.enums import FindingState, LineKind
from billing.models import Invoice, InvoiceLine, InvoiceNote, LineAdjustment, ReviewFinding
from billing.selectors.workspace.group_labels import label_of, labels_for
from billing.selectors.workspace.grouping import View, key_of, lines_in
from billing.selectors.workspace.left import with_what_is_left
from billing.selectors.workspace.marking import marked
from legalops.kernel.money import ZERO

WINDOW = 200


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with all that its row shows."""

    line: InvoiceLine
    findings: Sequence[ReviewFinding] = ()
    standing: LineAdjustment | None = None
    shares: Sequence[LineAdjustment] = ()
    notes: int = 0
    group: "LineGroup | None" = None

    @property
    def narrative(self) -> Markup:
        """The narrative with the words that rules matched marked."""
        return marked(self.line.narrative, [word for f in self.findings for word in f.highlights or ()])

    @property
    def open_findings(self) -> list[ReviewFinding]:
        """Findings that wait for a decision."""
        return [finding for finding in self.findings if finding.state == FindingState.OPEN]

    @property
    def tax(self) -> Decimal:
        """Tax on the line less that on what was taken off."""
        standing = [*self.shares, *([self.standing] if self.standing else [])]
        return self.line.tax_amount - sum((row.tax for row in standing), ZERO)

    @property
    def units(self) -> Decimal | None:
        """Units as they stand now, where a reduction says so."""
        return self.standing.new_units if self.standing else None

    @property
    def unit_cost(self) -> Decimal | None:
        """The rate as it stands now, where a reduction says so."""
        return self.standing.new_unit_cost if self.standing else None


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines under one heading, with sums over the whole group, not only the rows of this window."""

    rank: int
    key: Any
    label: str
    count: int
    hours: Decimal
    billed: Decimal
    reduction: Decimal
    first: int

    @property
    def standing(self) -> Decimal:
        """Billed less reductions, without tax."""
        return self.billed - self.reduction

    @property
    def dom_id(self) -> str:
        """Stable id of the group's heading."""
        return f"group-{self.first}"


@dataclass(frozen=True, slots=True)
class Window:
    """Up to 200 lines and where the next ones begin; `groups` by rank and key."""

    rows: list[LineRow]
    groups: dict[tuple, LineGroup] = field(default_factory=dict)
    next: str = ""

    @property
    def total(self) -> int:
        """How many lines the view has."""
        return sum(group.count for group in self.groups.values())


def window_of(invoice: Invoice, view: View, cursor: str = "", size: int = WINDOW) -> Window:
    """Lines after the cursor: a fixed number of queries, whatever the invoice's length."""
    groups = groups_of(invoice, view)
    lines = list(_after(lines_in(invoice, view), view, cursor)[: size + 1])
    more, lines = len(lines) > size, lines[:size]
    starts = {group.first: group for group in groups.values()} if view.group != "none" else {}
    rows = [row_with(row, starts.get(row.line.position)) for row in rows_of(invoice, lines)]
    return Window(rows, groups, _cursor(lines[-1]) if more else "")


def groups_of(invoice: Invoice, view: View) -> dict[tuple, LineGroup]:
    """Sums per group, in reading order; one query, and one for labels of codes."""
    sums = (
        lines_in(invoice, view)
        .order_by("rank", "key")
        .values("rank", "key")
        .annotate(
            lines=Count("pk"),
            hours=Sum("units", filter=Q(kind=LineKind.FEE)),
            billed=Sum(F("total") - F("tax_amount")),
            reduced=Sum("reduction"),
            first=Min("position"),
        )
    )
    found = list(sums)
    labels = labels_for(view, [row["key"] for row in found])
    return {
        (row["rank"], row["key"]): LineGroup(
            row["rank"],
            row["key"],
            label_of(view, row["rank"], row["key"], labels),
            row["lines"],
            row["hours"] or ZERO,
            row["billed"],
            row["reduced"],
            row["first"],
        )
        for row in found
    }


def rows_of(invoice: Invoice, lines: Iterable[InvoiceLine]) -> list[LineRow]:
    """Lines with findings, standing reductions and notes: three queries whatever their number."""
    lines = list(lines)
    keys = [line.pk for line in lines]
    found = with_what_is_left(ReviewFinding.objects.filter(line__in=keys).heaviest_first())
    findings = _by_line(found)
    standing = _by_line(
        LineAdjustment.objects.filter(line__in=keys, undone_at__isnull=True).select_related("reason", "actor")
    )
    noted = InvoiceNote.objects.filter(invoice=invoice, line_id__in=keys).order_by().values("line_id")
    notes = dict(noted.annotate(n=Count("pk")).values_list("line_id", "n"))
    return [
        LineRow(
            line,
            findings[line.pk],
            next((row for row in standing[line.pk] if row.batch is None), None),
            [row for row in standing[line.pk] if row.batch is not None],
            notes.get(line.pk, 0),
        )
        for line in lines
    ]


def row_with(row: LineRow, group: LineGroup | None) -> LineRow:
    """The row with the heading that begins at it."""
    return LineRow(row.line, row.findings, row.standing, row.shares, row.notes, group) if group else row


def lines_by_id(invoice: Invoice, view: View, keys: Iterable[int]) -> list[InvoiceLine]:
    """These lines of the view, with their group."""
    return list(lines_in(invoice, View(group=view.group)).filter(pk__in=list(keys)))


def _by_line(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.line_id].append(row)
    return found


def _cursor(line: InvoiceLine) -> str:
    return f"{line.rank}|{line.position}|{line.key}"


def _after(lines: QuerySet[InvoiceLine], view: View, cursor: str) -> QuerySet[InvoiceLine]:
    """Lines beyond the cursor; a damaged one means the beginning."""
    try:
        rank, position, text = cursor.split("|", 2)
        key = key_of(text, view)
        beyond = Q(rank__gt=int(rank)) | Q(rank=int(rank), key__gt=key)
        return lines.filter(beyond | Q(rank=int(rank), key=key, position__gt=int(position)))
    except ValueError:
        return lines
