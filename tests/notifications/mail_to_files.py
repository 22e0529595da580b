"""Settings of workers in tests: every letter becomes a file that holds its message id."""

import os
import uuid
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

from legalops.settings.test import *  # noqa: F403

EMAIL_BACKEND = "tests.notifications.mail_to_files.Letters"


class Letters(BaseEmailBackend):
    """A mail server that takes everything: a letter is whole or not there, whenever its sender is killed."""

    def send_messages(self, email_messages):
        """One file each."""
        for message in email_messages:
            taken = Path(os.environ["LETTERS"]) / uuid.uuid4().hex
            arriving = taken.with_name(f".{taken.name}")
            arriving.write_text(message.extra_headers["Message-ID"])
            arriving.rename(taken)
        return len(email_messages)
