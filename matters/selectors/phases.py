"""The phases a budget can be split by: asked here, answered by billing, which keeps the code sets."""

from collections.abc import Callable, Sequence

Provider = Callable[[str], Sequence[tuple[str, str]]]
_providers: list[Provider] = []


def register_phases(provider: Provider) -> None:
    """Declare who knows the phases of a code set such as LITIGATION: (code, label) in order."""
    _providers[:] = [provider]


def phases_of(code_set: str) -> Sequence[tuple[str, str]]:
    """Phases of a code set; none where nobody knows any."""
    return _providers[0](code_set) if _providers else ()
