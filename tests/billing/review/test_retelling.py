"""Findings of rules in a reader's language."""

import pytest

from billing.review import RULES
from billing.review.retelling import is_rule, retold


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rules_message_is_taken_apart_with_and_without_what_may_come_of_it(rule):
    facts = {fact.name: f"<{fact.name}>" for fact in rule.facts}
    said = rule.message.format_map(Whatever(facts))
    words = {rule.message: f"Auf Deutsch: {rule.message}"}
    assert retold(rule.code, said, lambda text: words.get(text, text)) == f"Auf Deutsch: {said}"
    followed = f"{said} Die Position kann gekürzt werden."
    assert retold(rule.code, followed, lambda text: words.get(text, text)) == f"Auf Deutsch: {followed}"
    assert is_rule(rule.code)


class Whatever(dict):
    def __missing__(self, name):
        return f"<{name}>"


def test_words_of_an_administrator_stay():
    assert retold("G03", "Our own words.", lambda text: text) == "Our own words."
    assert retold("V101", "No rule.", str.upper) == "No rule."
