"""What one reading may take, and how it ends when that is not enough."""

import resource
from dataclasses import dataclass

MIB = 1024 * 1024
# Answers are read from a file that this process cannot make larger.
ANSWER_BYTES = 16 * MIB


class Unreadable(Exception):
    """The file cannot be read; the argument is one of `legalops.documents.enums.TextProblem`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Processor seconds, memory in bytes, pages, characters in all."""

    seconds: int
    memory: int
    pages: int
    characters: int


@dataclass(slots=True)
class Pages:
    """What was read so far; `full` once nothing more is kept."""

    limits: Limits
    texts: list[str]
    kept: int = 0
    full: bool = False

    def add(self, text: str) -> bool:
        """Keep a page's text as far as there is room; whether to go on reading."""
        room = self.limits.characters - self.kept
        self.texts.append(text[:room])
        self.kept += min(len(text), room)
        self.full = len(text) > room or len(self.texts) >= self.limits.pages
        return not self.full


def limit_process(limits: Limits) -> None:
    """From here on the process can take no more than this, whatever a file makes it do."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))
