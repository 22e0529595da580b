"""Files, as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from legalops.api.relations import PersonField
from legalops.files.models import File
from legalops.files.services.adding import Kept


class FileSerializer(serializers.ModelSerializer):
    """A file and its present version; `record_id` is the key of the record of that type."""

    version_number = serializers.IntegerField(source="current.number", read_only=True)
    media_type = serializers.CharField(source="current.document.media_type", read_only=True)
    size = serializers.IntegerField(source="current.document.size", read_only=True)
    sha256 = serializers.CharField(source="current.document.sha256", read_only=True)
    added_by = PersonField(source="current.added_by", read_only=True)
    added_at = serializers.DateTimeField(source="current.added_at", read_only=True)

    class Meta:
        model = File
        fields = (
            "reference", "record_type", "record_id", "name", "folder", "privileged", "shared",
            "version_number", "media_type", "size", "sha256", "added_by", "added_at",
        )  # fmt: skip
        read_only_fields = fields


class NewFile(serializers.Serializer):
    """What adding takes, as multipart form data."""

    record_type = serializers.SlugField()
    record_id = serializers.IntegerField(min_value=1, max_value=2**62)
    file = serializers.FileField()
    folder = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    privileged = serializers.BooleanField(required=False, default=False)
    shared = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class FileFields(serializers.Serializer):
    """How a file is kept; what is not named stays."""

    name = serializers.CharField(max_length=255, required=False)
    folder = serializers.CharField(required=False, allow_blank=True, max_length=80)
    privileged = serializers.BooleanField(required=False)
    shared = serializers.BooleanField(required=False)

    def to_internal_value(self, data: Any) -> Any:
        """A missing truth is no “no”, whatever form it was sent in."""
        given = super().to_internal_value(data)
        return {name: value for name, value in given.items() if name in data}


class NewVersion(serializers.Serializer):
    """The next version, as multipart form data."""

    file = serializers.FileField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class Removal(serializers.Serializer):
    """Why a file is removed."""

    reason = serializers.CharField(max_length=500)


def kept_from(given: dict[str, Any]) -> Kept:
    """How a new file is to be kept."""
    return Kept(given["folder"], given["privileged"], given["shared"])
