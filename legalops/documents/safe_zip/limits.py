"""How much an archive may claim and hold."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """Most entries, most inflated bytes in all, most inflated per packed byte (domain/reliability.md §2.4).

    `ratio_from` bytes are free: small repetitive files pack well and harm nobody. Archives within archives
    are refused whatever the limits.
    """

    entries: int = 1_000
    ratio: int = 100
    ratio_from: int = MIB
    total_bytes: int = 200 * MIB

    @property
    def directory_bytes(self) -> int:
        """Most bytes of the central directory: 46 fixed ones, and 1,024 for names and extras, per entry."""
        return self.entries * (46 + 1_024)
