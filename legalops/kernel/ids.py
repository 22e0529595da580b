"""Codes that people can read aloud."""

import secrets

# No I, L, O, U, 0, 1: nothing that looks or sounds like something else.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def readable_code(length: int = 8) -> str:
    """A random code without look-alike characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
