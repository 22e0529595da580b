"""Imports, as the API shows and takes them."""

from typing import Any

from django.db.models import Count
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from legalops.imports.enums import Mode
from legalops.imports.models import Import, ImportRow

_ORDERS = ("day_first", "month_first")


class ImportSerializer(serializers.ModelSerializer):
    """A file on its way into the records; `mapping` leads column codes to positions in the file, from 0."""

    file_name = serializers.CharField(source="document.original_name", read_only=True)
    done = serializers.IntegerField(source="job.progress_done", read_only=True, allow_null=True)
    of = serializers.IntegerField(source="job.progress_total", read_only=True, allow_null=True)

    class Meta:
        model = Import
        fields = (
            "id", "kind", "file_name", "sheet", "state", "mapping", "date_orders", "mode", "whole", "problem",
            "done", "of", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class CountsSerializer(serializers.Serializer):
    """Rows by what they mean, and what became of them."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    skipped = serializers.IntegerField()
    wrong = serializers.IntegerField()
    applied = serializers.IntegerField()
    undone = serializers.IntegerField()


class ImportDetail(ImportSerializer):
    """An import as it is shown alone: with its headings while columns are matched, and its counts."""

    counts = serializers.SerializerMethodField()

    class Meta(ImportSerializer.Meta):
        fields = (*ImportSerializer.Meta.fields, "counts")
        read_only_fields = fields

    @extend_schema_field(CountsSerializer)
    def get_counts(self, made: Import) -> dict[str, int]:
        """Of the last check, and of the import."""
        rows = made.rows.order_by()
        by_verdict = dict(rows.values_list("verdict").annotate(Count("pk")))
        names = ("new", "changed", "unchanged", "skipped", "wrong")
        ended = {"applied": rows.filter(applied=True).count(), "undone": rows.filter(undone=True).count()}
        return {name: by_verdict.get(name, 0) for name in names} | ended


class NewImport(serializers.Serializer):
    """A file of one kind: CSV or Excel workbook, headings first."""

    kind = serializers.CharField(max_length=40)
    file = serializers.FileField()
    sheet = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class Columns(serializers.Serializer):
    """Which column of the file is which, and what to do with the rows. Starts the check."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=10_000))
    date_orders = serializers.DictField(child=serializers.ChoiceField(_ORDERS), required=False, default=dict)
    mode = serializers.ChoiceField(Mode.choices, default=Mode.BOTH)
    whole = serializers.BooleanField(default=False, help_text="All rows or none")


class RowSerializer(serializers.ModelSerializer):
    """A row of the file: its cells, what it means, what is wrong with it, what became of it."""

    problems = serializers.ListField(child=serializers.DictField(), read_only=True)
    cells = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = ImportRow
        fields = (
            "number", "verdict", "cells", "problems", "before", "after", "record_id", "applied", "undone",
            "kept_because",
        )  # fmt: skip


class ColumnSerializer(serializers.Serializer):
    """A column that can be imported."""

    code = serializers.CharField()
    label = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()
    example = serializers.CharField()
    is_key = serializers.BooleanField()


class KindSerializer(serializers.Serializer):
    """A kind of record that can be imported, with its columns."""

    code = serializers.CharField()
    label = serializers.CharField()
    columns = ColumnSerializer(many=True)


class SampleSerializer(serializers.Serializer):
    """The headings of the file and its first rows."""

    headings = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


def kind_document(importable: Any) -> dict[str, Any]:
    """A kind as KindSerializer shows it."""
    columns = [
        {
            "code": each.code,
            "label": str(each.label),
            "kind": str(each.kind),
            "required": each.required,
            "example": each.example,
            "is_key": each.code in importable.key,
        }
        for each in importable.columns
    ]
    return {"code": importable.code, "label": str(importable.plural), "columns": columns}
