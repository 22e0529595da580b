"""How the OpenAPI document names our ways to authenticate."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension


class BearerScheme(OpenApiAuthenticationExtension):
    """The token in the header."""

    target_class = "legalops.api.authentication.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """HTTP bearer."""
        return {"type": "http", "scheme": "bearer", "description": "A token from your account's page."}


class RelatedBySlug(OpenApiSerializerFieldExtension):
    """Related records are named by text."""

    target_class = "legalops.api.relations.SeenBy"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, str]:
        """Text; a person is an e-mail address."""
        kind = {"type": "string", "title": self.target.slug_field}
        return kind | {"format": "email"} if self.target.slug_field == "email" else kind
