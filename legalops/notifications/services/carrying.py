"""Handing letters to the mail server over one connection, and noting each answer at once."""

from collections.abc import Sequence
from contextlib import suppress

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from legalops.notifications.mail.answers import answer_of
from legalops.notifications.mail.letters import Words, letter_to, message_id, words_for
from legalops.notifications.models import Delivery
from legalops.notifications.services import outcomes


def carry(letters: Sequence[Sequence[Delivery]]) -> None:
    """Send letters, each the deliveries it carries. Never raises for what a mail server does or does not."""
    mail = get_connection()
    try:
        mail.open()
    except Exception as failure:  # noqa: BLE001  (whatever a server or its absence raises)
        for letter in letters:
            outcomes.refused(letter, answer_of(failure))
        return
    words = words_for(delivery for letter in letters for delivery in letter)
    try:
        for letter in letters:
            _carry_one(letter, words, mail)
    finally:
        _close(mail)


def _carry_one(letter: Sequence[Delivery], words: Words, mail: BaseEmailBackend) -> None:
    person = letter[0].recipient
    try:
        message = letter_to(person, letter, words)
        message.connection = mail
        message.send()
    except Exception as failure:  # noqa: BLE001  (one letter must not keep the others)
        _close(mail)  # after a refusal in the middle of a conversation its state is not known
        outcomes.refused(letter, answer_of(failure))
    else:
        outcomes.sent(letter, address=person.email, message_id=message_id(letter))


def _close(mail: BaseEmailBackend) -> None:
    # What was accepted stays accepted, however the conversation ends.
    with suppress(Exception):
        mail.close()
