"""What a rule said in English, in a reader's language. Rules that put a phrase of their own into the message
keep it as it was said.
"""

from functools import cache

from billing.ledes.retelling import Translate, from_templates
from billing.review.catalogue import RULES


def retold(code: str, sentence: str, translate: Translate) -> str:
    """The message of a finding of this rule, perhaps with a sentence after it on what may come of it."""
    message = _messages().get(code)
    if message is None:
        return sentence
    followed = f"{message} {{consequence}}"

    def words(template: str) -> str:
        return f"{translate(message)} {{consequence}}" if template == followed else translate(template)

    return from_templates((message, followed), sentence, words)


@cache
def _messages() -> dict[str, str]:
    return {rule.code: rule.message for rule in RULES}


def is_rule(code: str) -> bool:
    """Whether a problem with this code is a rule's finding."""
    return code in _messages()
