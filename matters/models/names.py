"""Every name that a conflict check looks through, made comparable once and kept up to date by triggers."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class NameEntry(models.Model):
    """One name of one record. Derived: `manage.py conflicts rebuild` makes all of them again.

    `key` are its words in the order of the alphabet, `sounds` how the whole name sounds. `kind` says how the
    name belongs to the record (a former name, say), `until` since when it does not any more.
    """

    source = models.CharField(max_length=12)
    record_id = models.BigIntegerField()
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, blank=True)
    until = models.DateField(null=True)
    key = models.CharField(max_length=300)
    words = ArrayField(models.CharField(max_length=60))
    sounds = ArrayField(models.CharField(max_length=300))

    class Meta:
        indexes = [
            models.Index(fields=["source", "record_id"], name="name_entry_record"),
            models.Index(fields=["key"], name="name_entry_key"),
            GinIndex(OpClass("key", name="gin_trgm_ops"), name="name_entry_like"),
            GinIndex(fields=["sounds"], name="name_entry_sounds"),
            GinIndex(fields=["words"], name="name_entry_words"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.record_id}"


class NameToIndex(models.Model):
    """A record whose names have changed; written by triggers in the transaction of the change."""

    source = models.CharField(max_length=12)
    record_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.record_id}"
