"""Refusals in the words of SCIM (RFC 7644 §3.12)."""


class ScimError(Exception):
    """A status, SCIM's own word for the kind of fault, and a sentence."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind
