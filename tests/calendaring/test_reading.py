"""Packs are read whole, and every fault is named with its place."""

import copy

import pytest
import yaml

from matters.calendaring import PackFaults, read_pack
from tests.calendaring.shipped import FOLDER

GOOD = yaml.safe_load((FOLDER / "us-ny-cplr.yaml").read_text())


def broken(change):
    data = copy.deepcopy(GOOD)
    change(data)
    with pytest.raises(PackFaults) as refused:
        read_pack(data)
    return refused.value.faults


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["rules"][2].update(amount=-1), "rules[3].amount"),
        (lambda d: d["rules"][2].update(amount=True), "rules[3].amount"),
        (lambda d: d["rules"][2].update(amount=99999), "rules[3].amount"),
        (lambda d: d["rules"][0].update(unit="fortnights"), "rules[1].unit"),
        (lambda d: d["rules"][0].update(direction="sideways"), "rules[1].direction"),
        (lambda d: d["rules"][0].update(roll="over"), "rules[1].roll"),
        (lambda d: d["rules"][0].update(citation=""), "rules[1].citation"),
        (lambda d: d["rules"][0].update(critical="yes"), "rules[1].critical"),
        (lambda d: d["rules"][0].update(kind="thing"), "rules[1].kind"),
        (lambda d: d["rules"][0].update(ammount=3), "rules[1].ammount"),
        (lambda d: d["rules"][0].update({"from": "nothing"}), "rules[1].from"),
        (lambda d: d["rules"][0].update(added={"pigeon": {"amount": 1, "citation": "x"}}), "added.pigeon"),
        (lambda d: d["rules"][0].update(code=d["rules"][1]["code"]), "stands there twice"),
        (lambda d: d.update(effective_from="soon"), "pack.effective_from"),
        (lambda d: d.update(weekend=["someday"]), "weekend"),
        (lambda d: d.update(weekend=["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), "weekend"),
        (lambda d: d["holidays"].append({"name": "Odd", "day": "13-40"}), "holidays[14].day"),
        (lambda d: d.update(rules="none"), "rules"),
        (lambda d: d.update(colour="red"), "pack.colour"),
    ],
)
def test_a_fault_is_named_with_its_place(change, place):
    assert any(place in fault for fault in broken(change))


def test_a_chain_that_comes_back_is_refused_by_name():
    def turn(data):
        data["rules"][0]["from"] = data["rules"][1]["code"]
        data["rules"][1]["from"] = data["rules"][0]["code"]

    assert broken(turn) == (
        "rules: a chain comes back to itself: serve_summons → answer_in_state → serve_summons.",
    )


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_what_is_no_pack_at_all_is_refused(data):
    with pytest.raises(PackFaults):
        read_pack(data)
