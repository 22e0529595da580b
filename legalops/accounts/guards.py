"""Who may not be switched off: asked before a person's account is closed in the console."""

from collections.abc import Callable

from legalops.accounts.models import User

_guards: list[Callable[[User], None]] = []


def guard_deactivation(guard: Callable[[User], None]) -> None:
    """Have this called before an account is closed; it raises DomainError to refuse."""
    if guard not in _guards:
        _guards.append(guard)


def refuse_deactivation(person: User) -> None:
    """Ask every guard. Raises the DomainError of the first that refuses."""
    for guard in _guards:
        guard(person)
