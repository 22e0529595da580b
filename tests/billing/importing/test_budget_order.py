"""The budget rule says the same of every invoice, however the invoices of a matter arrive."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.models import Invoice, ReviewFinding
from billing.selectors.review_facts.spend import sum_in
from billing.services import intake
from billing.services.mapping import map_timekeeper
from billing.services.reviewing_again import review_again
from legalops import jobs
from legalops.accounts.system import system_actor
from legalops.fx.models import ExchangeRate
from legalops.kernel import clock
from tests.billing.intake.files import fee, invoice, ledes
from tests.factories import make_budget, make_matter

pytestmark = pytest.mark.django_db

BUDGET = 2_000
MATTERS = ("M-1", "M-2")
bills = st.lists(
    st.tuples(st.sampled_from(MATTERS), st.sampled_from(["100", "700", "900", "1600", "2100"])),
    min_size=1,
    max_size=4,
)


def records(number: int, matter: str, amount: str, **fields: str) -> list[dict]:
    return invoice(f"INV-{number}", fee("1.00", f"{amount}.00", **fields), matter=matter)


def arrive(firm, biller, *files: BytesIO) -> None:
    """Each file taken in, checked, submitted and processed before the next."""
    for file in files:
        intake.receive_upload(file, firm=firm, actor=biller, auto_submit=True)
        jobs.run_pending()


def zipped(*files: BytesIO) -> BytesIO:
    """One archive of the files, named in their order."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as into:
        for number, file in enumerate(files):
            into.writestr(f"{number}.txt", file.getvalue())
    archive.seek(0)
    archive.name = "invoices.zip"
    return archive


def told() -> dict[str, str]:
    """What the budget rule says, by invoice number."""
    rows = ReviewFinding.objects.filter(rule="G18").values_list("invoice__number", "message")
    assert len({number for number, _ in rows}) == len(rows)
    return dict(rows)


def expected(chosen: list[tuple[str, str]]) -> set[str]:
    """Numbers of the invoices with which their matter reaches 80 per cent of its budget or more."""
    stands, found = dict.fromkeys(MATTERS, 0), set()
    for number, (matter, amount) in enumerate(chosen):
        stands[matter] += int(amount)
        if stands[matter] * 100 >= BUDGET * 80:
            found.add(f"INV-{number}")
    return found


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(bills)
def test_one_file_many_files_an_archive_and_a_second_review_agree(firm, biller, matter, jo, chosen):
    made = [records(number, *each) for number, each in enumerate(chosen)]
    single = [ledes(each) for each in made]
    ways = {"one file": [ledes(*made)], "many files": single, "an archive": [zipped(*single)]}
    results = {way: in_a_world_of_its_own(firm, biller, matter, files) for way, files in ways.items()}
    assert set(results["one file"]) == expected(chosen)
    assert results["one file"] == results["many files"] == results["an archive"]


def in_a_world_of_its_own(firm, biller, matter, files) -> dict[str, str]:
    """What is found when the files arrive, which a second review of all of it must not change."""
    with transaction.atomic():
        make_budget(matter, BUDGET)
        make_budget(make_matter(firms=(firm,), number="M-2"), BUDGET)
        for file in files:
            file.seek(0)
        arrive(firm, biller, *files)
        first = told()
        ids = list(Invoice.objects.order_by("-pk").values_list("pk", flat=True))
        for some in (ids, ids[:1], ids[1:]):
            review_again(firm, some, actor=system_actor("ledes-intake"))
            assert told() == first
        transaction.set_rollback(True)
    return first


def test_the_second_of_one_file_names_what_the_first_has_spent(firm, biller, matter, jo):
    make_budget(matter, BUDGET)
    arrive(firm, biller, ledes(records(1, "M-1", "1500"), records(2, "M-1", "800")))
    [finding] = ReviewFinding.objects.filter(rule="G18")
    assert finding.invoice.number == "INV-2"
    assert Decimal(finding.evidence["spend"]) == 2300


def test_what_waits_for_mapping_counts_from_its_mapping_on(firm, biller, specialist, matter, jo):
    """The first of the file waits for its timekeeper; mapped, it comes after the second."""
    make_budget(matter, BUDGET)
    waiting = records(1, "M-1", "1500", timekeeper_id="TK9")
    arrive(firm, biller, ledes(waiting, records(2, "M-1", "800")))
    assert told() == {}
    map_timekeeper(firm=firm, code="TK9", timekeeper=jo, actor=specialist)
    jobs.run_pending()
    assert list(told()) == ["INV-1"]


def test_amounts_of_another_currency_count_at_their_rate():
    ExchangeRate.objects.create(currency="EUR", date=clock.today(), rate=Decimal("1.25"), source="test")
    billed = {"USD": (Decimal(1), Decimal(1)), "EUR": (Decimal(2), Decimal("2.5"))}
    assert sum_in("USD", billed) == Decimal("3.5")
    assert sum_in("EUR", billed) == Decimal("2.8")
    assert sum_in("XAF", billed) is None
