"""The plan: the same for a seed and a date, and within the bands of a believable department."""

from collections import Counter
from datetime import date
from decimal import Decimal
from statistics import median

import pytest

from billing.ledes.codes import utbms_codes
from legalops.demo.loading.choices import submitted_at
from legalops.demo.narratives import ADMINISTRATIVE, BLOCKS, BY_CODE_SET, EXPENSES, OVERHEAD, VAGUE
from legalops.demo.plan.build import build_plan
from legalops.demo.plan.days import months_back
from legalops.demo.plan.model import Plan
from legalops.demo.plan.sizes import SMALL, TINY
from legalops.demo.stories import BOTTLENECK, DRIFT, LATE_MONTH, RATE_JUMP, STORIES

AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="module")
def small() -> Plan:
    return build_plan(7, AS_OF, SMALL)


def test_the_same_seed_and_date_give_the_same_plan():
    assert repr(build_plan(3, AS_OF, TINY)) == repr(build_plan(3, AS_OF, TINY))


def test_another_seed_gives_another_department():
    assert repr(build_plan(3, AS_OF, TINY)) != repr(build_plan(4, AS_OF, TINY))


def test_counts_are_as_asked(small):
    assert len(small.matters) == 400
    assert len(small.firms) == 40
    assert sum(len(firm.timekeepers) for firm in small.firms) == 600
    assert 2_300 <= len(small.invoices) <= 2_800
    assert 54_000 <= sum(len(invoice.lines) for invoice in small.invoices) <= 68_000


def test_nothing_lies_after_the_as_of_date(small):
    assert all(invoice.received_at.date() < AS_OF for invoice in small.invoices)
    assert all(invoice.invoice_date <= invoice.received_at.date() for invoice in small.invoices)
    assert all(line.work_date <= AS_OF for invoice in small.invoices for line in invoice.lines)


def test_lines_add_up(small):
    for invoice in small.invoices[::25]:
        for line in invoice.lines:
            worked = (line.units or Decimal(0)) * (line.unit_cost or Decimal(0))
            net = line.total - (line.tax_amount or Decimal(0))
            assert abs(worked + line.adjustment - net) <= Decimal("0.005")


def test_invoice_numbers_are_used_once_by_a_firm(small):
    numbers = Counter((invoice.firm.code, invoice.number) for invoice in small.invoices)
    assert max(numbers.values()) == 1


def test_nobody_is_planned_for_more_than_a_day_holds(small):
    hours: Counter = Counter()
    for invoice in small.invoices:
        for line in invoice.lines:
            hours[invoice.firm.code, line.timekeeper_code, line.work_date] += (
                line.units if line.kind == "F" else 0
            )
    crowded = sum(total > 12 for total in hours.values())
    assert crowded < len(hours) * 0.002


def test_foreign_firms_charge_tax_in_their_currency(small):
    abroad = [invoice for invoice in small.invoices if invoice.firm.currency != "USD"]
    assert {invoice.firm.currency for invoice in abroad} == {"GBP", "EUR"}
    assert all(line.tax_rate for invoice in abroad for line in invoice.lines)


def test_narratives_are_about_two_hundred_and_keep_to_their_code_set():
    tasks = [text for tasks in BY_CODE_SET.values() for some in tasks.values() for _, text in some]
    expenses = [text for _, text, _ in (*EXPENSES, *OVERHEAD)]
    assert len({*tasks, *expenses, *BLOCKS, *VAGUE, *ADMINISTRATIVE}) >= 200
    known = {code.code: code.set for code in utbms_codes()}
    assert all(known[code] == name for name, tasks in BY_CODE_SET.items() for code in tasks)


def test_walls_screen_nobody_who_works_on_the_matter(small):
    walled = [matter for matter in small.matters if matter.screened]
    assert len(walled) == 2
    assert all(not {m.lead, m.backup} & set(m.screened) for m in walled)


def test_one_firm_jumps_its_rates(small):
    person = small.firms[RATE_JUMP.firm_rank].timekeepers[0]
    last, before = person.rates[-1][1], person.rates[-2][1]
    assert last / before >= Decimal("1.15")


def test_one_matter_drifts_over_its_budget(small):
    matter = small.matters[DRIFT.matter_key]
    billed = sum(line.total for i in small.invoices if i.matter is matter for line in i.lines)
    assert matter.name == DRIFT.matter_name
    assert billed > matter.budgets[-1][1] * Decimal("1.2")


def test_one_reviewer_is_a_bottleneck(small):
    days: dict[str, list[float]] = {}
    for invoice in (i for i in small.invoices if i.period_end > months_back(AS_OF, 12)):
        waited = submitted_at(small.seed, invoice) - invoice.received_at
        days.setdefault(invoice.firm.reviewer, []).append(waited.total_seconds() / 86_400)
    slow = median(days.pop(BOTTLENECK.reviewer))
    assert days
    assert all(slow > 1.8 * median(of_others) for of_others in days.values())


def test_one_month_came_late(small):
    delays = Counter()
    counts = Counter()
    for invoice in small.invoices:
        if invoice.lines[0].kind != "IF" and not invoice.number.endswith("A"):
            month = (AS_OF.year - invoice.period_end.year) * 12 + AS_OF.month - invoice.period_end.month
            delays[month] += (invoice.received_at.date() - invoice.period_end).days
            counts[month] += 1
    late = delays[LATE_MONTH.months_back] / counts[LATE_MONTH.months_back]
    usual = delays[LATE_MONTH.months_back + 1] / counts[LATE_MONTH.months_back + 1]
    assert late > usual + 40


def test_every_story_says_where_to_look():
    assert len({story.key for story in STORIES}) == len(STORIES) == 4
    assert all(story.look and story.title for story in STORIES)
