import pytest

from billing.review import run
from tests.billing.review.invoices import facts, fee, invoice, setting


def limits(*settings, **changes):
    """The limits that stale time of one invoice was judged by."""
    from datetime import date

    given = facts(invoice(fee(work_date=date(2024, 1, 1)), **changes))
    return run(given, settings)["rule_version"].to_list()


ALL = setting("G10", version=1)
TYPE = setting("G10", version=2, matter_types=frozenset({"litigation", "patent"}))
FIRM = setting("G10", version=3, firm_ids=frozenset({7}))
BOTH = setting("G10", version=4, firm_ids=frozenset({7}), matter_types=frozenset({"litigation"}))


@pytest.mark.parametrize(
    ("firm", "matter_type", "version"),
    [(7, "litigation", 4), (7, "patent", 3), (7, None, 3), (8, "patent", 2), (8, "advice", 1), (8, None, 1)],
)
def test_the_most_specific_setting_decides_alone(firm, matter_type, version):
    for order in ((ALL, TYPE, FIRM, BOTH), (BOTH, FIRM, TYPE, ALL)):
        assert limits(*order, firm_id=firm, matter_type=matter_type) == [version]


def test_a_setting_for_others_finds_nothing():
    assert limits(FIRM, firm_id=8) == []
    assert limits(TYPE, matter_type="advice") == []
    assert limits(TYPE, matter_type=None) == []


def test_a_specific_setting_that_is_off_exempts_its_scope():
    exempt = setting("G10", version=9, enabled=False, firm_ids=frozenset({7}))

    assert limits(ALL, exempt, firm_id=7) == []
    assert limits(ALL, exempt, firm_id=8) == [1]


def test_among_equals_the_higher_version_decides():
    newer = setting("G10", version=5, firm_ids=frozenset({7, 9}))

    assert limits(FIRM, newer, firm_id=7) == [5]
    assert limits(newer, FIRM, firm_id=7) == [5]


def test_a_rule_that_is_off_finds_nothing():
    assert limits(setting("G10", enabled=False)) == []


def test_settings_divide_a_batch_between_them():
    given = facts(
        *(
            invoice(fee("1.05"), firm_id=firm, matter_type=kind)
            for firm, kind in ((7, "litigation"), (7, "x"), (8, "x"))
        )
    )
    settings = [
        setting("G38", version=1),
        setting("G38", version=2, firm_ids=frozenset({7}), outcome="reject_line"),
        setting("G38", version=3, firm_ids=frozenset({7}), matter_types=frozenset({"x"}), enabled=False),
    ]

    assert run(given, settings).select("rule_version", "outcome").rows() == [(2, "reject_line"), (1, "warn")]
