"""Codes of each kind as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from legalops.reference.api.relations import CodeField
from legalops.reference.kinds import Kind
from legalops.reference.models import Code


def shape_of(kind: Kind) -> type[serializers.ModelSerializer[Code]]:
    """What is shown of a code, and what adding one takes."""
    return _shape(kind, f"{kind.model.__name__}Serializer", ("id", *kind.fields), {})


def change_of(kind: Kind) -> type[serializers.ModelSerializer[Code]]:
    """What a change of a code takes; the code itself never changes."""
    fields = tuple(name for name in kind.fields if name != "code")
    return _shape(kind, f"{kind.model.__name__}Fields", fields, {"name": {"required": False}})


def _shape(kind: Kind, name: str, fields: tuple[str, ...], extra: dict[str, Any]) -> Any:
    meta = type(
        "Meta",
        (),
        # The service says which periods meet.
        {"model": kind.model, "fields": fields, "extra_kwargs": extra, "validators": ()},
    )
    names = {each: CodeField(model) for each, model in kind.references.items()}
    words = (
        f"{str(kind.model._meta.verbose_name).capitalize()}: a code over a period whose end is not included."
    )
    return type(
        name,
        (serializers.ModelSerializer,),
        {**names, "Meta": meta, "__doc__": words, "__module__": __name__},
    )
